import { type Kysely, type Migration, sql } from "kysely";
import { followEarlierDecisions } from "./0004-earlier-decisions.ts";
import { index, words } from "./columns.ts";

/** What makes one record of one engagement: copies of texts, why an event has its values, its past, and its relations. */
export const oneEngagement: Migration = {
  async up(db: Kysely<unknown>) {
    await copies(db);
    await mentionKeys(db);
    await sql`alter table event add column facts text`.execute(db);
    await sql`alter table event add column conflict integer not null default 0 check (conflict in (0, 1))`.execute(
      db,
    );
    await sql`create index event_conflict on event (date, id) where conflict = 1`.execute(db);
    // Events of earlier versions are coded again by the next run, which says why they have their values.
    await sql`update event set recode = 1 where mention_count > 0`.execute(db);
    await sql`alter table event add column muted integer not null default 0 check (muted in (0, 1))`.execute(
      db,
    );
    await sql`alter table event add column absorbed_into text references event (id) check (absorbed_into <> id)`.execute(
      db,
    );
    await sql`create index event_muted on event (id) where muted = 1`.execute(db);
    await index(db, "mention", ["rule_id"]);
    await sql`create index event_absorbed_into on event (absorbed_into) where absorbed_into is not null`.execute(
      db,
    );
    await widerDecisions(db);
    await pasts(db);
    await relations(db);
    await codings(db);
  },
};

/** Passages by which copies of a text are found, and the pairs that were found. */
async function copies(db: Kysely<unknown>): Promise<void> {
  await sql`alter table document add column compared integer not null default 0 check (compared in (0, 1))`.execute(
    db,
  );
  await sql`create index document_uncompared on document (id) where compared = 0 and current = 1`.execute(db);
  await sql`create table passage (hash integer not null, document_id text not null references document (id),
    total integer not null check (total > 0), primary key (hash, document_id)) without rowid`.execute(db);
  await db.schema
    .createTable("document_copy")
    .addColumn("document_a", "text", (c) => c.notNull().references("document.id"))
    .addColumn("document_b", "text", (c) => c.notNull().references("document.id"))
    .addColumn("likeness", "real", (c) => c.notNull().check(sql`likeness between 0 and 1`))
    .addPrimaryKeyConstraint("document_copy_key", ["document_a", "document_b"])
    .addCheckConstraint("document_copy_order", sql`document_a < document_b`)
    .execute();
  await index(db, "document_copy", ["document_b"]);
}

/**
 * Where linking looks for the mentions that could be one event with another; in its place stood a table of events. The keys
 * follow from settings that no migration reads, so every document with mentions is linked again.
 */
async function mentionKeys(db: Kysely<unknown>): Promise<void> {
  await sql`create table mention_key (key text not null, mention_id text not null references mention (id),
    first_day integer not null, last_day integer not null, primary key (key, mention_id)) without rowid`.execute(
    db,
  );
  await index(db, "mention_key", ["mention_id"]);
  await sql`drop table event_block`.execute(db);
  await sql`update document set linked = 0 where id in (select document_id from mention where current = 1)`.execute(
    db,
  );
}

