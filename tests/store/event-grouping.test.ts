import { expect, it } from "vitest";
import { absorbEvents, reviveEvents } from "../../store/absorbed.ts";
import { findSurvivors } from "../../store/event-candidates.ts";
import { findDecidedEvents, nameGroups } from "../../store/event-grouping.ts";
import { getEvent } from "../../store/event-record.ts";
import { mintEventId } from "../../store/events.ts";
import { withdrawLinks } from "../../store/links.ts";
import { addReview } from "../../store/reviews.ts";
import { AT, LATER, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

const by = { reviewer: "Mele", at: LATER };

it("revives the event that was once made from a mention, and mints an id where there is none", async () => {
  const db = await tempDatabase();
  const [old, other, merged] = [mintEventId("m2"), mintEventId("m3"), mintEventId("m4")];
  const mentionId = await storeEvent(db, old);
  await storeEvent(db, other);
  const moved = await storeEvent(db, merged);
  await withdrawLinks(db, [{ eventId: old, mentionId }], LATER);
  await absorbEvents(db, [{ id: old, into: other }]);
  expect(await getEvent(db, old)).toMatchObject({ id: other, askedFor: old });
  await addReview(db, { ...by, eventId: merged, decision: "merge", into: other });
  expect((await getEvent(db, merged)).mentions.map(({ id }) => id)).toContain(moved);

  const names = await nameGroups(db, [["m1", "m2"], ["m3"], ["m4"], ["m5"]]);
  expect(names[0]).toEqual({ id: old, known: true });
  // The third is alive, and the fourth stands for what a person decided: neither is taken.
  expect(names.slice(1).map(({ known }) => known)).toEqual([false, false, false]);
  expect(new Set([...names.map(({ id }) => id), other, merged]).size).toBe(6);
  expect(names[3]!.id).toBe(mintEventId("m5"));

  await reviveEvents(db, [old], "new", LATER);
  expect(await getEvent(db, old)).toMatchObject({ id: old, status: "new", queueReason: "new" });
  expect((await findSurvivors(db, [old])).size).toBe(0);
});

it("takes an event for decided while a decision stands or a person's edge is there", async () => {
  const db = await tempDatabase();
  for (const id of ["e-accepted", "e-undone", "e-merged", "e-into", "e-free"]) await storeEvent(db, id);
  await addReview(db, { ...by, eventId: "e-accepted", decision: "accept" });
  await addReview(db, { ...by, eventId: "e-undone", decision: "accept" });
  await addReview(db, { ...by, at: AT, eventId: "e-undone", decision: "undo" });
  await addReview(db, { ...by, eventId: "e-merged", decision: "merge", into: "e-into" });
  const ids = ["e-accepted", "e-undone", "e-merged", "e-into", "e-free"];
  expect([...(await findDecidedEvents(db, ids))].sort()).toEqual(["e-accepted", "e-into", "e-merged"]);
});
