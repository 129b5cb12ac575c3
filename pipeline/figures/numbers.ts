import type { Db } from "../../store/database.ts";
import { type ReasonAge, readQueueAge } from "../../store/queue-age.ts";
import { readStats, type Stats } from "../../store/stats.ts";
import { readThroughput, type Throughput } from "../../store/throughput.ts";

/** All figures of the record, and of the work on it. */
export interface Numbers extends Stats {
  /** How long events wait, by reason. */
  readonly queueAge: readonly ReasonAge[];
  /** What reviewers decided in the last 30 days. */
  readonly throughput: readonly Throughput[];
}

/** The numbers as they are at a time (UTC, ISO 8601). */
export async function readNumbers(db: Db, at: string): Promise<Numbers> {
  return {
    ...(await readStats(db)),
    queueAge: await readQueueAge(db, at),
    throughput: await readThroughput(db, at),
  };
}
