import { expect, it } from "vitest";
import type { Coding } from "../../extractors/event.ts";
import type { Document } from "../../sources/document.ts";
import type { Db } from "../../store/database.ts";
import { replacePossibleDuplicates, similarEvents } from "../../store/possible-duplicates.ts";
import { eventsForQueue } from "../../store/queue.ts";
import { addReview } from "../../store/reviews.ts";
import { AT, LATER, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

const store = (db: Db, id: string, coding: Partial<Coding> = {}, document: Partial<Document> = {}) =>
  storeEvent(db, id, { coding, document });
const pair = (a: string, b: string, score = 0.6, reasons = ["same day"]) => {
  return { eventIds: [a, b] as const, score, reasons, at: AT };
};

it("shows both events of a possible pair which other one they may be, and why, the likeliest first", async () => {
  const db = await tempDatabase();
  for (const id of ["e-a", "e-b", "e-c", "e-d"]) await store(db, id, { date: "2026-03-01" });
  await replacePossibleDuplicates(db, [], [pair("e-b", "e-a"), pair("e-a", "e-c", 0.7, ["same officer"])]);
  const similar = await similarEvents(db, ["e-a", "e-b", "e-d"]);
  expect(similar.get("e-a")).toEqual([
    { id: "e-c", type: "meeting", date: "2026-03-01", status: "new", score: 0.7, reasons: ["same officer"] },
    { id: "e-b", type: "meeting", date: "2026-03-01", status: "new", score: 0.6, reasons: ["same day"] },
  ]);
  expect(similar.get("e-b")?.map(({ id }) => id)).toEqual(["e-a"]);
  expect(similar.has("e-d")).toBe(false);
  const { events } = await eventsForQueue(db);
  expect(events.find(({ id }) => id === "e-c")?.similar.map(({ id }) => id)).toEqual(["e-a"]);
  expect(events.find(({ id }) => id === "e-d")?.similar).toEqual([]);
});

it("keeps a pair once, with the best score, and never an event with itself", async () => {
  const db = await tempDatabase();
  await store(db, "e-a");
  await store(db, "e-b");
  const pairs = [pair("e-b", "e-a", 0.5), pair("e-a", "e-b", 0.8, ["best"]), pair("e-a", "e-a", 0.9)];
  await replacePossibleDuplicates(db, ["e-a", "e-b"], pairs);
  const rows = await db.selectFrom("possibleDuplicate").select(["score", "reasons"]).execute();
  expect(rows).toEqual([{ score: 0.8, reasons: '["best"]' }]);
});

it("forgets the pairs that linking no longer finds, those of merged events too, and leaves what is as it was its time", async () => {
  const db = await tempDatabase();
  for (const id of ["e-a", "e-b", "e-c", "e-x", "e-y"]) await store(db, id);
  const first = [pair("e-a", "e-b"), pair("e-b", "e-c"), pair("e-x", "e-y"), pair("e-c", "e-x")];
  await replacePossibleDuplicates(db, [], first);
  await addReview(db, { reviewer: "mara", at: LATER, eventId: "e-c", decision: "merge", into: "e-a" });
  const later = (a: string, b: string, score: number) => ({ ...pair(a, b, score), at: LATER });
  await replacePossibleDuplicates(db, ["e-a", "e-b"], [later("e-a", "e-b", 0.6), later("e-a", "e-x", 0.5)]);
  const rows = await db.selectFrom("possibleDuplicate").selectAll().orderBy("eventA").execute();
  expect(rows.map(({ eventA, eventB, at }) => [eventA, eventB, at])).toEqual([
    ["e-a", "e-b", AT],
    ["e-a", "e-x", LATER],
    ["e-x", "e-y", AT],
  ]);
});

it("follows a merge on either side, and forgets a pair that is one event now or was rejected", async () => {
  const db = await tempDatabase();
  for (const id of ["e-a", "e-b", "e-c", "e-x"]) await store(db, id);
  await replacePossibleDuplicates(db, [], [pair("e-a", "e-b"), pair("e-b", "e-c"), pair("e-a", "e-x")]);
  const by = { reviewer: "mara", at: LATER };
  await addReview(db, { ...by, eventId: "e-b", decision: "merge", into: "e-a" });
  await addReview(db, { ...by, eventId: "e-x", decision: "reject" });
  const similar = await similarEvents(db, ["e-a", "e-c"]);
  expect(similar.get("e-a")?.map(({ id }) => id)).toEqual(["e-c"]);
  expect(similar.get("e-c")?.map(({ id }) => id)).toEqual(["e-a"]);
});
