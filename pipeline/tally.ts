import type { ArticleLink } from "../sources/adapter.ts";
import { canonicalUrl } from "../sources/canonical-url.ts";
import type { Source } from "../sources/source.ts";
import { currentHost } from "../sources/source-hosts.ts";
import type { VisitCounts } from "../store/visits.ts";

const DAY_MS = 86_400_000;
/** The day in the address of a newspaper's list, which is another one each day: 202611/22, 2026/1122, 20261122. */
const DAY_IN_ADDRESS = /(?:19|20)\d{2}[/-]?\d{2}[/-]?\d{2}(?!\d)/g;

/** What a visit under way has met; it becomes the row of the visit. */
export interface Tally {
  readonly counts: VisitCounts;
  /** When the newest article was new, as far as the lists say; null before any was met. */
  newest: string | null;
}

export function emptyTally(): Tally {
  const links: VisitCounts["links"] = {};
  return {
    counts: {
      requests: 0,
      fetched: 0,
      notModified: 0,
      listPages: 0,
      lists: 0,
      links,
      newArticles: 0,
      leftOut: 0,
    },
    newest: null,
  };
}

/**
 * The name under which the links of a list are counted: its address without the source's own host, and without the day
 * where a new address stands for the same list each day.
 */
export function listKey(source: Source, url: string): string {
  const address = canonicalUrl(url, source);
  const own = `https://${currentHost(source)}/`;
  return (address.startsWith(own) ? address.slice(own.length - 1) : address).replace(DAY_IN_ADDRESS, "{day}");
}

/** Notes the links of a list's first page, read in full. Of two pages under one name the poorer counts. */
export function tallyFirstPage(tally: Tally, source: Source, url: string, links: number): void {
  const key = listKey(source, url);
  tally.counts.links[key] = Math.min(tally.counts.links[key] ?? links, links);
}

/**
 * Notes the source's own articles that a page named, `added` of which no earlier visit had met. An article was new on the
 * day that the list gives it; where no day is given, now. A day to come is a mistake of the page and is not believed.
 */
export function tallyArticles(
  tally: Tally,
  links: readonly Pick<ArticleLink, "listDate">[],
  added: number,
  now: string,
): void {
  tally.counts.newArticles += added;
  const tomorrow = new Date(Date.parse(now) + DAY_MS).toISOString().slice(0, 10);
  const days = links.flatMap(({ listDate }) => (listDate !== null && listDate <= tomorrow ? [listDate] : []));
  const last = days.sort().at(-1);
  // Where it is already tomorrow, a page of today carries a day that has not begun in UTC.
  const dated = last === undefined ? null : earlier(`${last}T00:00:00Z`, now);
  const newest = dated ?? (added > 0 ? now : null);
  if (newest !== null && (tally.newest === null || newest > tally.newest)) tally.newest = newest;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
