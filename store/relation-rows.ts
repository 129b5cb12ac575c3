import { isDeepStrictEqual } from "node:util";
import { sql } from "kysely";
import type { Coding } from "../extractors/event.ts";
import type { RelationKind } from "../extractors/relation-config.ts";
import type { RelationKeys } from "../extractors/relation-keys.ts";
import type { FoundRelation, SaidOfRelations } from "../extractors/relations.ts";
import { insertRows, listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";
import { findSurvivors } from "./event-candidates.ts";
import { applyReviews } from "./event-values.ts";
import { reviewsOf, standingReviews } from "./review-rows.ts";

const COLUMNS = ["kind", "fromEvent", "toEvent", "reasons", "author", "at", "withdrawnAt"] as const;
const MACHINE = "machine";
/** Kinds of which an event has one at most: what a person says takes the place of what the rules find. */
const EXCLUSIVE: ReadonlySet<RelationKind> = new Set(["signed_at", "next_in_series"]);

/** Has every event looked at again where the relation rules are others than before. */
export async function followRelationRules(db: Db, sha256: string, at: string): Promise<void> {
  const known = await db.selectFrom("relationRules").select("sha256").executeTakeFirst();
  if (known?.sha256 === sha256) return;
  await db.deleteFrom("relationRules").execute();
  await db.insertInto("relationRules").values({ sha256, at }).execute();
  if (known) await db.updateTable("event").set({ relate: 1 }).execute();
}

/** Events whose relations wait to be looked for. Call `markRelated` when they are saved. */
export async function listUnrelated(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom("event")
    .select("id")
    .where("relate", "=", sql.lit(1))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

export async function markRelated(db: Db, ids: readonly string[]): Promise<void> {
  await db.updateTable("event").set({ relate: 0 }).where("id", "in", listOf(ids)).execute();
}

/** The values after decisions of those of the events that can stand in a relation: not rejected, merged or without a report. */
export async function codingsToRelate(db: Db, ids: readonly string[]): Promise<Map<string, Coding>> {
  const rows = await db
    .selectFrom("event")
    .select(["id", "coding"])
    .where("id", "in", listOf(ids))
    .where("status", "not in", ["rejected", "merged"])
    .where((e) => e.or([e("mentionCount", ">", 0), e("status", "!=", "new")]))
    .execute();
  const reviews = await reviewsOf(db, ids);
  return new Map(
    rows.map(({ id, coding }) => [
      id,
      applyReviews(JSON.parse(coding) as Coding, reviews.get(id) ?? []).coding,
    ]),
  );
}

/** Puts the keys of events in the place of those they had; none for an event that has no entry. */
export async function writeRelationKeys(
  db: Db,
  ids: readonly string[],
  keys: ReadonlyMap<string, RelationKeys>,
): Promise<void> {
  await db.deleteFrom("relationKey").where("eventId", "in", listOf(ids)).execute();
  const rows = [...keys].flatMap(([eventId, { has, wants }]) => [
    ...has.map((key) => ({ key, wants: 0, eventId })),
    ...wants.map((key) => ({ key, wants: 1, eventId })),
  ]);
  await insertRows(db, "relationKey", ["key", "wants", "eventId"], rows);
}

/** Events from which a relation may lead to one of these, or does so by the rules. */
export async function eventsLeadingTo(db: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select other.event_id as id from relation_key as own
      join relation_key as other on other.key = own.key and other.wants = 1
      where own.event_id in ${listOf(ids)} and own.wants = 0
    union
    select from_event as id from relation
      where to_event in ${listOf(ids)} and withdrawn_at is null and author = ${sql.lit(MACHINE)}
    order by 1`.execute(db);
  return rows.map(({ id }) => id);
}

/** For each event those to which a relation may lead, by the keys it wants. */
export async function eventsWantedBy(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; other: string }>`
    select distinct own.event_id as id, other.event_id as other from relation_key as own
      join relation_key as other on other.key = own.key and other.wants = 0
      where own.event_id in ${listOf(ids)} and own.wants = 1 and other.event_id <> own.event_id
      order by 1, 2`.execute(db);
  const wanted = new Map<string, string[]>();
  for (const { id, other } of rows) wanted.set(id, [...(wanted.get(id) ?? []), other]);
  return wanted;
}

/** The standing decisions about relations from events and from those merged into them. An event without any has no entry. */
export async function decisionsOnRelations(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, SaidOfRelations>> {
  const { rows: deciding } = await sql<{ id: string; part: string }>`
    with recursive member (id, part) as (
      select value, value from json_each(${JSON.stringify(ids)})
      union
      select member.id, event.id from member cross join event where event.merged_into = member.part
    )
    select distinct member.id, member.part from member join review on review.event_id = member.part
      where review.decision in ('relate', 'unrelate')`.execute(db);
  const said = new Map<string, { removed: Set<string>; settled: Set<RelationKind> }>();
  if (deciding.length === 0) return said;
  const reviews = await reviewsOf(
    db,
    deciding.map(({ part }) => part),
  );
  const standing = deciding.flatMap(({ id, part }) =>
    standingReviews(reviews.get(part) ?? [])
      .filter(({ decision }) => decision === "relate" || decision === "unrelate")
      .map((row) => ({ id, row })),
  );
  standing.sort((a, b) => a.row.id - b.row.id);
  const survivors = await findSurvivors(
    db,
    standing.map(({ row }) => row.into!),
  );
  for (const { id, row } of standing) {
    const { removed, settled } = said.get(id) ?? { removed: new Set(), settled: new Set() };
    said.set(id, { removed, settled });
    const { kind } = JSON.parse(row.changes!) as { kind: RelationKind };
    const key = `${kind} ${survivors.get(row.into!) ?? row.into!}`;
    if (row.decision === "unrelate") removed.add(key);
    else {
      removed.delete(key);
      if (EXCLUSIVE.has(kind)) settled.add(kind);
    }
  }
  return said;
}

/**
 * Puts what the rules find now in the place of what they found from these events before: what no longer holds is withdrawn,
 * never deleted. A relation that a person made stays, and is not found a second time.
 */
export async function replaceFoundRelations(
  db: Db,
  fromIds: readonly string[],
  found: readonly FoundRelation[],
  at: string,
): Promise<void> {
  const rows = await db
    .selectFrom("relation")
    .selectAll()
    .where("fromEvent", "in", listOf(fromIds))
    .where("withdrawnAt", "is", null)
    .execute();
  const key = (kind: string, from: string, to: string) => `${kind} ${from} ${to}`;
  const active = new Map(rows.map((row) => [key(row.kind, row.fromEvent, row.toEvent), row]));
  const wanted = new Map(found.map((one) => [key(one.kind, one.from, one.to), one]));
  const holds = (row: Row<"relation">) =>
    isDeepStrictEqual(
      JSON.parse(row.reasons),
      wanted.get(key(row.kind, row.fromEvent, row.toEvent))?.reasons,
    );
  const gone = rows.filter((row) => row.author === MACHINE && !holds(row));
  await withdrawRelations(
    db,
    gone.map(({ id }) => id),
    at,
  );
  const left = new Set(gone.map(({ id }) => id));
  const fresh = found.filter((one) => {
    const row = active.get(key(one.kind, one.from, one.to));
    return !row || left.has(row.id);
  });
  await addRelations(
    db,
    fresh.map(({ kind, from, to, reasons }) => ({ kind, from, to, reasons, author: MACHINE, at })),
  );
}

/** Marks relations as withdrawn. */
export async function withdrawRelations(db: Db, ids: readonly number[], at: string): Promise<void> {
  await sql`update relation set withdrawn_at = ${at} where id in ${listOf(ids)}`.execute(db);
}

/** Adds relations; one that is active already stays as it is. */
export async function addRelations(
  db: Db,
  relations: readonly {
    readonly kind: RelationKind;
    readonly from: string;
    readonly to: string;
    readonly reasons: readonly string[];
    readonly author: string;
    readonly at: string;
  }[],
): Promise<void> {
  const rows = relations.map(({ kind, from, to, reasons, author, at }) => ({
    kind,
    fromEvent: from,
    toEvent: to,
    reasons: JSON.stringify(reasons),
    author,
    at,
    withdrawnAt: null,
  }));
  await insertRows(db, "relation", COLUMNS, rows);
}
