import { sql } from "kysely";
import { CHECK_REASON } from "./auto-accepted.ts";
import type { Db, Row } from "./database.ts";
import { rejectReason } from "./reject-reasons.ts";
import { reviewsOf, standingReviews } from "./review-rows.ts";
import { wilson } from "./wilson.ts";

/** What persons found in the events that the machine accepted by itself and that were drawn for a check. */
export interface SampledChecks {
  /** Accepted by the machine now, checked or not. */
  readonly accepted: number;
  /** Drawn, and not yet looked at. */
  readonly waiting: number;
  /** Looked at; those rejected as duplicates say nothing and are left out. */
  readonly checked: number;
  /** Of those checked, how many were events. */
  readonly events: number;
  /** 0–1; null where none was checked. */
  readonly precision: number | null;
  /** Where the precision of all that was accepted so lies with 95 % certainty (Wilson). */
  readonly interval: readonly [low: number, high: number];
}

/** The checks so far. A decision that was undone is none; of several the last counts. */
export async function readSampledChecks(db: Db): Promise<SampledChecks> {
  const { rows } = await sql<{ accepted: number; waiting: number }>`
    select count(*) as accepted, coalesce(sum(queue_reason = ${CHECK_REASON}), 0) as waiting
    from event where auto_accepted is not null`.execute(db);
  const drawn = await db
    .selectFrom("review")
    .select("eventId")
    .distinct()
    .where(sql<string>`waited ->> 'reason'`, "=", sql.lit(CHECK_REASON))
    .execute();
  const reviews = await reviewsOf(
    db,
    drawn.map(({ eventId }) => eventId),
  );
  const found = [...reviews.values()].flatMap(verdict);
  const events = found.filter((isEvent) => isEvent).length;
  return {
    ...rows[0]!,
    checked: found.length,
    events,
    precision: found.length === 0 ? null : events / found.length,
    interval: wilson(events, found.length),
  };
}

function verdict(rows: readonly Row<"review">[]): boolean[] {
  const standing = standingReviews(rows);
  const checked = standing.some(
    ({ waited }) => waited !== null && JSON.parse(waited).reason === CHECK_REASON,
  );
  const last = standing.findLast(({ decision }) => ["accept", "correct", "reject"].includes(decision));
  if (!checked || !last) return [];
  if (last.decision !== "reject") return [true];
  return rejectReason(last.note) === "duplicate" ? [] : [false];
}
