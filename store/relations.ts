import { sql } from "kysely";
import { RELATION_KINDS, type RelationKind } from "../extractors/relation-config.ts";
import { listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";
import { findSurvivors } from "./event-candidates.ts";
import type { EventRecord } from "./event-record.ts";
import { addRelations, withdrawRelations } from "./relation-rows.ts";
import { ReviewError } from "./review-error.ts";

/** How an event stands to another one. */
export interface RelationRecord {
  readonly kind: RelationKind;
  /** The other event, as it is now. */
  readonly event: string;
  /** "out": the kind is said of this event (it is signed at, followed by in its series, or follows up the other); "in": of the other. */
  readonly direction: "out" | "in";
  /** "machine" or a reviewer. */
  readonly author: string;
  readonly reasons: readonly string[];
  readonly at: string;
}

/**
 * The relations of events and of those merged into them, by kind; merges are followed on both sides, and a rejected event
 * stands in none. An event without any has no entry.
 */
export async function relationsOf(
  db: Db,
  eventIds: readonly string[],
): Promise<Map<string, RelationRecord[]>> {
  const rows = await relationRows(db, eventIds);
  const relations = new Map<string, RelationRecord[]>();
  if (rows.length === 0) return relations;
  const others = rows.map(({ other }) => other);
  const survivors = await findSurvivors(db, others);
  const rejected = await db
    .selectFrom("event")
    .select("id")
    .where("id", "in", listOf(others.map((id) => survivors.get(id) ?? id)))
    .where("status", "=", "rejected")
    .execute();
  const left = new Set(rejected.map(({ id }) => id));
  for (const { id, other, direction, kind, author, reasons, at } of rows) {
    const event = survivors.get(other) ?? other;
    const known = relations.get(id) ?? [];
    const same = known.some((one) => one.kind === kind && one.event === event && one.direction === direction);
    if (event === id || left.has(event) || same) continue;
    relations.set(id, [
      ...known,
      { kind, event, direction, author, reasons: JSON.parse(reasons) as string[], at },
    ]);
  }
  return relations;
}

type RelationEnd = Pick<Row<"relation">, "kind" | "author" | "reasons" | "at"> & {
  readonly id: string;
  readonly other: string;
  readonly direction: "out" | "in";
};

/** Active relations by the event they are asked for; of two that say the same a person's comes first. */
async function relationRows(db: Db, eventIds: readonly string[]): Promise<RelationEnd[]> {
  const { rows } = await sql<RelationEnd & { relationId: number }>`
    with recursive member (id, part) as (
      select value, value from json_each(${JSON.stringify(eventIds)})
      union
      select member.id, event.id from member cross join event where event.merged_into = member.part
    )
    select member.id, relation.to_event as other, 'out' as direction, kind, author, reasons, at,
        relation.id as "relationId"
      from member join relation on relation.from_event = member.part where withdrawn_at is null
    union all
    select member.id, relation.from_event as other, 'in' as direction, kind, author, reasons, at,
        relation.id as "relationId"
      from member join relation on relation.to_event = member.part where withdrawn_at is null`.execute(db);
  const rank = (row: RelationEnd): number =>
    RELATION_KINDS.indexOf(row.kind) * 4 +
    (row.direction === "in" ? 0 : 2) +
    (row.author === "machine" ? 1 : 0);
  return rows.sort((a, b) => rank(a) - rank(b) || a.relationId - b.relationId);
}

interface By {
  readonly reviewer: string;
  readonly at: string;
}

/** What a decision about a relation keeps: its kind, and the relations it withdrew. */
export interface RelationChange {
  readonly kind: RelationKind;
  readonly withdrew: readonly number[];
}

/** A person says how an event stands to another. Throws {@link ReviewError} where that cannot be. */
export async function relateEvents(
  db: Db,
  event: EventRecord,
  into: string,
  kind: RelationKind,
  by: By,
): Promise<RelationChange> {
  const other = await db.selectFrom("event").select("type").where("id", "=", into).executeTakeFirstOrThrow();
  if (kind === "signed_at" && event.coding.type !== "agreement") {
    throw new ReviewError(
      `relate: signed_at leads from an agreement to where it was signed, but ${event.id} is of type ${event.coding.type}; decide on the agreement`,
    );
  }
  if (kind === "next_in_series" && other.type !== event.coding.type) {
    throw new ReviewError(
      `relate: next_in_series joins events of one type, found ${event.coding.type} and ${other.type}`,
    );
  }
  const active = await activeBetween(db, event.id, into, kind);
  if (active.some(({ author }) => author !== "machine")) {
    throw new ReviewError(`relate: ${event.id} is ${kind} ${into} already`);
  }
  const withdrew = active.map(({ id }) => id);
  await withdrawRelations(db, withdrew, by.at);
  const reasons = [`${by.reviewer} says so`];
  await addRelations(db, [{ kind, from: event.id, to: into, reasons, author: by.reviewer, at: by.at }]);
  return { kind, withdrew };
}

/** A person says that a relation does not hold; the rules do not find it again. Throws {@link ReviewError} where there is none. */
export async function unrelateEvents(
  db: Db,
  event: EventRecord,
  into: string,
  kind: RelationKind,
  by: By,
): Promise<RelationChange> {
  const active = await activeBetween(db, event.id, into, kind);
  if (active.length === 0) {
    const turned = (await activeBetween(db, into, event.id, kind)).length > 0;
    throw new ReviewError(
      turned
        ? `unrelate: ${kind} leads from ${into} to ${event.id}; decide on ${into}`
        : `unrelate: ${event.id} is not ${kind} ${into}; its relations are ${describe(event)}`,
    );
  }
  const withdrew = active.map(({ id }) => id);
  await withdrawRelations(db, withdrew, by.at);
  return { kind, withdrew };
}

/** Puts relations back as they were before a decision: that of the person goes, what the decision withdrew is there again. */
export async function undoRelation(db: Db, eventId: string, reviewId: number, by: By): Promise<void> {
  const review = await db
    .selectFrom("review")
    .select(["into", "changes"])
    .where("id", "=", reviewId)
    .executeTakeFirstOrThrow();
  const { kind, withdrew } = JSON.parse(review.changes!) as RelationChange;
  const into = (await findSurvivors(db, [review.into!])).get(review.into!) ?? review.into!;
  const active = await activeBetween(db, eventId, into, kind);
  await withdrawRelations(
    db,
    active.map(({ id }) => id),
    by.at,
  );
  const before = await sql<Row<"relation">>`select * from relation where id in ${listOf(withdrew)}`.execute(
    db,
  );
  await addRelations(
    db,
    before.rows.map(({ fromEvent, toEvent, author, reasons }) => ({
      kind,
      from: fromEvent,
      to: toEvent,
      reasons: JSON.parse(reasons) as string[],
      author,
      at: by.at,
    })),
  );
}

/** Active relations of a kind from one event to another, or between events merged into them. */
async function activeBetween(
  db: Db,
  from: string,
  to: string,
  kind: RelationKind,
): Promise<{ id: number; author: string }[]> {
  const { rows } = await sql<{ id: number; author: string }>`
    with recursive member (id, part) as (
      select value, value from json_each(${JSON.stringify([from, to])})
      union
      select member.id, event.id from member cross join event where event.merged_into = member.part
    )
    select relation.id, relation.author from relation
      join member as one on one.part = relation.from_event and one.id = ${from}
      join member as other on other.part = relation.to_event and other.id = ${to}
      where relation.withdrawn_at is null and relation.kind = ${kind}`.execute(db);
  return rows;
}

function describe({ relations }: EventRecord): string {
  const out = relations.filter(({ direction }) => direction === "out");
  return out.map(({ kind, event }) => `${kind} ${event}`).join(", ") || "none";
}
