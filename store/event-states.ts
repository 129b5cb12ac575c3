import { isDeepStrictEqual } from "node:util";
import type { Coding } from "../extractors/event.ts";
import { insertRows, listOf } from "./bulk.ts";
import { atEnd, type Db, type Row } from "./database.ts";
import { applyReviews } from "./event-values.ts";
import { reviewsOf } from "./review-rows.ts";

/** What an event is at one moment, as it is kept for ever. */
type State = Omit<Row<"eventState">, "id">;

const COLUMNS = [
  "eventId",
  "at",
  "cause",
  "status",
  "mergedInto",
  "reviewId",
  "coding",
  "machine",
  "people",
  "mentionIds",
  "codedBy",
] as const;

/**
 * Keeps what the events are once the transaction is done: whoever changes values, decisions or mentions of events names them
 * here. An event that is what it was adds nothing, so a stage may be run again. Throws outside a transaction.
 */
export function keepStates(trx: Db, eventIds: readonly string[]): void {
  if (eventIds.length > 0) atEnd(trx, appendStates, eventIds);
}

async function appendStates(db: Db, eventIds: readonly string[]): Promise<void> {
  const last = await lastStates(db, eventIds);
  const now = await presentStates(db, eventIds);
  const rows = now.flatMap((state) => {
    const before = last.get(state.eventId);
    if (before && sameState(before, state)) return [];
    const at = before && before.at > state.at ? before.at : state.at;
    return [{ ...state, at, cause: causeOf(before, state) }];
  });
  await insertRows(db, "eventState", COLUMNS, rows);
}

/** The newest kept state of each event. */
async function lastStates(db: Db, eventIds: readonly string[]): Promise<Map<string, State>> {
  const newest = db
    .selectFrom("eventState")
    .select((e) => e.fn.max("id").as("id"))
    .where("eventId", "in", listOf(eventIds))
    .groupBy("eventId");
  const rows = await db.selectFrom("eventState").selectAll().where("id", "in", newest).execute();
  return new Map(rows.map((row) => [row.eventId, row]));
}

/** What the events are now. When it came about follows from what it rests on: the coding, the edges, the decisions. */
async function presentStates(db: Db, eventIds: readonly string[]): Promise<(State & Newest)[]> {
  const events = await db
    .selectFrom("event")
    .select(["id", "coding", "people", "codedBy", "absorbedInto", "autoAccepted", "updatedAt"])
    .where("id", "in", listOf(eventIds))
    .orderBy("id")
    .execute();
  const reviews = await reviewsOf(db, eventIds);
  const edges = await edgesOf(db, eventIds);
  return events.map(({ id, coding, people, codedBy, updatedAt, ...byMachine }) => {
    const rows = reviews.get(id) ?? [];
    const newest = rows.at(-1);
    const { at, mentionIds } = edges.get(id) ?? { at: "", mentionIds: [] };
    const { status, mergedInto, signed } = applyReviews(JSON.parse(coding) as Coding, rows, byMachine);
    return {
      eventId: id,
      at: [updatedAt, at, newest?.at ?? ""].reduce((a, b) => (a > b ? a : b)),
      cause: "",
      status,
      mergedInto,
      reviewId: newest?.id ?? null,
      coding: signed,
      machine: coding,
      people,
      mentionIds: JSON.stringify(mentionIds),
      codedBy,
      newest,
    };
  });
}

interface Newest {
  /** The newest decision on the event. */
  readonly newest: Row<"review"> | undefined;
}

interface Edges {
  /** When the last one was made or withdrawn. */
  readonly at: string;
  /** By active edges, in order. */
  readonly mentionIds: readonly string[];
}

async function edgesOf(db: Db, eventIds: readonly string[]): Promise<Map<string, Edges>> {
  const rows = await db
    .selectFrom("link")
    .select(["eventId", "mentionId", "at", "withdrawnAt"])
    .where("eventId", "in", listOf(eventIds))
    .orderBy("mentionId")
    .execute();
  const byEvent = new Map<string, { at: string; mentionIds: string[] }>();
  for (const { eventId, mentionId, at, withdrawnAt } of rows) {
    const edges = byEvent.get(eventId) ?? { at: "", mentionIds: [] };
    byEvent.set(eventId, edges);
    const last = withdrawnAt ?? at;
    if (last > edges.at) edges.at = last;
    if (withdrawnAt === null) edges.mentionIds.push(mentionId);
  }
  return byEvent;
}

function sameState(before: State, now: State): boolean {
  const same = (key: "coding" | "machine" | "people" | "mentionIds") =>
    before[key] === now[key] ||
    isDeepStrictEqual(JSON.parse(before[key] ?? "null"), JSON.parse(now[key] ?? "null"));
  return (
    before.status === now.status &&
    before.mergedInto === now.mergedInto &&
    same("mentionIds") &&
    same("coding") &&
    same("machine") &&
    same("people")
  );
}

/** In one word what made the event other than before. */
function causeOf(before: State | undefined, now: State & Newest): string {
  if (!before) return "new";
  const { newest } = now;
  if (newest && newest.id !== before.reviewId && newest.at === now.at) return newest.decision;
  if (now.mergedInto !== before.mergedInto) return now.mergedInto === null ? "revived" : "absorbed";
  if (now.reviewId === null && now.status !== before.status) {
    return now.status === "accepted" ? "auto-accepted" : "auto-withdrawn";
  }
  const had = new Set(JSON.parse(before.mentionIds) as string[]);
  const has = JSON.parse(now.mentionIds) as string[];
  if (has.some((id) => !had.has(id))) return "linked";
  return has.length < had.size ? "unlinked" : "recoded";
}
