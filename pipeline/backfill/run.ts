import type { Source } from "../../sources/source.ts";
import { type BackfillRoute, listSlices } from "../../store/backfill.ts";
import { finishRun, startRun } from "../../store/runs.ts";
import { delaysOf, selectSources } from "../capture.ts";
import { emptyCounts } from "../counts.ts";
import { openProgress } from "../progress.ts";
import { openCoder } from "../stages.ts";
import type { RunResult } from "../update.ts";
import type { Workspace } from "../workspace.ts";
import { workspaceFetcher } from "../workspace-fetcher.ts";
import { createArchiveFetcher } from "./archive-fetcher.ts";
import type { Backfill } from "./backfill.ts";
import type { Period } from "./period.ts";
import { ARCHIVE_ROUTES } from "./routes.ts";
import { searchByRoute } from "./search-archive.ts";
import { searchSite } from "./search-site.ts";
import { openSlices, whyNot } from "./slices.ts";
import { teller } from "./tell.ts";
import { workOffUnlessBusy } from "./turns.ts";

export interface BackfillOptions {
  readonly period: Period;
  readonly routes: readonly BackfillRoute[];
  /** Ids of sources; all of the register when empty. */
  readonly sources: readonly string[];
  readonly signal: AbortSignal;
}

/** As shells report a program that was interrupted. */
const INTERRUPTED = 130;

/**
 * Searches the past of sources, year by year, by one or several routes; goes on where an earlier run was broken off, and
 * asks nothing twice. Live updates go on meanwhile: the right to write is held for short pieces of work only. Status 3
 * when a source or an archive failed; each is an open issue.
 */
export async function runBackfill(space: Workspace, options: BackfillOptions): Promise<RunResult> {
  const { period, routes, signal } = options;
  const chosen = options.sources.length > 0 ? named(space.sources, options.sources) : space.sources;
  const coder = await openCoder(space);
  const counts = emptyCounts();
  const begun = performance.now();
  const id = await startRun(space.db, { command: "backfill", started: space.now() });
  const archives = createArchiveFetcher(space, counts, signal);
  const sites = workspaceFetcher(space, counts, { delays: delaysOf(chosen), signal });
  const workOff = () => workOffUnlessBusy(space, coder, counts, signal);
  const progress = openProgress("sources", chosen.length, space.quiet);
  let done = 0;
  const run: Backfill = {
    space,
    period,
    routes,
    counts,
    signal,
    archives,
    sites,
    workOff,
    tell: teller(space, period, counts, (note) => progress.update(done, note)),
    closed: new Set(),
    searched: new Set(),
    failures: 0,
  };
  let status: number | null = null;
  try {
    for (const source of chosen) {
      if (signal.aborted) break;
      await searchSource(run, source, options.sources.length > 0);
      progress.update(++done, `${counts.fetched} pages, ${counts.events.added} events`);
    }
    await workOff();
    status = signal.aborted ? INTERRUPTED : run.failures > 0 ? 3 : 0;
    return { counts, status, left: [] };
  } finally {
    progress.finish();
    counts.seconds = Math.round((performance.now() - begun) / 100) / 10;
    await finishRun(space.db, id, { finished: space.now(), exitStatus: status ?? 1, counts });
    await archives.close();
    await sites.close();
  }
}

/** The sources of the ids; unlike an update, a backfill reads those too that answer no more. Throws ConfigError. */
function named(all: readonly Source[], ids: readonly string[]): Source[] {
  return ids.map((id) => all.find((source) => source.id === id) ?? selectSources(all, [id])[0]!);
}

async function searchSource(run: Backfill, source: Source, named: boolean): Promise<void> {
  const { space, period, routes, signal } = run;
  const now = space.now();
  let begun = false;
  const openBy = async (route: BackfillRoute) => {
    const open = openSlices(source, period, route, await listSlices(space.db, [source.id]), { now, named });
    if (open.length > 0 && !begun) run.counts.sources++;
    begun ||= open.length > 0;
    return open;
  };
  if (routes.includes("site")) {
    const open = await openBy("site");
    if (open.length > 0) await searchSite(run, source, open);
  }
  for (const route of ARCHIVE_ROUTES) {
    if (signal.aborted || !routes.includes(route.route)) continue;
    const open = await openBy(route.route);
    if (whyNot(source, route.route, named) === null) await searchByRoute(run, source, route, open);
  }
}
