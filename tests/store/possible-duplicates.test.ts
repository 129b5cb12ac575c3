import { expect, it } from "vitest";
import type { Coding } from "../../extractors/event.ts";
import type { Document } from "../../sources/document.ts";
import type { Db } from "../../store/database.ts";
import { findCandidateEvents, findTwinEvents } from "../../store/event-candidates.ts";
import { addPossibleDuplicates, similarEvents } from "../../store/possible-duplicates.ts";
import { eventsForQueue } from "../../store/queue.ts";
import { addReview } from "../../store/reviews.ts";
import { AT, LATER, sha, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

const store = (db: Db, id: string, coding: Partial<Coding> = {}, document: Partial<Document> = {}) =>
  storeEvent(db, id, { coding, document });
const pair = (a: string, b: string, score = 0.6, reasons = ["same day"]) => {
  return { eventIds: [a, b] as const, score, reasons, at: AT };
};
const ids = (lists: readonly (readonly { id: string }[])[]) =>
  lists.map((list) => list.map(({ id }) => id).sort());

it("finds a forum whatever countries each report names, and other events only by theirs", async () => {
  const db = await tempDatabase();
  await store(db, "e-forum", { type: "forum", countries: ["LA", "KH"] });
  await store(db, "e-meeting", { countries: ["LA"] });
  const window = { countries: [], from: "2026-02-20", to: "2026-03-10" };
  const lists = await findCandidateEvents(db, [
    { type: "forum", ...window },
    { type: "meeting", ...window },
    { type: "forum", ...window, to: "2026-02-25" },
  ]);
  expect(ids(lists)).toEqual([["e-forum"], [], []]);
});

it("finds the event of a twin page by its words or its number, whatever date was read there", async () => {
  const db = await tempDatabase();
  await store(db, "e-words", { date: "2019-01-01" }, { contentSha256: sha("same words") });
  await store(db, "e-number", { date: "2011-05-05" }, { documentNumber: "t1017273" });
  await store(db, "e-other", { type: "training" }, { documentNumber: "t1017273" });
  const key = { type: "meeting" as const, contentSha256: sha("same words"), documentNumber: "t1017273" };
  const lists = await findTwinEvents(db, [
    key,
    { ...key, contentSha256: "" },
    { ...key, contentSha256: "", documentNumber: null },
    { ...key, type: "training", documentNumber: null },
  ]);
  expect(ids(lists)).toEqual([["e-number", "e-words"], ["e-number"], [], []]);
});

it("shows both events of a possible pair which other one they may be, and why, the likeliest first", async () => {
  const db = await tempDatabase();
  for (const id of ["e-a", "e-b", "e-c", "e-d"]) await store(db, id, { date: "2026-03-01" });
  await addPossibleDuplicates(db, [pair("e-b", "e-a"), pair("e-a", "e-c", 0.7, ["same officer"])]);
  const similar = await similarEvents(db, ["e-a", "e-b", "e-d"]);
  expect(similar.get("e-a")).toEqual([
    { id: "e-c", type: "meeting", date: "2026-03-01", status: "new", score: 0.7, reasons: ["same officer"] },
    { id: "e-b", type: "meeting", date: "2026-03-01", status: "new", score: 0.6, reasons: ["same day"] },
  ]);
  expect(similar.get("e-b")?.map(({ id }) => id)).toEqual(["e-a"]);
  expect(similar.has("e-d")).toBe(false);
  const { events } = await eventsForQueue(db);
  expect(events.find(({ id }) => id === "e-c")?.similar.map(({ id }) => id)).toEqual(["e-a"]);
  expect(events.find(({ id }) => id === "e-d")?.similar).toEqual([]);
});

it("keeps a pair once however often it is proposed, with the best score, and never an event with itself", async () => {
  const db = await tempDatabase();
  await store(db, "e-a");
  await store(db, "e-b");
  await addPossibleDuplicates(db, [
    pair("e-a", "e-b", 0.8, ["best"]),
    pair("e-b", "e-a", 0.5),
    pair("e-a", "e-a", 0.9),
  ]);
  await addPossibleDuplicates(db, [pair("e-a", "e-b", 0.6, ["worse"])]);
  const rows = await db.selectFrom("possibleDuplicate").select(["score", "reasons"]).execute();
  expect(rows).toEqual([{ score: 0.8, reasons: '["best"]' }]);
});

it("follows a merge on either side, and forgets a pair that is one event now or was rejected", async () => {
  const db = await tempDatabase();
  for (const id of ["e-a", "e-b", "e-c", "e-x"]) await store(db, id);
  await addPossibleDuplicates(db, [pair("e-a", "e-b"), pair("e-b", "e-c"), pair("e-a", "e-x")]);
  const by = { reviewer: "mara", at: LATER };
  await addReview(db, { ...by, eventId: "e-b", decision: "merge", into: "e-a" });
  await addReview(db, { ...by, eventId: "e-x", decision: "reject" });
  const similar = await similarEvents(db, ["e-a", "e-c"]);
  expect(similar.get("e-a")?.map(({ id }) => id)).toEqual(["e-c"]);
  expect(similar.get("e-c")?.map(({ id }) => id)).toEqual(["e-a"]);
});
