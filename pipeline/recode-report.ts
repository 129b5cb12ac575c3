import { isDeepStrictEqual } from "node:util";
import type { Coding } from "../extractors/event.ts";
import { nameOfUnit, type UnitChange } from "../extractors/unit-difference.ts";
import type { Db, Row } from "../store/database.ts";
import {
  type EventThenAndNow,
  listChangedEvents,
  listMovedMentions,
  type MachineReading,
  type MovedMention,
} from "../store/recode-before.ts";
import { causesOf } from "./recode-causes.ts";
import type { RecodePlan } from "./recode-plan.ts";

/** An event that reads otherwise than before. */
export interface RecodedEvent {
  readonly id: string;
  readonly kind: "gained" | "lost" | "changed";
  readonly type: string;
  readonly date: string;
  readonly countries: readonly string[];
  readonly status: Row<"event">["status"];
  /** A person decided it, and is asked again. */
  readonly requeued: boolean;
  /** The event that its reports were joined to. */
  readonly joinedInto?: string;
  /** Of a changed event, each field that reads otherwise. */
  readonly fields: Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>;
  /** Where it is read, or was. */
  readonly url: string | null;
  readonly quote: string | null;
}

/** What a rule, or a line or word of a dictionary, did. An event stands under each of its causes. */
export interface RecodeCause {
  readonly cause: string;
  gained: number;
  lost: number;
  changed: number;
  requeued: number;
  /** The first {@link MOST_EVENTS}, by id. */
  readonly events: RecodedEvent[];
}

/** What reading the documents again comes to, as `recode --json` prints it. */
export interface RecodeReport {
  /** Documents that had been read at all. */
  readonly documents: number;
  /** Those that may read otherwise with today's rules. */
  readonly affected: number;
  /** Those that were read: the affected ones, and what waited to be read before. */
  readonly reread: number;
  /** Those whose reports were joined to events with another `config/linking.yaml`. */
  readonly relinked: number;
  /** What has changed since documents were read, by the rules they were read with. */
  readonly since: readonly {
    readonly config_sha256: string;
    readonly version: string | null;
    readonly documents: number;
    readonly affected: number;
    /** Why all of them are read again, or null. */
    readonly everyone: string | null;
    readonly changes: readonly { readonly change: UnitChange["change"]; readonly name: string }[];
  }[];
  readonly events: { gained: number; lost: number; changed: number; requeued: number };
  readonly causes: readonly RecodeCause[];
  readonly seconds: number;
}

/** Events told of one by one for each cause; all are counted. */
const MOST_EVENTS = 500;
const BATCH = 200;

/** Compares the events with the picture that was kept before, and finds the causes. `seconds` is 0. */
export async function reportRecode(db: Db, plan: RecodePlan): Promise<RecodeReport> {
  const events = { gained: 0, lost: 0, changed: 0, requeued: 0 };
  const causes = new Map<string, RecodeCause>();
  for (let after = ""; ; ) {
    const rows = await listChangedEvents(db, BATCH, after);
    if (rows.length === 0) break;
    after = rows.at(-1)!.id;
    const moved = await listMovedMentions(
      db,
      rows.map(({ id }) => id),
    );
    const found = await causesOf(db, plan, moved);
    for (const row of rows) {
      const event = recodedEvent(row, moved.find(({ eventId }) => eventId === row.id) ?? null);
      if (!event) continue;
      count(events, event);
      for (const cause of found.get(row.id) ?? [JOINED_OTHERWISE]) {
        const entry = causes.get(cause) ?? { cause, gained: 0, lost: 0, changed: 0, requeued: 0, events: [] };
        causes.set(cause, entry);
        count(entry, event);
        if (entry.events.length < MOST_EVENTS) entry.events.push(event);
      }
    }
  }
  const affected = plan.groups.reduce((sum, group) => sum + group.affected.length, 0);
  return {
    documents: plan.documents,
    affected,
    reread: affected + plan.waiting,
    relinked: plan.relinked,
    since: plan.groups.map((group) => ({
      config_sha256: group.sha256,
      version: group.version,
      documents: group.documents,
      affected: group.affected.length,
      everyone: group.everyone,
      changes: (group.changes ?? []).map((change) => ({ change: change.change, name: nameOfUnit(change) })),
    })),
    events,
    causes: [...causes.values()].sort((a, b) => total(b) - total(a) || (a.cause < b.cause ? -1 : 1)),
    seconds: 0,
  };
}

/** Of an event none of whose reports reads otherwise. */
const JOINED_OTHERWISE = "reports are joined otherwise";

function total({ gained, lost, changed }: RecodeCause): number {
  return gained + lost + changed;
}

function count(to: { gained: number; lost: number; changed: number; requeued: number }, event: RecodedEvent) {
  to[event.kind]++;
  if (event.requeued) to.requeued++;
}

/** Null where nothing reads otherwise: only the queue has it for another reason. */
function recodedEvent(row: EventThenAndNow, mention: MovedMention | null): RecodedEvent | null {
  const { id, type, date, status, before, after, requeued, joinedInto } = row;
  const kind = joinedInto !== null ? "changed" : !before ? "gained" : !after ? "lost" : "changed";
  if (!before && !after) return null;
  const fields = before && after ? fieldsThatDiffer(before, after) : {};
  if (kind === "changed" && Object.keys(fields).length === 0 && !requeued && joinedInto === null) return null;
  return {
    id,
    kind,
    type,
    date,
    countries: (after ?? before)!.coding.countries,
    status,
    requeued,
    ...(joinedInto === null ? {} : { joinedInto }),
    fields,
    url: mention?.url ?? null,
    quote: mention?.quote ?? null,
  };
}

function fieldsThatDiffer(before: MachineReading, after: MachineReading): RecodedEvent["fields"] {
  const keys = [
    ...new Set([...Object.keys(before.coding), ...Object.keys(after.coding)]),
  ] as (keyof Coding)[];
  const fields: Record<string, { before: unknown; after: unknown }> = {};
  for (const key of keys) {
    const [was, is] = [before.coding[key] ?? null, after.coding[key] ?? null];
    if (!isDeepStrictEqual(was, is)) fields[key] = { before: was, after: is };
  }
  if (!isDeepStrictEqual(before.people, after.people)) {
    const named = ({ people }: MachineReading) =>
      people.map(({ name, office, country }) => [name, office, country].filter(Boolean).join(", "));
    fields.people = { before: named(before), after: named(after) };
  }
  return fields;
}
