import type { ListReading } from "./adapter.ts";
import { SourceError } from "./errors.ts";
import { type ListItem, listOfItems, MAX_ITEMS } from "./list-items.ts";
import type { Source } from "./source.ts";
import { isOwnUrl } from "./source-hosts.ts";

/** A sitemap index may name thousands; the newest are the ones that change. */
const MAX_PARTS = 40;

/**
 * Reads a sitemap, or an index of sitemaps, whose parts come back as sections. Throws {@link SourceError}
 * `layout-changed` for what is neither. Read by pattern: a sitemap of 50,000 entries takes milliseconds so, seconds as
 * a tree.
 */
export function readSitemap(text: string, url: string, source: Source): ListReading {
  if (/<sitemapindex[\s>]/.test(text.slice(0, 5000))) {
    const parts = blocks(text, "sitemap")
      .map((block) => ({ url: field(block, "loc"), date: field(block, "lastmod") }))
      .filter((part) => part.url !== "" && isOwnUrl(source, part.url))
      .toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
    const newest = parts.slice(0, MAX_PARTS);
    return listOfItems([], url, source, {
      sections: newest.map((part) => part.url),
      changed: new Map(newest.filter(({ date }) => date !== "").map((part) => [part.url, part.date])),
    });
  }
  if (!/<urlset[\s>]/.test(text.slice(0, 5000)))
    throw new SourceError("layout-changed", url, `${url}: expected a sitemap, found another page`);
  return listOfItems(blocks(text, "url").map(itemOf), url, source);
}

function itemOf(block: string): ListItem {
  return {
    url: field(block, "loc"),
    title: field(block, "news:title"),
    date: field(block, "news:publication_date") || field(block, "lastmod"),
  };
}

function blocks(text: string, name: string): string[] {
  return text
    .split(`<${name}>`, MAX_ITEMS + 1)
    .slice(1)
    .map((rest) => rest.slice(0, 20_000));
}

/** The text of the first element of this name; empty when there is none. */
function field(block: string, name: string): string {
  const start = block.indexOf(`<${name}>`);
  const end = start < 0 ? -1 : block.indexOf("</", start);
  if (end < 0) return "";
  const text = block.slice(start + name.length + 2, end).trim();
  const bare = text.startsWith("<![CDATA[") ? text.slice(9).replace(/\]\]>$/, "") : text;
  return bare
    .replace(/&(amp|lt|gt|quot|apos|#38|#x26);/g, (_, entity: keyof typeof ENTITIES) => ENTITIES[entity])
    .trim();
}

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", "#38": "&", "#x26": "&" } as const;
