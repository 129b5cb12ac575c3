import { expect, it } from "vitest";
import { readQueueAge } from "../../store/queue-age.ts";
import { addReview } from "../../store/reviews.ts";
import { AT, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

/** So many days after the events came into the queue. */
const after = (days: number) =>
  new Date(Date.parse(AT) + days * 86_400_000).toISOString().slice(0, 19).concat("Z");

it.each([
  [0, 0],
  [0.9, 0],
  [1, 1],
  [7.9, 1],
  [8, 2],
  [30.9, 2],
  [31, 3],
  [91, 4],
  [365.9, 4],
  [366, 5],
  [4000, 5],
])("puts what has waited %s days into bucket %s", async (days, bucket) => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  const counts = [0, 0, 0, 0, 0, 0];
  counts[bucket] = 1;
  expect(await readQueueAge(db, after(days))).toEqual([{ reason: "new", waiting: 1, counts, oldest: AT }]);
});

it("tells by reason, and leaves out what was decided", async () => {
  const db = await tempDatabase();
  for (const id of ["e1", "e2", "e3", "e4"]) await storeEvent(db, id);
  const by = { reviewer: "Mere", at: after(10) };
  await addReview(db, { eventId: "e1", decision: "accept", ...by });
  await addReview(db, { eventId: "e2", decision: "accept", ...by });
  await addReview(db, { eventId: "e2", decision: "undo", ...by });
  expect(await readQueueAge(db, after(20))).toEqual([
    { reason: "new", waiting: 2, counts: [0, 0, 2, 0, 0, 0], oldest: AT },
    { reason: "undone", waiting: 1, counts: [0, 0, 1, 0, 0, 0], oldest: after(10) },
  ]);
});

it("is empty where nothing waits", async () => {
  expect(await readQueueAge(await tempDatabase(), AT)).toEqual([]);
});
