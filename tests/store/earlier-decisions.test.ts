import { join } from "node:path";
import { CamelCasePlugin, Kysely, sql } from "kysely";
import { expect, it } from "vitest";
import { listHeldApart } from "../../store/held-apart.ts";
import { MIGRATIONS } from "../../store/migrations.ts";
import { addReview, listReviews } from "../../store/reviews.ts";
import type { Tables } from "../../store/schema.ts";
import { SqliteDialect } from "../../store/sqlite-dialect.ts";
import { SqliteConnection } from "../../store/sqlite-driver.ts";
import { AT, CODED_BY, CONFIG, coding, LATER, PEOPLE } from "./records.ts";
import { tempFolder } from "./temp-database.ts";

const CORRECTED = coding({ date: "2026-02-27" });

/** A database as the version before wrote it: e1 was split, its part e2 corrected, e3 accepted and that taken back. */
async function earlierDatabase(): Promise<Kysely<Tables>> {
  const connection = await SqliteConnection.open(join(tempFolder(), "old.db"), "create");
  await connection.execute("pragma foreign_keys = on", [], true);
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect(connection),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  for (const [name, { up }] of Object.entries(MIGRATIONS)) if (name < "0004") await up(db.withoutPlugins());
  await sql`insert into snapshot (id, source_id, url, canonical_url, final_url, captured, route, kind, http_status, sha256, bytes,
    warc_file, warc_offset, warc_length) values ('s', 'fj', 'u', 'u', 'u', ${AT}, 'site', 'article', 200, ${CONFIG}, 1, 'a', 0, 1)`.execute(
    db,
  );
  await sql`insert into document (id, snapshot_id, source_id, canonical_url, version, language, language_code, script, title,
    text, content_sha256, current, linked) values ('d', 's', 'fj', 'u', 1, 'zh', 'cmn', 'hans', 't', 't', ${CONFIG}, 1, 1)`.execute(
    db,
  );
  for (const id of ["m1", "m2", "m3"]) {
    await sql`insert into mention (id, document_id, type, rule_id, coding, people, field_spans, evidence_in, evidence_start,
      evidence_end, quote, confidence, config_sha256, current) values (${id}, 'd', 'meeting', 'r', ${JSON.stringify(coding())},
      '[]', '{}', 'text', 0, 1, 'q', 0.9, ${CONFIG}, 1)`.execute(db);
  }
  for (const [id, status] of [
    ["e1", "new"],
    ["e2", "corrected"],
    ["e3", "new"],
  ]) {
    await sql`insert into event (id, type, date, date_precision, coding, people, confidence, status, coded_by, created_at,
      updated_at) values (${id}, 'meeting', '2026-03-01', 'day', ${JSON.stringify(coding())}, ${JSON.stringify(PEOPLE)}, 0.9,
      ${status}, ${JSON.stringify(CODED_BY)}, ${AT}, ${AT})`.execute(db);
  }
  for (const [event, mention, at, withdrawn] of [
    ["e1", "m1", AT, null],
    ["e1", "m2", AT, LATER],
    ["e2", "m2", LATER, null],
    ["e3", "m3", AT, null],
  ]) {
    await sql`insert into link (event_id, mention_id, score, reasons, author, at, withdrawn_at)
      values (${event}, ${mention}, 1, '[]', 'machine', ${at}, ${withdrawn})`.execute(db);
  }
  const decisions = [
    [3, "e1", "split", { mentionIds: ["m2"] }, null, "e2"],
    [4, "e2", "correct", { date: "2026-02-27" }, CORRECTED, null],
    [7, "e3", "accept", null, coding(), null],
    [9, "e3", "undo", null, null, null],
  ] as const;
  for (const [id, event, decision, changes, signed, into] of decisions) {
    await sql`insert into review (id, event_id, reviewer, at, decision, changes, coding, "into", note) values (${id}, ${event},
      'Mere', ${LATER}, ${decision}, ${changes && JSON.stringify(changes)}, ${signed && JSON.stringify(signed)}, ${into},
      'as told')`.execute(db);
  }
  return db;
}

it("keeps the decisions of earlier versions as they are, numbers and guards included, and goes on from them", async () => {
  const db = await earlierDatabase();
  const before = await db.selectFrom("review").selectAll().orderBy("id").execute();
  for (const [name, { up }] of Object.entries(MIGRATIONS)) {
    if (name >= "0004") await db.withoutPlugins().transaction().execute(up);
  }
  const after = await db.selectFrom("review").selectAll().orderBy("id").execute();
  expect(after).toEqual(before.map((row) => ({ ...row, spans: null, waited: null })));
  await expect(sql`update review set reviewer = 'x'`.execute(db)).rejects.toThrow(/only ever added/);
  await expect(sql`delete from review`.execute(db)).rejects.toThrow(/only ever added/);
  const { rows } = await sql`pragma foreign_key_check`.execute(db);
  expect(rows).toEqual([]);
  await addReview(db, { eventId: "e3", reviewer: "Ana", at: LATER, decision: "accept" });
  expect((await listReviews(db, "e3")).map(({ id }) => id)).toEqual([7, 9, 10]);
  const events = await db.selectFrom("event").select(["id", "decidedBy"]).orderBy("id").execute();
  expect(events.map(({ decidedBy }) => decidedBy)).toEqual([null, "Mere", "Ana"]);
  const sources = await db.selectFrom("eventSource").selectAll().orderBy("eventId").execute();
  const topics = await db.selectFrom("eventTopic").selectAll().orderBy("eventId").execute();
  expect(topics).toEqual(["e1", "e2", "e3"].map((eventId) => ({ eventId, topic: "telecom_fraud" })));
  const where = { sourceId: "fj", language: "zh" };
  expect(sources).toEqual(["e1", "e2", "e3"].map((eventId) => ({ eventId, ...where })));
  await db.destroy();
});

it("holds apart what an earlier version split, and knows what every event was", async () => {
  const db = await earlierDatabase();
  await MIGRATIONS["0004-one-engagement"]!.up(db.withoutPlugins());
  expect(await listHeldApart(db, ["m1", "m2", "m3"])).toEqual([["m1", "m2"]]);
  const states = await db.selectFrom("eventState").selectAll().orderBy("eventId").execute();
  expect(states).toMatchObject([
    { eventId: "e1", status: "new", coding: null, mentionIds: '["m1"]', reviewId: 3, at: LATER },
    { eventId: "e2", status: "corrected", coding: JSON.stringify(CORRECTED), mentionIds: '["m2"]' },
    { eventId: "e3", status: "new", coding: null, reviewId: 9, people: JSON.stringify(PEOPLE) },
  ]);
  await db.destroy();
});
