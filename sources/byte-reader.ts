/** Reads pieces of exact size from a stream of chunks, holding no more than is asked for and one chunk. */
export interface ByteReader {
  /** Bytes taken so far. */
  readonly position: number;
  /** Takes bytes up to and including `marker`; null when `max` bytes do not hold it or the stream ends. */
  takeThrough(marker: Buffer, max: number): Promise<Buffer | null>;
  /** Takes `length` bytes, or the fewer that are left. */
  take(length: number): Promise<Buffer>;
  /** Passes over `length` bytes; returns how many there were. */
  skip(length: number): Promise<number>;
  /** The next bytes without taking them, at least one unless the stream has ended. */
  peek(): Promise<Buffer>;
}

/** Errors of `source` come out of whichever call needed the missing bytes. */
export function createByteReader(source: AsyncIterable<Buffer>): ByteReader {
  const chunks = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  let position = 0;

  async function next(): Promise<Buffer | null> {
    for (;;) {
      const { value, done } = await chunks.next();
      if (done) return null;
      if (value.length > 0) return value;
    }
  }

  function advance(length: number): Buffer {
    const taken = held.subarray(0, length);
    held = held.subarray(length);
    position += taken.length;
    return taken;
  }

  return {
    get position() {
      return position;
    },
    async takeThrough(marker, max) {
      for (let from = 0; ; ) {
        const found = held.indexOf(marker, from);
        if (found >= 0) return found + marker.length > max ? null : advance(found + marker.length);
        if (held.length > max) return null;
        from = Math.max(0, held.length - marker.length + 1);
        const chunk = await next();
        if (!chunk) return null;
        held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      }
    },
    async take(length) {
      if (held.length >= length) return advance(length);
      const parts = held.length === 0 ? [] : [held];
      let size = held.length;
      while (size < length) {
        const chunk = await next();
        if (!chunk) break;
        parts.push(chunk);
        size += chunk.length;
      }
      held = parts.length === 1 ? parts[0]! : Buffer.concat(parts, size);
      return advance(Math.min(length, size));
    },
    async skip(length) {
      let left = length;
      while (left > 0) {
        left -= advance(Math.min(left, held.length)).length;
        if (left === 0) break;
        const chunk = await next();
        if (!chunk) break;
        held = chunk;
      }
      return length - left;
    },
    async peek() {
      if (held.length === 0) held = (await next()) ?? held;
      return held;
    },
  };
}
