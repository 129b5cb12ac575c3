import { type Kysely, type Migration, sql } from "kysely";
import { index } from "./columns.ts";

/** Pairs of events that a person should compare, and the look-up of documents with the same words. */
export const possibleDuplicates: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("possible_duplicate")
      .addColumn("event_a", "text", (c) => c.notNull().references("event.id"))
      .addColumn("event_b", "text", (c) => c.notNull().references("event.id"))
      .addColumn("score", "real", (c) => c.notNull())
      .addColumn("reasons", "text", (c) => c.notNull())
      .addColumn("at", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("possible_duplicate_key", ["event_a", "event_b"])
      .addCheckConstraint("possible_duplicate_order", sql`event_a < event_b`)
      .execute();
    await index(db, "possible_duplicate", ["event_b"]);
    await sql`create index document_by_content on document (content_sha256) where current = 1`.execute(db);
  },
};
