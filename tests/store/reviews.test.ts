import { sql } from "kysely";
import { expect, it } from "vitest";
import { getEvent } from "../../store/event-record.ts";
import { updateEventCoding } from "../../store/events.ts";
import { listLinks } from "../../store/links.ts";
import { eventsForQueue } from "../../store/queue.ts";
import { addReview, listReviews, ReviewError } from "../../store/reviews.ts";
import { readStats } from "../../store/stats.ts";
import { by, coding, LATER, recoded, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

it("shows corrected values, and the machine's again after an undo", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  const changes = { date: "2026-02", countries: ["TO", "WS"], foreign_people: ["Sione"], participants: 12 };
  const corrected = await addReview(db, by("e1", "correct", { changes, note: "date of the visit" }));
  expect(corrected).toMatchObject({
    status: "corrected",
    queueReason: null,
    datePrecision: "month",
    coding: { ...coding(), ...changes },
    machine: coding(),
    corrected: ["date", "countries", "foreign_people", "participants"],
  });
  expect(corrected.people.map((person) => [person.name, person.office])).toEqual([
    ["李明", "大使"],
    ["Sione", null],
  ]);
  const cleared = await addReview(db, by("e1", "correct", { changes: { participants: null } }));
  expect(cleared.coding).toEqual({ ...coding(), ...changes, participants: undefined });
  await addReview(db, by("e1", "undo"));
  expect((await getEvent(db, "e1")).coding.participants).toBe(12);
  const undone = await addReview(db, by("e1", "undo"));
  expect(undone).toMatchObject({ status: "new", queueReason: "undone", coding: coding(), corrected: [] });
  expect(undone.reviews.map((row) => [row.decision, row.effective])).toEqual([
    ["correct", false],
    ["correct", false],
    ["undo", false],
    ["undo", false],
  ]);
  await expect(addReview(db, by("e1", "undo"))).rejects.toThrow(/no decision to take back/);
});

it("lists a corrected event under its corrected values", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await addReview(
    db,
    by("e1", "correct", { changes: { countries: ["TO"], type: "training", date: "2025" } }),
  );
  const listed = async (filter: object) =>
    (await eventsForQueue(db, { status: "all", ...filter })).events.map((e) => e.id);
  expect(await listed({ country: "TO", type: "training", to: "2025" })).toEqual(["e1"]);
  expect(await listed({ country: "FJ" })).toEqual([]);
  expect(await readStats(db)).toMatchObject({
    byCountry: { TO: 1 },
    byYear: { 2025: 1 },
    byStatus: { corrected: 1 },
  });
});

it("keeps a decision when the machine reads differently, and asks again", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await storeEvent(db, "e2");
  await addReview(db, by("e1", "accept"));
  expect(await updateEventCoding(db, [recoded("e1"), recoded("e2")])).toEqual({
    changed: [],
    same: ["e1", "e2"],
  });
  expect((await getEvent(db, "e1")).queueReason).toBeNull();
  const result = await updateEventCoding(db, [recoded("e1", { topics: [] }), recoded("e2", { topics: [] })]);
  expect(result.changed).toEqual(["e1", "e2"]);
  expect(await getEvent(db, "e1")).toMatchObject({
    status: "accepted",
    queueReason: "recoded",
    coding: { topics: ["telecom_fraud"] },
    machine: { topics: [] },
  });
  expect(await getEvent(db, "e2")).toMatchObject({
    status: "new",
    queueReason: "new",
    coding: { topics: [] },
  });
});

it("does not ask again when the machine comes to read what the reviewer set", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await addReview(db, by("e1", "correct", { changes: { topics: ["counterterrorism"] } }));
  await updateEventCoding(db, [recoded("e1", { topics: ["counterterrorism"] })]);
  expect(await getEvent(db, "e1")).toMatchObject({ status: "corrected", queueReason: null });
});

