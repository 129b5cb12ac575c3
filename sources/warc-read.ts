import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { open } from "node:fs/promises";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { createByteReader } from "./byte-reader.ts";
import { ConfigError, SourceError } from "./errors.ts";
import { maybeGunzip } from "./gunzip.ts";
import { decodeBody, type HttpHead, parseFields, parseHttpHead } from "./http-message.ts";

/** Where a record is: file name in the archive folder, and the gzip member's first byte and length. */
export interface ArchivePlace {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/** One record as read from a WARC file of any origin. */
export interface WarcRecord {
  /** First byte of the record: in the file for `readRecord`, in the uncompressed data for `readWarc`. */
  readonly offset: number;
  /** WARC-Type: "response", "revisit", "resource", "warcinfo", "request", "metadata" … */
  readonly type: string;
  readonly targetUri: string | null;
  /** WARC-Date as written. */
  readonly date: string | null;
  /** All WARC headers by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly http: HttpHead | null;
  /** The body with chunking and compression undone; the block itself when the record holds no HTTP message. */
  readonly payload: Buffer;
  /** What is wrong with the payload, which then is empty or incomplete. */
  readonly problem: string | null;
}

const HEADER_END = Buffer.from("\r\n\r\n");
const MAX_HEADER_BYTES = 65_536;
const MAX_RECORD_BYTES = 2 ** 30;
const DEFAULT_MAX_BYTES = 64 * 2 ** 20;

/**
 * Reads one record of the archive and verifies its length and digest. Throws `SourceError` "unreadable-input" naming
 * file and byte when the file is missing, cut short or altered.
 */
export async function readRecord(folder: string, place: ArchivePlace): Promise<WarcRecord> {
  const fail = (what: string, cause?: unknown): never => {
    const where = `${join(folder, place.file)}, bytes ${place.offset} to ${place.offset + place.length}`;
    throw new SourceError("unreadable-input", place.file, `${where}: ${what}`, { cause });
  };
  if (basename(place.file) !== place.file) fail("not a file of the archive folder");
  let member: Buffer;
  try {
    member = readRange(join(folder, place.file), place.offset, place.length);
  } catch (cause) {
    return fail(
      `cannot be read (${(cause as NodeJS.ErrnoException).code ?? (cause as Error).message})`,
      cause,
    );
  }
  if (member.length < place.length) fail(`expected ${place.length} bytes, found ${member.length}`);
  let bytes: Buffer;
  try {
    bytes = gunzipSync(member, { maxOutputLength: MAX_RECORD_BYTES });
  } catch (cause) {
    return fail(`not a gzip member (${(cause as Error).message})`, cause);
  }
  const headerEnd = bytes.subarray(0, MAX_HEADER_BYTES).indexOf(HEADER_END);
  const headers = headerEnd < 0 ? null : parseWarcHeaders(bytes.subarray(0, headerEnd));
  if (!headers) return fail("not a WARC record");
  const length = contentLength(headers);
  const start = headerEnd + HEADER_END.length;
  const block = bytes.subarray(start, start + (length ?? 0));
  if (length === null || bytes.length !== start + length + HEADER_END.length) {
    fail(`expected a block of ${headers.get("content-length")} bytes, found ${bytes.length - start - 4}`);
  }
  const digest = /^sha256:([0-9a-f]{64})$/.exec(headers.get("warc-block-digest") ?? "")?.[1];
  if (digest && digest !== createHash("sha256").update(block).digest("hex"))
    fail("WARC-Block-Digest does not agree");
  return toRecord(place.offset, headers, block, MAX_RECORD_BYTES);
}

/** The payload of a stored record. A revisit holds none: ask for the place of the snapshot it repeats. */
export async function readPayload(folder: string, place: ArchivePlace): Promise<Buffer> {
  const record = await readRecord(folder, place);
  const problem = record.type === "revisit" ? "a revisit record holds no payload" : record.problem;
  if (problem === null) return record.payload;
  throw new SourceError(
    "unreadable-input",
    place.file,
    `${join(folder, place.file)}, byte ${place.offset}: ${problem}`,
  );
}

/** Synchronous: a page is read in a tenth of the time that five turns of the thread pool take. */
function readRange(path: string, offset: number, length: number): Buffer {
  const file = openSync(path, "r");
  try {
    // The length comes from the database: never reserve more than the file can fill.
    const wanted = Math.max(0, Math.min(length, fstatSync(file).size - offset));
    const bytes = Buffer.allocUnsafe(wanted);
    for (let read = 0; read < wanted; ) {
      const got = readSync(file, bytes, read, wanted - read, offset + read);
      if (got === 0) return bytes.subarray(0, read);
      read += got;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

export interface ReadWarcOptions {
  /** Names the source in errors; the path, when a path is given. */
  readonly name?: string;
  /** A larger block or decoded body is passed over and reported as `problem`; 64 MB unless given. */
  readonly maxBytes?: number;
}

/**
 * Reads any WARC, record by record: plain, gzip by record or gzip as a whole. Holds one record at a time. Where the
 * file is cut short or damaged, the good records before come first and then `SourceError` "unreadable-input", naming
 * the byte. Throws `ConfigError` when the path cannot be opened.
 */
export async function* readWarc(
  source: string | AsyncIterable<Buffer>,
  options: ReadWarcOptions = {},
): AsyncGenerator<WarcRecord> {
  const name = options.name ?? (typeof source === "string" ? source : "WARC stream");
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  const bytes = maybeGunzip(typeof source === "string" ? fileChunks(source) : source);
  const reader = createByteReader(bytes);
  let start = 0;
  let count = 0;
  const bad = (what: string, cause?: unknown) =>
    new SourceError("unreadable-input", name, `${name}: ${what} (after ${count} records, at byte ${start})`, {
      cause,
    });

  try {
    for (;;) {
      await skipBlankLines();
      start = reader.position;
      const ahead = await reader.peek();
      if (ahead.length === 0) break;
      const headers = parseWarcHeaders(await reader.takeThrough(HEADER_END, MAX_HEADER_BYTES));
      if (!headers)
        throw bad(`expected a WARC record, found ${JSON.stringify(ahead.toString("latin1", 0, 40))}`);
      const length = contentLength(headers);
      if (length === null) throw bad(`Content-Length is ${headers.get("content-length") ?? "missing"}`);
      const fits = length <= maxBytes;
      // Of a record too large the HTTP head is kept, so that a film can be told from a page.
      const block = await reader.take(fits ? length : Math.min(length, MAX_HEADER_BYTES));
      const had = block.length + (fits ? 0 : await reader.skip(length - block.length));
      if (had < length) throw bad(`ends inside a record: expected ${length} bytes, found ${had}`);
      const record = toRecord(start, headers, block, maxBytes);
      const tooLarge = { payload: Buffer.alloc(0), problem: `record is larger than ${maxBytes} bytes` };
      yield fits ? record : { ...record, ...tooLarge };
      count += 1;
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code.startsWith("Z_") || code.startsWith("ERR_"))
      throw bad(`damaged gzip data: ${(error as Error).message}`, error);
    throw error;
  } finally {
    await bytes.return(undefined);
  }
  if (count === 0) throw bad("holds no WARC record");

  /** Two line ends close a record; some writers leave more or none. */
  async function skipBlankLines(): Promise<void> {
    for (;;) {
      const ahead = await reader.peek();
      let blank = 0;
      while (ahead[blank] === 0x0d || ahead[blank] === 0x0a) blank += 1;
      if (blank === 0) return;
      await reader.skip(blank);
    }
  }
}

async function* fileChunks(path: string): AsyncGenerator<Buffer> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(path, "r");
  } catch (cause) {
    throw new ConfigError(`${path}: cannot be read (${(cause as NodeJS.ErrnoException).code ?? "error"})`, {
      cause,
    });
  }
  try {
    if (!(await handle.stat()).isFile())
      throw new ConfigError(`${path}: expected a file, found something else`);
    for (;;) {
      const chunk = Buffer.allocUnsafe(262_144);
      const { bytesRead } = await handle.read(chunk, 0, chunk.length);
      if (bytesRead === 0) return;
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

function parseWarcHeaders(bytes: Buffer | null): Map<string, string> | null {
  const lines = bytes?.toString("utf8").split(/\r?\n/) ?? [];
  if (!/^WARC\/\d+\.\d+\s*$/.test(lines[0] ?? "")) return null;
  return new Map(parseFields(lines.slice(1)).map(([name, value]) => [name.toLowerCase(), value]));
}

function contentLength(headers: ReadonlyMap<string, string>): number | null {
  const text = headers.get("content-length") ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function toRecord(
  offset: number,
  headers: ReadonlyMap<string, string>,
  block: Buffer,
  maxBytes: number,
): WarcRecord {
  const type = headers.get("warc-type") ?? "";
  const base = {
    offset,
    type,
    // Early writers put the address into angle brackets.
    targetUri: headers.get("warc-target-uri")?.replace(/^<(.*)>$/, "$1") ?? null,
    date: headers.get("warc-date") ?? null,
    headers,
  };
  const cut = headers.get("warc-truncated");
  const problem = cut === undefined ? null : `the archive holds only the beginning of the body (${cut})`;
  const isHttp = /^application\/http/i.test(headers.get("content-type") ?? "");
  if (!isHttp || !/^(response|revisit)$/.test(type)) return { ...base, http: null, payload: block, problem };
  const message = parseHttpHead(block);
  if (!message) {
    const none = block.length === 0 ? problem : "expected an HTTP answer, found something else";
    return { ...base, http: null, payload: Buffer.alloc(0), problem: none };
  }
  const decoded = decodeBody(message.head.headers, block.subarray(message.bodyAt), maxBytes);
  if ("problem" in decoded) {
    return { ...base, http: message.head, payload: Buffer.alloc(0), problem: decoded.problem };
  }
  return { ...base, http: message.head, payload: decoded.payload, problem };
}
