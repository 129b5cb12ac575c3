import { sql } from "kysely";
import { type Coding, type DatePrecision, datePrecision } from "../extractors/event.ts";
import type { QueueReason } from "../sources/review-settings.ts";
import { listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";
import { applyReviews } from "./event-values.ts";
import { mentionsOfEvents, type StoredMention } from "./mentions.ts";
import { type SimilarEvent, similarEvents } from "./possible-duplicates.ts";
import { countQueue, type QueueCounts } from "./queue-counts.ts";
import { BLIND, isBlind, type Looking, type QueueFilter } from "./queue-filter.ts";
import { findEvents } from "./queue-find.ts";
import { BY, type Place, placeText, type QueueOrder, readPlace, USUAL_ORDER } from "./queue-order.ts";
import { walk, withinOf } from "./queue-walk.ts";
import { reviewsOf } from "./review-rows.ts";

/** An event as a line of a list, values after decisions. */
export interface QueueEvent {
  readonly id: string;
  readonly type: string;
  readonly date: string;
  readonly datePrecision: DatePrecision;
  readonly countries: readonly string[];
  readonly coding: Coding;
  readonly confidence: number;
  readonly status: Row<"event">["status"];
  /** Of a merged event, the one it is part of. */
  readonly mergedInto: string | null;
  readonly queueReason: string | null;
  readonly queuedAt: string | null;
  readonly mentionCount: number;
  /** Since when the machine has accepted it by itself; null where a person decided, or nobody has. */
  readonly autoAccepted: string | null;
  /** Whether its reports disagree in a way that a person should see. */
  readonly conflict: boolean;
  /** Of its first mention. */
  readonly quote: string;
  readonly title: string;
  readonly source: string;
  readonly language: string;
  readonly published: string | null;
  /** Events it may be the same as, likeliest first. */
  readonly similar: readonly SimilarEvent[];
}

/** A page of the list. */
export interface QueuePage {
  readonly events: QueueEvent[];
  /** How many events match in all. */
  readonly total: number;
  readonly counts: QueueCounts;
  /** Pass as `after` for the next page; null on the last one. */
  readonly next: string | null;
}

/** Who looks at a list, and what comes first in it. */
export interface QueueView extends Looking {
  /** Of lists of what waits; "newest" and "oldest" of others too. */
  readonly order?: QueueOrder | undefined;
}

/**
 * A page of the events that match. What waits comes by reason, then as the order says; other lists by date of the engagement. Paged by key,
 * so a decision in between neither hides nor repeats an event. Throws {@link ReviewError} for an `after` that no page gave.
 */
export async function eventsForQueue(
  db: Db,
  filter: QueueFilter = {},
  page: { readonly limit?: number | undefined; readonly after?: string | undefined } = {},
  view: QueueView = {},
): Promise<QueuePage> {
  const limit = Math.min(Math.max(Math.trunc(page.limit ?? 50), 1), 500);
  const from = page.after === undefined ? undefined : readPlace(page.after);
  const order = view.order ?? USUAL_ORDER;
  const found = await findEvents(db, filter);
  const counts = await countQueue(db, filter, view, found);
  const places = await walk(db, filter, view, order, { from, limit: limit + 1 }, found);
  const shown = places.slice(0, limit);
  const events = await queueEvents(
    db,
    shown.map(({ id }) => id),
    view,
  );
  return {
    events,
    total: counts.total,
    counts,
    next: places.length > limit ? placeText(shown.at(-1)!) : null,
  };
}

/**
 * The events before and behind one in a list, by the keys of the list, whether or not the event is still in it; null where there is none.
 * Behind the last one, and behind one whose place is not known because it does not wait, comes the first.
 */
export async function neighboursInQueue(
  db: Db,
  filter: QueueFilter,
  eventId: string,
  view: QueueView = {},
): Promise<{ next: string | null; previous: string | null }> {
  const order = view.order ?? USUAL_ORDER;
  const from = await placeOf(db, filter, eventId, order);
  const found = await findEvents(db, filter);
  const [next] = from ? await walk(db, filter, view, order, { from, limit: 1 }, found) : [];
  const [previous] = from
    ? await walk(db, filter, view, order, { from, limit: 1, backwards: true }, found)
    : [];
  const first = next ? [next] : await walk(db, filter, view, order, { limit: 2 }, found);
  return { next: first.find(({ id }) => id !== eventId)?.id ?? null, previous: previous?.id ?? null };
}

async function placeOf(
  db: Db,
  filter: QueueFilter,
  id: string,
  order: QueueOrder,
): Promise<Place | undefined> {
  const event = await db
    .selectFrom("event")
    .select(["queueReason", "date", "queuedAt", "confidence", "coding"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!event) return undefined;
  const within = withinOf(filter, order);
  const waits = (filter.status ?? "waiting") === "waiting";
  const reason = waits ? (event.queueReason as QueueReason | null) : null;
  if (waits && reason === null) return undefined;
  const date = reason === BLIND ? (JSON.parse(event.coding) as Coding).date : event.date;
  const value = { ...event, date }[BY[within].value];
  return value === null ? undefined : { within, reason, value, id };
}

/** The countries that events name, by code. */
export function listCountries(db: Db): Promise<string[]> {
  return distinct(db, "event_country", "country");
}

/** The sources that report events, by id. */
export function listSourcesOfEvents(db: Db): Promise<string[]> {
  return distinct(db, "event_source", "source_id");
}

/** The values of a column that an index begins with: each is one step in the index, however many rows have it. */
async function distinct(db: Db, table: string, column: string): Promise<string[]> {
  const [from, name] = [sql.table(table), sql.ref(column)];
  const { rows } = await sql<{ value: string }>`
    with recursive named (value) as (
      select min(${name}) from ${from}
      union all
      select (select min(${name}) from ${from} where ${name} > named.value) from named where named.value is not null
    )
    select value from named where value is not null`.execute(db);
  return rows.map(({ value }) => value);
}

async function queueEvents(db: Db, ids: readonly string[], { reviewer }: Looking): Promise<QueueEvent[]> {
  const rows = await db.selectFrom("event").selectAll().where("id", "in", listOf(ids)).execute();
  const stored = new Map(rows.map((row) => [row.id, row]));
  const mentions = await mentionsOfEvents(db, ids);
  const reviews = await reviewsOf(db, ids);
  const similar = await similarEvents(db, ids);
  return ids.flatMap((id) => {
    const row = stored.get(id);
    if (!row) return [];
    const blind = isBlind(row, reviewer);
    const machine = JSON.parse(row.coding) as Coding;
    const { coding } = blind ? { coding: machine } : applyReviews(machine, reviews.get(id) ?? []);
    const shown = blind ? { ...row, status: "new" as const, mergedInto: null } : row;
    return [{ ...queueEvent(shown, coding, mentions.get(id)?.[0]), similar: similar.get(id) ?? [] }];
  });
}

function queueEvent(
  row: Row<"event">,
  coding: Coding,
  first: StoredMention | undefined,
): Omit<QueueEvent, "similar"> {
  return {
    id: row.id,
    type: coding.type,
    date: coding.date,
    datePrecision: datePrecision(coding.date),
    countries: coding.countries,
    coding,
    confidence: row.confidence,
    status: row.status,
    mergedInto: row.mergedInto,
    queueReason: row.queueReason,
    queuedAt: row.queuedAt,
    mentionCount: row.mentionCount,
    autoAccepted: row.autoAccepted,
    conflict: row.conflict === 1,
    quote: first?.quote ?? "",
    title: first?.title ?? "",
    source: first?.sourceId ?? "",
    language: first?.language ?? "",
    published: first?.published ?? null,
  };
}
