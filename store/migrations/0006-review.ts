import { type Kysely, type Migration, sql } from "kysely";
import { index, words } from "./columns.ts";

/** What several reviewers need: sign-in, second opinions, what the machine accepts by itself, events that a person adds, and a queue that stays fast. */
export const review: Migration = {
  async up(db: Kysely<unknown>) {
    await widerDecisions(db);
    await opinions(db);
    await documentReviews(db);
    await sessions(db);
    await sql`alter table event add column not_for text`.execute(db);
    await sql`alter table event add column auto_accepted text`.execute(db);
    await sql`create index event_auto_accepted on event (id) where auto_accepted is not null`.execute(db);
    await sql`alter table mention add column added_by text`.execute(db);
    await eventSources(db);
    await lists(db);
  },
};

/**
 * A check cannot be changed in place, so the table is made anew under its name; rows and their numbers stay. What refers to
 * them is looked at when the transaction ends.
 */
async function widerDecisions(db: Kysely<unknown>): Promise<void> {
  await sql`pragma defer_foreign_keys = on`.execute(db);
  await sql`create temp table earlier_review as select * from review`.execute(db);
  const { rows } = await sql<{ seq: number }>`select seq from sqlite_sequence where name = 'review'`.execute(
    db,
  );
  await sql`drop table review`.execute(db);
  await db.schema
    .createTable("review")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("event_id", "text", (c) => c.notNull().references("event.id"))
    .addColumn("reviewer", "text", (c) => c.notNull().check(sql`length(reviewer) > 0`))
    .addColumn("at", "text", (c) => c.notNull())
    .$call((t) => words(t, "decision", DECISIONS))
    .addColumn("changes", "text")
    .addColumn("coding", "text")
    .addColumn("into", "text", (c) => c.references("event.id"))
    .addColumn("note", "text")
    .addColumn("spans", "text")
    .addColumn("waited", "text")
    .execute();
  await sql`insert into review (id, event_id, reviewer, at, decision, changes, coding, "into", note)
    select id, event_id, reviewer, at, decision, changes, coding, "into", note from earlier_review order by id`.execute(
    db,
  );
  await sql`drop table earlier_review`.execute(db);
  // A number once given is not given again, whether or not its row is still there.
  for (const { seq } of rows) {
    await sql`delete from sqlite_sequence where name = 'review'`.execute(db);
    await sql`insert into sqlite_sequence (name, seq) values ('review', ${seq})`.execute(db);
  }
  await index(db, "review", ["event_id"]);
  await index(db, "review", ["at"]);
  await sql`create index review_checks on review (event_id) where waited ->> 'reason' = 'sampled-check'`.execute(
    db,
  );
  await sql`create index review_into on review ("into") where "into" is not null`.execute(db);
  await onlyAdded(db, "review");
}

const DECISIONS = [
  "accept",
  "reject",
  "correct",
  "merge",
  "split",
  "distinct",
  "relate",
  "unrelate",
  "second-look",
  "add",
  "undo",
] as const;

/** What a second reviewer says of a decided event without having seen the decision, which `review_id` is. */
async function opinions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("opinion")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("event_id", "text", (c) => c.notNull().references("event.id"))
    .addColumn("review_id", "integer", (c) => c.notNull().references("review.id"))
    .addColumn("reviewer", "text", (c) => c.notNull().check(sql`length(reviewer) > 0`))
    .addColumn("at", "text", (c) => c.notNull())
    .$call((t) => words(t, "decision", ["accept", "reject", "correct"]))
    .addColumn("changes", "text")
    .addColumn("coding", "text")
    .addColumn("note", "text")
    .addColumn("spans", "text")
    .execute();
  await index(db, "opinion", ["event_id"]);
  await index(db, "opinion", ["at"]);
  await onlyAdded(db, "opinion");
}

/** What persons say of whole documents: that one reports no event. */
async function documentReviews(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("document_review")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("document_id", "text", (c) => c.notNull().references("document.id"))
    .addColumn("reviewer", "text", (c) => c.notNull().check(sql`length(reviewer) > 0`))
    .addColumn("at", "text", (c) => c.notNull())
    .$call((t) => words(t, "decision", ["no-event", "undo"]))
    .addColumn("note", "text")
    .execute();
  await index(db, "document_review", ["document_id"]);
  await onlyAdded(db, "document_review");
}

async function sessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("session")
    .addColumn("token_sha256", "text", (c) => c.primaryKey().notNull())
    .addColumn("reviewer", "text", (c) => c.notNull())
    .addColumn("proof", "text", (c) => c.notNull())
    .addColumn("created", "text", (c) => c.notNull())
    .addColumn("expires", "text", (c) => c.notNull())
    .execute();
  await index(db, "session", ["expires"]);
}

