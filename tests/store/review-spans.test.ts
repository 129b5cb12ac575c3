import { expect, it } from "vitest";
import { getEvent } from "../../store/event-record.ts";
import { exportEvents } from "../../store/export.ts";
import { addReview, ReviewError, type ReviewInput } from "../../store/reviews.ts";
import { LATER, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

const DATE = { documentId: "d-e1", in: "text", start: 0, end: 4 } as const;
const NAME = { documentId: "d-e1", in: "title", start: 0, end: 2 } as const;
const correct = (changes: object, spans?: ReviewInput["spans"]): ReviewInput => ({
  eventId: "e1",
  reviewer: "Mere",
  at: LATER,
  decision: "correct",
  changes,
  spans,
});

it("keeps the words that a reviewer marked with the decision, shows them as those of the field, and exports them", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  const spans = { date: DATE, prc_people: NAME };
  const record = await addReview(db, correct({ date: "2026-02-28", prc_people: ["李明亮"] }, spans));
  expect(record.spans).toEqual(spans);
  expect(record.reviews.at(-1)?.spans).toEqual(spans);
  const exported = [];
  for await (const event of exportEvents(db, { status: "accepted" })) exported.push(event.reviews);
  expect(exported).toMatchObject([[{ decision: "correct", spans }]]);
});

it("shows no words for a field that was set anew without any, and the earlier ones again after an undo", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await addReview(db, correct({ date: "2026-02-28", round: 2 }, { date: DATE, round: NAME }));
  expect((await addReview(db, correct({ date: "2026-02" }))).spans).toEqual({ round: NAME });
  await addReview(db, { eventId: "e1", reviewer: "Mere", at: LATER, decision: "undo" });
  expect((await getEvent(db, "e1")).spans).toEqual({ date: DATE, round: NAME });
});

it.each([
  [{ date: { ...DATE, documentId: "d-e2" } }, /report of this event, found document d-e2/],
  [{ date: { ...DATE, documentId: "none" } }, /report of this event/],
  [{ date: { ...DATE, end: 4000 } }, /a place in the text of d-e1, found 0-4000/],
  [{ date: { ...DATE, start: 4 } }, /a place in the text/],
  [{ colour: DATE }, /unknown field colour/],
])("refuses the words %j and writes nothing", async (spans, message) => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await storeEvent(db, "e2");
  const attempt = addReview(db, correct({ date: "2026-02-28" }, spans as ReviewInput["spans"]));
  await expect(attempt).rejects.toThrow(ReviewError);
  await expect(attempt).rejects.toThrow(message);
  expect((await getEvent(db, "e1")).reviews).toEqual([]);
});

it("takes words for a correction only", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  const accept = { ...correct({}, { date: DATE }), decision: "accept" as const };
  await expect(addReview(db, accept)).rejects.toThrow(/takes no spans/);
});

it("gives people the office and agency that a reviewer says, and names who set them", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  const said = { name: "李明", side: "prc", office: "公使", agency: "MPS" };
  const record = await addReview(db, correct({ people: [said] }));
  expect(record.people[0]).toMatchObject({ ...said, office_en: null, name_en: "Li Ming" });
  expect(record.corrected).toEqual(["prc_people"]);
  expect(record.coding).not.toHaveProperty("people");
  const stranger = { ...said, name: "王芳" };
  await expect(addReview(db, correct({ people: [stranger] }))).rejects.toThrow(/people who are named/);
});
