import { SourceError } from "../../sources/errors.ts";
import type { Source } from "../../sources/source.ts";
import { countArchived, listMissing, listYearsToFetch } from "../../store/archived-pages.ts";
import { findSlice, listSlices, type Slice, type SliceKey } from "../../store/backfill.ts";
import { openIssues } from "../../store/issues.ts";
import { type ArchiveRoute, isAtEnd } from "./archive-route.ts";
import { type Backfill, fail, settle } from "./backfill.ts";
import { fetchCaptures } from "./fetch-captures.ts";
import { yearsOf } from "./period.ts";
import { type ArchiveKey, noteSearch, type Search } from "./search.ts";
import { NO_CAPTURE } from "./settle-found.ts";
import { isFinished } from "./slices.ts";

/**
 * Searches the years that are open by a route over archives. An article whose number alone tells about when it was
 * published may turn out to be of a year that was searched before: such years are gone through once more, without asking
 * the index.
 */
export async function searchByRoute(
  run: Backfill,
  source: Source,
  route: ArchiveRoute,
  open: readonly SliceKey[],
): Promise<void> {
  const { period, signal, space } = run;
  const years = route.last ? await yearsToLookIn(run, source, open) : open.map(({ year }) => year);
  const isOver = () => signal.aborted || run.closed.has(route.route);
  for (const year of years) {
    if (isOver()) return;
    await searchYear(run, source, route, year);
  }
  const tried = new Set<number>();
  while (!isOver()) {
    const waiting = await listYearsToFetch(space.db, { sourceId: source.id, route: route.route }, period);
    const year = waiting.find((one) => !tried.has(one) && yearsOf(period).includes(one));
    if (year === undefined) return;
    tried.add(year);
    await searchYear(run, source, route, year);
  }
}

/** What no route gave is known once the others came to their end; asked for alone, it is what they did not give so far. */
async function yearsToLookIn(run: Backfill, source: Source, open: readonly SliceKey[]): Promise<number[]> {
  const years = open.map(({ year }) => year);
  if (run.routes.length === 1) return years;
  const slices = await listSlices(run.space.db, [source.id]);
  const others = run.routes.filter((route) => route !== "site" && route !== "repost");
  return years.filter((year) =>
    others.every(
      (route) =>
        // A year of which the period is a part stays open for the rest of it.
        run.searched.has(`${source.id} ${year} ${route}`) ||
        isAtEnd(slices.find((slice) => slice.route === route && slice.year === year)),
    ),
  );
}

async function searchYear(run: Backfill, source: Source, route: ArchiveRoute, year: number): Promise<void> {
  const { space, counts, signal, archives, period, routes } = run;
  const key: ArchiveKey = { sourceId: source.id, year, route: route.route };
  // Reposts stand on sites of today more often than in an archive.
  const live = routes.includes("site") || route.last ? run.sites : null;
  const before = await findSlice(space.db, key);
  const again = isAtEnd(before) && !isFinished(before, space.now());
  const open = await route.open({ space, source, key, period, archives, live, counts, signal }, again);
  const { search } = open;
  try {
    await noteSearch(search, "running");
    await open.list();
    await run.tell(source, route.route, year);
    if (!signal.aborted)
      await fetchCaptures(open, async () => {
        await run.workOff();
        await run.tell(source, route.route, year);
      });
    if (signal.aborted) return;
    await noteSearch(search, await stateAtEnd(search));
    run.searched.add(`${source.id} ${year} ${route.route}`);
    if (route.raises) await raiseMissing(search);
    await settle(space, source, route.route);
  } catch (error) {
    if (signal.aborted && error === signal.reason) return;
    if (!(error instanceof SourceError)) throw error;
    const { code, message } = error;
    await noteSearch(search, code === "blocked" ? "blocked" : "failed", space.db, message);
    await fail(run, { code, message }, source, route.route);
    // The next source would be refused in the same way.
    run.closed.add(route.route);
  }
}

/** Done, or empty; still running while articles outside the period wait for another run. */
async function stateAtEnd(search: Search<unknown>): Promise<Slice["state"]> {
  const { sourceId, year, route } = search.key;
  const counts = (await countArchived(search.space.db, [sourceId])).get(`${sourceId} ${year} ${route}`);
  if (counts === undefined) return "empty";
  return counts.waiting > 0 ? "running" : "done";
}

/** What no capture holds is an issue for a person, one for each article. */
async function raiseMissing({ space, key, counts }: Search<unknown>): Promise<void> {
  const missing = await listMissing(space.db, key);
  await openIssues(
    space.db,
    missing.map(({ canonicalUrl, reason }) => ({
      ...NO_CAPTURE,
      sourceId: key.sourceId,
      item: canonicalUrl,
      message: `${canonicalUrl}: ${key.route} lists it, but no capture holds the article (${reason ?? "unknown"})`,
      at: space.now(),
    })),
  );
  counts.issues += missing.length;
}
