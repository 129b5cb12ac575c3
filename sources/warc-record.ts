import { createHash, randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { HeaderList } from "./response.ts";

/** What is put into the archive. `resource` is a file or line that did not come by HTTP. */
export interface ArchiveRecord {
  readonly type: "response" | "revisit" | "resource";
  readonly targetUri: string;
  /** UTC, ISO 8601: when the bytes were had. */
  readonly date: string;
  /** Of the payload; null when unknown. */
  readonly contentType: string | null;
  /** Needed for `response` and `revisit`. */
  readonly http?: { readonly status: number; readonly statusText?: string; readonly headers: HeaderList };
  /** The decoded body. A `revisit` keeps only its digest. */
  readonly payload: Buffer;
  /** Hex. */
  readonly payloadSha256: string;
  /** Needed for `revisit`: the record that holds the same payload. */
  readonly refersTo?: { readonly targetUri: string; readonly date: string };
}

const REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
const END_OF_RECORD = Buffer.from("\r\n\r\n");

/** The first record of each file, which says what made it. */
export function formatWarcinfo(file: string, date: string, software: string): Buffer {
  const fields = `software: ${oneLine(software)}\r\nformat: WARC File Format 1.1\r\n`;
  const headers: [string, string][] = [
    ["WARC-Type", "warcinfo"],
    ["WARC-Date", date],
    ["WARC-Filename", file],
    ["Content-Type", "application/warc-fields"],
  ];
  return joinRecord(headers, [Buffer.from(fields)]);
}

/** One WARC 1.1 record, uncompressed. Throws `TypeError` when a field its type needs is missing. */
export function formatRecord(record: ArchiveRecord): Buffer {
  const { type, http, refersTo } = record;
  const headers: [string, string][] = [
    ["WARC-Type", type],
    ["WARC-Date", record.date],
    ["WARC-Target-URI", uriLine(record.targetUri)],
    ["WARC-Payload-Digest", `sha256:${record.payloadSha256}`],
  ];
  if (type === "resource") {
    headers.push(["Content-Type", oneLine(record.contentType ?? "application/octet-stream")]);
    return joinRecord(headers, [record.payload]);
  }
  if (!http) throw new TypeError(`a ${type} record needs its HTTP status and headers`);
  if (type === "revisit") {
    if (!refersTo) throw new TypeError("a revisit record needs the record it refers to");
    headers.push(
      ["WARC-Profile", REVISIT_PROFILE],
      ["WARC-Refers-To-Target-URI", uriLine(refersTo.targetUri)],
      ["WARC-Refers-To-Date", refersTo.date],
    );
  }
  headers.push(["Content-Type", "application/http; msgtype=response"]);
  const head = httpHead(http, record.payload.length);
  return joinRecord(headers, type === "revisit" ? [head] : [head, record.payload]);
}

/**
 * Status line and headers as any reader can use them with the decoded payload: what described the bytes on the wire is
 * renamed, as Common Crawl does, and the length is that of the payload.
 */
function httpHead(http: NonNullable<ArchiveRecord["http"]>, length: number): Buffer {
  const text = oneLine(http.statusText || STATUS_CODES[http.status] || "Unknown");
  const lines = [`HTTP/1.1 ${http.status} ${text}`];
  for (const [name, value] of http.headers) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) continue;
    const wire = /^(content-encoding|transfer-encoding|content-length)$/i.test(name);
    lines.push(`${wire ? `X-Crawl-${name}` : name}: ${oneLine(value)}`);
  }
  lines.push(`Content-Length: ${length}`, "", "");
  // Header values are bytes; fetch hands them over as Latin-1.
  return Buffer.from(lines.join("\r\n"), "latin1");
}

function joinRecord(headers: readonly [string, string][], block: readonly Buffer[]): Buffer {
  const digest = createHash("sha256");
  let length = 0;
  for (const part of block) {
    digest.update(part);
    length += part.length;
  }
  const lines = [
    "WARC/1.1",
    `WARC-Record-ID: <urn:uuid:${randomUUID()}>`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `WARC-Block-Digest: sha256:${digest.digest("hex")}`,
    `Content-Length: ${length}`,
    "",
    "",
  ];
  return Buffer.concat([Buffer.from(lines.join("\r\n")), ...block, END_OF_RECORD]);
}

/** Scraped values must not be able to end their line and begin a header or record of their own. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\x00-\x1f\x7f]+/g, " ").trim();
}

/** Addresses are ASCII in a WARC: readers take header bytes for different charsets. */
function uriLine(uri: string): string {
  return uri.replace(/[^\x21-\x3b\x3d\x3f-\x7e]/gu, (character) =>
    Buffer.from(character).reduce(
      (text, byte) => `${text}%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
      "",
    ),
  );
}
