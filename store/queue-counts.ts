import { sql } from "kysely";
import type { Db, Row } from "./database.ts";
import {
  AS_CODED,
  BLIND,
  conditionsOf,
  KEPT,
  type Looking,
  notBlind,
  type QueueFilter,
  SHOWN,
  several,
  waitsFor,
} from "./queue-filter.ts";
import { type Found, findEvents } from "./queue-find.ts";

/** How many events a list has, and how many it would have with another value of one filter. */
export interface QueueCounts {
  /** Of the list. */
  readonly total: number;
  /** By type, whatever types the filter names. */
  readonly byType: Readonly<Record<string, number>>;
  /** By what they wait for, whatever reasons the filter names. */
  readonly byReason: Readonly<Record<string, number>>;
  /** By status, whatever status the filter names; "waiting" and "all" among them, merged events not. */
  readonly byStatus: Readonly<Record<string, number>>;
}

/** So many events that are alike to a list. `waiting` is how many of them wait for whoever looks. */
interface Cell {
  readonly reason: string | null;
  readonly type: string;
  readonly status: Row<"event">["status"];
  readonly n: number;
  readonly waiting: number;
}

/** Counts a list and its neighbours by one reading of an index. */
export async function countQueue(
  db: Db,
  filter: QueueFilter = {},
  looking: Looking = {},
  found?: Found,
): Promise<QueueCounts> {
  const by = found ?? (await findEvents(db, filter));
  const cells = [
    ...(await shownCells(db, filter, looking, by)),
    ...(await blindCells(db, filter, looking, by)),
  ];
  const status = filter.status ?? "waiting";
  const types = filter.type === undefined ? undefined : several(filter.type);
  const reasons: readonly string[] | undefined =
    filter.reason === undefined ? undefined : several(filter.reason);
  const counts = { total: 0, byType: {}, byReason: {}, byStatus: { waiting: 0, all: 0 } };
  for (const cell of cells) {
    const ofType = types?.includes(cell.type) ?? true;
    const ofReason = reasons?.includes(cell.reason ?? "") ?? true;
    const listed =
      status === "waiting" ? cell.waiting : status === "all" || status === cell.status ? cell.n : 0;
    if (ofType && ofReason) {
      counts.total += listed;
      add(counts.byStatus, "waiting", cell.waiting);
      add(counts.byStatus, "all", cell.n);
      add(counts.byStatus, cell.status, cell.n);
    }
    if (ofReason) add(counts.byType, cell.type, listed);
    if (ofType && cell.reason !== null) add(counts.byReason, cell.reason, Math.min(listed, cell.waiting));
  }
  return counts;
}

/** How many events wait for whoever looks. */
export async function countWaiting(db: Db, looking: Looking = {}): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from event where ${waitsFor(looking)} and ${KEPT}`.execute(db);
  return rows[0]!.n;
}

function add(counts: Record<string, number>, key: string, n: number): void {
  if (n > 0) counts[key] = (counts[key] ?? 0) + n;
}

async function shownCells(
  db: Db,
  filter: QueueFilter,
  looking: Looking,
  found: Found | undefined,
): Promise<Cell[]> {
  const { reviewer } = looking;
  const notAsked = reviewer === undefined ? sql`0` : sql`sum(event.not_for = ${reviewer})`;
  const merged = filter.status === "merged" ? [] : [sql`event.status <> 'merged'`];
  const where = [
    ...(found ? [sql`event.id = found.id`] : []),
    ...merged,
    notBlind(looking),
    ...conditionsOf(filter, SHOWN, found?.by),
  ];
  const tables = found ? sql`${found.table} cross join event` : sql`event`;
  const { rows } = await sql<Omit<Cell, "waiting"> & { notAsked: number | null }>`
    select event.queue_reason as reason, event.type, event.status, count(*) as n, ${notAsked} as not_asked
    from ${tables} where ${sql.join(where, sql` and `)}
    group by event.queue_reason, event.type, event.status`.execute(db);
  return rows.map(({ notAsked, ...cell }) => ({
    ...cell,
    waiting: cell.reason === null ? 0 : cell.n - (notAsked ?? 0),
  }));
}

/** What is shown blind counts among what waits alone, by what the machine read. */
async function blindCells(
  db: Db,
  filter: QueueFilter,
  looking: Looking,
  given: Found | undefined,
): Promise<Cell[]> {
  // Under the countries of the signed coding an event that is shown blind must not be found.
  const found = given?.few && given.by !== "country" ? given : undefined;
  const tables = found ? sql`${found.table} cross join event` : sql`event`;
  const where = [
    ...(found ? [sql`event.id = found.id`] : []),
    sql`event.queue_reason = ${BLIND}`,
    waitsFor(looking),
    ...conditionsOf(filter, AS_CODED, found?.by),
  ];
  const { rows } = await sql<{ type: string; n: number }>`
    select ${AS_CODED.type} as type, count(*) as n from ${tables} where ${sql.join(where, sql` and `)}
    group by 1`.execute(db);
  return rows.map(({ type, n }) => ({ reason: BLIND, type, status: "new", n: 0, waiting: n }));
}
