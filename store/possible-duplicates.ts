import { sql } from "kysely";
import { insertRows, listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";
import { findSurvivors } from "./event-candidates.ts";

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

/** Keeps pairs; of a pair that is known the higher score stays. A pair of one event with itself is left out. */
export function addPossibleDuplicates(db: Db, pairs: readonly PossibleDuplicate[]): Promise<number> {
  const rows = pairs
    .filter(({ eventIds: [a, b] }) => a !== b)
    .map(({ eventIds, score, reasons, at }) => {
      const [eventA, eventB] = [...eventIds].sort() as [string, string];
      return { eventA, eventB, score, reasons: JSON.stringify(reasons), at };
    })
    // Of one pair the best comes last and so stays.
    .sort((x, y) => x.score - y.score);
  return insertRows(
    db,
    "possibleDuplicate",
    ["eventA", "eventB", "score", "reasons", "at"],
    rows,
    `on conflict (event_a, event_b) do update set score = excluded.score, reasons = excluded.reasons
     where excluded.score > possible_duplicate.score`,
  );
}

/**
 * For each event the ones it may be the same as, likeliest first. Merges are followed on both sides; an event that was
 * rejected or has no report left is nobody's double. An event without any has no entry.
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
  for (const { id, other, score, reasons } of pairs) {
    const event = events.get(survivors.get(other) ?? other);
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
      select member.id, event.id from member join event on event.merged_into = member.part
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
