import { isDeepStrictEqual } from "node:util";
import type { Coding } from "../extractors/event.ts";
import { listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";

/** A coded field before and after; null where it had or has no value. */
export interface ValueChange {
  readonly field: keyof Coding;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * The event was "recorded"; the machine accepted it by itself ("auto-accepted") or no more ("auto-withdrawn"); linking made it part of another ("absorbed") or an event of its own again ("revived"); its
 * "values" changed; or the rules came to another "reading" while signed values stayed.
 */
export interface StateEntry {
  readonly kind:
    | "recorded"
    | "absorbed"
    | "revived"
    | "auto-accepted"
    | "auto-withdrawn"
    | "values"
    | "reading";
  readonly at: string;
  readonly event: string;
  readonly by: "machine";
  /** Of "recorded", what it was then. */
  readonly coding?: Coding;
  /** Of "absorbed", the event it became part of. */
  readonly into?: string;
  readonly changes?: readonly ValueChange[];
  /** Its place among the entries of one time. */
  readonly place: number;
}

/** What became of the events, from one state to the next; and when linking took other events in or let them go again. */
export async function stateEntries(db: Db, eventIds: readonly string[]): Promise<StateEntry[]> {
  const members = new Set(eventIds);
  const visitors = await db
    .selectFrom("eventState")
    .select("eventId")
    .distinct()
    .where("mergedInto", "in", listOf(eventIds))
    .where("eventId", "not in", listOf(eventIds))
    .execute();
  const states = await statesOf(db, [...eventIds, ...visitors.map(({ eventId }) => eventId)]);
  const created = await createdOf(db, eventIds);
  return [...states].flatMap(([event, of]) =>
    of.flatMap((state, index) => {
      const entries = entriesOf(of[index - 1], state, created.get(event));
      if (members.has(event)) return entries;
      const before = of[index - 1]?.mergedInto;
      const concerned =
        (state.mergedInto && members.has(state.mergedInto)) || (before && members.has(before));
      return concerned ? entries.filter(({ kind }) => kind === "absorbed" || kind === "revived") : [];
    }),
  );
}

function entriesOf(
  before: Row<"eventState"> | undefined,
  state: Row<"eventState">,
  created: string | undefined,
): StateEntry[] {
  const { at, eventId: event, id: place, cause } = state;
  const base = { at, event, by: "machine" as const, place };
  const now = effective(state);
  if (!before) return [{ ...base, at: created ?? at, kind: "recorded", coding: now }];
  const entries: StateEntry[] = [];
  if (cause === "absorbed") entries.push({ ...base, kind: "absorbed", into: state.mergedInto! });
  if (cause === "revived" || cause === "auto-accepted" || cause === "auto-withdrawn") {
    entries.push({ ...base, kind: cause });
  }
  const values = valueChanges(effective(before), now);
  if (values.length > 0) entries.push({ ...base, kind: "values", changes: values });
  else {
    const reading = valueChanges(JSON.parse(before.machine) as Coding, JSON.parse(state.machine) as Coding);
    if (reading.length > 0) entries.push({ ...base, kind: "reading", changes: reading });
  }
  return entries;
}

/** The values that a person signed, or else the machine's. */
export function effective(state: Pick<Row<"eventState">, "coding" | "machine">): Coding {
  return JSON.parse(state.coding ?? state.machine) as Coding;
}

function valueChanges(before: Coding, after: Coding): ValueChange[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Coding)[];
  return fields
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}

async function statesOf(db: Db, eventIds: readonly string[]): Promise<Map<string, Row<"eventState">[]>> {
  const rows = await db
    .selectFrom("eventState")
    .selectAll()
    .where("eventId", "in", listOf(eventIds))
    .orderBy("id")
    .execute();
  const byEvent = new Map<string, Row<"eventState">[]>();
  for (const row of rows) byEvent.set(row.eventId, [...(byEvent.get(row.eventId) ?? []), row]);
  return byEvent;
}

async function createdOf(db: Db, eventIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("event")
    .select(["id", "createdAt"])
    .where("id", "in", listOf(eventIds))
    .execute();
  return new Map(rows.map(({ id, createdAt }) => [id, createdAt]));
}
