import { type CreateTableBuilder, type Kysely, type Migration, sql } from "kysely";
import { flag, index, words } from "./columns.ts";

/** The first tables: pages and snapshots, documents, what was read in them, events, decisions, and the running of it. */
export const records: Migration = {
  async up(db: Kysely<unknown>) {
    await pagesAndSnapshots(db);
    await documents(db);
    await events(db);
    await reviews(db);
    await operation(db);
    await searchIndex(db);
  },
};

async function pagesAndSnapshots(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("source_state")
    .addColumn("source_id", "text", (c) => c.primaryKey().notNull())
    .$call((t) => words(t, "state", ["ok", "quiet", "layout-changed", "blocked", "unreachable", "unknown"]))
    .addColumn("last_attempt", "text")
    .addColumn("last_success", "text")
    .addColumn("last_new_article", "text")
    .addColumn("sections", "text")
    .execute();
  await db.schema
    .createTable("page")
    .addColumn("canonical_url", "text", (c) => c.primaryKey().notNull())
    .addColumn("source_id", "text", (c) => c.notNull())
    .$call((t) => words(t, "kind", ["list", "article"]))
    .addColumn("url", "text", (c) => c.notNull())
    .$call((t) => words(t, "state", ["found", "ok", "gone", "blocked", "failed", "unreadable"]))
    .addColumn("found_on", "text")
    .addColumn("first_seen", "text", (c) => c.notNull())
    .addColumn("last_checked", "text")
    .addColumn("last_success", "text")
    .addColumn("missing_since", "text")
    .addColumn("etag", "text")
    .addColumn("last_modified", "text")
    .addColumn("sha256", "text")
    .addColumn("last_snapshot_id", "text")
    .execute();
  await index(db, "page", ["source_id", "kind", "state", "last_checked"]);
  await db.schema
    .createTable("snapshot")
    .addColumn("id", "text", (c) => c.primaryKey().notNull())
    .addColumn("source_id", "text", (c) => c.notNull())
    .addColumn("url", "text", (c) => c.notNull())
    .addColumn("canonical_url", "text", (c) => c.notNull())
    .addColumn("final_url", "text", (c) => c.notNull())
    .addColumn("captured", "text", (c) => c.notNull())
    .$call((t) => words(t, "route", ["site", "import", "wayback", "commoncrawl"]))
    .$call((t) => words(t, "kind", ["list", "article", "robots"]))
    .addColumn("http_status", "integer", (c) => c.notNull())
    .addColumn("content_type", "text")
    .addColumn("sha256", "text", (c) => c.notNull().check(sql`length(sha256) = 64`))
    .addColumn("bytes", "integer", (c) => c.notNull().check(sql`bytes >= 0`))
    .addColumn("etag", "text")
    .addColumn("last_modified", "text")
    .addColumn("warc_file", "text", (c) => c.notNull())
    .addColumn("warc_offset", "integer", (c) => c.notNull().check(sql`warc_offset >= 0`))
    .addColumn("warc_length", "integer", (c) => c.notNull().check(sql`warc_length >= 0`))
    .addColumn("revisit_of", "text", (c) => c.references("snapshot.id"))
    .addColumn("parsed", "text")
    .execute();
  await index(db, "snapshot", ["sha256", "canonical_url"]);
  await index(db, "snapshot", ["canonical_url"]);
  await sql`create index snapshot_unparsed on snapshot (captured) where parsed is null and kind = 'article'`.execute(
    db,
  );
}

