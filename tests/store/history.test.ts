import { beforeEach, expect, it } from "vitest";
import { absorbEvents, reviveEvents } from "../../store/absorbed.ts";
import { type Db, inTransaction } from "../../store/database.ts";
import { findEventAt } from "../../store/event-past.ts";
import { updateEventCoding } from "../../store/events.ts";
import { findHistory } from "../../store/history.ts";
import { addLinks, withdrawLinks } from "../../store/links.ts";
import { giveOpinion } from "../../store/opinions.ts";
import { addReview, type ReviewInput } from "../../store/reviews.ts";
import { AT, CODED_BY, coding, PEOPLE, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

let db: Db;
let [m1, m2] = ["", ""];
beforeEach(async () => {
  db = await tempDatabase();
  m1 = await inTransaction(db, (trx) => storeEvent(trx, "e1"));
  m2 = await inTransaction(db, (trx) => storeEvent(trx, "e2", { coding: { date: "2026-02-27" } }));
});

const day = (number: number) => `2026-03-${String(number).padStart(2, "0")}T08:00:00Z`;
const decide = (
  number: number,
  eventId: string,
  decision: ReviewInput["decision"],
  more: Partial<ReviewInput> = {},
) => addReview(db, { eventId, reviewer: "Mere", at: day(number), decision, ...more });
const reads = (number: number, id: string, more: object) =>
  updateEventCoding(db, [
    { id, coding: coding(more), people: PEOPLE, confidence: 0.8, codedBy: CODED_BY, updatedAt: day(number) },
  ]);
const told = async (id: string) =>
  (await findHistory(db, id))!.entries.map((entry) => [entry.at.slice(8, 10), entry.event, entry.kind]);

it("tells what happened to an event: reports, decisions, values before and after, and readings beside signed ones", async () => {
  await decide(2, "e1", "accept", { note: "sure" });
  await reads(3, "e1", { topics: [] });
  await decide(4, "e1", "correct", { changes: { date: "2026-02" } });
  const { entries } = (await findHistory(db, "e1"))!;
  expect(entries).toMatchObject([
    { kind: "recorded", at: AT, coding: coding() },
    {
      kind: "joined",
      by: "machine",
      score: 1,
      reasons: ["first"],
      report: { mention: m1, source: "prc-embassy-fj" },
    },
    { kind: "decided", at: day(2), by: "Mere", last: false, review: { decision: "accept", note: "sure" } },
    { kind: "reading", at: day(3), changes: [{ field: "topics", before: ["telecom_fraud"], after: [] }] },
    { kind: "decided", last: true, review: { decision: "correct" } },
    { kind: "values", changes: [{ field: "date", before: "2026-03-01", after: "2026-02" }] },
  ]);
  expect(await findHistory(db, "enone")).toBeUndefined();
});

it("follows a merge both ways, and tells of one that was undone", async () => {
  await decide(2, "e2", "merge", { into: "e1" });
  const whole = await findHistory(db, "e1");
  expect(whole).toMatchObject({ id: "e1", parts: ["e2"] });
  expect(await findHistory(db, "e2")).toEqual({ ...whole, askedFor: "e2" });
  expect(await told("e1")).toEqual([
    ["01", "e1", "recorded"],
    ["01", "e2", "recorded"],
    ["01", "e1", "joined"],
    ["01", "e2", "joined"],
    ["02", "e2", "decided"],
    ["02", "e1", "moved"],
  ]);
  expect(whole!.entries.at(-1)).toMatchObject({ other: "e2", by: "Mere", report: { mention: m2 } });
  await decide(3, "e2", "undo");
  expect((await findHistory(db, "e1"))!.parts).toEqual([]);
  expect(await told("e1")).toEqual([
    ["01", "e1", "recorded"],
    ["01", "e1", "joined"],
    ["02", "e2", "decided"],
    ["02", "e1", "moved"],
    ["03", "e2", "decided"],
    ["03", "e1", "left"],
  ]);
});

it("tells both events of what holds them apart", async () => {
  await decide(2, "e2", "distinct", { into: "e1" });
  const last = { kind: "decided", event: "e2", review: { decision: "distinct", into: "e1" }, last: true };
  expect((await findHistory(db, "e1"))!.entries.at(-1)).toMatchObject(last);
  expect((await findHistory(db, "e2"))!.entries.at(-1)).toMatchObject(last);
});

it("tells when linking took an event in and made it one of its own again", async () => {
  await inTransaction(db, async (trx) => {
    await withdrawLinks(trx, [{ eventId: "e2", mentionId: m2 }], day(2));
    const edge = { score: 0.8, reasons: ["same day"], author: "machine", at: day(2) };
    await addLinks(trx, [{ eventId: "e1", mentionId: m2, ...edge }]);
    await absorbEvents(trx, [{ id: "e2", into: "e1" }]);
  });
  expect((await findHistory(db, "e2"))!.id).toBe("e1");
  expect((await told("e1")).slice(4)).toEqual([
    ["02", "e2", "absorbed"],
    ["02", "e1", "moved"],
  ]);
  await inTransaction(db, async (trx) => {
    await withdrawLinks(trx, [{ eventId: "e1", mentionId: m2 }], day(3));
    const edge = { score: 1, reasons: ["first"], author: "machine", at: day(3) };
    await addLinks(trx, [{ eventId: "e2", mentionId: m2, ...edge }]);
    await reviveEvents(trx, ["e2"], "new", day(3));
  });
  expect((await told("e1")).slice(2)).toEqual([
    ["02", "e2", "absorbed"],
    ["02", "e1", "moved"],
    ["03", "e2", "revived"],
    ["03", "e1", "left"],
  ]);
  expect((await told("e2")).map(([at, , kind]) => [at, kind])).toEqual([
    ["01", "recorded"],
    ["01", "joined"],
    ["02", "absorbed"],
    ["02", "left"],
    ["03", "revived"],
    ["03", "moved"],
  ]);
});

it("shows any past state: values, reports, status and decisions of then, and of which event it was part", async () => {
  await decide(2, "e1", "correct", { changes: { date: "2026-02" } });
  await decide(3, "e2", "merge", { into: "e1" });
  await reads(4, "e1", { topics: [] });
  await decide(5, "e2", "undo");
  expect(await findEventAt(db, "e1", "2026-02-28T00:00:00Z")).toBeUndefined();
  expect(await findEventAt(db, "e1", day(1))).toMatchObject({ status: "new", coding: coding(), reviews: [] });
  expect(await findEventAt(db, "e1", day(2))).toMatchObject({
    since: day(2),
    status: "corrected",
    coding: { date: "2026-02" },
    machine: coding(),
    reports: [{ mention: m1 }],
    reviews: [{ decision: "correct", effective: true }],
  });
  const merged = await findEventAt(db, "e2", day(4));
  expect(merged).toMatchObject({ id: "e1", askedFor: "e2", machine: { topics: [] } });
  expect(merged!.reports.map(({ mention }) => mention).sort()).toEqual([m1, m2].sort());
  expect(await findEventAt(db, "e2", day(6))).toMatchObject({
    id: "e2",
    status: "new",
    reports: [{ mention: m2 }],
  });
});

it("tells what a second reviewer said beside the first decision, also once that was undone, and then as it stood", async () => {
  await addReview(
    db,
    { eventId: "e1", reviewer: "Mere", at: day(2), decision: "accept" },
    { secondOpinions: 1 },
  );
  await giveOpinion(db, {
    eventId: "e1",
    reviewer: "Ana",
    at: day(3),
    decision: "correct",
    changes: { date: "2026-02" },
    note: "no day",
  });
  await decide(4, "e1", "undo");
  const { entries } = (await findHistory(db, "e1"))!;
  expect(entries.filter(({ kind }) => kind === "decided" || kind === "opinion")).toMatchObject([
    { kind: "decided", by: "Mere", review: { decision: "accept", effective: false } },
    {
      kind: "opinion",
      at: day(3),
      event: "e1",
      by: "Ana",
      opinion: {
        decision: "correct",
        changes: { date: "2026-02" },
        note: "no day",
        differs: ["date"],
        first: { reviewer: "Mere" },
        stands: false,
      },
    },
    { kind: "decided", review: { decision: "undo" } },
  ]);
  expect((await findEventAt(db, "e1", day(2)))!.opinions).toEqual([]);
  expect((await findEventAt(db, "e1", day(3)))!.opinions).toMatchObject([{ reviewer: "Ana", stands: true }]);
});

it("tells the second opinions on an event that was merged since in the past of the one that stays", async () => {
  await addReview(
    db,
    { eventId: "e2", reviewer: "Mere", at: day(2), decision: "accept" },
    { secondOpinions: 1 },
  );
  await giveOpinion(db, { eventId: "e2", reviewer: "Ana", at: day(3), decision: "accept" });
  await decide(4, "e2", "merge", { into: "e1" });
  expect(await told("e1")).toContainEqual(["03", "e2", "opinion"]);
});
