import { parseFeed } from "feedsmith";
import type { ListReading } from "./adapter.ts";
import { SourceError } from "./errors.ts";
import { type ListItem, listOfItems } from "./list-items.ts";
import type { Source } from "./source.ts";

/** Feeds hold some hundred entries, the newest; one that is longer is a whole archive, or made to be slow. */
const MAX_ENTRIES = 5000;

/** Reads an RSS, Atom, RDF or JSON feed. Throws {@link SourceError} `layout-changed` for what is none of them. */
export function readFeed(text: string, url: string, source: Source): ListReading {
  return listOfItems(itemsOf(text, url).slice(0, MAX_ENTRIES), url, source);
}

function itemsOf(text: string, url: string): ListItem[] {
  let parsed: ReturnType<typeof parseFeed>;
  try {
    parsed = parseFeed(text);
  } catch (cause) {
    throw new SourceError(
      "layout-changed",
      url,
      `${url}: expected a feed, found another page or a broken one`,
      {
        cause,
      },
    );
  }
  const { format, feed } = parsed;
  if (format === "atom") {
    return (feed.entries ?? []).map((entry) => ({
      url:
        (entry.links?.find(({ rel = "alternate" }) => rel === "alternate") ?? entry.links?.[0])?.href ?? "",
      title: entry.title?.value,
      lead: entry.summary?.value,
      date: stated(entry.published ?? entry.updated),
    }));
  }
  if (format === "json") {
    return (feed.items ?? []).map((item) => ({
      url: item.url ?? "",
      title: item.title,
      lead: item.summary,
      date: stated(item.date_published),
    }));
  }
  if (format === "rdf") {
    return (feed.items ?? []).map((item) => ({
      url: item.link ?? "",
      title: item.title,
      lead: item.description,
      date: stated(item.dc?.dates?.[0]),
    }));
  }
  return (feed.items ?? []).map((item) => ({
    url: item.link ?? (item.guid?.isPermaLink === false ? "" : (item.guid?.value ?? "")),
    title: item.title,
    lead: item.description,
    date: stated(item.pubDate ?? item.dc?.dates?.[0]),
  }));
}

/** Dates come as the feed writes them. */
function stated(date: unknown): string | null {
  return typeof date === "string" ? date : null;
}