async function documents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("document")
    .addColumn("id", "text", (c) => c.primaryKey().notNull())
    .addColumn("snapshot_id", "text", (c) => c.notNull().references("snapshot.id"))
    .addColumn("source_id", "text", (c) => c.notNull())
    .addColumn("canonical_url", "text", (c) => c.notNull())
    .addColumn("version", "integer", (c) => c.notNull().check(sql`version >= 1`))
    .$call((t) => words(t, "language", ["zh", "en", "other"]))
    .addColumn("language_code", "text", (c) => c.notNull())
    .$call((t) => words(t, "script", ["hans", "hant", "latn", "other"]))
    .addColumn("title", "text", (c) => c.notNull())
    .addColumn("text", "text", (c) => c.notNull())
    .addColumn("published", "text")
    .addColumn("document_number", "text")
    .addColumn("content_sha256", "text", (c) => c.notNull())
    .$call((t) => flag(t, "current", 1))
    .addColumn("extracted_with", "text")
    .$call((t) => flag(t, "linked", 0))
    .$call((t) => flag(t, "indexed", 0))
    .addUniqueConstraint("document_version", ["canonical_url", "version"])
    .execute();
  await index(db, "document", ["snapshot_id"]);
  await index(db, "document", ["source_id", "language"]);
  await sql`create index document_number on document (document_number) where document_number is not null`.execute(
    db,
  );
  await sql`create index document_unextracted on document (id) where extracted_with is null and current = 1`.execute(
    db,
  );
  await sql`create index document_unlinked on document (id) where linked = 0`.execute(db);
  await sql`create index document_unindexed on document (id) where indexed = 0`.execute(db);
  await db.schema
    .createTable("mention")
    .addColumn("id", "text", (c) => c.primaryKey().notNull())
    .addColumn("document_id", "text", (c) => c.notNull().references("document.id"))
    .addColumn("type", "text", (c) => c.notNull())
    .addColumn("rule_id", "text", (c) => c.notNull())
    .addColumn("coding", "text", (c) => c.notNull())
    .addColumn("people", "text", (c) => c.notNull())
    .addColumn("field_spans", "text", (c) => c.notNull())
    .$call(evidence)
    .addColumn("confidence", "real", (c) => c.notNull().check(sql`confidence between 0 and 1`))
    .addColumn("config_sha256", "text", (c) => c.notNull())
    .$call((t) => flag(t, "current", 1))
    .execute();
  await index(db, "mention", ["document_id"]);
  await sql`create index mention_past on mention (id) where current = 0`.execute(db);
  await db.schema
    .createTable("claim")
    .addColumn("id", "text", (c) => c.primaryKey().notNull())
    .addColumn("document_id", "text", (c) => c.notNull().references("document.id"))
    .$call((t) => words(t, "kind", ["planned", "pledge", "total"]))
    .addColumn("type", "text")
    .addColumn("countries", "text", (c) => c.notNull())
    .addColumn("number", "real")
    .addColumn("claimant", "text")
    .$call(evidence)
    .addColumn("rule_id", "text", (c) => c.notNull())
    .$call((t) => flag(t, "current", 1))
    .execute();
  await index(db, "claim", ["document_id"]);
}

function evidence<T extends string, C extends string>(table: CreateTableBuilder<T, C>) {
  return words(table, "evidence_in", ["title", "text"])
    .addColumn("evidence_start" as C, "integer", (c) => c.notNull().check(sql`evidence_start >= 0`))
    .addColumn("evidence_end" as C, "integer", (c) => c.notNull().check(sql`evidence_end >= evidence_start`))
    .addColumn("quote" as C, "text", (c) => c.notNull());
}

