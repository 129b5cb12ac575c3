import { whyNotArchived } from "../../sources/archive-queries.ts";
import type { Source } from "../../sources/source.ts";
import { currentHost } from "../../sources/source-hosts.ts";
import type { BackfillRoute, Slice, SliceKey } from "../../store/backfill.ts";
import type { Period } from "./period.ts";
import { yearsOf } from "./period.ts";

/** The order in which an article is looked for: on its site, then in the archives. */
export const ROUTES: readonly BackfillRoute[] = ["site", "wayback", "commoncrawl"];

/** A year that was not over when it was searched is searched again after so many days: it may have more by then. */
const AGAIN_DAYS = 30;

/** Why a source is not searched by a route; null when it is. */
export function whyNot(source: Source, route: BackfillRoute): string | null {
  if (route !== "site") return whyNotArchived(source);
  return currentHost(source) === null ? "no host of it answers today" : null;
}

/** The searches of a source that are still to be done, by route and year, the latest year first. */
export function openSlices(
  source: Source,
  period: Period,
  routes: readonly BackfillRoute[],
  ledger: readonly Slice[],
  now: string,
): SliceKey[] {
  const known = new Map(ledger.map((slice) => [`${slice.sourceId} ${slice.year} ${slice.route}`, slice]));
  return routes
    .filter((route) => whyNot(source, route) === null)
    .flatMap((route) =>
      yearsOf(period)
        .filter((year) => !isFinished(known.get(`${source.id} ${year} ${route}`), now))
        .map((year) => ({ sourceId: source.id, year, route })),
    );
}

/** Whether a search need not be made again. */
export function isFinished(slice: Slice | undefined, now: string): boolean {
  if (slice?.state !== "done" && slice?.state !== "empty") return false;
  if (slice.updated.slice(0, 4) > String(slice.year)) return true;
  return (Date.parse(now) - Date.parse(slice.updated)) / 86_400_000 < AGAIN_DAYS;
}
