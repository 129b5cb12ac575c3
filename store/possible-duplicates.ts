import { sql } from "kysely";
import { insertRows, listOf, rowsOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";
import { findSurvivors } from "./event-candidates.ts";
import { eventsHeldApart } from "./held-apart.ts";

/** Two events that linking neither joined nor held apart, with its reasons in words. */
export interface PossibleDuplicate {
  readonly eventIds: readonly [string, string];
  /** 0–1: how much speaks for one event. */
  readonly score: number;
  readonly reasons: readonly string[];
  readonly at: string;
}

/** The other event of a pair, as it stands now. */
export interface SimilarEvent {
  readonly id: string;
  readonly type: string;
  readonly date: string;
  readonly status: Row<"event">["status"];
  readonly score: number;
  readonly reasons: readonly string[];
}

/**
 * Puts the pairs that linking found among events in the place of those they had. What stays as it was keeps its time; of a
 * pair given twice the higher score counts, and a pair of one event with itself is left out.
 */
export async function replacePossibleDuplicates(
  db: Db,
  eventIds: readonly string[],
  pairs: readonly PossibleDuplicate[],
): Promise<void> {
  const rows = pairs
    .filter(({ eventIds: [a, b] }) => a !== b)
    .map(({ eventIds, score, reasons, at }) => {
      const [eventA, eventB] = [...eventIds].sort() as [string, string];
      return { eventA, eventB, score, reasons: JSON.stringify(reasons), at };
    })
    .sort((x, y) => y.score - x.score || (x.reasons < y.reasons ? -1 : 1));
  const best = [...new Map(rows.reverse().map((row) => [`${row.eventA} ${row.eventB}`, row])).values()];
  // Pairs of what was merged into these events are theirs.
  await sql`with recursive part (id) as (
      select value from json_each(${JSON.stringify(eventIds)})
      union
      select event.id from part cross join event where event.merged_into = part.id)
    delete from possible_duplicate where (event_a in (select id from part) or event_b in (select id from part))
      and not exists (select 1 from ${rowsOf(best)} where r.value ->> 'eventA' = possible_duplicate.event_a
        and r.value ->> 'eventB' = possible_duplicate.event_b)`.execute(db);
  await insertRows(
    db,
    "possibleDuplicate",
    ["eventA", "eventB", "score", "reasons", "at"],
    best,
    `on conflict (event_a, event_b) do update set score = excluded.score, reasons = excluded.reasons, at = excluded.at
     where excluded.score <> possible_duplicate.score or excluded.reasons <> possible_duplicate.reasons`,
  );
}

/**
 * For each event the ones it may be the same as, likeliest first. Merges are followed on both sides; an event that was
 * rejected, has no report left, or is held apart from it by a person is not its double. An event without any has no entry.
 */
export async function similarEvents(
  db: Db,
  eventIds: readonly string[],
): Promise<Map<string, SimilarEvent[]>> {
  const similar = new Map<string, SimilarEvent[]>();
  const pairs = await pairsOf(db, eventIds);
  if (pairs.length === 0) return similar;
  const survivors = await findSurvivors(
    db,
    pairs.map(({ other }) => other),
  );
  const events = await findComparable(
    db,
    pairs.map(({ other }) => survivors.get(other) ?? other),
  );
  const apart = await eventsHeldApart(db, eventIds);
  for (const { id, other, score, reasons } of pairs) {
    const event = events.get(survivors.get(other) ?? other);
    if (event && apart.get(id)?.has(event.id)) continue;
    const list = similar.get(id) ?? [];
    // Pairs come by score: what a merge made into a second pair of the same two says no more than the first.
    if (!event || event.id === id || list.some((known) => known.id === event.id)) continue;
    similar.set(id, [...list, { ...event, score, reasons: JSON.parse(reasons) as string[] }]);
  }
  return similar;
}

interface Pair {
  readonly id: string;
  readonly other: string;
  readonly score: number;
  readonly reasons: string;
}

/** The pairs of events, and of those merged into them, likeliest first. */
async function pairsOf(db: Db, eventIds: readonly string[]): Promise<Pair[]> {
  const { rows } = await sql<Pair>`
    with recursive member (id, part) as (
      select value, value from json_each(${JSON.stringify(eventIds)})
      union
      select member.id, event.id from member cross join event where event.merged_into = member.part
    )
    select member.id, p.event_b as other, p.score, p.reasons
      from member join possible_duplicate as p on p.event_a = member.part
    union
    select member.id, p.event_a as other, p.score, p.reasons
      from member join possible_duplicate as p on p.event_b = member.part
    order by 3 desc, 2`.execute(db);
  return rows;
}

async function findComparable(db: Db, ids: readonly string[]) {
  const events = await db
    .selectFrom("event")
    .select(["id", "type", "date", "status"])
    .where("id", "in", listOf(ids))
    .where("status", "!=", "rejected")
    .where((e) => e.or([e("mentionCount", ">", 0), e("status", "!=", "new")]))
    .execute();
  return new Map(events.map((event) => [event.id, event]));
}
