import { beforeEach, expect, it } from "vitest";
import type { Db } from "../../store/database.ts";
import { listHeldApart, rebuildHeldApart } from "../../store/held-apart.ts";
import { replacePossibleDuplicates, similarEvents } from "../../store/possible-duplicates.ts";
import { addReview, listReviews, type ReviewInput } from "../../store/reviews.ts";
import { addSuccessions } from "../../store/successions.ts";
import { AT, LATER, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

let db: Db;
let [m1, m2, m3] = ["", "", ""];
const decide = (eventId: string, decision: ReviewInput["decision"], more: Partial<ReviewInput> = {}) =>
  addReview(db, { eventId, reviewer: "Mere", at: LATER, decision, ...more });
const pairs = () => listHeldApart(db, [m1, m2, m3]);
const pair = (a: string, b: string) => [a, b].sort();

beforeEach(async () => {
  db = await tempDatabase();
  m1 = await storeEvent(db, "e1");
  m2 = await storeEvent(db, "e2");
  m3 = await storeEvent(db, "e3");
});

it("holds the mentions of two events apart once a person says that they are not the same, until that is undone", async () => {
  const event = await decide("e1", "distinct", { into: "e2", note: "two visits" });
  expect(event).toMatchObject({ id: "e1", status: "new", queueReason: "new" });
  expect(await listReviews(db, "e1")).toMatchObject([
    { decision: "distinct", into: "e2", mentionIds: [m1], changes: null, effective: true },
  ]);
  expect(await pairs()).toEqual([pair(m1, m2)]);
  expect(await listHeldApart(db, [m3])).toEqual([]);
  expect(await decide("e1", "undo")).toMatchObject({ status: "new", queueReason: "new" });
  expect(await pairs()).toEqual([]);
});

it("holds apart what a person split, until that is undone", async () => {
  await decide("e2", "merge", { into: "e1" });
  await decide("e1", "split", { mentionIds: [m2] });
  expect(await pairs()).toEqual([pair(m1, m2)]);
  await decide("e1", "undo");
  expect(await pairs()).toEqual([]);
});

it("shows no possible duplicate that a person held apart, from neither side", async () => {
  const alike = (a: string, b: string) => ({ eventIds: [a, b] as const, score: 0.6, reasons: ["x"], at: AT });
  await replacePossibleDuplicates(db, ["e1"], [alike("e1", "e2"), alike("e1", "e3")]);
  const shown = async (id: string) => ((await similarEvents(db, [id])).get(id) ?? []).map((one) => one.id);
  expect(await shown("e1")).toEqual(["e2", "e3"]);
  await decide("e2", "distinct", { into: "e1" });
  expect([await shown("e1"), await shown("e2"), await shown("e3")]).toEqual([["e3"], [], ["e1"]]);
  await decide("e2", "undo");
  expect([await shown("e1"), await shown("e2")]).toEqual([["e2", "e3"], ["e1"]]);
});

it("holds two events apart no more while a person's later merge has joined them", async () => {
  await decide("e1", "distinct", { into: "e2" });
  await decide("e1", "merge", { into: "e3" });
  await decide("e2", "merge", { into: "e3" });
  expect(await pairs()).toEqual([]);
  await decide("e2", "undo");
  expect(await pairs()).toEqual([pair(m1, m2)]);
});

it("holds apart what took the place of a mention, at whatever remove, and finds the same when it is built anew", async () => {
  await decide("e1", "distinct", { into: "e2" });
  const heirs = [await storeEvent(db, "h1"), await storeEvent(db, "h2")] as const;
  await addSuccessions(db, [{ mentionId: heirs[0], earlierId: m1 }]);
  await addSuccessions(db, [{ mentionId: heirs[1], earlierId: heirs[0] }]);
  // A mention that is read again is in the place of the one that was in its place.
  await addSuccessions(db, [{ mentionId: m1, earlierId: heirs[1] }]);
  const expected = [m1, ...heirs].map((id) => pair(id, m2)).sort();
  const held = async () => (await listHeldApart(db, [m2])).map((one) => [...one]).sort();
  expect(await held()).toEqual(expected);
  const stored = () =>
    db.selectFrom("heldApart").selectAll().orderBy("mentionA").orderBy("mentionB").execute();
  const before = await stored();
  await rebuildHeldApart(db, ["e1", "e2"]);
  expect(await stored()).toEqual(before);
  await decide("e1", "undo");
  expect(await stored()).toEqual([]);
});

it.each([
  [{}, /distinct: expected into/],
  [{ into: "e1" }, /another event than e1 itself/],
  [{ into: "enone" }, /no event enone/],
  [{ into: "e4" }, /another event than e1, of which e4 is part/],
  [{ into: "e5" }, /event e5 has no report left/],
  [{ into: "e2" }, /e1 and e2 are held apart already/],
])("refuses to hold apart %j and writes nothing", async (more, message) => {
  await storeEvent(db, "e4");
  await decide("e4", "merge", { into: "e1" });
  await storeEvent(db, "e5");
  await db.updateTable("link").set({ withdrawnAt: LATER }).where("eventId", "=", "e5").execute();
  await decide("e1", "distinct", { into: "e2" });
  const before = await db.selectFrom("review").selectAll().execute();
  await expect(decide("e1", "distinct", more)).rejects.toThrow(message);
  expect(await db.selectFrom("review").selectAll().execute()).toEqual(before);
});
