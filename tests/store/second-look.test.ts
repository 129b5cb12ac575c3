import { expect, it } from "vitest";
import { getEvent } from "../../store/event-record.ts";
import { eventsForQueue } from "../../store/queue.ts";
import { addReview, type ReviewInput } from "../../store/reviews.ts";
import { AT, LATER, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

const by = (decision: ReviewInput["decision"], more: Partial<ReviewInput> = {}): ReviewInput => ({
  eventId: "e1",
  reviewer: "Mere",
  at: LATER,
  decision,
  ...more,
});

it("lets an event wait for a second look with its note, its status as it was", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await addReview(db, by("accept"));
  const record = await addReview(db, by("second-look", { note: "which ministry?" }));
  expect(record).toMatchObject({ status: "accepted", queueReason: "second-look" });
  expect(record.reviews.at(-1)).toMatchObject({
    decision: "second-look",
    reviewer: "Mere",
    note: "which ministry?",
    changes: null,
    effective: true,
  });
  expect((await eventsForQueue(db)).events).toMatchObject([{ id: "e1", queueReason: "second-look" }]);
  const decided = await addReview(db, by("correct", { reviewer: "Ana", changes: { date: "2026-02" } }));
  expect(decided).toMatchObject({ status: "corrected", queueReason: null });
});

it("gives an event back what it waited for, and since when, when the second look is undone", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await addReview(db, by("second-look"));
  await addReview(db, by("undo"));
  const { queueReason, queuedAt, status } = await db
    .selectFrom("event")
    .selectAll()
    .where("id", "=", "e1")
    .executeTakeFirstOrThrow();
  expect({ queueReason, queuedAt, status }).toEqual({ queueReason: "new", queuedAt: AT, status: "new" });
});

it("waits for the second look again when the decision that answered it is undone", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await addReview(db, by("second-look"));
  await addReview(db, by("accept"));
  expect((await getEvent(db, "e1")).queueReason).toBeNull();
  await addReview(db, by("undo"));
  expect(await getEvent(db, "e1")).toMatchObject({ status: "new", queueReason: "second-look" });
  await addReview(db, by("undo"));
  expect(await getEvent(db, "e1")).toMatchObject({ status: "new", queueReason: "new" });
});

it("takes no changes for a second look, and adds no event by a plain review", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await expect(addReview(db, by("second-look", { changes: { date: "2026" } }))).rejects.toThrow(/no changes/);
  await expect(addReview(db, by("add"))).rejects.toThrow(/added from its document/);
});
