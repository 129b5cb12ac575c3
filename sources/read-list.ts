import { gunzipSync } from "node:zlib";
import type { ListPage, ListReading } from "./adapter.ts";
import { adapterFor } from "./adapters.ts";
import { unreadable } from "./binary.ts";
import { decodeHtml } from "./charset.ts";
import { SourceError } from "./errors.ts";
import { type ListAddress, placeOf } from "./list-address.ts";
import type { Source } from "./source.ts";

/** What a site answered to a request for a list. */
export interface ListAnswer {
  readonly body: Buffer;
  readonly contentType: string | null;
  readonly finalUrl: string;
}

/** As much as the sitemap protocol allows one file to be. */
const MAX_UNPACKED = 52_428_800;

/**
 * Reads one answer of a list in the form the register says it has. Throws {@link SourceError} for a page that is not as
 * expected; past the last page of a list that is numbered in its address, such a page is the end of the list.
 */
export async function readListAnswer(
  list: ListAddress,
  answer: ListAnswer,
  source: Source,
): Promise<ListReading> {
  const { text } = decodeHtml(unpacked(answer), answer.contentType);
  return readListText(list, text, answer.finalUrl, source, answer.contentType);
}

/** As {@link readListAnswer}, of a text that was decoded already. */
export async function readListText(
  list: ListAddress,
  text: string,
  url: string,
  source: Source,
  contentType: string | null = null,
): Promise<ListReading> {
  const place = placeOf(list);
  if (place === null || place.pageNumber === 0) {
    const reading = await readForm(list, text, url, source, contentType);
    return reading.kind === "list" ? { ...articlesBelow(reading, list, url), ...place } : reading;
  }
  try {
    const { expect: _, ...undemanding } = source;
    const reading = await readForm(list, text, url, undemanding, contentType);
    return reading.kind === "list" ? { ...articlesBelow(reading, list, null), ...place } : reading;
  } catch (error) {
    if (!(error instanceof SourceError) || error.code !== "layout-changed") throw error;
    return { kind: "elsewhere", reason: `no article on page ${place.pageNumber + 1}` };
  }
}

/** The readers of feeds, sitemaps and JSON are loaded when the first such list comes. */
async function readForm(
  list: ListAddress,
  text: string,
  url: string,
  source: Source,
  contentType: string | null,
): Promise<ListReading> {
  if (list.as === "feed") return (await import("./list-feed.ts")).readFeed(text, url, source);
  if (list.as === "sitemap") return (await import("./list-sitemap.ts")).readSitemap(text, url, source);
  if (list.as === "json") return (await import("./list-json.ts")).readJsonList(text, url, source, list.json!);
  const adapter = adapterFor(source, url, contentType, text);
  return adapter.readList?.(text, url, source) ?? { kind: "elsewhere", reason: "the adapter reads no lists" };
}

/** Sitemaps may come as gzip files. */
function unpacked({ body, finalUrl }: ListAnswer): Buffer {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    return gunzipSync(body, { maxOutputLength: MAX_UNPACKED });
  } catch {
    throw unreadable(finalUrl, `expected a whole gzip file of at most ${MAX_UNPACKED} bytes, found another`);
  }
}

/** `url`: of a first page. Where the register names the list, and nothing is left of it, the register is wrong. */
function articlesBelow(reading: ListPage, { below, part }: ListAddress, url: string | null): ListPage {
  if (below === undefined) return reading;
  const articles = reading.articles.filter((link) => new URL(link.url).pathname.startsWith(below));
  if (articles.length === 0 && reading.articles.length > 0 && url !== null && !part) {
    const found = `found ${reading.articles.length} elsewhere`;
    throw new SourceError("layout-changed", url, `${url}: expected articles below ${below}, ${found}`);
  }
  return { ...reading, articles };
}
