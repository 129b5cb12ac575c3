import { z } from "zod";
import { SourceError } from "./errors.ts";

/** One crawl of Common Crawl, with its own index. */
export interface CrawlCollection {
  /** As "CC-MAIN-2019-35". */
  readonly id: string;
  readonly year: number;
}

/** One record as the index of a crawl lists it, with its place in the crawl's WARC files. */
export interface CrawlCapture {
  /** UTC, fourteen digits. */
  readonly timestamp: string;
  readonly url: string;
  readonly mimetype: string;
  readonly status: number | null;
  readonly digest: string;
  /** Path of the WARC file, and the gzip member in it: first byte and length. */
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

const Collections = z.array(z.looseObject({ id: z.string() }));

/** Reads the list of crawls (`collinfo.json`), the newest first. Throws {@link SourceError} `layout-changed`. */
export function readCollections(text: string, url: string): CrawlCollection[] {
  const read = Collections.safeParse(parse(text, url));
  if (!read.success) throw changed(url, "expected a list of crawls, each with its id", text, read.error);
  return read.data.flatMap(({ id }) => {
    // By year and week, as CC-MAIN-2019-35; the first ones by years, as CC-MAIN-2009-2010.
    const year = /^CC-MAIN-(\d{4})(?:-\d{2,4})*$/.exec(id)?.[1];
    return year === undefined ? [] : [{ id, year: Number(year) }];
  });
}

/**
 * The address that asks the index of a crawl for page `page` of what it has below a prefix. It is made from the setting
 * and the name of the crawl; the address that the list of crawls gives is not followed.
 */
export function crawlQueryUrl(
  endpoint: string,
  query: { crawl: string; prefix: string; page: number },
): string {
  const url = new URL(`${endpoint.replace(/\/$/, "")}/${query.crawl}-index`);
  url.searchParams.set("url", `${query.prefix}*`);
  url.searchParams.set("output", "json");
  url.searchParams.append("filter", "=status:200");
  url.searchParams.set("page", String(query.page));
  return url.href;
}

/** The address that asks how many pages the index has for a prefix. */
export function crawlPagesUrl(endpoint: string, query: { crawl: string; prefix: string }): string {
  const url = new URL(crawlQueryUrl(endpoint, { ...query, page: 0 }));
  url.searchParams.delete("page");
  url.searchParams.set("showNumPages", "true");
  return url.href;
}

/** Reads the number of pages; 0 where the index has nothing (it answers 404, "No Captures found"). */
export function readCrawlPages(text: string, url: string): number {
  const read = z.looseObject({ pages: z.int().min(0) }).safeParse(parse(text, url));
  if (!read.success) throw changed(url, "expected a number of pages", text, read.error);
  return read.data.pages;
}

const Row = z.looseObject({
  timestamp: z.string().regex(/^\d{14}$/),
  url: z.url({ protocol: /^https?$/ }).max(2000),
  mime: z.string().default(""),
  status: z.coerce.number().int().nullable().default(null).catch(null),
  digest: z.string(),
  filename: z.string().regex(/^[\w./-]{1,400}$/),
  offset: z.coerce.number().int().min(0),
  length: z.coerce.number().int().positive(),
});

/** Reads a page of the index: one JSON object a line. Throws {@link SourceError} `layout-changed` where no line is one. */
export function readCrawlPage(text: string, url: string): CrawlCapture[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const captures = lines.flatMap((line) => {
    const read = Row.safeParse(tryParse(line));
    if (!read.success) return [];
    const { timestamp, url: address, mime, status, digest, filename, offset, length } = read.data;
    return [{ timestamp, url: address, mimetype: mime, status, digest, file: filename, offset, length }];
  });
  if (lines.length > 0 && captures.length === 0) throw changed(url, "expected captures as JSON lines", text);
  return captures;
}

/** The address of a crawl's file, and the Range header for one record of it. */
export function crawlRecordRequest(
  endpoint: string,
  { file, offset, length }: Pick<CrawlCapture, "file" | "offset" | "length">,
): { readonly url: string; readonly range: string } {
  return { url: `${endpoint.replace(/\/$/, "")}/${file}`, range: `bytes=${offset}-${offset + length - 1}` };
}

function parse(text: string, url: string): unknown {
  const value = tryParse(text);
  if (value === undefined) throw changed(url, "expected JSON", text);
  return value;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function changed(url: string, finding: string, text: string, cause?: unknown): SourceError {
  const found = JSON.stringify(text.trimStart().slice(0, 80));
  return new SourceError("layout-changed", url, `${url}: ${finding}, found ${found}`, { cause });
}
