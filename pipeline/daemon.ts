import type { Rulebook } from "../extractors/extract.ts";
import { scheduleOf } from "../sources/schedule.ts";
import type { Source } from "../sources/source.ts";
import { LeaseHeldError } from "../store/lease.ts";
import { listSourceStates } from "../store/source-state.ts";
import type { RunWatch } from "./capture.ts";
import type { DaemonView } from "./daemon-view.ts";
import { listDue } from "./due.ts";
import { holdRunLease } from "./run-lease.ts";
import { createRunMetrics, type RunMetrics } from "./run-metrics.ts";
import { createScheduler, type Scheduler, type SchedulerState } from "./scheduler.ts";
import { startTickers, type Tickers } from "./tickers.ts";
import type { Workspace } from "./workspace.ts";

const BEAT_MS = 5000;
/** Without a beat, or without any progress of a round, for so long, something hangs. */
const STILL_MS = { beat: 60_000, round: 1_800_000 };
/** Sources visited in one round for each host that is asked at the same time. */
const SOURCES_PER_HOST = 4;

/** Keeps a database current until it is stopped. */
export interface Daemon extends DaemonView {
  /** Sources that are read. */
  readonly sources: number;
  /** Begins to watch the clock, and with what is overdue, each source once; gives how many are. */
  start(): Promise<number>;
  /** Begins nothing new, and waits until what is under way is saved. Its signal must have been aborted. */
  stop(): Promise<void>;
}

export interface DaemonOptions {
  readonly signal: AbortSignal;
  /** Awaited before the first round. */
  readonly rulebook: Promise<Rulebook>;
  readonly beatMs?: number;
}

/**
 * Gets ready to visit every source by its schedule, in rounds. Throws `LeaseHeldError` when another daemon has the
 * database.
 */
export async function openDaemon(space: Workspace, options: DaemonOptions): Promise<Daemon> {
  const lease = await holdRunLease(space);
  const metrics = createRunMetrics();
  const sources = space.sources.filter(({ active }) => active);
  const scheduler: Scheduler = createScheduler({
    due: (ids) => dueOf(space, sources, ids),
    round: (ids) => makeRound(space, options, metrics, scheduler.progress, ids),
    ready: () => lease.held() && !options.signal.aborted,
    most: SOURCES_PER_HOST * space.settings.fetch.hosts_at_once,
    clock: space.clock,
    log: space.log,
  });
  let tickers: Tickers | null = null;
  let beats: NodeJS.Timeout | undefined;

  return {
    sources: sources.length,
    metrics: metrics.registry,
    faults() {
      const faults = [lease.fault(), ...faultsOf(scheduler.state(), space.clock().getTime())];
      return faults.filter((fault) => fault !== null);
    },
    state() {
      const { visiting, waiting, rounds, crashes } = scheduler.state();
      const next = tickers?.next() ?? null;
      return { sources: sources.length, visiting: visiting.length, waiting, rounds, crashes, next };
    },
    async start() {
      const plans = sources.map((source) => ({
        id: source.id,
        schedule: scheduleOf(source, space.settings),
      }));
      tickers = await startTickers(plans, scheduler.allow, space.log);
      const ids = sources.map(({ id }) => id);
      const overdue = await dueOf(space, sources, ids);
      for (const id of overdue) void scheduler.allow(id);
      scheduler.beat();
      beats = setInterval(scheduler.beat, options.beatMs ?? BEAT_MS);
      return overdue.length;
    },
    async stop() {
      clearInterval(beats);
      await tickers?.stop();
      await scheduler.stop();
      await lease.release();
    },
  };
}

/** Which of these sources are due, in the order of their turns. */
async function dueOf(
  space: Workspace,
  sources: readonly Source[],
  ids: readonly string[],
): Promise<string[]> {
  const asked = new Set(ids);
  const states = new Map((await listSourceStates(space.db)).map((state) => [state.sourceId, state]));
  const of = sources.filter(({ id }) => asked.has(id));
  return listDue(of, states, space.now()).map(({ id }) => id);
}

/** Visits the sources and works off what waits; gives those that left articles for the next round. */
async function makeRound(
  space: Workspace,
  { signal, rulebook }: DaemonOptions,
  metrics: RunMetrics,
  progress: () => void,
  ids: readonly string[],
): Promise<readonly string[]> {
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  const visited: RunWatch["visited"] = (end) => {
    metrics.visit(end.state);
    space.log.info({ ...end }, "visited");
  };
  space.log.info({ sources: ids }, "round begun");
  try {
    // What only rounds need takes half a second to load: the daemon is there before it.
    const { runUpdate } = await import("./update.ts");
    const { counts, status, left } = await runUpdate(space, {
      sources: ids,
      due: true,
      signal,
      rulebook: await rulebook,
      watch: { request: metrics.request, progress, visited },
    });
    metrics.round(status === 0 ? "done" : "incomplete", seconds(), counts);
    space.log.info({ status, left, ...counts }, "round finished");
    return left;
  } catch (error) {
    metrics.round(error instanceof LeaseHeldError ? "refused" : "crashed", seconds());
    throw error;
  }
}

/** What is wrong with the rounds as they stand. */
function faultsOf({ lastBeat, lastProgress, visiting, crash }: SchedulerState, now: number): string[] {
  const faults: string[] = [];
  if (now - lastBeat > STILL_MS.beat)
    faults.push(`the scheduler has not ticked for ${passed(now - lastBeat)}`);
  if (visiting.length > 0 && now - lastProgress > STILL_MS.round)
    faults.push(`the round under way has made no progress for ${passed(now - lastProgress)}`);
  if (crash !== null) faults.push(`the last round crashed: ${crash}`);
  return faults;
}

function passed(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}
