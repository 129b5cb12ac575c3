import type { Article } from "../../sources/document.ts";
import type { ListFilter } from "../../sources/list-filter.ts";
import type { ArchivedPage } from "../../store/archived-pages.ts";
import { findListings } from "../../store/listings.ts";
import type { Search } from "./search.ts";

/** Of a text, what stands for the lead of a list. */
const LEAD_CHARACTERS = 300;

/** The filter of the source that is searched; null where all its articles are read. */
export function openChoice({ space, source }: Pick<Search<unknown>, "space" | "source">): ListFilter | null {
  return source.filter === undefined ? null : space.filters.get(source.filter)!;
}

/**
 * Articles that the filter of the source leaves out before they are asked for, each with why: by the title and lead that a
 * list gave, else by the words of the address. An index of captures has no titles; what has no words either is fetched.
 */
export async function leftOutBefore(
  search: Search<unknown>,
  pages: readonly ArchivedPage[],
): Promise<ReadonlyMap<string, string>> {
  const filter = openChoice(search);
  if (filter === null) return new Map();
  const listings = await findListings(
    search.space.db,
    pages.map(({ canonicalUrl }) => canonicalUrl),
  );
  return new Map(
    pages.flatMap(({ canonicalUrl, url }): [string, string][] => {
      const listed = listings.get(canonicalUrl);
      const { title = "", lead = null } = listed ?? {};
      if (filter({ url, title, lead }).kept) return [];
      return [
        [canonicalUrl, `left out by the ${listed ? "title that a list gave" : "words of its address"}`],
      ];
    }),
  );
}

/** Why the filter leaves an article out, now that its title and first lines were read; null when it lets it through. */
export function whyLeftOut(
  filter: ListFilter | null,
  { url }: ArchivedPage,
  article: Article,
): string | null {
  const { title, text } = article;
  if (filter === null || filter({ url, title, lead: text.slice(0, LEAD_CHARACTERS) }).kept) return null;
  return "left out by its title and first lines";
}
