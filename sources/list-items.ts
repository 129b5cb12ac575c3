import type { ArticleLink, ListPage } from "./adapter.ts";
import { canonicalUrl } from "./canonical-url.ts";
import { SourceError } from "./errors.ts";
import { readPage } from "./page.ts";
import { dateInPath, readShownDate } from "./page-date.ts";
import { ONE_PAGE } from "./paging.ts";
import type { Source } from "./source.ts";
import { isOwnUrl } from "./source-hosts.ts";

/** One entry of a list that is data: what it says, as it says it. Anything but an address may be missing. */
export interface ListItem {
  readonly url: string;
  readonly title?: string | null | undefined;
  readonly lead?: string | null | undefined;
  readonly date?: string | null | undefined;
}

/** Sitemaps hold up to 50,000 entries, by their own rule, and no other list holds more. */
export const MAX_ITEMS = 50_000;
const MAX_TEXT = 1000;

/**
 * The articles of a list that is data. Addresses on hosts that are not the source's are reposts. Throws
 * {@link SourceError} `layout-changed` when the list names fewer than the source expects.
 */
export function listOfItems(
  items: readonly ListItem[],
  url: string,
  source: Source,
  beside: Partial<Pick<ListPage, "sections" | "changed">> = {},
): ListPage {
  const found = new Map<string, ArticleLink>();
  for (const item of items.slice(0, MAX_ITEMS)) {
    const link = articleLink(item, url, source);
    if (link && !found.has(link.canonicalUrl)) found.set(link.canonicalUrl, link);
  }
  const { sections = [] } = beside;
  const least = source.expect?.links_per_list?.min ?? 1;
  if (found.size < least && sections.length === 0) {
    throw new SourceError(
      "layout-changed",
      url,
      `${url}: expected at least ${least} articles, found ${found.size} among ${items.length} entries`,
    );
  }
  return { kind: "list", articles: [...found.values()], ...ONE_PAGE, ...beside, sections };
}

function articleLink(item: ListItem, url: string, source: Source): ArticleLink | null {
  const address = item.url.trim();
  if (address === "" || address.length > 2000 || !URL.canParse(address, url)) return null;
  const resolved = new URL(address, url);
  if (resolved.protocol !== "http:" && resolved.protocol !== "https:") return null;
  return {
    url: resolved.href,
    canonicalUrl: canonicalUrl(resolved.href, source),
    title: plain(item.title, url) ?? "",
    lead: plain(item.lead, url),
    listDate: (item.date ? readShownDate(item.date) : null) ?? dateInPath(resolved.href),
    repost: !isOwnUrl(source, resolved.href),
  };
}

/** Titles and leads of feeds may be HTML. */
function plain(text: string | null | undefined, url: string): string | null {
  const cut = text?.slice(0, MAX_TEXT * 4) ?? "";
  const shown = /[<&]/.test(cut) ? readPage(`<div>${cut}</div>`, url).paragraphs("div").join(" ") : cut;
  return shown.replace(/\s+/g, " ").trim().slice(0, MAX_TEXT) || null;
}
