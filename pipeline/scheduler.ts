import { LeaseHeldError } from "../store/lease.ts";
import type { Log } from "./log.ts";
import { VisitCrash } from "./visit-crash.ts";

const MINUTE = 60_000;
/** While another process writes, so long until the next attempt. */
const WAIT_FOR_WRITER = MINUTE / 2;
/** After crashes in a row, so many minutes until the next round; the last holds for all further ones. */
const AFTER_CRASH = [1, 2, 4, 8, 16, 30];
/** A source whose visit crashed is left out for so many hours. */
const ASIDE = [1, 2, 4, 8, 16, 24];

export interface SchedulerOptions {
  /** Which of these sources are due, in the order of their turns. */
  readonly due: (ids: readonly string[]) => Promise<string[]>;
  /** Visits the sources and works off what waits; gives those that left articles for the next round. */
  readonly round: (ids: readonly string[]) => Promise<readonly string[]>;
  /** Whether a round may be begun; what may be visited waits until then. */
  readonly ready: () => boolean;
  /** Sources that one round visits at most. */
  readonly most: number;
  readonly clock: () => Date;
  readonly log: Log;
}

/** What is to be known of a scheduler from outside. Times are in milliseconds since the epoch. */
export interface SchedulerState {
  readonly lastBeat: number;
  /** When something was last seen to go on; a round under way says so by {@link Scheduler.progress}. */
  readonly lastProgress: number;
  /** Sources of the round under way. */
  readonly visiting: readonly string[];
  /** Sources that may be visited and wait for their turn. */
  readonly waiting: number;
  /** Why the last round did not come to its end; null after one that did. */
  readonly crash: string | null;
  readonly crashes: number;
  readonly rounds: number;
}

export interface Scheduler {
  /** The source may be visited. Resolves when it was, or when it was found not to be due. */
  allow(id: string): Promise<void>;
  /** To be called every few seconds: begins a round when there is work, none is under way and nobody else writes. */
  beat(): void;
  progress(): void;
  state(): SchedulerState;
  /** Begins nothing new, and waits for the round under way. */
  stop(): Promise<void>;
}

/**
 * Makes rounds of the sources that may be visited and are due: one round at a time, each source at most once in it, at
 * most so many in one. After a crash the source that caused it is put aside, so that it does not hold up the others.
 */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { log } = options;
  const now = () => options.clock().getTime();
  /** Sources that may be visited, with those who wait for it. */
  const allowed = new Map<string, (() => void)[]>();
  const aside = new Map<string, { until: number; times: number }>();
  let [lastBeat, lastProgress, notBefore] = [now(), now(), 0];
  let visiting: readonly string[] = [];
  let [crash, crashes, rounds]: [string | null, number, number] = [null, 0, 0];
  let stopped = false;
  let working: Promise<void> | null = null;

  function settle(id: string): void {
    for (const done of allowed.get(id) ?? []) done();
    allowed.delete(id);
  }

  function notAside(id: string): boolean {
    return (aside.get(id)?.until ?? 0) <= now();
  }

  async function work(): Promise<void> {
    while (!stopped && allowed.size > 0 && now() >= notBefore && options.ready()) {
      try {
        const asked = [...allowed.keys()];
        const due = (await options.due(asked)).filter(notAside);
        for (const id of asked) if (!due.includes(id)) settle(id);
        visiting = due.slice(0, options.most);
        if (visiting.length === 0 || stopped) return;
        lastProgress = now();
        const left = await options.round(visiting);
        rounds++;
        [crash, crashes] = [null, 0];
        for (const id of visiting) {
          aside.delete(id);
          if (!left.includes(id)) settle(id);
        }
      } catch (error) {
        fail(error as Error);
      } finally {
        visiting = [];
        lastProgress = now();
      }
    }
  }

  function fail(error: Error): void {
    if (error instanceof LeaseHeldError) {
      notBefore = now() + WAIT_FOR_WRITER;
      log.info({ waiting: allowed.size }, error.message);
      return;
    }
    crash = error.message;
    crashes++;
    if (error instanceof VisitCrash) {
      const times = (aside.get(error.sourceId)?.times ?? 0) + 1;
      aside.set(error.sourceId, { times, until: now() + last(ASIDE, times) * 60 * MINUTE });
      settle(error.sourceId);
    } else notBefore = now() + last(AFTER_CRASH, crashes) * MINUTE;
    log.error({ stack: error.stack, crashes }, `the round failed: ${error.message}`);
  }

  return {
    allow: (id) =>
      new Promise((resolve) => {
        if (stopped) resolve();
        else allowed.set(id, [...(allowed.get(id) ?? []), resolve]);
      }),
    beat() {
      lastBeat = now();
      if (working) return;
      lastProgress = lastBeat;
      working = work().finally(() => {
        working = null;
      });
    },
    progress() {
      lastProgress = now();
    },
    state: () => ({
      lastBeat,
      lastProgress,
      visiting,
      waiting: [...allowed.keys()].filter((id) => !visiting.includes(id)).length,
      crash,
      crashes,
      rounds,
    }),
    async stop() {
      stopped = true;
      await working;
      for (const id of [...allowed.keys()]) settle(id);
    },
  };
}

function last(steps: readonly number[], times: number): number {
  return steps[Math.min(steps.length, times) - 1]!;
}
