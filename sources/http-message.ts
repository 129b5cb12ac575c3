import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, type ZlibOptions } from "node:zlib";
import type { HeaderList } from "./response.ts";

export interface HttpHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
}

/** The header block of a stored message and where its body begins; null when it is no HTTP answer. */
export function parseHttpHead(block: Buffer): { head: HttpHead; bodyAt: number } | null {
  const crlf = block.indexOf("\r\n\r\n");
  const lf = block.indexOf("\n\n");
  const strict = crlf >= 0 && (lf < 0 || crlf < lf);
  // A message without a body may end with its last header line.
  const end = strict ? crlf : lf >= 0 ? lf : block.length;
  const bodyAt = Math.min(block.length, strict ? crlf + 4 : end + 2);
  const lines = block.toString("latin1", 0, Math.min(end, 262_144)).split(/\r?\n/);
  const status = /^HTTP\/\d(?:\.\d)?\s+(\d{3})(?:\s+(.*))?$/.exec(lines[0] ?? "");
  if (!status) return null;
  const headers = parseFields(lines.slice(1));
  return { head: { status: Number(status[1]), statusText: status[2]?.trim() ?? "", headers }, bodyAt };
}

/** "Name: value" lines; a line that begins with a space continues the one before it. */
export function parseFields(lines: readonly string[]): [string, string][] {
  const fields: [string, string][] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    const colon = line.indexOf(":");
    if (/^[ \t]/.test(line) && last) last[1] = `${last[1]} ${line.trim()}`;
    else if (colon > 0) fields.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
  }
  return fields;
}

export type DecodedBody = { readonly payload: Buffer } | { readonly problem: string };

/**
 * Undoes transfer and content encoding of a stored body. Many archives keep the headers of encodings they have already
 * undone, so a body that does not look encoded is taken as it is.
 */
export function decodeBody(headers: HeaderList, body: Buffer, maxBytes: number): DecodedBody {
  const values = (wanted: string) =>
    headers
      .filter(([name]) => name.toLowerCase() === wanted)
      .flatMap(([, value]) => value.toLowerCase().split(","))
      .map((value) => value.trim());
  let payload = body;
  if (values("transfer-encoding").includes("chunked")) payload = dechunk(payload) ?? payload;
  for (const coding of values("content-encoding").slice(0, 3).reverse()) {
    const decoded = decompress(coding, payload, maxBytes);
    if ("problem" in decoded) return decoded;
    payload = decoded.payload;
  }
  // A page that begins as gzip does is packed, though no header says so.
  const packed = payload[0] === 0x1f && payload[1] === 0x8b && values("content-type")[0]?.startsWith("text/");
  return packed ? decompress("gzip", payload, maxBytes) : { payload };
}

function decompress(coding: string, body: Buffer, maxBytes: number): DecodedBody {
  if (body.length === 0) return { payload: body };
  const options: ZlibOptions = { maxOutputLength: maxBytes };
  try {
    switch (coding) {
      case "gzip":
      case "x-gzip":
        if (body[0] !== 0x1f || body[1] !== 0x8b) return { payload: body };
        return { payload: gunzipSync(body, options) };
      case "deflate":
        // Servers send both forms under this name; the zlib form begins with a byte of the kind 0x?8.
        return {
          payload: (body[0]! & 0x0f) === 8 ? inflateSync(body, options) : inflateRawSync(body, options),
        };
      case "br":
        return { payload: brotliDecompressSync(body, options) };
      case "":
      case "identity":
        return { payload: body };
      default:
        return { problem: `content-encoding "${coding}" cannot be decoded` };
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") return { problem: `body is larger than ${maxBytes} bytes` };
    // Of these two nothing in the bytes tells whether they were already decoded; markup tells.
    if (coding !== "gzip" && coding !== "x-gzip" && /^\s*[<{[]/.test(body.toString("latin1", 0, 100))) {
      return { payload: body };
    }
    return { problem: `content-encoding "${coding}" cannot be decoded: ${message}` };
  }
}

/** The body without its chunk lines; null when it is not chunked or cut short. */
function dechunk(body: Buffer): Buffer | null {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = body.indexOf("\r\n", at);
    if (lineEnd < 0 || lineEnd - at > 200) return null;
    const size = /^([0-9a-f]{1,8})\s*(;.*)?$/i.exec(body.toString("latin1", at, lineEnd));
    if (!size) return null;
    const length = Number.parseInt(size[1]!, 16);
    const start = lineEnd + 2;
    if (length === 0) return Buffer.concat(chunks);
    if (start + length > body.length) return null;
    chunks.push(body.subarray(start, start + length));
    at = start + length;
    if (body[at] !== 0x0d || body[at + 1] !== 0x0a) return null;
    at += 2;
  }
}
