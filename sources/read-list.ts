import type { ListReading } from "./adapter.ts";
import { adapterFor } from "./adapters.ts";
import { decodeHtml } from "./charset.ts";
import type { ListAddress } from "./list-address.ts";
import type { Source } from "./source.ts";

/**
 * Reads one answer of a list in the form the register says it has. Throws {@link SourceError} for a page that is not as
 * expected. The readers of feeds, sitemaps and JSON are loaded when the first such list comes.
 */
export async function readListAnswer(
  list: ListAddress,
  answer: { readonly body: Buffer; readonly contentType: string | null; readonly finalUrl: string },
  source: Source,
): Promise<ListReading> {
  const { text } = decodeHtml(answer.body, answer.contentType);
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
  if (list.as === "feed") return (await import("./list-feed.ts")).readFeed(text, url, source);
  if (list.as === "sitemap") return (await import("./list-sitemap.ts")).readSitemap(text, url, source);
  if (list.as === "json") return (await import("./list-json.ts")).readJsonList(text, url, source, list.json!);
  const adapter = adapterFor(source, url, contentType, text);
  return adapter.readList?.(text, url, source) ?? { kind: "elsewhere", reason: "the adapter reads no lists" };
}
