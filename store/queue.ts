import { type SelectQueryBuilder, sql } from "kysely";
import type { Coding, DatePrecision } from "../extractors/event.ts";
import type { Db, Row } from "./database.ts";
import { applyReviews } from "./event-values.ts";
import { mentionsOfEvents, type StoredMention } from "./mentions.ts";
import { type SimilarEvent, similarEvents } from "./possible-duplicates.ts";
import { ReviewError } from "./review-error.ts";
import { reviewsOf } from "./review-rows.ts";
import type { Tables } from "./schema.ts";

/** Which events to list. All that is given must hold. */
export interface QueueFilter {
  readonly type?: string | undefined;
  readonly country?: string | undefined;
  /** When not said, those that wait for a reviewer; "all" for every event but merged ones. */
  readonly status?: Row<"event">["status"] | "all" | undefined;
  readonly source?: string | undefined;
  readonly language?: string | undefined;
  /** Dates of the engagement, inclusive, as precise as wished. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only events whose reports disagree in a way that a person should see. */
  readonly conflict?: true | undefined;
  /** By date of the engagement, newest first (when not said), or by time in the queue, longest first. */
  readonly order?: "engagement" | "waiting" | undefined;
}

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
  /** Pass as `after` for the next page; null on the last one. */
  readonly next: string | null;
}