/** A check cannot be changed in place, so the table is made anew; its rows and their ids stay. */
async function widerDecisions(db: Kysely<unknown>): Promise<void> {
  for (const change of ["update", "delete"]) {
    await sql`drop trigger ${sql.ref(`review_no_${change}`)}`.execute(db);
  }
  await sql`alter table review rename to earlier_review`.execute(db);
  await sql`drop index review_by_event_id`.execute(db);
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
    .execute();
  await sql`insert into review (id, event_id, reviewer, at, decision, changes, coding, "into", note)
    select id, event_id, reviewer, at, decision, changes, coding, "into", note from earlier_review`.execute(
    db,
  );
  await sql`drop table earlier_review`.execute(db);
  await index(db, "review", ["event_id"]);
  await sql`create index review_into on review ("into") where "into" is not null`.execute(db);
  for (const change of ["update", "delete"]) {
    await sql`create trigger ${sql.ref(`review_no_${change}`)} before ${sql.raw(change)} on review
      begin select raise(abort, 'reviews are only ever added: undo with a new decision'); end`.execute(db);
  }
  await db.schema
    .createTable("held_apart")
    .addColumn("mention_a", "text", (c) => c.notNull().references("mention.id"))
    .addColumn("mention_b", "text", (c) => c.notNull().references("mention.id"))
    .addColumn("review_id", "integer", (c) => c.notNull().references("review.id"))
    .addPrimaryKeyConstraint("held_apart_key", ["mention_a", "mention_b", "review_id"])
    .addCheckConstraint("held_apart_order", sql`mention_a < mention_b`)
    .execute();
  await index(db, "held_apart", ["mention_b"]);
  await index(db, "held_apart", ["review_id"]);
  await db.schema
    .createTable("succession")
    .addColumn("mention_id", "text", (c) => c.notNull().references("mention.id"))
    .addColumn("earlier_id", "text", (c) => c.notNull().references("mention.id"))
    .addPrimaryKeyConstraint("succession_key", ["mention_id", "earlier_id"])
    .addCheckConstraint("succession_two", sql`mention_id <> earlier_id`)
    .execute();
  await index(db, "succession", ["earlier_id"]);
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
  "undo",
] as const;

/** What an event was, each time it became something else. */
async function pasts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("event_state")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("event_id", "text", (c) => c.notNull().references("event.id"))
    .addColumn("at", "text", (c) => c.notNull())
    .addColumn("cause", "text", (c) => c.notNull())
    .addColumn("status", "text", (c) => c.notNull())
    .addColumn("merged_into", "text", (c) => c.references("event.id"))
    .addColumn("review_id", "integer", (c) => c.references("review.id"))
    .addColumn("coding", "text")
    .addColumn("machine", "text", (c) => c.notNull())
    .addColumn("people", "text", (c) => c.notNull())
    .addColumn("mention_ids", "text", (c) => c.notNull())
    .addColumn("coded_by", "text", (c) => c.notNull())
    .execute();
  await index(db, "event_state", ["event_id", "id"]);
  await followEarlierDecisions(db);
}

async function relations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("relation")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .$call((t) => words(t, "kind", ["signed_at", "next_in_series", "follows_up"]))
    .addColumn("from_event", "text", (c) => c.notNull().references("event.id"))
    .addColumn("to_event", "text", (c) => c.notNull().references("event.id"))
    .addColumn("reasons", "text", (c) => c.notNull())
    .addColumn("author", "text", (c) => c.notNull())
    .addColumn("at", "text", (c) => c.notNull())
    .addColumn("withdrawn_at", "text")
    .addCheckConstraint("relation_two", sql`from_event <> to_event`)
    .execute();
  await sql`create unique index relation_active on relation (from_event, to_event, kind)
    where withdrawn_at is null`.execute(db);
  await index(db, "relation", ["to_event"]);
  await sql`alter table event add column relate integer not null default 1 check (relate in (0, 1))`.execute(
    db,
  );
  await sql`create index event_relate on event (id) where relate = 1`.execute(db);
  await sql`create table relation_key (key text not null, wants integer not null check (wants in (0, 1)),
    event_id text not null references event (id), primary key (key, wants, event_id)) without rowid`.execute(
    db,
  );
  await index(db, "relation_key", ["event_id"]);
  await sql`create table relation_rules (sha256 text primary key not null, at text not null)`.execute(db);
}

/** What each version of program and rules was made of, so that a later one can tell which documents it may read otherwise. */
async function codings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("rule_config")
    .addColumn("sha256", "text", (c) => c.notNull())
    .addColumn("version", "text", (c) => c.notNull())
    .addColumn("at", "text", (c) => c.notNull())
    .addColumn("units", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("rule_config_key", ["sha256", "version"])
    .execute();
  await sql`alter table document add column extracted_version text`.execute(db);
  await index(db, "document", ["extracted_with", "extracted_version"]);
}
