import { whyNotArchived, whyNotUnasked } from "../../sources/archive-queries.ts";
import type { Source } from "../../sources/source.ts";
import { currentHost } from "../../sources/source-hosts.ts";
import type { BackfillRoute, Slice, SliceKey } from "../../store/backfill.ts";
import { isAtEnd } from "./archive-route.ts";
import type { Period } from "./period.ts";
import { yearsOf } from "./period.ts";

/** A year that was not over when it was searched is searched again after so many days: it may have more by then. */
const AGAIN_DAYS = 30;

/** Why a source is not searched by a route; null when it is. `named`: it was asked for by its id, and not with all others. */
export function whyNot(source: Source, route: BackfillRoute, named: boolean): string | null {
  if (route === "site") return currentHost(source) === null ? "no host of it answers today" : null;
  if (route === "repost" && source.adapter !== "mission")
    return "only articles of missions are carried by the ministry and by other missions";
  return whyNotArchived(source) ?? (named ? null : whyNotUnasked(source));
}

/** The searches of a source by a route that are still to be done, the latest year first. */
export function openSlices(
  source: Source,
  period: Period,
  route: BackfillRoute,
  ledger: readonly Slice[],
  { now, named }: { readonly now: string; readonly named: boolean },
): SliceKey[] {
  if (whyNot(source, route, named) !== null) return [];
  const known = (year: number, by: BackfillRoute) =>
    ledger.find((slice) => slice.sourceId === source.id && slice.year === year && slice.route === by);
  return yearsOf(period)
    .filter((year) => {
      const slice = known(year, route);
      if (!isFinished(slice, now)) return true;
      // What was looked for since may be missing in other articles than before.
      return (
        route === "repost" && ledger.some((one) => one.year === year && one.updated > (slice?.updated ?? ""))
      );
    })
    .map((year) => ({ sourceId: source.id, year, route }));
}

/** Whether a search need not be made again. */
export function isFinished(slice: Slice | undefined, now: string): boolean {
  if (slice === undefined || !isAtEnd(slice)) return false;
  if (slice.updated.slice(0, 4) > String(slice.year)) return true;
  return (Date.parse(now) - Date.parse(slice.updated)) / 86_400_000 < AGAIN_DAYS;
}
