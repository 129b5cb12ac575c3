import { describe, expect, it } from "vitest";
import { differingFields } from "../../store/coding-difference.ts";
import { findEvent } from "../../store/event-record.ts";
import { clearRecode, updateEventCoding } from "../../store/events.ts";
import { giveOpinion } from "../../store/opinions.ts";
import { addReview, type ReviewInput } from "../../store/reviews.ts";
import { isDrawn } from "../../store/sampling.ts";
import { coding, LATER, recoded, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

const ALL = { secondOpinions: 1 };

const by = (
  reviewer: string,
  decision: ReviewInput["decision"],
  more: Partial<ReviewInput> = {},
): ReviewInput => ({ eventId: "e1", reviewer, at: LATER, decision, ...more });

/** An event that Mere accepted, so that somebody else is asked about it. */
async function accepted() {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await addReview(db, by("Mere", "accept"), ALL);
  return db;
}

describe("the events that are drawn", () => {
  const ids = Array.from({ length: 20_000 }, (_, number) => `e${number.toString(36).padStart(10, "0")}`);

  it.each([0, 0.05, 0.3, 1])("are the share asked for: %f", (share) => {
    const drawn = ids.filter((id) => isDrawn(id, share, "second-opinion")).length;
    expect(Math.abs(drawn / ids.length - share)).toBeLessThan(0.01);
  });

  it("are the same every time, stay when the share grows, and are others for another purpose", () => {
    const drawn = ids.filter((id) => isDrawn(id, 0.2, "second-opinion"));
    expect(drawn.every((id) => isDrawn(id, 0.2, "second-opinion"))).toBe(true);
    expect(drawn.every((id) => isDrawn(id, 0.4, "second-opinion"))).toBe(true);
    const both = drawn.filter((id) => isDrawn(id, 0.2, "check")).length;
    expect(both / drawn.length).toBeGreaterThan(0.15);
    expect(both / drawn.length).toBeLessThan(0.25);
  });
});

describe("two codings", () => {
  it("are the same whatever the order of a list, and differ field by field", () => {
    const one = coding({ countries: ["FJ", "TO"] });
    expect(differingFields(one, coding({ countries: ["TO", "FJ"], items: [] }))).toEqual([]);
    expect(differingFields(one, coding({ countries: ["TO"], date: "2026-03", round: 2 }))).toEqual([
      "date",
      "countries",
      "round",
    ]);
  });

  it("differ in whether it is an event where one person rejects it", () => {
    expect(differingFields(coding(), null)).toEqual(["event"]);
    expect(differingFields(null, null)).toEqual([]);
  });
});

describe("a second opinion", () => {
  it("is asked of anybody but the first reviewer, and of nobody where no share is set", async () => {
    const db = await accepted();
    expect(await findEvent(db, "e1")).toMatchObject({ queueReason: "second-opinion", notFor: "Mere" });
    await storeEvent(db, "e2");
    expect(await addReview(db, by("Mere", "accept", { eventId: "e2" }))).toMatchObject({ queueReason: null });
    await storeEvent(db, "e3");
    const rejected = await addReview(db, by("Mere", "reject", { eventId: "e3" }), ALL);
    expect(rejected).toMatchObject({ queueReason: null, status: "rejected" });
  });

  it("shows an event as undecided to whoever is asked, and whole to the first reviewer", async () => {
    const db = await tempDatabase();
    await storeEvent(db, "e1");
    const changes = { topics: ["forensics_investigation"], location: "Nadi" };
    await addReview(db, by("Mere", "correct", { changes, note: "see page two" }), ALL);
    const blind = await findEvent(db, "e1", { reviewer: "Ana" });
    expect(blind).toMatchObject({
      blind: true,
      status: "new",
      coding: coding(),
      corrected: [],
      reviews: [],
      opinions: [],
    });
    expect(JSON.stringify({ ...blind, notFor: null })).not.toMatch(/Mere|Nadi|forensics|page two/);
    expect(await findEvent(db, "e1", { reviewer: "Mere" })).toMatchObject({
      blind: false,
      status: "corrected",
      coding: { location: "Nadi" },
    });
  });

  it("that says the same settles the question", async () => {
    const db = await accepted();
    const record = await giveOpinion(db, by("Ana", "accept"));
    expect(record).toMatchObject({ status: "accepted", queueReason: null, notFor: null });
    expect(record.reviews).toHaveLength(1);
    expect(record.opinions).toMatchObject([
      {
        reviewer: "Ana",
        decision: "accept",
        differs: [],
        stands: true,
        open: false,
        first: { reviewer: "Mere" },
      },
    ]);
  });

  it.each([
    ["correct", { changes: { date: "2026-02-27" } }, ["date"]],
    ["reject", { note: "not-held" }, ["event"]],
  ] as const)("that differs lets anybody adjudicate: %s", async (decision, more, differs) => {
    const db = await accepted();
    const record = await giveOpinion(db, by("Ana", decision, more));
    expect(record).toMatchObject({ status: "accepted", queueReason: "disagreement", notFor: null });
    expect(record.opinions).toMatchObject([{ differs, open: true }]);
    const settled = await addReview(db, by("Sione", "accept"), ALL);
    expect(settled).toMatchObject({ queueReason: null, opinions: [{ open: false, stands: true }] });
    expect(await addReview(db, by("Sione", "undo"), ALL)).toMatchObject({ queueReason: "disagreement" });
  });

  it("is refused from the first reviewer, where nobody asks, and the second time", async () => {
    const db = await accepted();
    await expect(giveOpinion(db, by("Mere", "accept"))).rejects.toThrow(/Mere has decided/);
    await expect(giveOpinion(db, by("Ana", "merge", { into: "e2" }))).rejects.toThrow(/expected one of/);
    await giveOpinion(db, by("Ana", "accept"));
    await expect(giveOpinion(db, by("Sione", "accept"))).rejects.toThrow(/no second opinion/);
    expect(await db.selectFrom("opinion").select("reviewer").execute()).toEqual([{ reviewer: "Ana" }]);
  });

  it("never becomes a plain decision, and is only ever added", async () => {
    const db = await accepted();
    await expect(addReview(db, by("Ana", "reject"))).rejects.toThrow(/waits for a second opinion/);
    await giveOpinion(db, by("Ana", "accept"));
    await expect(db.deleteFrom("opinion").execute()).rejects.toThrow(/only ever added/);
    await expect(db.updateTable("opinion").set({ reviewer: "x" }).execute()).rejects.toThrow(
      /only ever added/,
    );
  });

  it("is asked no more once the first decision is undone, and again when the same person decides anew", async () => {
    const db = await accepted();
    expect(await addReview(db, by("Mere", "undo"), ALL)).toMatchObject({
      status: "new",
      queueReason: "undone",
      notFor: null,
    });
    await addReview(db, by("Mere", "correct", { changes: { round: 3 } }), ALL);
    expect(await findEvent(db, "e1")).toMatchObject({ queueReason: "second-opinion", notFor: "Mere" });
  });

  it("does not count once the decision that it was compared with is undone", async () => {
    const db = await accepted();
    await giveOpinion(db, by("Ana", "reject"));
    const record = await addReview(db, by("Mere", "undo"), ALL);
    expect(record).toMatchObject({ queueReason: "undone", opinions: [{ stands: false, open: false }] });
  });

  it("is not asked about an event that two persons have decided", async () => {
    const db = await tempDatabase();
    await storeEvent(db, "e1");
    await addReview(db, by("Ana", "accept"));
    const record = await addReview(db, by("Mere", "correct", { changes: { round: 3 } }), ALL);
    expect(record.queueReason).toBeNull();
  });

  it("is asked for all the same when the machine comes to read otherwise, and answered on the new reading", async () => {
    const db = await accepted();
    await updateEventCoding(db, [recoded("e1", { date: "2026-02-27" })]);
    expect(await findEvent(db, "e1", { reviewer: "Ana" })).toMatchObject({
      queueReason: "second-opinion",
      coding: { date: "2026-02-27" },
    });
    const record = await giveOpinion(db, by("Ana", "accept"));
    expect(record).toMatchObject({ queueReason: "disagreement", opinions: [{ differs: ["date"] }] });
    await updateEventCoding(db, [recoded("e1", { date: "2026-02-26" })]);
    expect(await findEvent(db, "e1")).toMatchObject({ queueReason: "disagreement" });
  });

  it("cannot be asked once no page reports the event: then the first decision is looked at again", async () => {
    const db = await accepted();
    await db.updateTable("event").set({ recode: 1, mentionCount: 0 }).execute();
    await clearRecode(db, ["e1"], new Set(["e1"]), LATER);
    expect(await findEvent(db, "e1")).toMatchObject({ queueReason: "changed-page", notFor: null });
  });

  it("gives way to a second look, and is asked again when that is taken back", async () => {
    const db = await accepted();
    await addReview(db, by("Mere", "second-look", { note: "am I right?" }), ALL);
    expect(await findEvent(db, "e1")).toMatchObject({ queueReason: "second-look", notFor: null });
    await addReview(db, by("Mere", "undo"), ALL);
    expect(await findEvent(db, "e1")).toMatchObject({ queueReason: "second-opinion", notFor: "Mere" });
  });
});

it("gives back what an event waited for with the decision that answered it", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await addReview(db, by("Mere", "accept"));
  await updateEventCoding(db, [recoded("e1", { topics: [] })]);
  await addReview(db, by("Mere", "accept"));
  expect(await addReview(db, by("Mere", "undo"))).toMatchObject({
    status: "accepted",
    queueReason: "recoded",
  });
});
