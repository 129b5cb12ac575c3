import type { Settings } from "../../sources/settings.ts";
import type { Source } from "../../sources/source.ts";
import { countArchived } from "../../store/archived-pages.ts";
import { type BackfillRoute, listSlices } from "../../store/backfill.ts";
import type { Db } from "../../store/database.ts";
import { countByYear } from "../../store/documents.ts";
import { countEventsByYear } from "../../store/source-events.ts";
import { needOf } from "./need.ts";
import { type Pace, paceOf } from "./pace.ts";
import { type Period, yearsOf } from "./period.ts";
import { openSlices } from "./slices.ts";

/** What the pace of a source is reckoned from. */
export interface PaceSpace {
  readonly db: Db;
  readonly settings: Settings;
  readonly sources: readonly Source[];
  readonly now: () => string;
}

/** The pause between two requests of a route, in milliseconds. */
export function pauseOf({ fetch, archives }: Settings, route: BackfillRoute): number {
  return route === "site" ? fetch.delay_ms : Math.max(fetch.delay_ms, archives.delay_ms);
}

/** How fast routes search a source, what they have still to ask for in a period, and the events its pages told so far. */
export async function sourcePace(
  { db, settings, sources, now }: PaceSpace,
  source: Source,
  period: Period,
  routes: readonly BackfillRoute[],
): Promise<{ readonly pace: Pace; readonly events: number }> {
  const ledger = await listSlices(db, [source.id]);
  const known = {
    published: await countByYear(db, [source.id]),
    archived: await countArchived(db, [source.id]),
  };
  const at = { now: now(), named: true };
  let left = 0;
  for (const route of routes)
    for (const key of openSlices(source, period, route, ledger, at)) {
      const { lists, articles } = needOf(source, key, ledger, known, sources);
      left += lists + articles;
    }
  const told = await countEventsByYear(db, [source.id]);
  const events = yearsOf(period).reduce((sum, year) => sum + (told.get(`${source.id} ${year}`) ?? 0), 0);
  const slices = ledger.filter(({ route }) => routes.includes(route));
  const pause = Math.max(0, ...routes.map((route) => pauseOf(settings, route)));
  return { pace: paceOf(slices, left, pause), events };
}
