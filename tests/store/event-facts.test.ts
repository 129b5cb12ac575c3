import { expect, it } from "vitest";
import type { Facts } from "../../extractors/facts.ts";
import type { Db } from "../../store/database.ts";
import { getEvent } from "../../store/event-record.ts";
import { updateEventCoding } from "../../store/events.ts";
import { exportedEvent } from "../../store/export.ts";
import { eventsForQueue } from "../../store/queue.ts";
import { addReview } from "../../store/reviews.ts";
import { CODED_BY, coding, LATER, PEOPLE, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

const DATE = {
  value: "2026-03-01",
  from: ["m1"],
  alternatives: [{ value: "2026-03-02", from: ["m2"] }],
  why: "an official source has it",
};
const CONFLICT = { ...DATE, conflict: "2026-03-01 (1 report) / 2026-03-02 (1 report)" };

function code(db: Db, id: string, facts: Facts) {
  const values = { coding: coding(), people: PEOPLE, confidence: 0.9, codedBy: CODED_BY };
  return updateEventCoding(db, [{ id, ...values, facts, updatedAt: LATER }]);
}

it("shows why an event has its values, and lists those whose reports disagree", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await storeEvent(db, "e2");
  await code(db, "e1", { date: CONFLICT });
  await code(db, "e2", { date: DATE });
  const record = await getEvent(db, "e1");
  expect(record.facts).toEqual({ date: CONFLICT });
  expect(record.conflicts).toEqual([{ field: "date", text: CONFLICT.conflict, set_by: null }]);
  expect(exportedEvent(record)).toMatchObject({ facts: { date: CONFLICT }, conflicts: record.conflicts });
  const listed = await eventsForQueue(db, { conflict: true });
  expect(listed.events.map(({ id, conflict }) => [id, conflict])).toEqual([["e1", true]]);
  expect(listed.total).toBe(1);
  expect((await getEvent(db, "e2")).conflicts).toEqual([]);
  await code(db, "e1", { date: DATE });
  expect((await eventsForQueue(db, { conflict: true })).total).toBe(0);
});

it("puts what a person signed before what the rules choose, and names the person", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await code(db, "e1", { date: CONFLICT, topics: { ...DATE, value: ["telecom_fraud"], alternatives: [] } });
  const by = { eventId: "e1", reviewer: "Mere", at: LATER };
  const changes = { date: "2026-03-02", participants: 12 };
  const { facts, conflicts } = await addReview(db, { ...by, decision: "correct", changes });
  const set_by = { reviewer: "Mere", at: LATER, decision: "correct" };
  expect(facts.date).toEqual({
    value: "2026-03-02",
    from: ["m2"],
    alternatives: [{ value: "2026-03-01", from: ["m1"] }],
    why: "set by Mere",
    conflict: CONFLICT.conflict,
    set_by,
  });
  expect(facts.participants).toEqual({ value: 12, from: [], alternatives: [], why: "set by Mere", set_by });
  expect(facts.topics).toMatchObject({ why: DATE.why, set_by: { ...set_by, decision: "accept" } });
  expect(conflicts).toEqual([{ field: "date", text: CONFLICT.conflict, set_by: "Mere" }]);
  const undone = await addReview(db, { ...by, decision: "undo" });
  expect(undone.facts.date).toEqual(CONFLICT);
});

it("brings an accepted event back once when its reports come to disagree", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  const accept = () => addReview(db, { eventId: "e1", reviewer: "Mere", at: LATER, decision: "accept" });
  await accept();
  // The first facts of an event of an earlier version are no news.
  await code(db, "e1", { date: CONFLICT });
  expect((await getEvent(db, "e1")).queueReason).toBeNull();
  await code(db, "e1", { date: DATE });
  await code(db, "e1", { date: CONFLICT });
  expect(await getEvent(db, "e1")).toMatchObject({ status: "accepted", queueReason: "conflict" });
  await accept();
  await code(db, "e1", { date: CONFLICT });
  expect((await getEvent(db, "e1")).queueReason).toBeNull();
});