it("merges an event so that its id, its mentions and later pages lead to the one that stays, and undoes it", async () => {
  const db = await tempDatabase();
  const moved = await storeEvent(db, "e1");
  await storeEvent(db, "e2", { coding: { date: "2026-02-27" } });
  const survivor = await addReview(db, by("e1", "merge", { into: "e2" }));
  expect(survivor.id).toBe("e2");
  expect(survivor.mentions).toHaveLength(2);
  expect(await getEvent(db, "e1")).toMatchObject({ id: "e2", askedFor: "e1" });
  expect(await listLinks(db, "e1")).toMatchObject([{ withdrawnAt: LATER, author: "machine" }]);
  expect(await listLinks(db, "e2")).toMatchObject([
    {},
    { mentionId: moved, author: "Mere", withdrawnAt: null },
  ]);
  expect((await eventsForQueue(db)).events.map((event) => event.id)).toEqual(["e2"]);
  await expect(addReview(db, by("e1", "accept"))).rejects.toThrow(/was merged into e2/);
  await expect(addReview(db, by("e2", "merge", { into: "e1" }))).rejects.toThrow(/another event/);

  expect(await addReview(db, by("e1", "undo"))).toMatchObject({ id: "e1", status: "new", mentionCount: 1 });
  expect((await getEvent(db, "e2")).mentions).toHaveLength(1);
  expect(await listReviews(db, "e1")).toMatchObject([
    { decision: "merge", into: "e2" },
    { decision: "undo" },
  ]);
});

it("splits mentions off to a new event, and brings them back", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  const other = await storeEvent(db, "e2", { coding: { date: "2026-02-27" } });
  await addReview(db, by("e2", "merge", { into: "e1" }));
  const left = await addReview(db, by("e1", "split", { mentionIds: [other] }));
  const child = left.reviews.at(-1)!.into!;
  expect(left).toMatchObject({ id: "e1", queueReason: "split", mentionCount: 1 });
  expect(await getEvent(db, child)).toMatchObject({
    queueReason: "split",
    status: "new",
    coding: { date: "2026-02-27" },
  });
  await addReview(db, by("e1", "undo"));
  expect(await getEvent(db, child)).toMatchObject({ id: "e1", mentionCount: 2 });
});

it.each([
  [{ decision: "approve" as "accept" }, /decision: expected one of accept, reject/],
  [{ reviewer: " " }, /reviewer: expected the reviewer's name/],
  [{ decision: "correct" as const }, /expected changes/],
  [{ decision: "correct" as const, changes: { datum: "2026" } }, /unknown field datum/],
  [{ decision: "correct" as const, changes: { type: "summit" } }, /changes: type/],
  [
    { decision: "correct" as const, changes: { date: "2026-02-30" } },
    /day of the calendar, found "2026-02-30"/,
  ],
  [{ decision: "correct" as const, changes: { countries: ["TW"] } }, /foreign parties only, found "TW"/],
  [{ decision: "correct" as const, changes: { agreement_type: "treaty" } }, /only with type agreement/],
  [{ decision: "correct" as const, changes: { type: null } }, /changes: type/],
  [{ decision: "accept" as const, changes: { date: "2026" } }, /takes no changes/],
  [{ decision: "merge" as const }, /expected into/],
  [{ decision: "merge" as const, into: "enone" }, /no event enone/],
  [{ decision: "split" as const }, /expected mentionIds/],
  [{ decision: "split" as const, mentionIds: ["mnone"] }, /no mention mnone/],
  [{ eventId: "enone" }, /no event enone/],
  [{ at: "yesterday" }, /at: expected a time/],
])("refuses the decision %j and writes nothing", async (wrong, message) => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  const attempt = addReview(db, { ...by("e1", "accept"), ...wrong });
  await expect(attempt).rejects.toThrow(ReviewError);
  await expect(attempt).rejects.toThrow(message);
  expect(await db.selectFrom("review").selectAll().execute()).toEqual([]);
  expect(await getEvent(db, "e1")).toMatchObject({ status: "new", queueReason: "new" });
});

it("refuses to change or delete a decision", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await addReview(db, by("e1", "accept"));
  await expect(sql`update review set reviewer = 'x'`.execute(db)).rejects.toThrow(/only ever added/);
  await expect(sql`delete from review`.execute(db)).rejects.toThrow(/only ever added/);
  expect(await listReviews(db, "e1")).toMatchObject([{ reviewer: "Mere", decision: "accept", at: LATER }]);
});

it("takes an agreement's type away with the type agreement", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1", { coding: { type: "agreement", agreement_type: "treaty" } });
  const event = await addReview(db, by("e1", "correct", { changes: { type: "meeting" } }));
  expect(event.coding).toEqual(coding());
});