async function events(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("event")
    .addColumn("id", "text", (c) => c.primaryKey().notNull())
    .addColumn("type", "text", (c) => c.notNull())
    .addColumn("date", "text", (c) => c.notNull())
    .$call((t) => words(t, "date_precision", ["day", "month", "year"]))
    .addColumn("coding", "text", (c) => c.notNull())
    .addColumn("people", "text", (c) => c.notNull())
    .addColumn("confidence", "real", (c) => c.notNull().check(sql`confidence between 0 and 1`))
    .$call((t) => words(t, "status", ["new", "accepted", "corrected", "rejected", "merged"]))
    .addColumn("queue_reason", "text")
    .addColumn("queued_at", "text")
    .addColumn("merged_into", "text", (c) => c.references("event.id").check(sql`merged_into <> id`))
    .addColumn("coded_by", "text", (c) => c.notNull())
    .addColumn("created_at", "text", (c) => c.notNull())
    .addColumn("updated_at", "text", (c) => c.notNull())
    .addColumn("mention_count", "integer", (c) => c.notNull().defaultTo(0))
    .$call((t) => flag(t, "recode", 0))
    .$call((t) => flag(t, "indexed", 0))
    .addCheckConstraint("event_merged", sql`(status = 'merged') = (merged_into is not null)`)
    .execute();
  await index(db, "event", ["date", "id"]);
  await index(db, "event", ["status", "date"]);
  await sql`create index event_queue on event (date, id, type, status, mention_count, queue_reason) where queue_reason is not null`.execute(
    db,
  );
  await sql`create index event_waiting on event (queued_at, id) where queue_reason is not null`.execute(db);
  await sql`create index event_merged_into on event (merged_into) where merged_into is not null`.execute(db);
  await sql`create index event_recode on event (id) where recode = 1`.execute(db);
  await sql`create index event_unindexed on event (id) where indexed = 0`.execute(db);
  await db.schema
    .createTable("event_country")
    .addColumn("event_id", "text", (c) => c.notNull().references("event.id"))
    .addColumn("country", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("event_country_key", ["event_id", "country"])
    .execute();
  await index(db, "event_country", ["country", "event_id"]);
  await db.schema
    .createTable("event_block")
    .addColumn("event_id", "text", (c) => c.notNull().references("event.id"))
    .addColumn("type", "text", (c) => c.notNull())
    .addColumn("country", "text", (c) => c.notNull())
    .addColumn("date", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("event_block_key", ["type", "country", "date", "event_id"])
    .execute();
  await index(db, "event_block", ["event_id"]);
  await db.schema
    .createTable("link")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("event_id", "text", (c) => c.notNull().references("event.id"))
    .addColumn("mention_id", "text", (c) => c.notNull().references("mention.id"))
    .addColumn("score", "real", (c) => c.notNull())
    .addColumn("reasons", "text", (c) => c.notNull())
    .addColumn("author", "text", (c) => c.notNull())
    .addColumn("at", "text", (c) => c.notNull())
    .addColumn("withdrawn_at", "text")
    .execute();
  await index(db, "link", ["event_id"]);
  await sql`create unique index link_active on link (mention_id) where withdrawn_at is null`.execute(db);
}

async function reviews(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("review")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("event_id", "text", (c) => c.notNull().references("event.id"))
    .addColumn("reviewer", "text", (c) => c.notNull().check(sql`length(reviewer) > 0`))
    .addColumn("at", "text", (c) => c.notNull())
    .$call((t) => words(t, "decision", ["accept", "reject", "correct", "merge", "split", "undo"]))
    .addColumn("changes", "text")
    .addColumn("coding", "text")
    .addColumn("into", "text", (c) => c.references("event.id"))
    .addColumn("note", "text")
    .execute();
  await index(db, "review", ["event_id"]);
  for (const change of ["update", "delete"]) {
    await sql`create trigger ${sql.ref(`review_no_${change}`)} before ${sql.raw(change)} on review
      begin select raise(abort, 'reviews are only ever added: undo with a new decision'); end`.execute(db);
  }
}

async function operation(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("issue")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("stage", "text", (c) => c.notNull())
    .addColumn("code", "text", (c) => c.notNull())
    .addColumn("source_id", "text")
    .addColumn("item", "text", (c) => c.notNull())
    .addColumn("message", "text", (c) => c.notNull())
    .addColumn("opened", "text", (c) => c.notNull())
    .addColumn("last_seen", "text", (c) => c.notNull())
    .addColumn("times", "integer", (c) => c.notNull().defaultTo(1))
    .addColumn("closed", "text")
    .addColumn("closed_by", "text")
    .execute();
  await sql`create unique index issue_open on issue (stage, code, item) where closed is null`.execute(db);
  await sql`create index issue_open_item on issue (item) where closed is null`.execute(db);
  await db.schema
    .createTable("run")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("command", "text", (c) => c.notNull())
    .addColumn("started", "text", (c) => c.notNull())
    .addColumn("finished", "text")
    .addColumn("exit_status", "integer")
    .addColumn("counts", "text")
    .execute();
  await db.schema
    .createTable("lease")
    .addColumn("name", "text", (c) => c.primaryKey().notNull())
    .addColumn("holder", "text", (c) => c.notNull())
    .addColumn("pid", "integer", (c) => c.notNull())
    .addColumn("acquired", "text", (c) => c.notNull())
    .addColumn("renewed", "text", (c) => c.notNull())
    .execute();
}

/**
 * Two-character Chinese words are found through an index of overlapping pairs, made by `search-text.ts`; it holds no
 * text of its own (contentless), so it costs about half of a trigram index.
 */
async function searchIndex(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("search_item")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .$call((t) => words(t, "kind", ["document", "event"]))
    .addColumn("item_id", "text", (c) => c.notNull())
    .addUniqueConstraint("search_item_key", ["kind", "item_id"])
    .execute();
  await sql`create virtual table search_index using fts5(
    title, body, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2"
  )`.execute(db);
}
