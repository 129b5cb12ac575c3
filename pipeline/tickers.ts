import { createTask, type ScheduledTask } from "node-cron";
import type { Schedule } from "../sources/schedule.ts";
import type { Log } from "./log.ts";

/** A source and the times at which it may be visited. */
export interface Plan {
  readonly id: string;
  readonly schedule: Schedule;
}

export interface Tickers {
  /** The next time at which a source may be visited, UTC; null when there is none. */
  next(): string | null;
  stop(): Promise<void>;
}

/**
 * Calls `tick` for each source at the times of its cron line, in its time zone, later by chance by as much as its jitter
 * allows; not again before the last call of that source has ended. A time that passed while the process was busy or
 * asleep counts as one that came.
 */
export async function startTickers(
  plans: readonly Plan[],
  tick: (id: string) => Promise<void>,
  log: Log,
): Promise<Tickers> {
  const quiet = (message: string | Error) => log.debug(String(message));
  const logger = {
    info: quiet,
    debug: quiet,
    warn: quiet,
    error: (it: string | Error) => log.error(String(it)),
  };
  const tasks: ScheduledTask[] = [];
  for (const { id, schedule } of plans) {
    const task = createTask(schedule.cron, () => tick(id), {
      name: id,
      timezone: schedule.timeZone,
      maxRandomDelay: schedule.jitterMinutes * 60_000,
      noOverlap: true,
      logger,
    });
    task.on("execution:missed", () => tick(id));
    await task.start();
    tasks.push(task);
  }
  // Most sources share one line: the others add nothing.
  const different = [...new Map(plans.map(({ schedule }, at) => [keyOf(schedule), tasks[at]!])).values()];
  return {
    next() {
      const times = different.flatMap((task) => task.getNextRun()?.getTime() ?? []);
      return times.length === 0 ? null : new Date(Math.min(...times)).toISOString();
    },
    async stop() {
      for (const task of tasks) await task.destroy();
    },
  };
}

function keyOf({ cron, timeZone }: Schedule): string {
  return `${timeZone} ${cron}`;
}
