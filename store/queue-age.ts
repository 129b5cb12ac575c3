import { sql } from "kysely";
import { isoTime } from "../sources/iso-time.ts";
import type { Db } from "./database.ts";

/** Whole days from which on each bucket counts: under a day, 1–7, 8–30, 31–90, 91–365 days, longer. */
export const AGE_BUCKETS = [0, 1, 8, 31, 91, 366] as const;

/** How long events have waited that wait for one reason. */
export interface ReasonAge {
  readonly reason: string;
  readonly waiting: number;
  /** A number for each of {@link AGE_BUCKETS}. */
  readonly counts: readonly number[];
  /** Since when the first of them waits, UTC; null when that is not known of any. */
  readonly oldest: string | null;
}

const DAY_MS = 86_400_000;

/**
 * How long what waits has waited at a time (UTC, ISO 8601), by reason, the most first. What waits for only one reviewer or is not for one
 * counts too.
 */
export async function readQueueAge(db: Db, at: string): Promise<ReasonAge[]> {
  const bounds = AGE_BUCKETS.slice(1).map((days) => isoTime(new Date(Date.parse(at) - days * DAY_MS)));
  const bucket = sql.join(
    bounds.map((bound, place) => sql`when queued_at > ${bound} then ${sql.lit(place)}`),
    sql` `,
  );
  const { rows } = await sql<{ reason: string; bucket: number; n: number; oldest: string | null }>`
    select queue_reason as reason, case ${bucket} else ${sql.lit(bounds.length)} end as bucket, count(*) as n,
      min(queued_at) as oldest
    from event where queue_reason is not null and (mention_count > 0 or status <> 'new')
    group by 1, 2`.execute(db);
  const ages = new Map<
    string,
    { reason: string; waiting: number; counts: number[]; oldest: string | null }
  >();
  for (const { reason, bucket: place, n, oldest } of rows) {
    const age = ages.get(reason) ?? { reason, waiting: 0, counts: AGE_BUCKETS.map(() => 0), oldest: null };
    ages.set(reason, age);
    age.counts[place] = n;
    age.waiting += n;
    if (oldest !== null && (age.oldest === null || oldest < age.oldest)) age.oldest = oldest;
  }
  return [...ages.values()].sort((a, b) => b.waiting - a.waiting || a.reason.localeCompare(b.reason));
}
