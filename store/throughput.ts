import { sql } from "kysely";
import type { Db } from "./database.ts";

/** What a reviewer decided on a day. */
export interface DayOfWork {
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
  readonly decisions: number;
  /** Of the decisions, those that corrected a value. */
  readonly corrections: number;
}

/** What a reviewer decided in a time. */
export interface Throughput {
  readonly reviewer: string;
  readonly decisions: number;
  readonly corrections: number;
  /** Days with a decision, in their order. */
  readonly days: readonly DayOfWork[];
}

/** Days of a throughput when not said. */
const THROUGHPUT_DAYS = 30;

const DAY_MS = 86_400_000;

/** The last days up to a time (UTC, ISO 8601), the day of that time the last one: YYYY-MM-DD each. */
export function lastDays(at: string, days = THROUGHPUT_DAYS): string[] {
  const today = Date.parse(`${at.slice(0, 10)}T00:00:00Z`);
  return Array.from({ length: days }, (_, n) =>
    new Date(today - (days - 1 - n) * DAY_MS).toISOString().slice(0, 10),
  );
}

/**
 * What each reviewer decided in the last days up to a time, those with the most first. First decisions and second opinions count, whatever
 * became of them; taking a decision back and asking for a second look are no decisions.
 */
export async function readThroughput(db: Db, at: string, days = THROUGHPUT_DAYS): Promise<Throughput[]> {
  const from = lastDays(at, days)[0]!;
  const { rows } = await sql<{ reviewer: string; day: string; decisions: number; corrections: number }>`
    select reviewer, substr(at, 1, 10) as day, count(*) as decisions,
      sum(case when decision = 'correct' then 1 else 0 end) as corrections
    from (
      select reviewer, at, decision from review where at >= ${from} and at <= ${at} and decision not in ('undo', 'second-look')
      union all
      select reviewer, at, decision from opinion where at >= ${from} and at <= ${at}
    ) as decided
    group by 1, 2 order by 1, 2`.execute(db);
  const byReviewer = new Map<string, DayOfWork[]>();
  for (const { reviewer, ...day } of rows)
    byReviewer.set(reviewer, [...(byReviewer.get(reviewer) ?? []), day]);
  const sum = (work: readonly DayOfWork[], key: "decisions" | "corrections") =>
    work.reduce((total, day) => total + day[key], 0);
  return [...byReviewer]
    .map(([reviewer, work]) => ({
      reviewer,
      decisions: sum(work, "decisions"),
      corrections: sum(work, "corrections"),
      days: work,
    }))
    .sort((a, b) => b.decisions - a.decisions || a.reviewer.localeCompare(b.reviewer));
}
