import { createReadStream } from "node:fs";
import { canonicalUrl } from "../sources/canonical-url.ts";
import { SourceError } from "../sources/errors.ts";
import { classifyMissionUrl } from "../sources/mission-address.ts";
import { headerValue } from "../sources/response.ts";
import { readWarc, type WarcRecord } from "../sources/warc-read.ts";
import { type Entry, entryOfLine, sourceOf } from "./import-entry.ts";
import type { InputFile } from "./import-files.ts";
import { sha256 } from "./keep.ts";
import { isPdf } from "./read-article.ts";
import type { Workspace } from "./workspace.ts";

/** Kinds of mission addresses that hold no article of their own. */
const NOT_ARTICLES = new Set(["list", "section", "home"]);

/** The pages of a WARC file, as {@link readWarcStream} gives them. */
export function readWarcEntries(
  space: Workspace,
  file: InputFile,
  asked: string | null,
  tell: (bytes: number) => void,
): AsyncGenerator<Entry | SourceError> {
  return readWarcStream(space, counted(file.path, tell), file.path, asked);
}

/**
 * The pages of a WARC: answers with status 200 and HTML or PDF, and documents kept as JSON by an earlier import. Other
 * records (requests, pictures, refusals, revisits) are passed over and counted in the log. `name` stands before the place
 * of a record in issues.
 */
export async function* readWarcStream(
  space: Workspace,
  chunks: AsyncIterable<Buffer>,
  name: string,
  asked: string | null,
): AsyncGenerator<Entry | SourceError> {
  const passedOver = new Map<string, number>();
  const records = readWarc(chunks, { name, maxBytes: space.settings.fetch.max_bytes });
  try {
    for await (const record of records) {
      const entry = entryOf(space, record, name, asked);
      if (typeof entry === "string") passedOver.set(entry, (passedOver.get(entry) ?? 0) + 1);
      else yield entry;
    }
  } finally {
    if (passedOver.size > 0) space.log.info(Object.fromEntries(passedOver), `${name}: records passed over`);
  }
}

/** The entry of a record, or in a word why it is none. */
function entryOf(
  space: Workspace,
  record: WarcRecord,
  name: string,
  asked: string | null,
): Entry | SourceError | string {
  const place = `${name}:${record.offset}`;
  if (record.type !== "response" && record.type !== "resource") return record.type;
  const captured = record.date ?? space.now();
  const contentType = headerOf(record, "content-type");
  const damaged = () => new SourceError("unreadable-input", place, `${place}: ${record.problem}`);
  if (record.type === "resource" && /^application\/json\b/.test(contentType)) {
    if (record.problem !== null) return damaged();
    try {
      return entryOfLine(record.payload, place, captured, space.sources, asked);
    } catch (error) {
      if (error instanceof SourceError) return error;
      throw error;
    }
  }
  const url = record.targetUri;
  if (url === null || !/^https?:\/\//i.test(url)) return "without an address";
  if (record.http !== null && record.http.status !== 200) return `status ${record.http.status}`;
  if (!isPdf(contentType) && !/^(text\/html|application\/xhtml\+xml)\b/i.test(contentType))
    return contentType.split(";")[0] || "without a type";
  // Only now: that a film is too large to be read concerns nobody.
  if (record.problem !== null) return damaged();
  const { id, source } = sourceOf(space.sources, url, asked);
  return {
    sourceId: id,
    url,
    canonicalUrl: canonicalUrl(url, source),
    finalUrl: url,
    contentType,
    payload: record.payload,
    sha256: sha256(record.payload),
    kind:
      source?.adapter === "mission" && NOT_ARTICLES.has(classifyMissionUrl(url).kind) ? "list" : "article",
    captured: captured.replace(/\.\d+Z$/, "Z"),
    http: record.http && { ...record.http, statusText: record.http.statusText ?? "" },
  };
}

function headerOf(record: WarcRecord, name: string): string {
  if (record.http === null) return record.headers.get(name) ?? "";
  return headerValue(record.http.headers, name) ?? "";
}

async function* counted(path: string, tell: (bytes: number) => void): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    tell(bytes);
    yield chunk;
  }
}
