import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { sql } from "kysely";
import { type Coding, datePrecision, type Participant } from "../extractors/event.ts";
import { conflictsOf, type Facts } from "../extractors/facts.ts";
import { insertRows, listOf, rowsOf } from "./bulk.ts";
import { type Db, inTransaction, type Row } from "./database.ts";
import { addCountriesAndTopics, refreshEvents } from "./event-refresh.ts";
import { keepStates } from "./event-states.ts";
import { applyReviews } from "./event-values.ts";
import { reviewsOf } from "./review-rows.ts";

/** The program and the rules that made a coding. */
export interface CodedBy {
  readonly version: string;
  readonly config_sha256: string;
}

/** What the mentions of an event come to. */
interface Coded {
  readonly id: string;
  readonly coding: Coding;
  readonly people: readonly Participant[];
  /** How its values were chosen; left out where they still wait to be. */
  readonly facts?: Facts;
  readonly confidence: number;
  readonly codedBy: CodedBy;
}

/** An event as the linker makes it. */
export interface NewEvent extends Coded {
  readonly createdAt: string;
  /** Why it waits for a reviewer; "new" when not said. */
  readonly queueReason?: string;
}

/** A coding computed anew from the mentions of an event. */
export interface Recoding extends Coded {
  readonly updatedAt: string;
  /** What a decided event is queued for when it reads differently; "recoded" when not said. */
  readonly reason?: "recoded" | "changed-page";
  /** The sentence that reports it reads otherwise: a person who accepted it looks again, even where the values are the same. */
  readonly reworded?: boolean;
}

const BASE32 = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * The id of an event, minted once from its first mention: "e" and ten characters (50 bits). `taken` are ids that
 * belong to other events; the next free one is given.
 */
export function mintEventId(mentionId: string, taken?: { has(id: string): boolean }): string {
  for (let attempt = 0; ; attempt++) {
    const hash = createHash("sha256")
      .update(attempt === 0 ? mentionId : `${mentionId} ${attempt}`)
      .digest();
    const id = `e${[...hash.subarray(0, 10)].map((byte) => BASE32[byte % 32]).join("")}`;
    if (!taken?.has(id)) return id;
  }
}

/** Those of the ids that events have. */
export async function findTakenEventIds(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.selectFrom("event").select("id").where("id", "in", listOf(ids)).execute();
  return new Set(rows.map((row) => row.id));
}

/** Adds events, waiting for review; a known one changes nothing. Gives how many were new. */
export function addEvents(db: Db, events: readonly NewEvent[]): Promise<number> {
  const columns = [
    "id",
    "type",
    "date",
    "datePrecision",
    "coding",
    "people",
    "facts",
    "conflict",
    "confidence",
    "status",
    "queueReason",
    "queuedAt",
    "codedBy",
    "createdAt",
    "updatedAt",
    "agreementType",
  ] as const;
  return inTransaction(db, async (trx) => {
    const known = await findTakenEventIds(
      trx,
      events.map((event) => event.id),
    );
    const fresh = events.filter((event) => !known.has(event.id));
    const added = await insertRows(trx, "event", columns, fresh.map(newRow));
    await addCountriesAndTopics(trx, fresh);
    keepStates(
      trx,
      fresh.map(({ id }) => id),
    );
    return added;
  });
}

function newRow(event: NewEvent) {
  return {
    id: event.id,
    type: event.coding.type,
    date: event.coding.date,
    datePrecision: datePrecision(event.coding.date),
    coding: JSON.stringify(event.coding),
    people: JSON.stringify(event.people),
    ...factColumns(event.facts),
    confidence: event.confidence,
    status: "new" as const,
    queueReason: event.queueReason ?? "new",
    queuedAt: event.createdAt,
    mergedInto: null,
    codedBy: JSON.stringify(event.codedBy),
    createdAt: event.createdAt,
    updatedAt: event.createdAt,
    agreementType: event.coding.agreement_type ?? null,
  };
}

/**
 * Saves codings computed anew. Decisions stay as they are: a decided event whose new coding differs from what the
 * reviewer signed, or whose sentence was edited, goes back to the queue. Gives which events now read differently.
 */
export function updateEventCoding(
  db: Db,
  recodings: readonly Recoding[],
): Promise<{ changed: string[]; same: string[] }> {
  return inTransaction(db, async (trx) => {
    const ids = recodings.map((recoding) => recoding.id);
    const rows = await trx.selectFrom("event").selectAll().where("id", "in", listOf(ids)).execute();
    const stored = new Map(rows.map((row) => [row.id, row]));
    const reviews = await reviewsOf(trx, ids);
    const updates = recodings.map((recoding) => {
      const row = stored.get(recoding.id);
      if (!row) throw new Error(`no event ${recoding.id}`);
      return recodedRow(recoding, row, reviews.get(recoding.id) ?? []);
    });
    await sql`update event set coding = r.value ->> 'coding', people = r.value ->> 'people',
        facts = r.value ->> 'facts', conflict = r.value ->> 'conflict',
        confidence = r.value ->> 'confidence', coded_by = r.value ->> 'codedBy',
        updated_at = r.value ->> 'updatedAt', queue_reason = r.value ->> 'queueReason',
        queued_at = r.value ->> 'queuedAt', recode = 0
      from ${rowsOf(updates)} where event.id = r.value ->> 'id'`.execute(trx);
    const changed = updates.filter((update) => update.changed).map((update) => update.id);
    await refreshEvents(trx, changed);
    return { changed, same: updates.filter((update) => !update.changed).map((update) => update.id) };
  });
}

