import type { Source } from "../../sources/source.ts";
import type { BackfillRoute } from "../../store/backfill.ts";
import type { RunCounts } from "../counts.ts";
import type { Workspace } from "../workspace.ts";
import { durationText } from "./pace.ts";
import type { Period } from "./period.ts";
import { sourcePace } from "./source-pace.ts";

/** Tells how far the search of a source by a route is; seldom enough to be called at every turn. */
export type Told = (source: Source, route: BackfillRoute, year: number) => Promise<void>;

/** Between two messages about one source. */
const EVERY_MS = 10_000;

/**
 * Tells a person at a terminal in the line of progress, and with `--verbose` each time as a line of the log, which is JSON
 * where no terminal is: rate, events found, and time left for the source.
 */
export function teller(
  space: Workspace,
  period: Period,
  counts: RunCounts,
  show: (note: string) => void,
  everyMs = EVERY_MS,
): Told {
  let last = Number.NEGATIVE_INFINITY;
  return async (source, route, year) => {
    const now = space.clock().getTime();
    if (now - last < everyMs) return;
    last = now;
    const { pace, events } = await sourcePace(space, source, period, [route]);
    const { requests, perHour, left, secondsLeft } = pace;
    show(
      progressNote({ source: source.id, route, year, fetched: counts.fetched, events, perHour, secondsLeft }),
    );
    space.log.debug(
      {
        source: source.id,
        route,
        year,
        fetched: counts.fetched,
        events,
        requests,
        perHour,
        left,
        secondsLeft,
      },
      "progress",
    );
  };
}

/** What stands beside the bar. */
export function progressNote(at: {
  readonly source: string;
  readonly route: BackfillRoute;
  readonly year: number;
  readonly fetched: number;
  readonly events: number;
  readonly perHour: number | null;
  readonly secondsLeft: number;
}): string {
  const rate = at.perHour === null ? "" : `, ${at.perHour} requests an hour`;
  const left = `about ${durationText(at.secondsLeft)} left for ${at.source}`;
  return `${at.source} ${at.year} ${at.route}: ${at.fetched} pages, ${at.events} events${rate}, ${left}`;
}
