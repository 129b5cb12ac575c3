import { sql } from "kysely";
import type { Db } from "./database.ts";
import { type EventRecord, readEventRecords } from "./event-record.ts";
import { RECORDED_AT } from "./muted.ts";

/** An event in a list of what is new, and when it became that. */
export interface NewestEvent {
  readonly at: string;
  readonly record: EventRecord;
}

/**
 * The newest events, newest first: "recorded" by when they were first read or let go by a muted rule (rejected, merged and muted ones left out),
 * "accepted" by when a reviewer last accepted or corrected them, or the machine accepted them by itself.
 */
export async function newestEvents(
  db: Db,
  by: "recorded" | "accepted",
  limit: number,
): Promise<NewestEvent[]> {
  const rows = await (by === "recorded"
    ? sql<{ id: string; at: string }>`select id, ${RECORDED_AT} as at from event
        where status not in ('rejected', 'merged') and muted = 0 and (mention_count > 0 or status <> 'new')
        order by 2 desc, id desc limit ${limit}`
    : sql<{ id: string; at: string }>`select event.id, max(review.at) as at from event
        join review on review.event_id = event.id and review.decision in ('accept', 'correct', 'add')
        where event.status in ('accepted', 'corrected')
        group by event.id
        union all select id, auto_accepted from event where auto_accepted is not null and status = 'accepted'
        order by 2 desc, 1 desc limit ${limit}`
  ).execute(db);
  const times = new Map(rows.rows.map((row) => [row.id, row.at]));
  const records = await readEventRecords(db, [...times.keys()]);
  return records.map((record) => ({ at: times.get(record.id)!, record }));
}
