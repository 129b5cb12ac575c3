import { sql } from "kysely";
import type { Coding } from "../extractors/event.ts";
import { QUEUE_REASONS, type QueueReason } from "../sources/review-settings.ts";
import { insertRows, listOf, rowsOf } from "../store/bulk.ts";
import { type Db, inTransaction } from "../store/database.ts";
import { refreshEvents } from "../store/event-refresh.ts";
import { replacePossibleDuplicates } from "../store/possible-duplicates.ts";
import type { Roll } from "./dice.ts";
import { AT, eventIdOf, time } from "./made-up-documents.ts";

const BATCH = 500;
const REVIEWERS = ["ana", "ben", "mele"] as const;

/** One event in five is decided; what waits, decided or not, does so for the reasons a store of years has. */
export async function decide(db: Db, events: number, roll: Roll): Promise<void> {
  for (let from = 0; from < events; from += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, events - from) }, (_, at) => eventIdOf(from + at));
    await inTransaction(db, (trx) => decideSome(trx, ids, roll));
  }
  for (let at = 0; at < events / 40; at++) {
    const eventIds = [eventIdOf(roll(events)), eventIdOf(roll(events))] as const;
    const reasons = ["same country, two days apart"];
    await replacePossibleDuplicates(db, [], [{ eventIds, score: 0.4 + roll(50) / 100, reasons, at: AT }]);
  }
}

const AGAIN: readonly QueueReason[] = QUEUE_REASONS.filter((reason) => reason !== "new");

async function decideSome(db: Db, ids: readonly string[], roll: Roll): Promise<void> {
  const rows = await db.selectFrom("event").select(["id", "coding"]).where("id", "in", listOf(ids)).execute();
  const reviews = [];
  const waits: {
    id: string;
    reason: string | null;
    notFor: string | null;
    muted: number;
    conflict: number;
  }[] = [];
  for (const { id, coding } of rows) {
    const decided = roll(5) === 0;
    const reviewer = REVIEWERS[roll(REVIEWERS.length)]!;
    const reason = roll(8) === 0 ? AGAIN[roll(AGAIN.length)]! : null;
    waits.push({
      id,
      reason: decided ? reason : (reason ?? "new"),
      notFor: reason === "second-opinion" && decided ? reviewer : null,
      muted: reason === "muted-rule" && !decided ? 1 : 0,
      conflict: reason === "conflict" || roll(40) === 0 ? 1 : 0,
    });
    if (!decided) continue;
    const decision = (["accept", "accept", "accept", "correct", "reject"] as const)[roll(5)]!;
    const signed = { ...(JSON.parse(coding) as Coding), topics: ["maritime" as const] };
    const corrected = decision === "correct";
    reviews.push({
      eventId: id,
      reviewer,
      at: time(roll(200_000)),
      decision,
      changes: corrected ? JSON.stringify({ topics: signed.topics }) : null,
      coding: decision === "reject" ? null : corrected ? JSON.stringify(signed) : coding,
      note: decision === "reject" ? "not-held" : null,
    });
  }
  await insertRows(
    db,
    "review",
    ["eventId", "reviewer", "at", "decision", "changes", "coding", "note"],
    reviews,
  );
  await sql`update event set queue_reason = r.value ->> 'reason', not_for = r.value ->> 'notFor',
      muted = r.value ->> 'muted', conflict = r.value ->> 'conflict',
      queued_at = case when r.value ->> 'reason' is null then null else queued_at end
    from ${rowsOf(waits)} where event.id = r.value ->> 'id'`.execute(db);
  await refreshEvents(db, ids);
}
