import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { SourceError } from "../sources/errors.ts";

/** One line of a file, without its end, and where it was: the first is 1. */
export interface FileLine {
  readonly number: number;
  /** Null when the line is longer than allowed; it was skipped. */
  readonly bytes: Buffer | null;
}

export interface LineOptions {
  readonly gzip: boolean;
  /** Longest line that is kept. */
  readonly maxBytes: number;
  /** Told how many bytes of the file have been read, as stored. */
  readonly onBytes?: (count: number) => void;
}

const NEWLINE = 0x0a;

/**
 * Reads a file line by line, plain or gzip, in constant memory. Everything that can be read is given first; then, when
 * the file is cut short or damaged, throws SourceError `unreadable-input`.
 */
export function readLines(file: string, options: LineOptions): AsyncGenerator<FileLine> {
  return splitLines(readChunks(file, options), options.maxBytes);
}

/** Splits what comes in pieces into lines. A line without an end is given when the pieces end well. */
export async function* splitLines(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<FileLine> {
  let rest: Buffer[] = [];
  let [restBytes, number, tooLong] = [0, 0, false];
  const take = (last: Buffer | null): FileLine => {
    if (last) rest.push(last);
    const bytes = tooLong ? null : rest.length === 1 ? rest[0]! : Buffer.concat(rest);
    [rest, restBytes, tooLong] = [[], 0, false];
    number += 1;
    return { number, bytes };
  };
  const keep = (part: Buffer) => {
    restBytes += part.length;
    if (restBytes > maxBytes) [rest, tooLong] = [[], true];
    else rest.push(part);
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, end));
      yield take(null);
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (restBytes > 0) yield take(null);
}

async function* readChunks(file: string, { gzip, onBytes }: LineOptions): AsyncGenerator<Buffer> {
  let count = 0;
  const inflate = gzip ? openInflate() : null;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    count += chunk.length;
    onBytes?.(count);
    if (!inflate) yield chunk;
    else yield* given(inflate, await inflate.put(chunk), file);
  }
  if (inflate) yield* given(inflate, await inflate.end(), file);
}

/** Hands on what was unpacked before it raises what went wrong. */
function* given(inflate: Inflate, chunks: Buffer[], file: string): Generator<Buffer> {
  yield* chunks;
  if (inflate.error === null) return;
  const message = `${file}: the gzip data is cut short or damaged (${inflate.error.message}); what comes before was read`;
  throw new SourceError("unreadable-input", file, message, { cause: inflate.error });
}

interface Inflate {
  put(chunk: Buffer): Promise<Buffer[]>;
  end(): Promise<Buffer[]>;
  error: Error | null;
}

/**
 * Unpacks piece by piece. Iterating over the stream would lose what is still buffered when a file turns out to be cut
 * short, because an error throws the buffer away.
 */
function openInflate(): Inflate {
  const stream = createGunzip();
  let chunks: Buffer[] = [];
  const inflate: Inflate = {
    error: null,
    put: (chunk) => settle((done) => stream.write(chunk, done)),
    // "finish" comes before the end of the data has been checked; "end" or an error comes after.
    end: () => settle((done) => stream.once("end", done).end()),
  };
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  stream.on("error", (error) => {
    inflate.error = error;
  });
  const settle = (act: (done: () => void) => void) =>
    new Promise<Buffer[]>((resolve) => {
      const finish = () => {
        stream.off("error", finish).off("end", finish);
        const ready = chunks;
        chunks = [];
        resolve(ready);
      };
      if (inflate.error) return finish();
      stream.once("error", finish);
      act(() => setImmediate(finish));
    });
  return inflate;
}
