import type { Kysely, Migration } from "kysely";
import { index, words } from "./columns.ts";

/** What is known of past years: how far each source was searched by each route, and the captures that archives hold. */
export const backfill: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("backfill")
      .addColumn("source_id", "text", (c) => c.notNull())
      .addColumn("year", "integer", (c) => c.notNull())
      .$call((t) => words(t, "route", ["site", "wayback", "commoncrawl"]))
      .$call((t) => words(t, "state", ["running", "done", "empty", "blocked", "failed"]))
      .addColumn("position", "text", (c) => c.notNull())
      .addColumn("listed", "integer", (c) => c.notNull())
      .addColumn("reason", "text")
      .addColumn("started", "text", (c) => c.notNull())
      .addColumn("updated", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("backfill_key", ["source_id", "year", "route"])
      .execute();
    await db.schema
      .createTable("archived_page")
      .$call((t) => words(t, "route", ["wayback", "commoncrawl"]))
      .addColumn("source_id", "text", (c) => c.notNull())
      .addColumn("year", "integer", (c) => c.notNull())
      .addColumn("canonical_url", "text", (c) => c.notNull())
      .addColumn("captured", "text", (c) => c.notNull())
      .addColumn("date", "text")
      .addColumn("url", "text", (c) => c.notNull())
      .addColumn("digest", "text", (c) => c.notNull())
      .addColumn("place", "text")
      .$call((t) => words(t, "state", ["listed", "fetched", "held", "unfit"]))
      .addColumn("reason", "text")
      .addPrimaryKeyConstraint("archived_page_key", ["route", "canonical_url", "captured"])
      .execute();
    await index(db, "archived_page", ["source_id", "year", "route", "state"]);
  },
};
