import { sql } from "kysely";
import type { Db, Row } from "./database.ts";
import { type EventRecord, readEventRecords } from "./event-record.ts";
import { MUTED_REASON, RECORDED_AT } from "./muted.ts";

/** From a time on, and before another. */
export interface Period {
  readonly since: string;
  readonly until: string;
}

/** The first of many, and how many there are. */
export interface Some<T> {
  readonly total: number;
  readonly first: readonly T[];
}

/** An event, and when what is told of it came to be. */
export interface EventAt {
  readonly at: string;
  readonly record: EventRecord;
}

/** Events that were read for the first time, or let go by a muted rule, newest first; rejected, merged and muted ones, and those no page reports any more, left out. */
export function eventsRecordedIn(db: Db, period: Period, limit: number): Promise<Some<EventAt>> {
  return events(
    db,
    sql`${RECORDED_AT} as at from event where ${RECORDED_AT} >= ${period.since} and ${RECORDED_AT} < ${period.until}
      and status not in ('rejected', 'merged') and muted = 0 and (mention_count > 0 or status <> 'new')`,
    limit,
  );
}

/** Known events that came back into the queue and still wait there, the latest first; not those that were drawn for a second person. */
export function eventsQueuedAgainIn(db: Db, period: Period, limit: number): Promise<Some<EventAt>> {
  return events(
    db,
    sql`queued_at as at from event where queue_reason is not null and queue_reason not in ('new', ${MUTED_REASON}, 'sampled-check', 'second-opinion')
      and queued_at >= ${period.since} and queued_at < ${period.until} and status <> 'merged'`,
    limit,
  );
}

async function events(db: Db, from: ReturnType<typeof sql>, limit: number): Promise<Some<EventAt>> {
  const { rows } = await sql<{ id: string; at: string }>`select id, ${from} order by at desc, id`.execute(db);
  const times = new Map(rows.map(({ id, at }) => [id, at]));
  const records = await readEventRecords(
    db,
    rows.slice(0, limit).map(({ id }) => id),
  );
  return { total: rows.length, first: records.map((record) => ({ at: times.get(record.id)!, record })) };
}

/** New documents, not new versions of known ones, by source: by when their page was captured. */
export async function countDocumentsIn(db: Db, period: Period): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("snapshot")
    .innerJoin("document", "document.snapshotId", "snapshot.id")
    .select(["document.sourceId", (e) => e.fn.countAll<number>().as("count")])
    .where("snapshot.captured", ">=", period.since)
    .where("snapshot.captured", "<", period.until)
    .where("document.version", "=", 1)
    .groupBy("document.sourceId")
    .execute();
  return new Map(rows.map(({ sourceId, count }) => [sourceId, count]));
}

/** Issues that closed, by themselves or by hand, the latest first. */
export function issuesClosedIn(db: Db, period: Period): Promise<Row<"issue">[]> {
  return db
    .selectFrom("issue")
    .selectAll()
    .where("closed", ">=", period.since)
    .where("closed", "<", period.until)
    .orderBy("closed", "desc")
    .orderBy("id", "desc")
    .execute();
}
