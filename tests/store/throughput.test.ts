import { sql } from "kysely";
import { expect, it } from "vitest";
import { addReview, type ReviewInput } from "../../store/reviews.ts";
import { lastDays, readThroughput } from "../../store/throughput.ts";
import { storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

const NOW = "2026-03-31T12:00:00Z";

it("counts the days up to today", () => {
  const days = lastDays(NOW);
  expect(days).toHaveLength(30);
  expect([days[0], days.at(-1)]).toEqual(["2026-03-02", "2026-03-31"]);
  expect(lastDays("2024-03-01T00:00:00Z", 2)).toEqual(["2024-02-29", "2024-03-01"]);
});

it("counts the decisions of each reviewer by day, second opinions too, and which corrected something", async () => {
  const db = await tempDatabase();
  for (const id of ["e1", "e2", "e3"]) await storeEvent(db, id);
  const decide = (
    eventId: string,
    reviewer: string,
    day: string,
    decision: ReviewInput["decision"],
    changes?: object,
  ) =>
    addReview(db, { eventId, reviewer, at: `${day}T09:00:00Z`, decision, ...(changes ? { changes } : {}) });
  await decide("e3", "ana", "2026-03-01", "accept");
  await decide("e1", "ana", "2026-03-02", "accept");
  await decide("e2", "ana", "2026-03-30", "correct", { location: "Suva" });
  await decide("e2", "ana", "2026-03-30", "undo");
  await decide("e2", "bo", "2026-03-30", "reject");
  await sql`insert into opinion (event_id, review_id, reviewer, at, decision)
    select event_id, id, 'bo', '2026-03-31T11:00:00Z', 'correct' from review where event_id = 'e1'`.execute(
    db,
  );
  await sql`insert into opinion (event_id, review_id, reviewer, at, decision)
    select event_id, id, 'cy', '2026-03-31T13:00:00Z', 'accept' from review where event_id = 'e1'`.execute(
    db,
  );
  expect(await readThroughput(db, NOW)).toEqual([
    {
      reviewer: "ana",
      decisions: 2,
      corrections: 1,
      days: [
        { day: "2026-03-02", decisions: 1, corrections: 0 },
        { day: "2026-03-30", decisions: 1, corrections: 1 },
      ],
    },
    {
      reviewer: "bo",
      decisions: 2,
      corrections: 1,
      days: [
        { day: "2026-03-30", decisions: 1, corrections: 0 },
        { day: "2026-03-31", decisions: 1, corrections: 1 },
      ],
    },
  ]);
});

it("looks decisions up by their time", async () => {
  const db = await tempDatabase();
  for (const table of ["review", "opinion"]) {
    const { rows } = await sql<{ detail: string }>`explain query plan
      select reviewer from ${sql.ref(table)} where at >= '2026' and at <= '2027'`.execute(db);
    expect(rows.map(({ detail }) => detail).join()).toContain(`INDEX ${table}_by_at`);
  }
});