function recodedRow(recoding: Recoding, row: Row<"event">, reviews: readonly Row<"review">[]) {
  const before = JSON.parse(row.coding) as Coding;
  const differs = !isDeepStrictEqual(before, plain(recoding.coding));
  const changed = differs || !isDeepStrictEqual(JSON.parse(row.people), plain(recoding.people));
  const { coding: signed, status } = applyReviews(before, reviews, row);
  // What the machine accepted by itself it may also read otherwise: the next run judges it again.
  const decided = status !== "new" && status !== "merged" && row.autoAccepted === null;
  const disputed = decided && differs && !isDeepStrictEqual(signed, plain(recoding.coding));
  const accepted = decided && status !== "rejected";
  const again = accepted && recoding.reworded === true;
  const disagree = accepted && hasNewConflict(recoding.facts, row.facts);
  // A rejected event was never signed: there any other reading is worth another look.
  const otherwise = disputed || again || disagree || (status === "rejected" && differs);
  // A question that persons put to persons is answered with the new reading in view.
  const asks = otherwise && !ASKED_BY_PERSONS.has(row.queueReason);
  const waitsFor = disagree && !disputed && !again ? "conflict" : "recoded";
  return {
    id: row.id,
    changed,
    coding: JSON.stringify(recoding.coding),
    people: JSON.stringify(recoding.people),
    ...factColumns(recoding.facts),
    confidence: recoding.confidence,
    codedBy: JSON.stringify(recoding.codedBy),
    updatedAt: changed ? recoding.updatedAt : row.updatedAt,
    queueReason: asks ? (recoding.reason ?? waitsFor) : row.queueReason,
    queuedAt: asks && row.queueReason === null ? recoding.updatedAt : row.queuedAt,
  };
}

const ASKED_BY_PERSONS: ReadonlySet<string | null> = new Set([
  "second-look",
  "second-opinion",
  "disagreement",
]);

/** Whether reports disagree about a field of which they agreed when the event was last coded. */
function hasNewConflict(facts: Facts | undefined, stored: string | null): boolean {
  if (facts === undefined || stored === null) return false;
  const known = new Set(conflictsOf(JSON.parse(stored) as Facts).map(({ field }) => field));
  return conflictsOf(facts).some(({ field }) => !known.has(field));
}

function factColumns(facts: Facts | undefined): { facts: string | null; conflict: 0 | 1 } {
  if (facts === undefined) return { facts: null, conflict: 0 };
  return { facts: JSON.stringify(facts), conflict: conflictsOf(facts).length > 0 ? 1 : 0 };
}

/** The value as JSON gives it back: without keys that are undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/**
 * Events, of those named if any are, whose edges moved since they were coded: code them from `mentionsOfEvents`, then
 * `updateEventCoding`.
 */
export async function listEventsToRecode(
  db: Db,
  limit: number,
  among?: readonly string[],
): Promise<{ id: string; coding: Coding; people: Participant[]; status: Row<"event">["status"] }[]> {
  const rows = await db
    .selectFrom("event")
    .select(["id", "coding", "people", "status"])
    .where("recode", "=", sql.lit(1))
    .$if(among !== undefined, (query) => query.where("id", "in", listOf(among!)))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...row,
    coding: JSON.parse(row.coding) as Coding,
    people: JSON.parse(row.people) as Participant[],
  }));
}

/**
 * Leaves the coding of events as it is, because no mention is left to code from. A decided one goes to the queue: what
 * it was decided on is no longer read, because its page changed (those in `changedPages`) or the rules read it otherwise. A second
 * opinion cannot be asked of it any more.
 */
export async function clearRecode(
  db: Db,
  ids: readonly string[],
  changedPages: ReadonlySet<string>,
  at: string,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const events = listOf(ids);
    await sql`update event set queued_at = ${at}, not_for = null, indexed = 0,
        queue_reason = case when id in ${listOf([...changedPages])} then 'changed-page' else 'recoded' end
      where id in ${events} and recode = 1 and mention_count = 0
        and status in ('accepted', 'corrected') and auto_accepted is null
        and (queue_reason is null or queue_reason = 'second-opinion')`.execute(trx);
    await trx.updateTable("event").set({ recode: 0 }).where("id", "in", events).execute();
  });
}
