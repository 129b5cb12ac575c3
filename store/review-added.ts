import { sql } from "kysely";
import { listOf } from "./bulk.ts";
import type { Db } from "./database.ts";
import type { EventRecord } from "./event-record.ts";
import type { ReviewRecord } from "./event-values.ts";
import { heirsOf } from "./held-apart.ts";
import { withdrawLinks } from "./links.ts";
import { addedCoding, type CheckedReview } from "./review-input.ts";

/** What "add" adds: an event signed as it is coded, or a report of one that was known, of which nothing is decided. */
export function addedDecision({ id }: EventRecord, { mentionIds, changes, into }: CheckedReview) {
  const moved = { changes: { mentionIds } };
  if (into) return { ...moved, coding: null, into: id, waits: undefined };
  return { ...moved, coding: addedCoding(changes).coding, into: null, waits: null };
}

/** Takes what a person added out of the event: its mention, or the one that a new version of the page has of it, counts no more. */
export async function undoAdd(
  db: Db,
  eventId: string,
  { mentionIds }: ReviewRecord,
  { at }: Pick<CheckedReview, "at">,
): Promise<void> {
  const heirs = [...(await heirsOf(db, mentionIds!)).values()].flat();
  const rows = await db
    .selectFrom("mention")
    .select("id")
    .where("id", "in", listOf([...mentionIds!, ...heirs]))
    .where("addedBy", "is not", null)
    .execute();
  const ids = rows.map(({ id }) => id);
  await db.updateTable("mention").set({ current: 0 }).where("id", "in", listOf(ids)).execute();
  await withdrawLinks(
    db,
    ids.map((mentionId) => ({ eventId, mentionId })),
    at,
  );
  // Without a report there is nothing to code, and nobody to ask why it has none.
  await sql`update event set recode = 0 where id = ${eventId} and mention_count = 0`.execute(db);
}
