import type { Coding, Participant } from "../extractors/event.ts";
import type { Db } from "./database.ts";
import { findSurvivors } from "./event-candidates.ts";
import { freeEventId } from "./event-grouping.ts";
import type { EventRecord } from "./event-record.ts";
import { refreshEvents } from "./event-refresh.ts";
import type { ReviewRecord } from "./event-values.ts";
import { addEvents } from "./events.ts";
import { heirsOf, listHeldApart } from "./held-apart.ts";
import { listLinks, replaceLinks } from "./links.ts";
import { mentionsOfEvent } from "./mentions.ts";
import { ReviewError } from "./review-error.ts";

interface By {
  readonly reviewer: string;
  readonly at: string;
}

/** The event that a decision about two names, or the one it is part of. Throws when it is the same, or is none. */
export async function findOther(
  db: Db,
  event: EventRecord,
  decision: string,
  named: string,
): Promise<string> {
  const id = (await findSurvivors(db, [named])).get(named) ?? named;
  if (id === event.id) {
    const why = named === id ? "itself" : `, of which ${named} is part`;
    throw new ReviewError(`${decision}: expected another event than ${event.id} ${why}`.replace(" ,", ","));
  }
  const row = await db.selectFrom("event").select("id").where("id", "=", id).executeTakeFirst();
  if (!row) throw new ReviewError(`${decision}: no event ${named}`);
  return id;
}

/** Moves all mentions of an event to the one that stays; gives the mentions. */
export async function mergeEvents(db: Db, event: EventRecord, into: string, by: By): Promise<string[]> {
  const mentionIds = event.mentions.map((mention) => mention.id);
  await move(db, event.id, into, mentionIds, by, `merged ${event.id} into ${into}`);
  return mentionIds;
}

/** Moves some mentions of an event to a new one, which waits for review; gives its id, and the mentions that stay. */
export async function splitEvent(
  db: Db,
  event: EventRecord,
  mentionIds: readonly string[],
  by: By,
): Promise<{ into: string; otherIds: string[] }> {
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
  const otherIds = mentions.filter((mention) => !leaving.has(mention.id)).map((mention) => mention.id);
  return { into: id, otherIds };
}

/** The mentions of two events that a person holds apart. Throws when there is nothing to hold apart. */
export async function holdApart(
  db: Db,
  event: EventRecord,
  other: string,
): Promise<{ mentionIds: string[]; otherIds: string[] }> {
  const mentionIds = event.mentions.map((mention) => mention.id);
  const otherIds = (await mentionsOfEvent(db, other)).map((mention) => mention.id);
  const empty = mentionIds.length === 0 ? event.id : otherIds.length === 0 ? other : undefined;
  if (empty)
    throw new ReviewError(`distinct: event ${empty} has no report left, so linking joins nothing to it`);
  if (await allHeldApart(db, mentionIds, otherIds)) {
    throw new ReviewError(`distinct: events ${event.id} and ${other} are held apart already`);
  }
  return { mentionIds, otherIds };
}

/**
 * Brings the mentions of a merge, or those that took their places since, back from the event that stayed. Those that a person
 * moved on since are left there.
 */
export async function undoMerge(db: Db, eventId: string, merge: ReviewRecord, by: By): Promise<void> {
  const holder = (await findSurvivors(db, [merge.into!])).get(merge.into!) ?? merge.into!;
  await moveBack(db, holder, eventId, merge.mentionIds ?? [], `merge into ${merge.into} undone`, by, "these");
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
  const note = `split of ${eventId} undone`;
  const mentionIds = await moveBack(db, child, eventId, split.mentionIds ?? [], note, by, "all");
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
  { reviewer: author, at }: By,
  why: string,
): Promise<void> {
  const links = mentionIds.map((mentionId) => ({
    eventId: to,
    mentionId,
    score: 1,
    reasons: [why],
    author,
    at,
  }));
  return replaceLinks(db, from, links, at);
}

/**
 * Moves mentions that a decision had moved, or their heirs, back to their event, as it had them before: what the machine had
 * joined is the machine's again. With "all", those that came since go along. Gives the mentions that went back.
 */
async function moveBack(
  db: Db,
  from: string,
  to: string,
  mentionIds: readonly string[],
  why: string,
  { at }: By,
  which: "these" | "all",
): Promise<string[]> {
  const originals = new Map(mentionIds.map((id) => [id, id]));
  for (const [id, heirs] of await heirsOf(db, mentionIds)) {
    for (const heir of heirs) if (!originals.has(heir)) originals.set(heir, id);
  }
  const present = (await listLinks(db, from)).filter(({ withdrawnAt }) => withdrawnAt === null);
  const moving = which === "all" ? present : present.filter(({ mentionId }) => originals.has(mentionId));
  const before = new Map((await listLinks(db, to)).map((link) => [link.mentionId, link]));
  const links = moving.map((link) => {
    const { score, reasons, author } = before.get(originals.get(link.mentionId) ?? "") ?? link;
    const { mentionId } = link;
    return { eventId: to, mentionId, score, reasons: [...new Set([...reasons, why])], author, at };
  });
  await replaceLinks(db, from, links, at);
  return moving.map(({ mentionId }) => mentionId);
}

async function allHeldApart(db: Db, one: readonly string[], other: readonly string[]): Promise<boolean> {
  const known = new Set((await listHeldApart(db, one)).flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  return one.every((a) => other.every((b) => known.has(`${a} ${b}`)));
}

function withoutBackground({ background: _, ...coding }: Coding): Coding {
  return coding;
}
