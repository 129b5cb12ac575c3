import type { z } from "zod";
import type { ArchivedArticle } from "../../sources/archive-queries.ts";
import type { Fetcher, FetchOutcome, FetchRequest } from "../../sources/fetcher.ts";
import type { Source } from "../../sources/source.ts";
import type { ArchivedRoute } from "../../store/archived-pages.ts";
import { findSlice, type Slice, saveSlices } from "../../store/backfill.ts";
import type { Db } from "../../store/database.ts";
import type { RunCounts } from "../counts.ts";
import type { Workspace } from "../workspace.ts";
import type { Period } from "./period.ts";

/** A source's year of publication, searched in the archives. */
export interface ArchiveKey {
  readonly sourceId: string;
  readonly year: number;
  readonly route: ArchivedRoute;
}

/** What a search of one source's year by one route works with. */
export interface SearchAt {
  readonly space: Workspace;
  readonly source: Source;
  readonly key: ArchiveKey;
  /** Articles published outside it are left for another run. */
  readonly period: Period;
  readonly archives: Fetcher;
  /** Asks the site itself before the archive; null to ask the archive alone. */
  readonly live: Fetcher | null;
  readonly counts: RunCounts;
  readonly signal: AbortSignal;
}

/** One source's year by one route, while a backfill searches it. */
export interface Search<Position> extends SearchAt {
  readonly started: string;
  position: Position;
  /** Requests for an index so far. */
  listed: number;
  /** All requests so far. */
  requests: number;
  /** Time it took so far, up to `noted`. */
  seconds: number;
  /** When the ledger was last written, in milliseconds. */
  noted: number;
}

/**
 * Goes on with a search where it was left, or begins it at `start`, as it does with one that is made `again`. A position of a form that is not known any more, as
 * after a change of the program, is begun anew: that costs requests and loses nothing.
 */
export async function openSearch<Position>(
  at: SearchAt,
  form: z.ZodType<Position>,
  start: Position,
  again: boolean,
): Promise<Search<Position>> {
  const before = await findSlice(at.space.db, at.key);
  const position = form.safeParse(before?.position);
  return {
    ...at,
    started: before?.started ?? at.space.now(),
    position: position.success && !again ? position.data : start,
    listed: before?.listed ?? 0,
    requests: before?.requests ?? 0,
    seconds: before?.seconds ?? 0,
    noted: at.space.clock().getTime(),
  };
}

/** Asks an archive, or the site itself, and counts the request. Throws FetchError. */
export function askFor(
  search: Search<unknown>,
  request: FetchRequest,
  whom: Fetcher = search.archives,
): Promise<FetchOutcome> {
  search.requests++;
  return whom.fetch(request);
}

/** Writes to the ledger how far the search is. */
export function noteSearch(
  search: Search<unknown>,
  state: Slice["state"],
  db: Db = search.space.db,
  reason: string | null = null,
): Promise<void> {
  const { key, position, listed, requests, started, space } = search;
  const now = space.clock().getTime();
  search.seconds += Math.max(0, now - search.noted) / 1000;
  search.noted = now;
  const { seconds } = search;
  const updated = space.now();
  return saveSlices(db, [{ ...key, state, position, listed, requests, seconds, reason, started, updated }]);
}

/**
 * The year that a listed article is searched under. One whose number alone tells may be of the year before or after: what
 * seems to lie just outside the period is looked at as if it were of its first or last year.
 */
export function yearOf(article: ArchivedArticle, period: Period): number {
  if (article.date !== null) return article.year;
  const [first, last] = [Number(period.from.slice(0, 4)), Number(period.to.slice(0, 4))];
  return Math.min(last, Math.max(first, article.year));
}
