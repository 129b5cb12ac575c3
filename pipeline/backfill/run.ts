import { setTimeout as timer } from "node:timers/promises";
import { SourceError } from "../../sources/errors.ts";
import type { Fetcher } from "../../sources/fetcher.ts";
import type { Source } from "../../sources/source.ts";
import { countArchived, listMissing } from "../../store/archived-pages.ts";
import { type BackfillRoute, listSlices, type Slice, type SliceKey } from "../../store/backfill.ts";
import { closeIssuesFor, openIssues, PROGRAM } from "../../store/issues.ts";
import { findLease, LeaseHeldError } from "../../store/lease.ts";
import { finishRun, startRun } from "../../store/runs.ts";
import { selectSources } from "../capture.ts";
import { emptyCounts, type RunCounts } from "../counts.ts";
import { openProgress } from "../progress.ts";
import { type Coder, openCoder, runStages } from "../stages.ts";
import type { RunResult } from "../update.ts";
import { SourceFailure } from "../visit.ts";
import { type Workspace, withLease } from "../workspace.ts";
import { createArchiveFetcher } from "./archive-fetcher.ts";
import { fetchCaptures } from "./fetch-captures.ts";
import { CRAWL_START, type CrawlPosition, listCrawl } from "./list-crawl.ts";
import { listOtherCaptures, listWayback, WAYBACK_START, type WaybackPosition } from "./list-wayback.ts";
import type { Period } from "./period.ts";
import { noteSearch, openSearch, type Search } from "./search.ts";
import { openSlices } from "./slices.ts";
import { createSiteFetcher, settleWalk, walkSite } from "./walk-site.ts";

export interface BackfillOptions {
  readonly period: Period;
  readonly routes: readonly BackfillRoute[];
  /** Ids of sources; all of the register when empty. */
  readonly sources: readonly string[];
  readonly signal: AbortSignal;
}

/** What the searches of one run share. */
interface Backfill {
  readonly space: Workspace;
  readonly period: Period;
  readonly routes: readonly BackfillRoute[];
  readonly counts: RunCounts;
  readonly signal: AbortSignal;
  readonly archives: Fetcher;
  readonly sites: Fetcher;
  /** Works off what waits in the store, unless somebody else is writing, who then does it. */
  readonly workOff: () => Promise<void>;
  /** Routes whose archive does not answer: they are left alone for the rest of the run. */
  readonly closed: Set<BackfillRoute>;
  failures: number;
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
  const sites = createSiteFetcher(space, chosen, counts, signal);
  const workOff = () => workOffUnlessBusy(space, coder, counts, signal);
  const run: Backfill = {
    space,
    period,
    routes,
    counts,
    signal,
    archives,
    sites,
    workOff,
    closed: new Set(),
    failures: 0,
  };
  const progress = openProgress("sources", chosen.length, space.quiet);
  let status: number | null = null;
  try {
    for (const [at, source] of chosen.entries()) {
      if (signal.aborted) break;
      await searchSource(run, source);
      progress.update(at + 1, `${counts.fetched} pages, ${counts.events.added} events`);
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

async function searchSource(run: Backfill, source: Source): Promise<void> {
  const { space, period, routes } = run;
  const ledger = await listSlices(space.db, [source.id]);
  const open = openSlices(source, period, routes, ledger, space.now());
  if (open.length > 0) run.counts.sources++;
  const site = open.filter(({ route }) => route === "site");
  if (site.length > 0) await searchSite(run, source, site);
  for (const key of open) {
    if (run.signal.aborted) return;
    if (key.route !== "site" && !run.closed.has(key.route)) await searchArchive(run, source, key);
  }
}

async function searchSite(run: Backfill, source: Source, keys: readonly SliceKey[]): Promise<void> {
  const { space, counts, signal, sites } = run;
  const years = keys.map(({ year }) => year);
  // The ledger speaks of whole years.
  const period = { from: `${Math.min(...years)}-01-01`, to: `${Math.max(...years)}-12-31` };
  const walk = { space, source, years, period, sites, counts, signal, piece: pieces(space, signal) };
  try {
    await walkSite(walk);
    if (signal.aborted) return;
    await run.workOff();
    await settleWalk(walk, null);
    await settle(space, source, "site");
  } catch (error) {
    if (signal.aborted && error === signal.reason) return;
    if (!(error instanceof SourceFailure)) throw error;
    const { code, message } = error.error;
    const state = code === "blocked" || code === "robots-disallowed" ? "blocked" : "failed";
    await settleWalk(walk, { state, reason: message });
    await fail(run, { code, message }, source, "site");
  }
}

async function searchArchive(run: Backfill, source: Source, key: SliceKey): Promise<void> {
  const { space, counts, signal, archives, period, routes } = run;
  const live = routes.includes("site") ? run.sites : null;
  const at = { space, source, key, period, archives, live, counts, signal };
  const search =
    key.route === "wayback"
      ? await openSearch<WaybackPosition>(at, WAYBACK_START)
      : await openSearch<CrawlPosition>(at, CRAWL_START);
  try {
    await noteSearch(search, "running");
    if (key.route === "wayback") await listWayback(search as Search<WaybackPosition>);
    else await listCrawl(search as Search<CrawlPosition>);
    const others =
      key.route === "wayback"
        ? (page: Parameters<typeof listOtherCaptures>[1]) =>
            listOtherCaptures(search as Search<WaybackPosition>, page)
        : async () => {};
    if (!signal.aborted) await fetchCaptures(search, others, run.workOff);
    if (signal.aborted) return;
    await noteSearch(search, await stateAtEnd(search));
    await raiseMissing(search);
    await settle(space, source, key.route);
  } catch (error) {
    if (signal.aborted && error === signal.reason) return;
    if (!(error instanceof SourceError)) throw error;
    const { code, message } = error;
    await noteSearch(search, code === "blocked" ? "blocked" : "failed", space.db, message);
    await fail(run, { code, message }, source, key.route);
    // The next source would be refused in the same way.
    run.closed.add(key.route);
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
      stage: "backfill",
      code: "no-capture",
      sourceId: key.sourceId,
      item: canonicalUrl,
      message: `${canonicalUrl}: ${key.route} lists it, but no capture holds the article (${reason ?? "unknown"})`,
      at: space.now(),
    })),
  );
  counts.issues += missing.length;
}

