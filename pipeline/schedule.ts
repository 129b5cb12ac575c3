import { ConfigError } from "../sources/errors.ts";
import type { Log } from "./log.ts";

export interface Schedule {
  /** When the work begins next, UTC; null when it never will. */
  next(): string | null;
  /** Starts nothing new and waits for the work under way. */
  stop(): Promise<void>;
}

/**
 * Begins `work` by a cron line in its time zone, never twice at once: a turn that comes while the last one still works
 * is left out. An error is logged and the schedule goes on. Throws ConfigError for a line that is not one.
 */
export async function startSchedule(
  when: { readonly schedule: string; readonly time_zone: string },
  log: Log,
  work: () => Promise<void>,
): Promise<Schedule> {
  const { createTask, validate } = await import("node-cron");
  if (!validate(when.schedule)) {
    throw new ConfigError(
      `settings.yaml: update.schedule: expected a cron line as "15 */6 * * *", found "${when.schedule}"`,
    );
  }
  let current: Promise<void> | null = null;
  const turn = async () => {
    if (current) {
      log.warn("the last update still works; this turn is left out");
      return;
    }
    current = work().catch((error: Error) =>
      log.error({ stack: error.stack }, `update failed: ${error.message}`),
    );
    await current;
    current = null;
  };
  const task = createTask(when.schedule, turn, { timezone: when.time_zone });
  await task.start();
  return {
    next: () => task.getNextRun()?.toISOString() ?? null,
    stop: async () => {
      await task.destroy();
      await current;
    },
  };
}
