import { crc32, createGunzip, inflateRawSync } from "node:zlib";

/** Decompressing little input at a time bounds what a hostile file can unfold to in one step (about 1,000 times). */
const STEP_BYTES = 32_768;

const MEMBER_START = Buffer.from([0x1f, 0x8b, 0x08]);

/**
 * Cuts a chunk where a member seems to begin. When zlib meets an error it drops what the same step had brought before;
 * so the loss does not reach beyond one member.
 */
function* steps(chunk: Buffer): Generator<Buffer> {
  for (let at = 0; at < chunk.length; ) {
    const limit = Math.min(at + STEP_BYTES, chunk.length);
    const start = chunk.subarray(0, limit).indexOf(MEMBER_START, at + 1);
    const end = start < 0 ? limit : start;
    yield chunk.subarray(at, end);
    at = end;
  }
}

/** A member within these bounds is taken in one call, which costs a third of the stream's time. */
const QUICK_INPUT_BYTES = 1 << 20;
const QUICK_OUTPUT_BYTES = 1 << 23;

/**
 * The decompressed bytes when the stream is gzip (one member or many), else the bytes as they are. Every member before
 * a damaged or missing part comes out before the error does, which a plain `pipe` does not promise. Members of ordinary
 * size come out whole, one a chunk.
 */
export async function* maybeGunzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const { value, done } = await chunks.next();
    if (!done) held = held.length === 0 ? value : Buffer.concat([held, value]);
    return !done;
  };
  try {
    while (held.length < 2 && (await more()));
    const rest = { [Symbol.asyncIterator]: () => chunks };
    if (held[0] !== 0x1f || held[1] !== 0x8b) {
      if (held.length > 0) yield held;
      yield* rest;
      return;
    }
    let tryAt = 0;
    for (let ended = false; held.length > 0 || (await more()); ) {
      if (held[0] === 0) return yield* padding(held, rest);
      if (held.length >= tryAt || ended) {
        const member = quickMember(held);
        if (member) {
          held = held.subarray(member.length);
          tryAt = 0;
          yield member.data;
          continue;
        }
        // Large, damaged or cut short: the stream gives whatever can be had of it.
        if (ended || held.length >= QUICK_INPUT_BYTES) return yield* gunzip(held, rest);
        // Small chunks must not each cause another attempt at the same member.
        tryAt = Math.min(held.length * 2, QUICK_INPUT_BYTES);
      }
      ended = !(await more());
    }
  } finally {
    await chunks.return?.();
  }
}

/** One whole member at the start of `bytes`; null when it is not whole, too large or damaged. */
function quickMember(bytes: Buffer): { data: Buffer; length: number } | null {
  // Ten bytes of header without name, comment or extra field, as nearly all writers make it.
  if (bytes.length < 18 || bytes.indexOf(MEMBER_START) !== 0 || (bytes[3]! & 0x1e) !== 0) return null;
  let inflated: { buffer: Buffer; engine: { bytesWritten: number } };
  try {
    const options = { info: true, maxOutputLength: QUICK_OUTPUT_BYTES, chunkSize: 65_536 };
    inflated = inflateRawSync(bytes.subarray(10), options) as unknown as typeof inflated;
  } catch {
    return null;
  }
  const end = 10 + inflated.engine.bytesWritten;
  const data = inflated.buffer;
  if (bytes.length < end + 8 || bytes.readUInt32LE(end) !== crc32(data)) return null;
  return bytes.readUInt32LE(end + 4) === data.length ? { data, length: end + 8 } : null;
}

/** Zero bytes after the last member fill up a block of tape or disk; anything else there is an error. */
async function* padding(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<never> {
  for await (const chunk of prepend(first, rest)) {
    if (chunk.every((byte) => byte === 0)) continue;
    throw Object.assign(new Error("bytes after the last member"), { code: "ERR_TRAILING_BYTES" });
  }
}

async function* gunzip(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const stream = createGunzip({ chunkSize: 131_072 });
  let ready: Buffer[] = [];
  let failure: Error | null = null;
  let ended = false;
  stream.on("data", (chunk: Buffer) => ready.push(chunk));
  stream.on("error", (error) => {
    failure = error;
  });
  stream.on("end", () => {
    ended = true;
  });

  /** Waits for one step, which an error or the end of the stream may cut short without calling back. */
  const step = (action: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      const done = () => {
        stream.off("close", done);
        stream.off("end", done);
        resolve();
      };
      stream.once("close", done);
      stream.once("end", done);
      action(done);
    });
  const take = () => {
    // Moves what is still inside the stream to the listener above: an error would drop it.
    while (stream.read() !== null);
    const taken = ready;
    ready = [];
    return taken;
  };

  try {
    // The stream hands data to its listener at once only from the next turn of the event loop.
    await new Promise(setImmediate);
    for await (const chunk of prepend(first, rest)) {
      for (const piece of steps(chunk)) {
        // Only zero bytes may follow the last member; zlib stops by itself there.
        if (ended) return;
        await step((done) => stream.write(piece, done));
        yield* take();
        if (failure) throw failure;
      }
    }
    if (!ended) await step(() => stream.end());
    yield* take();
    if (failure) throw failure;
  } finally {
    stream.destroy();
  }
}

async function* prepend(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}
