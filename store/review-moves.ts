import type { Coding, Participant } from "../extractors/event.ts";
import { listOf } from "./bulk.ts";
import type { Db } from "./database.ts";
import { findSurvivors } from "./event-candidates.ts";
import { freeEventId } from "./event-grouping.ts";
import type { EventRecord } from "./event-record.ts";
import { refreshEvents } from "./event-refresh.ts";
import type { ReviewRecord } from "./event-values.ts";
import { addEvents } from "./events.ts";
import { moveLinks } from "./links.ts";
import { mentionsOfEvent } from "./mentions.ts";
import { ReviewError } from "./review-error.ts";

interface By {
  readonly reviewer: string;
  readonly at: string;
}

/** Moves all mentions of an event to the one that stays; gives the mentions. */
export async function mergeEvents(db: Db, event: EventRecord, into: string, by: By): Promise<string[]> {
  if (into === event.id) throw new ReviewError(`merge: expected another event than ${event.id} itself`);
  const target = await db.selectFrom("event").select("id").where("id", "=", into).executeTakeFirst();
  if (!target) throw new ReviewError(`merge: no event ${into}`);
  const mentionIds = event.mentions.map((mention) => mention.id);
  await move(db, event.id, into, mentionIds, by, `merged ${event.id} into ${into}`);
  return mentionIds;
}

/** Moves some mentions of an event to a new one, which waits for review; gives the id of the new event. */
export async function splitEvent(
  db: Db,
  event: EventRecord,
  mentionIds: readonly string[],
  by: By,
): Promise<string> {
  const leaving = new Set(mentionIds);
  const mentions = await mentionsOfEvent(db, event.id);
  const unknown = mentionIds.find((id) => !mentions.some((mention) => mention.id === id));
  if (unknown !== undefined) throw new ReviewError(`split: event ${event.id} has no mention ${unknown}`);
  if (leaving.size === mentions.length)
    throw new ReviewError("split: expected some mentions to stay with the event");
  const first = mentions
    .filter((mention) => leaving.has(mention.id))
    .reduce((best, mention) => (mention.confidence > best.confidence ? mention : best));
  const id = await freeEventId(db, first.id);
  await addEvents(db, [
    {
      id,
      coding: withoutBackground(first.coding),
      people: first.people as Participant[],
      confidence: first.confidence,
      codedBy: event.codedBy,
      createdAt: by.at,
      queueReason: "split",
    },
  ]);
  await move(db, event.id, id, [...leaving], by, `split from ${event.id}`);
  return id;
}

/** Brings the mentions of a merge back from the event that stayed. Those that moved on since are left there. */
export async function undoMerge(db: Db, eventId: string, merge: ReviewRecord, by: By): Promise<void> {
  const holder = (await findSurvivors(db, [merge.into!])).get(merge.into!) ?? merge.into!;
  const mentionIds = await stillAt(db, holder, merge.mentionIds ?? []);
  await move(db, holder, eventId, mentionIds, by, `merge into ${merge.into} undone`);
}

/** Brings the mentions of a split back, and merges the new event into the old one, so that its id keeps leading somewhere. */
export async function undoSplit(db: Db, eventId: string, split: ReviewRecord, by: By): Promise<void> {
  const child = split.into!;
  const row = await db.selectFrom("event").select("status").where("id", "=", child).executeTakeFirstOrThrow();
  if (row.status !== "new") {
    throw new ReviewError(
      `undo: the new event ${child} has been decided since; undo that first, or merge it`,
    );
  }
  const mentionIds = (await mentionsOfEvent(db, child)).map((mention) => mention.id);
  const note = `split of ${eventId} undone`;
  await move(db, child, eventId, mentionIds, by, note);
  await db
    .insertInto("review")
    .values({
      eventId: child,
      reviewer: by.reviewer,
      at: by.at,
      decision: "merge",
      changes: JSON.stringify({ mentionIds }),
      into: eventId,
      note,
    })
    .execute();
  await refreshEvents(db, [child]);
  await db.updateTable("event").set({ queueReason: null, queuedAt: null }).where("id", "=", child).execute();
}

function move(
  db: Db,
  from: string,
  to: string,
  mentionIds: readonly string[],
  by: By,
  why: string,
): Promise<void> {
  return moveLinks(db, { from, to, mentionIds, author: by.reviewer, at: by.at, why });
}

async function stillAt(db: Db, eventId: string, mentionIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom("link")
    .select("mentionId")
    .where("eventId", "=", eventId)
    .where("mentionId", "in", listOf(mentionIds))
    .where("withdrawnAt", "is", null)
    .execute();
  return rows.map((row) => row.mentionId);
}

function withoutBackground({ background: _, ...coding }: Coding): Coding {
  return coding;
}
