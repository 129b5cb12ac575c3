import { type RawBuilder, sql } from "kysely";

/** Pairs that a person holds apart, by the events their mentions belong to now, both ways round. */
const APART = sql`select one.event_id, two.event_id from held_apart cross join link as one cross join link as two
  where one.mention_id = held_apart.mention_a and one.withdrawn_at is null
    and two.mention_id = held_apart.mention_b and two.withdrawn_at is null
  union select two.event_id, one.event_id from held_apart cross join link as one cross join link as two
  where one.mention_id = held_apart.mention_a and one.withdrawn_at is null
    and two.mention_id = held_apart.mention_b and two.withdrawn_at is null`;

const STANDS = sql`double.status not in ('rejected', 'merged') and (double.mention_count > 0 or double.status <> 'new')`;

/**
 * The events that may be the same as another, as `similarEvents` has it: the other one, or the one it was merged into, still
 * stands, and nobody holds the two apart. Few others were merged, so those are found by themselves.
 */
export const DOUBLES = sql.join(
  [
    side("event_a", "event_b"),
    side("event_b", "event_a"),
    merged("event_a", "event_b"),
    merged("event_b", "event_a"),
  ],
  sql` union `,
);

function side(own: string, others: string): RawBuilder<unknown> {
  return sql`select pair.${sql.raw(own)} as id from possible_duplicate as pair cross join event as double
    where double.id = pair.${sql.raw(others)} and ${STANDS} and ${notApart(own)}`;
}

function merged(own: string, others: string): RawBuilder<unknown> {
  return sql`select pair.${sql.raw(own)} as id
    from event as other cross join possible_duplicate as pair cross join event as double
    where other.merged_into is not null and pair.${sql.raw(others)} = other.id and double.id = other.merged_into
      and double.id <> pair.${sql.raw(own)} and ${STANDS} and ${notApart(own)}`;
}

function notApart(own: string): RawBuilder<unknown> {
  // Read once for all pairs, which are many, as what is held apart is not.
  return sql`(pair.${sql.raw(own)}, double.id) not in (${APART})`;
}