/** The sources and languages of an event's reports, so that lists can be narrowed by them. */
async function eventSources(db: Kysely<unknown>): Promise<void> {
  await sql`create table event_source (event_id text not null references event (id), source_id text not null,
    language text not null, primary key (event_id, source_id, language)) without rowid`.execute(db);
  await index(db, "event_source", ["source_id", "event_id"]);
  await index(db, "event_source", ["language", "event_id"]);
  await sql`insert into event_source (event_id, source_id, language)
    select distinct link.event_id, document.source_id, document.language from link
    join mention on mention.id = link.mention_id join document on document.id = mention.document_id
    where link.withdrawn_at is null`.execute(db);
}

/** What lists are found, ordered and counted by: every index holds all that a list asks of an event, so that no coding is read. */
async function lists(db: Kysely<unknown>): Promise<void> {
  await sql`alter table event add column decided_by text`.execute(db);
  await sql`alter table event add column languages text not null default ''`.execute(db);
  await sql`alter table event add column agreement_type text`.execute(db);
  await sql`create table event_topic (event_id text not null references event (id), topic text not null,
    primary key (event_id, topic)) without rowid`.execute(db);
  await sql`create temp table stands (event_id text primary key, reviewer text, coding text)`.execute(db);
  await sql`insert into stands select value ->> 'eventId', value ->> 'reviewer', value ->> 'coding'
    from json_each(${JSON.stringify(await decisionsThatStand(db))})`.execute(db);
  await sql`update event set decided_by = stands.reviewer from stands where stands.event_id = event.id`.execute(
    db,
  );
  const coding = sql`coalesce((select stands.coding from stands where stands.event_id = event.id), event.coding)`;
  await sql`update event set agreement_type = ${coding} ->> 'agreement_type'`.execute(db);
  await sql`insert into event_topic (event_id, topic) select distinct event.id, topic.value
    from event, json_each(${coding}, '$.topics') as topic`.execute(db);
  await sql`drop table stands`.execute(db);
  await sql`update event set languages = coalesce((select group_concat(language, ' ') from (
      select distinct language from event_source where event_id = event.id order by language)), '')`.execute(
    db,
  );
  await listIndices(db);
}

async function listIndices(db: Kysely<unknown>): Promise<void> {
  for (const name of ["event_queue", "event_waiting", "event_by_status_date", "event_conflict"]) {
    await sql`drop index ${sql.ref(name)}`.execute(db);
  }
  const asked = "type, status, mention_count, not_for, conflict, decided_by, muted, languages";
  const list = (name: string, columns: string) =>
    sql`create index ${sql.ref(name)} on event (${sql.raw(columns)})`.execute(db);
  await list("event_by_kind", `queue_reason, ${asked}, date, confidence, id`);
  await list("event_by_date_in_queue", `queue_reason, date, id, ${asked}, confidence`);
  await list("event_by_wait_in_queue", `queue_reason, queued_at, id, ${asked}, date, confidence`);
  await list("event_by_confidence_in_queue", `queue_reason, confidence, id, ${asked}, date`);
  await list(
    "event_by_date_in_status",
    `status, date, id, queue_reason, ${asked}, confidence, auto_accepted`,
  );
  await list(
    "event_in_short",
    `id, queue_reason, ${asked}, date, queued_at, confidence, merged_into, auto_accepted`,
  );
  await sql`create index event_by_agreement_type on event (agreement_type, status, mention_count, muted)
    where agreement_type is not null`.execute(db);
  await sql`create index event_state_by_merged_into on event_state (merged_into) where merged_into is not null`.execute(
    db,
  );
  await sql`create index document_past on document (id) where current = 0`.execute(db);
}

/** Of each event who took the decision that gives it its status, and the coding that a person signed; an undo takes back the one before. */
async function decisionsThatStand(
  db: Kysely<unknown>,
): Promise<{ eventId: string; reviewer: string | null; coding: string | null }[]> {
  const { rows } = await sql<{ eventId: string; reviewer: string; decision: string; coding: string | null }>`
    select event_id as "eventId", reviewer, decision, coding from review order by id`.execute(db);
  const standing = new Map<string, typeof rows>();
  for (const row of rows) {
    const stack = standing.get(row.eventId) ?? [];
    standing.set(row.eventId, stack);
    if (row.decision === "undo") stack.pop();
    else stack.push(row);
  }
  const decides = ["accept", "reject", "correct", "merge"];
  return [...standing].map(([eventId, stack]) => ({
    eventId,
    reviewer: stack.findLast(({ decision }) => decides.includes(decision))?.reviewer ?? null,
    coding: stack.findLast(({ coding }) => coding !== null)?.coding ?? null,
  }));
}

async function onlyAdded(
  db: Kysely<unknown>,
  table: "review" | "opinion" | "document_review",
): Promise<void> {
  for (const change of ["update", "delete"]) {
    await sql`create trigger ${sql.ref(`${table}_no_${change}`)} before ${sql.raw(change)} on ${sql.ref(table)}
      begin select raise(abort, ${sql.lit(`${table}s are only ever added: undo with a new decision`)}); end`.execute(
      db,
    );
  }
}