async function fail(
  run: Backfill,
  { code, message }: { code: string; message: string },
  source: Source,
  route: BackfillRoute,
): Promise<void> {
  const { space, counts } = run;
  run.failures++;
  counts.issues++;
  space.log.error(`backfill of ${source.id} by ${route} failed (${code}): ${message}`);
  const item = `${source.id} ${route}`;
  await openIssues(space.db, [
    { stage: "backfill", code, sourceId: source.id, item, message, at: space.now() },
  ]);
}

async function settle(space: Workspace, source: Source, route: BackfillRoute): Promise<void> {
  const match = { stage: "backfill", sourceId: source.id, item: `${source.id} ${route}` };
  await closeIssuesFor(space.db, match, PROGRAM, space.now());
}

/** A daemon that found somebody writing looks again within this time. */
const TURN_MS = 35_000;

/** Runs pieces of work under the right to write; between two of them a daemon, where one runs, gets its turn. */
function pieces(space: Workspace, signal: AbortSignal): <T>(work: () => Promise<T>) => Promise<T> {
  return async (work) => {
    for (;;) {
      try {
        const result = await withLease(space, () => work());
        if (await findLease(space.db, "run")) await pause(space, signal);
        return result;
      } catch (error) {
        if (!(error instanceof LeaseHeldError)) throw error;
        signal.throwIfAborted();
        await pause(space, signal);
      }
    }
  };
}

async function pause(space: Workspace, signal: AbortSignal): Promise<void> {
  if (space.sleep) await space.sleep(TURN_MS);
  else await timer(TURN_MS, undefined, { signal }).catch(() => {});
}

async function workOffUnlessBusy(
  space: Workspace,
  coder: Coder,
  counts: RunCounts,
  signal: AbortSignal,
): Promise<void> {
  try {
    await withLease(space, (lost) => runStages(space, coder, counts, AbortSignal.any([signal, lost])));
  } catch (error) {
    // Whoever writes works off what waits as well.
    if (!(error instanceof LeaseHeldError)) throw error;
  }
}
