import { canonicalUrl } from "../sources/canonical-url.ts";
import { DocumentLine } from "../sources/document.ts";
import { SourceError } from "../sources/errors.ts";
import type { HeaderList } from "../sources/fetcher.ts";
import type { Source } from "../sources/source.ts";
import { findSourceByUrl } from "../sources/source-hosts.ts";
import { sha256 } from "./keep.ts";

/** Bytes that an import brings in, before they are archived. */
export interface Entry {
  readonly sourceId: string;
  readonly url: string;
  readonly canonicalUrl: string;
  readonly finalUrl: string;
  readonly contentType: string;
  readonly payload: Buffer;
  readonly sha256: string;
  readonly kind: "list" | "article";
  /** When the bytes were had: now, or as a WARC record says. */
  readonly captured: string;
  /** The HTTP answer, when there was one. */
  readonly http: { status: number; statusText: string; headers: HeaderList } | null;
}

/** The source of documents that belong to no registered source. */
export const IMPORT_SOURCE = "import";

/** Which source an imported address is of: as asked for, else as registered, else the import itself. */
export function sourceOf(
  sources: readonly Source[],
  url: string | null,
  asked: string | null,
): { id: string; source: Source | null } {
  const registered = url === null ? null : findSourceByUrl(sources, url);
  return { id: asked ?? registered?.id ?? IMPORT_SOURCE, source: registered };
}

/**
 * A line of JSON as an entry. The line itself is what is kept. Throws SourceError `unreadable-input` that names the
 * place, what was expected and what was found.
 */
export function entryOfLine(
  bytes: Buffer,
  place: string,
  at: string,
  sources: readonly Source[],
  asked: string | null,
): Entry {
  const line = parseLine(bytes, place);
  const digest = sha256(bytes);
  const url = line.url === undefined ? null : webAddress(line.url, place);
  const { id, source } = sourceOf(sources, url, asked);
  const urn = line.id === undefined ? `urn:jingwu:import:${digest}` : `urn:jingwu:${id}:${encoded(line.id)}`;
  return {
    sourceId: id,
    url: url ?? urn,
    canonicalUrl: url === null ? urn : canonicalUrl(url, source),
    finalUrl: url ?? urn,
    contentType: "application/json",
    payload: bytes,
    sha256: digest,
    kind: "article",
    captured: at,
    http: null,
  };
}

const LONGEST_ADDRESS = 4096;

function webAddress(text: string, place: string): string {
  const url = text.trim();
  if (/^https?:\/\/[^/]/i.test(url) && url.length <= LONGEST_ADDRESS && URL.canParse(url)) return url;
  const expected = `an address that starts with http:// or https:// and has at most ${LONGEST_ADDRESS} characters`;
  throw malformed(place, `url: expected ${expected}, found "${url.slice(0, 100)}"`);
}

/** An id as part of a URN. Half a character, which no encoding can hold, becomes the replacement character. */
function encoded(id: string): string {
  return encodeURIComponent(id.replace(/\p{Surrogate}/gu, "\ufffd")).slice(0, LONGEST_ADDRESS);
}

/** Reads and validates one line of documents. Throws SourceError `unreadable-input`. */
export function parseLine(bytes: Buffer | string, place: string): DocumentLine {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    throw malformed(
      place,
      `expected a JSON object on one line, found: ${(cause as Error).message.slice(0, 200)}`,
      cause,
    );
  }
  const result = DocumentLine.safeParse(value);
  if (!result.success) {
    const { path, message } = result.error.issues[0]!;
    throw malformed(place, `${path.join(".") || "the line"}: ${message}`);
  }
  if (result.data.text === undefined && result.data.html === undefined) {
    throw malformed(place, "expected a text or html field, found neither");
  }
  const { published } = result.data;
  if (published && !isCalendarDate(published)) {
    throw malformed(
      place,
      `published: expected a day of the calendar as YYYY-MM-DD, found "${published.slice(0, 40)}"`,
    );
  }
  return result.data;
}

/** Whether the date, as precise as it is, exists: 2020-02-30 does not. */
function isCalendarDate(text: string): boolean {
  const [year, month = "01", day = "01"] = text.slice(0, 10).split("-");
  const time = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(`${year}-${month}-${day}`);
}

function malformed(place: string, message: string, cause?: unknown): SourceError {
  return new SourceError("unreadable-input", place, `${place}: ${message}`, { cause });
}
