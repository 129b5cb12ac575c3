import { createGunzip } from "node:zlib";

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

/**
 * The decompressed bytes when the stream is gzip (one member or many), else the bytes as they are. Every member
 * before a damaged or missing part comes out before the error does, which a plain `pipe` does not promise.
 */
export async function* maybeGunzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first: Buffer = Buffer.alloc(0);
  const chunks = source[Symbol.asyncIterator]();
  try {
    while (first.length < 2) {
      const { value, done } = await chunks.next();
      if (done) break;
      first = Buffer.concat([first, value]);
    }
    const rest = { [Symbol.asyncIterator]: () => chunks };
    if (first[0] === 0x1f && first[1] === 0x8b) yield* gunzip(first, rest);
    else {
      if (first.length > 0) yield first;
      yield* rest;
    }
  } finally {
    await chunks.return?.();
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
