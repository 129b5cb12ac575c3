import type { ArchivedArticle } from "../../sources/archive-queries.ts";
import type { Fetcher } from "../../sources/fetcher.ts";
import type { Source } from "../../sources/source.ts";
import { findSlice, type Slice, type SliceKey, saveSlices } from "../../store/backfill.ts";
import type { Db } from "../../store/database.ts";
import type { RunCounts } from "../counts.ts";
import type { Workspace } from "../workspace.ts";
import type { Period } from "./period.ts";

/** One source's year by one route, while a backfill searches it. */
export interface Search<Position> {
  readonly space: Workspace;
  readonly source: Source;
  readonly key: SliceKey;
  /** Articles published outside it are left for another run. */
  readonly period: Period;
  readonly archives: Fetcher;
  /** Asks the site itself before the archive; null to ask the archive alone. */
  readonly live: Fetcher | null;
  readonly counts: RunCounts;
  readonly signal: AbortSignal;
  readonly started: string;
  position: Position;
  /** Requests for an index so far. */
  listed: number;
}

/** Goes on with a search where it was left, or begins it. */
export async function openSearch<Position>(
  at: Omit<Search<Position>, "position" | "listed" | "started">,
  first: Position,
): Promise<Search<Position>> {
  const before = await findSlice(at.space.db, at.key);
  return {
    ...at,
    started: before?.started ?? at.space.now(),
    position: (before?.position as Position | undefined) ?? first,
    listed: before?.listed ?? 0,
  };
}

/** Writes to the ledger how far the search is. */
export function noteSearch(
  search: Search<unknown>,
  state: Slice["state"],
  db: Db = search.space.db,
  reason: string | null = null,
): Promise<void> {
  const { key, position, listed, started, space } = search;
  return saveSlices(db, [{ ...key, state, position, listed, reason, started, updated: space.now() }]);
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
