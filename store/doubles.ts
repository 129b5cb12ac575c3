import { type RawBuilder, sql } from "kysely";

/** Pairs that a person holds apart, by the events their mentions belong to now. */
const APART = sql`select one.event_id as a, two.event_id as b from held_apart
  join link as one on one.mention_id = held_apart.mention_a and one.withdrawn_at is null
  join link as two on two.mention_id = held_apart.mention_b and two.withdrawn_at is null`;

/**
 * The events that may be the same as another, as `similarEvents` has it: the other one, or the one it was merged into, still
 * stands, and nobody holds the two apart.
 */
export const DOUBLES = sql`${side("event_a", "event_b")} union ${side("event_b", "event_a")}`;

function side(own: string, others: string): RawBuilder<unknown> {
  return sql`select pair.${sql.raw(own)} as id from possible_duplicate as pair
    cross join event as other cross join event as double
    where other.id = pair.${sql.raw(others)} and double.id = coalesce(other.merged_into, other.id)
      and double.id <> pair.${sql.raw(own)} and double.status not in ('rejected', 'merged')
      and (double.mention_count > 0 or double.status <> 'new')
      and not exists (select 1 from (${APART}) as apart where (apart.a = pair.${sql.raw(own)} and apart.b = double.id)
        or (apart.b = pair.${sql.raw(own)} and apart.a = double.id))`;
}
