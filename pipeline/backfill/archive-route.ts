import type { z } from "zod";
import type { Article } from "../../sources/document.ts";
import type { Source } from "../../sources/source.ts";
import type { ArchivedPage, ArchivedRoute } from "../../store/archived-pages.ts";
import type { Slice } from "../../store/backfill.ts";
import type { Db } from "../../store/database.ts";
import type { Replay } from "./replay.ts";
import { openSearch, type Search, type SearchAt } from "./search.ts";

/** Further captures of an article, to be saved with what became of the one before them. */
export type Save = (db: Db) => Promise<void>;

/** Where the bytes of an article stand: its own address, or that of a repost. */
export interface Holder {
  /** Whose page it is, as it is read. */
  readonly source: Source | null;
  readonly address: string;
  /** Why a page that stands there, and reads as an article, is not the one that is looked for; null when it is. */
  readonly otherwise: (article: Article) => string | null;
}

/** One search, opened: the position is known to the route alone. */
export interface OpenSearch {
  readonly search: Search<unknown>;
  /** Lists the captures of the source's articles of the year. Every answer is archived and noted with the position in one transaction. */
  list(): Promise<void>;
  /**
   * Asks for further captures when one held no article; gives how to save them. `seen`: its own bytes were, so that others
   * of the same bytes are of no use.
   */
  others(page: ArchivedPage, seen: boolean): Promise<Save>;
  /** Gets the bytes of a capture. Throws FetchError where the archive does not answer, SourceError where it gives no page. */
  replay(page: ArchivedPage): Promise<Replay>;
  holder(page: ArchivedPage): Holder;
}

/** A route over captures that are listed first and fetched then. */
export interface ArchiveRoute {
  readonly route: ArchivedRoute;
  /** Whether it looks for what the routes before it did not give, and so comes after them. */
  readonly last: boolean;
  /** Whether what it did not give is for a person to look at. */
  readonly raises: boolean;
  /** `again`: a search that came to its end is made once more, because there may be more by now. */
  open(at: SearchAt, again: boolean): Promise<OpenSearch>;
}

/** What makes a route: the form of its position, where that begins, and what it asks. */
export interface RouteParts<Position> {
  readonly route: ArchivedRoute;
  readonly last: boolean;
  readonly raises: boolean;
  readonly position: z.ZodType<Position>;
  readonly start: Position;
  readonly list: (search: Search<Position>) => Promise<void>;
  readonly others: (search: Search<Position>, page: ArchivedPage, seen: boolean) => Promise<Save>;
  readonly replay: (search: Search<Position>, page: ArchivedPage) => Promise<Replay>;
  readonly holder: (search: Search<Position>, page: ArchivedPage) => Holder;
}

/** A route as a value. */
export function archiveRoute<Position>(parts: RouteParts<Position>): ArchiveRoute {
  const { route, last, raises } = parts;
  return {
    route,
    last,
    raises,
    async open(at, again) {
      // A route that looks for what is missing knows itself what it has asked for.
      const search = await openSearch(at, parts.position, parts.start, again && !last);
      return {
        search,
        list: () => parts.list(search),
        others: (page, seen) => parts.others(search, page, seen),
        replay: (page) => parts.replay(search, page),
        holder: (page) => parts.holder(search, page),
      };
    },
  };
}

/** An article at its own address: what stands there is it. */
export function ownHolder({ source }: Search<unknown>, page: ArchivedPage): Holder {
  return { source, address: page.canonicalUrl, otherwise: () => null };
}

/** Whether a search was made to its end. */
export function isAtEnd(slice: Pick<Slice, "state"> | undefined): boolean {
  return slice?.state === "done" || slice?.state === "empty";
}