/** A page of the events that match. Paged by key, so a decision in between neither hides nor repeats an event. */
export async function eventsForQueue(
  db: Db,
  filter: QueueFilter = {},
  page: { readonly limit?: number | undefined; readonly after?: string | undefined } = {},
): Promise<QueuePage> {
  const limit = Math.min(Math.max(Math.trunc(page.limit ?? 50), 1), 500);
  const matching = matchingEvents(db, filter);
  const counted = await matching.select((e) => e.fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
  const rows = await ordered(matching, filter, page.after)
    .selectAll("event")
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last ? cursor([sortKey(last, filter), last.id]) : null;
  return { events: await queueEvents(db, shown), total: counted.count, next };
}

/** What waits: in all, by type, by reason; and all events by status. Events merged or no longer supported are not counted. */
export async function countQueue(db: Db): Promise<{
  waiting: number;
  byType: Record<string, number>;
  byReason: Record<string, number>;
  byStatus: Record<string, number>;
}> {
  const groups = await matchingEvents(db, {})
    .select(["event.type", "event.queueReason", (e) => e.fn.countAll<number>().as("count")])
    .groupBy(["event.type", "event.queueReason"])
    .execute();
  const statuses = await matchingEvents(db, { status: "all" })
    .select(["event.status", (e) => e.fn.countAll<number>().as("count")])
    .groupBy("event.status")
    .execute();
  const byType: Record<string, number> = {};
  const byReason: Record<string, number> = {};
  let waiting = 0;
  for (const { type, queueReason, count } of groups) {
    byType[type] = (byType[type] ?? 0) + count;
    byReason[queueReason ?? ""] = (byReason[queueReason ?? ""] ?? 0) + count;
    waiting += count;
  }
  return {
    waiting,
    byType,
    byReason,
    byStatus: Object.fromEntries(statuses.map((row) => [row.status, row.count])),
  };
}

/** The countries that events name, by code. */
export async function listCountries(db: Db): Promise<string[]> {
  const rows = await db.selectFrom("eventCountry").select("country").distinct().orderBy("country").execute();
  return rows.map((row) => row.country);
}

function matchingEvents(db: Db, filter: QueueFilter) {
  let query = db
    .selectFrom("event")
    .where((e) => e.or([e("event.mentionCount", ">", 0), e("event.status", "!=", "new")]));
  if (filter.status === undefined) query = query.where("event.queueReason", "is not", null);
  else if (filter.status === "all") query = query.where("event.status", "!=", "merged");
  else query = query.where("event.status", "=", filter.status);
  if (filter.conflict) query = query.where("event.conflict", "=", sql.lit(1));
  if (filter.type !== undefined) query = query.where("event.type", "=", filter.type);
  if (filter.from !== undefined) query = query.where("event.date", ">=", filter.from);
  if (filter.to !== undefined) query = query.where("event.date", "<=", `${filter.to}~`);
  const { country, source, language } = filter;
  if (country !== undefined) {
    query = query.where("event.id", "in", (e) =>
      e.selectFrom("eventCountry").select("eventId").where("country", "=", country),
    );
  }
  if (source !== undefined || language !== undefined) {
    query = query.where("event.id", "in", (e) => {
      const linked = e
        .selectFrom("document")
        .innerJoin("mention", "mention.documentId", "document.id")
        .innerJoin("link", "link.mentionId", "mention.id")
        .select("link.eventId")
        .where("link.withdrawnAt", "is", null);
      const ofSource = source === undefined ? linked : linked.where("document.sourceId", "=", source);
      return language === undefined
        ? ofSource
        : ofSource.where("document.language", "=", language as "zh" | "en" | "other");
    });
  }
  return query;
}

function ordered<O>(query: SelectQueryBuilder<Tables, "event", O>, filter: QueueFilter, after?: string) {
  const key = after === undefined ? undefined : readCursor(after);
  if (filter.order === "waiting") {
    const paged = key
      ? query.where(sql<boolean>`(event.queued_at, event.id) > (${key[0]}, ${key[1]})`)
      : query;
    return paged.orderBy("event.queuedAt").orderBy("event.id");
  }
  const paged = key ? query.where(sql<boolean>`(event.date, event.id) < (${key[0]}, ${key[1]})`) : query;
  return paged.orderBy("event.date", "desc").orderBy("event.id", "desc");
}

function sortKey(row: Row<"event">, filter: QueueFilter): string {
  return filter.order === "waiting" ? (row.queuedAt ?? "") : row.date;
}

/** The place of an event in a list: pass as `after` for the events that follow it, whether or not it is still listed. */
export function placeInQueue(
  event: { readonly id: string; readonly date: string; readonly queuedAt?: string | null },
  filter: QueueFilter = {},
): string {
  return cursor([filter.order === "waiting" ? (event.queuedAt ?? "") : event.date, event.id]);
}

function cursor(key: readonly [string, string]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

function readCursor(text: string): [string, string] {
  try {
    const key: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (Array.isArray(key) && key.length === 2 && key.every((part) => typeof part === "string")) {
      return key as [string, string];
    }
  } catch {
    // Falls through to the one message for every cursor that is not ours.
  }
  throw new ReviewError(`after: expected the "next" of an earlier page, found "${text.slice(0, 80)}"`);
}

async function queueEvents(db: Db, rows: readonly Row<"event">[]): Promise<QueueEvent[]> {
  const ids = rows.map((row) => row.id);
  const mentions = await mentionsOfEvents(db, ids);
  const reviews = await reviewsOf(db, ids);
  const similar = await similarEvents(db, ids);
  return rows.map((row) => {
    const { coding } = applyReviews(JSON.parse(row.coding) as Coding, reviews.get(row.id) ?? []);
    return { ...queueEvent(row, coding, mentions.get(row.id)?.[0]), similar: similar.get(row.id) ?? [] };
  });
}

function queueEvent(
  row: Row<"event">,
  coding: Coding,
  first: StoredMention | undefined,
): Omit<QueueEvent, "similar"> {
  return {
    id: row.id,
    type: row.type,
    date: row.date,
    datePrecision: row.datePrecision,
    countries: coding.countries,
    coding,
    confidence: row.confidence,
    status: row.status,
    mergedInto: row.mergedInto,
    queueReason: row.queueReason,
    queuedAt: row.queuedAt,
    mentionCount: row.mentionCount,
    conflict: row.conflict === 1,
    quote: first?.quote ?? "",
    title: first?.title ?? "",
    source: first?.sourceId ?? "",
    language: first?.language ?? "",
    published: first?.published ?? null,
  };
}
