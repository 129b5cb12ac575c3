import { listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";

/** The decisions on events, oldest first; an event without any has no entry. */
export async function reviewsOf(db: Db, eventIds: readonly string[]): Promise<Map<string, Row<"review">[]>> {
  const rows = await db
    .selectFrom("review")
    .selectAll()
    .where("eventId", "in", listOf(eventIds))
    .orderBy("id")
    .execute();
  const byEvent = new Map<string, Row<"review">[]>();
  for (const row of rows) {
    const reviews = byEvent.get(row.eventId) ?? [];
    reviews.push(row);
    byEvent.set(row.eventId, reviews);
  }
  return byEvent;
}

/** Of the decisions on one event, oldest first, those that stand: an undo takes back the last one. */
export function standingReviews(rows: readonly Row<"review">[]): Row<"review">[] {
  const standing: Row<"review">[] = [];
  for (const row of rows) {
    if (row.decision === "undo") standing.pop();
    else standing.push(row);
  }
  return standing;
}
