import { type Kysely, type Migration, sql } from "kysely";
import { flag, index, words } from "./columns.ts";

/** What keeps the records current: when a source is due, what each visit found, when a page is read again, what changed. */
export const currency: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table source_state add column next_due text`.execute(db);
    await sql`alter table source_state add column failures integer not null default 0`.execute(db);
    await sql`alter table source_state add column usual text`.execute(db);
    await sql`alter table page add column next_check text`.execute(db);
    // What an earlier version has read is due; how much of it is asked for at once is bounded.
    await sql`update page set next_check = last_checked where kind = 'article' and last_checked is not null`.execute(
      db,
    );
    await sql`create index page_due on page (source_id, next_check) where kind = 'article' and next_check is not null`.execute(
      db,
    );
    // What an earlier version of a page reported is found by its mentions, with the edges that were withdrawn.
    await index(db, "link", ["mention_id"]);
    await index(db, "page", ["source_id", "kind", "first_seen"]);
    await index(db, "document", ["source_id", "published"]);
    await visits(db);
    await pageChanges(db);
    await listings(db);
  },
};

async function visits(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("visit")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("source_id", "text", (c) => c.notNull())
    .addColumn("started", "text", (c) => c.notNull())
    .addColumn("finished", "text", (c) => c.notNull())
    .$call((t) => words(t, "state", ["ok", "layout-changed", "blocked", "unreachable"]))
    .addColumn("counts", "text", (c) => c.notNull())
    .$call((t) => flag(t, "judged", 0))
    .execute();
  await index(db, "visit", ["source_id", "started"]);
  await sql`create index visit_unjudged on visit (id) where judged = 0`.execute(db);
}

async function pageChanges(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("page_change")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("canonical_url", "text", (c) => c.notNull())
    .addColumn("source_id", "text", (c) => c.notNull())
    .$call((t) => words(t, "kind", ["edited", "removed", "restored"]))
    .addColumn("at", "text", (c) => c.notNull())
    .addColumn("before_document_id", "text", (c) => c.references("document.id"))
    .addColumn("after_document_id", "text", (c) => c.references("document.id"))
    .addColumn("last_seen", "text")
    .addColumn("first_missing", "text")
    .addUniqueConstraint("page_change_once", ["canonical_url", "kind", "at"])
    .execute();
  await index(db, "page_change", ["at", "id"]);
}

async function listings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("listing")
    .addColumn("canonical_url", "text", (c) => c.primaryKey().notNull())
    .addColumn("source_id", "text", (c) => c.notNull())
    .addColumn("url", "text", (c) => c.notNull())
    .addColumn("title", "text", (c) => c.notNull())
    .addColumn("lead", "text")
    .addColumn("list_date", "text")
    .addColumn("found_on", "text", (c) => c.notNull())
    .addColumn("first_seen", "text", (c) => c.notNull())
    .$call((t) => flag(t, "kept", 1))
    .addColumn("word", "text")
    .execute();
  await index(db, "listing", ["source_id", "kept", "first_seen"]);
}
