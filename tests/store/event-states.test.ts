import { beforeEach, expect, it } from "vitest";
import { type Db, inTransaction } from "../../store/database.ts";
import { keepStates } from "../../store/event-states.ts";
import { updateEventCoding } from "../../store/events.ts";
import { addLinks, listLinks, withdrawLinks } from "../../store/links.ts";
import { addReview, type ReviewInput } from "../../store/reviews.ts";
import { AT, by, coding, LATER, recoded, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

let db: Db;
beforeEach(async () => {
  db = await tempDatabase();
});
const decide = (eventId: string, decision: ReviewInput["decision"], more: Partial<ReviewInput> = {}) =>
  addReview(db, by(eventId, decision, more));
const states = (eventId: string) =>
  db.selectFrom("eventState").selectAll().where("eventId", "=", eventId).orderBy("id").execute();
const causes = async (eventId: string) => (await states(eventId)).map(({ cause }) => cause);
/** What an event is, whenever it came to be so. */
const standing = async (eventId: string) => {
  const { id: _, at: _at, cause: _cause, reviewId: _review, ...state } = (await states(eventId)).at(-1)!;
  return state;
};

it("keeps what an event is at the end of each transaction that changed it, once", async () => {
  const mentionId = await inTransaction(db, (trx) => storeEvent(trx, "e1"));
  const other = await storeEvent(db, "e2");
  await withdrawLinks(db, [{ eventId: "e2", mentionId: other }], LATER);
  await addLinks(db, [
    { eventId: "e1", mentionId: other, score: 0.9, reasons: ["x"], author: "machine", at: LATER },
  ]);
  await updateEventCoding(db, [recoded("e1", { topics: [] })]);
  await decide("e1", "accept");
  expect(await states("e1")).toMatchObject([
    { at: AT, cause: "new", status: "new", machine: JSON.stringify(coding()), coding: null },
    { at: LATER, cause: "linked", mentionIds: JSON.stringify([mentionId, other].sort()) },
    { at: LATER, cause: "recoded", machine: JSON.stringify(coding({ topics: [] })) },
    { cause: "accept", status: "accepted", coding: JSON.stringify(coding({ topics: [] })) },
  ]);
  expect(await causes("e2")).toEqual(["new", "linked", "unlinked"]);
});

it("adds nothing for an event that is what it was", async () => {
  await storeEvent(db, "e1");
  const before = await db.selectFrom("eventState").selectAll().execute();
  await updateEventCoding(db, [recoded("e1")]);
  await inTransaction(db, async (trx) => keepStates(trx, ["e1"]));
  await decide("e1", "reject").then(() => decide("e1", "undo"));
  await inTransaction(db, async (trx) => keepStates(trx, ["e1", "enone"]));
  const after = await db.selectFrom("eventState").selectAll().where("eventId", "=", "e1").execute();
  expect(after.map(({ cause }) => cause)).toEqual([...before.map(({ cause }) => cause), "reject", "undo"]);
});

it("keeps nothing of a transaction that failed, and refuses to be told of changes outside of one", async () => {
  await expect(
    inTransaction(db, async (trx) => {
      await storeEvent(trx, "e1");
      throw new Error("stopped");
    }),
  ).rejects.toThrow("stopped");
  expect(await db.selectFrom("eventState").selectAll().execute()).toEqual([]);
  expect(() => keepStates(db, ["e1"])).toThrow(/inside one/);
});

const ids: string[] = [];
it.each([
  ["accept", {}, "e1"],
  ["reject", {}, "e1"],
  ["correct", { changes: { date: "2026-02", countries: ["TO"] } }, "e1"],
  ["distinct", { into: "e2" }, "e1"],
  ["merge", { into: "e2" }, "e1"],
  ["split", { mentionIds: ids }, "e2"],
] as const)(
  "undoes the decision %s so that every event is what it was before",
  async (decision, more, id) => {
    const mentions = [await storeEvent(db, "e1"), await storeEvent(db, "e2"), await storeEvent(db, "e3")];
    await withdrawLinks(db, [{ eventId: "e3", mentionId: mentions[2]! }], AT);
    await addLinks(db, [
      { eventId: "e2", mentionId: mentions[2]!, score: 0.7, reasons: ["likely"], author: "machine", at: AT },
    ]);
    ids.splice(0, 1, mentions[2]!);
    const all = async () => [await standing("e1"), await standing("e2"), await standing("e3")];
    const before = await all();
    const edges = await listLinks(db, "e2");
    await decide(id, decision, more as Partial<ReviewInput>);
    await decide(id, "undo");
    expect(await all()).toEqual(before);
    const active = (await listLinks(db, "e2")).filter(({ withdrawnAt }) => withdrawnAt === null);
    expect(active.map(({ mentionId, author, score }) => [mentionId, author, score])).toEqual(
      edges.map(({ mentionId, author, score }) => [mentionId, author, score]),
    );
  },
);
