import { type Kysely, type Migration, sql } from "kysely";
import { index, words } from "./columns.ts";

/** Past years: reposts as a route of their own, what a filter left out of what archives gave, and how long a search took. */
export const backfillRoutes: Migration = {
  // A check cannot be changed in place, so both tables are made anew under their names.
  async up(db: Kysely<unknown>) {
    await sql`alter table backfill rename to earlier_backfill`.execute(db);
    await db.schema
      .createTable("backfill")
      .addColumn("source_id", "text", (c) => c.notNull())
      .addColumn("year", "integer", (c) => c.notNull())
      .$call((t) => words(t, "route", ["site", "wayback", "commoncrawl", "repost"]))
      .$call((t) => words(t, "state", ["running", "done", "empty", "blocked", "failed"]))
      .addColumn("position", "text", (c) => c.notNull())
      .addColumn("listed", "integer", (c) => c.notNull())
      .addColumn("requests", "integer", (c) => c.notNull().defaultTo(0))
      .addColumn("seconds", "real", (c) => c.notNull().defaultTo(0))
      .addColumn("reason", "text")
      .addColumn("started", "text", (c) => c.notNull())
      .addColumn("updated", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("backfill_key", ["source_id", "year", "route"])
      .execute();
    await sql`insert into backfill (source_id, year, route, state, position, listed, reason, started, updated)
      select source_id, year, route, state, position, listed, reason, started, updated from earlier_backfill`.execute(
      db,
    );
    await sql`drop table earlier_backfill`.execute(db);

    await sql`drop index archived_page_by_source_id_year_route_state`.execute(db);
    await sql`alter table archived_page rename to earlier_archived_page`.execute(db);
    await db.schema
      .createTable("archived_page")
      .$call((t) => words(t, "route", ["wayback", "commoncrawl", "repost"]))
      .addColumn("source_id", "text", (c) => c.notNull())
      .addColumn("year", "integer", (c) => c.notNull())
      .addColumn("canonical_url", "text", (c) => c.notNull())
      .addColumn("captured", "text", (c) => c.notNull())
      .addColumn("date", "text")
      .addColumn("url", "text", (c) => c.notNull())
      .addColumn("digest", "text", (c) => c.notNull())
      .addColumn("place", "text")
      .$call((t) => words(t, "state", ["listed", "fetched", "held", "unfit", "left-out"]))
      .addColumn("reason", "text")
      .addPrimaryKeyConstraint("archived_page_key", ["route", "canonical_url", "captured"])
      .execute();
    await sql`insert into archived_page select * from earlier_archived_page`.execute(db);
    await sql`drop table earlier_archived_page`.execute(db);
    await index(db, "archived_page", ["source_id", "year", "route", "state"]);
  },
};
