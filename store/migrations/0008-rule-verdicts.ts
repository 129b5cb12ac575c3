import { type Kysely, type Migration, sql } from "kysely";
import { words } from "./columns.ts";

/** How each rule did in each decided event, so that the scorecard is counted and not read: what is decided already is judged when it is first asked for. */
export const ruleVerdicts: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("rule_verdict")
      .addColumn("event_id", "text", (c) => c.notNull())
      .addColumn("rule_id", "text", (c) => c.notNull())
      .addColumn("type", "text", (c) => c.notNull())
      .addColumn("year", "text", (c) => c.notNull())
      .$call((t) => words(t, "decision", ["accepted", "corrected", "rejected"]))
      .addColumn("fields", "text", (c) => c.notNull())
      .addColumn("reason", "text")
      .addPrimaryKeyConstraint("rule_verdict_key", ["event_id", "rule_id"])
      .execute();
    await sql`create index rule_verdict_counts on rule_verdict (rule_id, type, year, decision, event_id)`.execute(
      db,
    );
    await sql`create index rule_verdict_fields on rule_verdict (rule_id, fields) where fields <> '[]'`.execute(
      db,
    );
    await sql`create index rule_verdict_reasons on rule_verdict (rule_id, reason) where reason is not null`.execute(
      db,
    );
    await sql`alter table event add column judged integer not null default 0 check (judged in (0, 1))`.execute(
      db,
    );
    // Found by what was decided until now, which whoever is asked about them must not learn.
    await sql`update event set indexed = 0 where queue_reason = 'second-opinion'`.execute(db);
    await sql`create index event_unjudged on event (id)
      where judged = 0 and status in ('accepted', 'corrected', 'rejected')`.execute(db);
  },
};
