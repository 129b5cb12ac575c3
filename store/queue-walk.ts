import { sql } from "kysely";
import type { QueueReason } from "../sources/review-settings.ts";
import { listOf } from "./bulk.ts";
import type { Db } from "./database.ts";
import {
  AS_CODED,
  BLIND,
  type Condition,
  conditionsOf,
  type Looking,
  notBlind,
  type QueueFilter,
  SHOWN,
  several,
  typeCondition,
  type Values,
  waitsFor,
} from "./queue-filter.ts";
import { type Found, findEvents } from "./queue-find.ts";
import {
  BY,
  compareWithin,
  keysetOf,
  type Place,
  type QueueOrder,
  reasonsInOrder,
  type Within,
} from "./queue-order.ts";

/** A part of a list that one range of an index holds. */
interface Stretch {
  readonly reason: QueueReason | null;
  readonly where: readonly Condition[];
  readonly values: Values;
}

/** Where a walk along a list begins and which way it goes; without a place at the first event, or backwards at the last. */
export interface Walk {
  readonly from?: Place | undefined;
  readonly backwards?: boolean;
  readonly limit: number;
}

/**
 * The next places of a list, in its order: each reason is one range of an index, walked in turn. It goes on from a place whether or not
 * the event is listed there any more.
 */
export async function walk(
  db: Db,
  filter: QueueFilter,
  looking: Looking,
  order: QueueOrder,
  { from, backwards = false, limit }: Walk,
  given?: Found,
): Promise<Place[]> {
  const within = from?.within ?? withinOf(filter, order);
  const stretches = stretchesOf(filter, looking, order);
  if (backwards) stretches.reverse();
  const by = given ?? (await findEvents(db, filter));
  const few = by?.few ? await findFew(db, filter, stretches, within, by) : undefined;
  const start = from ? stretches.findIndex(({ reason }) => reason === from.reason) : 0;
  const places: Place[] = [];
  for (const [at, stretch] of stretches.entries()) {
    const left = limit - places.length;
    if (at < start || left <= 0) continue;
    const part = { from: from && at === start ? from : undefined, backwards, limit: left };
    const found = (stretch.values === SHOWN || by?.by !== "country") && few;
    places.push(
      ...(found
        ? cut(found.get(stretch.reason) ?? [], within, part)
        : await alongIndex(db, filter, stretch, within, part)),
    );
  }
  return places;
}

/** What a list is ordered by: one of events that do not wait, by their dates. */
export function withinOf({ status = "waiting" }: QueueFilter, { within }: QueueOrder): Within {
  return status === "waiting" || within === "oldest" ? within : "newest";
}

function stretchesOf(filter: QueueFilter, looking: Looking, order: QueueOrder): Stretch[] {
  const status = filter.status ?? "waiting";
  const reasons = filter.reason === undefined ? undefined : several(filter.reason);
  if (status === "waiting") {
    return reasonsInOrder(order)
      .filter((reason) => reasons?.includes(reason) ?? true)
      .map((reason) => ({
        reason,
        where: [sql`event.queue_reason = ${reason}`, waitsFor(looking)],
        values: reason === BLIND ? AS_CODED : SHOWN,
      }));
  }
  const ofStatus = status === "all" ? sql`event.status <> 'merged'` : sql`event.status = ${status}`;
  const ofReasons = reasons ? [sql`event.queue_reason in ${listOf(reasons)}`] : [];
  return [{ reason: null, where: [ofStatus, notBlind(looking), ...ofReasons], values: SHOWN }];
}

/** The events of a list that a filter finds by an index, each reason sorted. */
async function findFew(
  db: Db,
  filter: QueueFilter,
  stretches: readonly Stretch[],
  within: Within,
  found: Found,
): Promise<Map<QueueReason | null, Place[]>> {
  const places = new Map<QueueReason | null, Place[]>();
  for (const values of [SHOWN, AS_CODED]) {
    const parts = stretches.filter((stretch) => stretch.values === values);
    // Under the countries of the signed coding an event that is shown blind must not be found.
    if (parts.length === 0 || (values === AS_CODED && found.by === "country")) continue;
    const reasons = parts.flatMap(({ reason }) => reason ?? []);
    const where = [
      sql`event.id = found.id`,
      ...(reasons.length > 0 ? [sql`event.queue_reason in ${listOf(reasons)}`] : []),
      // What all of them ask for beside their reason.
      ...parts[0]!.where.slice(reasons.length > 0 ? 1 : 0),
      ...typeCondition(filter, values),
      ...conditionsOf(filter, values, found.by),
    ];
    const { rows } = await sql<{ id: string; value: string | number; reason: QueueReason | null }>`
      select event.id, ${sortValue(within, values)} as value, event.queue_reason as reason
      from ${found.table} cross join event where ${sql.join(where, sql` and `)}`.execute(db);
    for (const row of rows) {
      const reason = reasons.length > 0 ? row.reason : null;
      const own = places.get(reason) ?? [];
      own.push({ within, reason, value: row.value, id: row.id });
      places.set(reason, own);
    }
  }
  for (const own of places.values()) own.sort((a, b) => compareWithin(within, a, b));
  return places;
}

type Part = Required<Omit<Walk, "from">> & Pick<Walk, "from">;

function cut(sorted: readonly Place[], within: Within, { from, backwards, limit }: Part): Place[] {
  const way = backwards ? sorted.toReversed() : sorted;
  const beyond = from
    ? way.filter((place) => compareWithin(within, place, from) * (backwards ? -1 : 1) > 0)
    : way;
  return beyond.slice(0, limit);
}

async function alongIndex(
  db: Db,
  filter: QueueFilter,
  { reason, where, values }: Stretch,
  within: Within,
  { from, backwards, limit }: Part,
): Promise<Place[]> {
  const value = sortValue(within, values);
  const { beyond, order } = keysetOf(within, value, from, backwards);
  const all = [...where, ...typeCondition(filter, values), ...conditionsOf(filter, values), ...beyond];
  const { rows } = await sql<{ id: string; value: string | number }>`
    select event.id, ${value} as value from event where ${sql.join(all, sql` and `)}
    order by ${order} limit ${limit}`.execute(db);
  return rows.map((row) => ({ within, reason, value: row.value, id: row.id }));
}

function sortValue(within: Within, values: Values): Condition {
  const { value } = BY[within];
  if (value === "date") return values.date;
  return value === "queuedAt" ? sql`event.queued_at` : sql`event.confidence`;
}
