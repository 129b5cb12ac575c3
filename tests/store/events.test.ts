import { expect, it } from "vitest";
import { findEvent, getEvent } from "../../store/event-record.ts";
import { refreshEvents } from "../../store/event-refresh.ts";
import { addEvents, clearRecode, findTakenEventIds, mintEventId } from "../../store/events.ts";
import { addLinks } from "../../store/links.ts";
import { eventsForQueue } from "../../store/queue.ts";
import { countQueue } from "../../store/queue-counts.ts";
import { addReview } from "../../store/reviews.ts";
import { AT, by, CODED_BY, coding, LATER, PEOPLE, sha, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

it("mints the same id from the same mention, and another one when it is taken", () => {
  const id = mintEventId("m1");
  expect(id).toMatch(/^e[0-9a-z]{10}$/);
  expect(mintEventId("m1")).toBe(id);
  expect(mintEventId("m1", new Set([id]))).not.toBe(id);
  expect(mintEventId("m2")).not.toBe(id);
});

it("keeps an event once however often it is added", async () => {
  const db = await tempDatabase();
  const event = {
    id: "e1",
    coding: coding(),
    people: PEOPLE,
    confidence: 0.9,
    codedBy: CODED_BY,
    createdAt: AT,
  };
  expect(await addEvents(db, [event])).toBe(1);
  expect(await addEvents(db, [{ ...event, coding: coding({ date: "2020" }) }])).toBe(0);
  expect((await getEvent(db, "e1")).coding.date).toBe("2026-03-01");
  expect(await findTakenEventIds(db, ["e1", "e2"])).toEqual(new Set(["e1"]));
  expect(await findEvent(db, "enone")).toBeUndefined();
});

it("gives an event with its whole provenance", async () => {
  const db = await tempDatabase();
  const id = await storeEvent(db, "e1");
  const event = await getEvent(db, "e1");
  expect(event).toMatchObject({ status: "new", queueReason: "new", datePrecision: "day", codedBy: CODED_BY });
  expect(event.mentions).toEqual([
    {
      id,
      url: "https://fj.example/e1.htm",
      canonical_url: "https://fj.example/e1.htm",
      source: "prc-embassy-fj",
      title: "李明大使会见斐济警察总监",
      published: "2026-03-01",
      captured: AT,
      language: "zh",
      quote: "3月1日，李明大使会见斐济警察总监瓦塔",
      start: 0,
      end: 20,
      in: "text",
      rule: "meeting.zh.receive",
      added_by: null,
      confidence: 0.9,
      field_spans: { date: [{ in: "text", start: 0, end: 4 }] },
      inferred: ["countries", "prc_actors", "prc_people", "foreign_people", "topics"],
      document: "d-e1",
      snapshot: { sha256: sha("e1"), warc: "a.warc.gz", offset: 10 },
    },
  ]);
});

it("keeps a mention with the event it belongs to", async () => {
  const db = await tempDatabase();
  const mentionId = await storeEvent(db, "e1");
  await storeEvent(db, "e2");
  const link = { eventId: "e2", mentionId, score: 1, reasons: [], author: "machine", at: AT };
  expect(await addLinks(db, [link])).toBe(0);
  expect((await getEvent(db, "e1")).mentionCount).toBe(1);
});

it("pages the queue by key, newest engagement first or longest waiting first", async () => {
  const db = await tempDatabase();
  for (const day of [3, 1, 2]) await storeEvent(db, `e${day}`, { coding: { date: `2026-03-0${day}` } });
  const first = await eventsForQueue(db, {}, { limit: 2 });
  expect(first.events.map((event) => event.id)).toEqual(["e3", "e2"]);
  expect(first.total).toBe(3);
  await addReview(db, by("e3", "accept"));
  const second = await eventsForQueue(db, {}, { limit: 2, after: first.next! });
  expect(second.events.map((event) => event.id)).toEqual(["e1"]);
  expect(second).toMatchObject({ next: null, total: 2 });
  await addReview(db, by("e3", "undo"));
  const order = { reasons: ["new" as const], within: "waiting" as const };
  const waiting = await eventsForQueue(db, {}, {}, { order });
  expect(waiting.events.map((event) => event.id)).toEqual(["e1", "e2", "e3"]);
  expect(waiting.events[0]).toMatchObject({
    source: "prc-embassy-fj",
    language: "zh",
    quote: expect.stringContaining("瓦塔"),
  });
  expect((await eventsForQueue(db, { source: "prc-embassy-to" })).total).toBe(0);
  expect((await eventsForQueue(db, { source: "prc-embassy-fj", language: "zh" })).total).toBe(3);
  expect(await countQueue(db)).toMatchObject({
    total: 3,
    byReason: { new: 2, undone: 1 },
    byStatus: { new: 3, waiting: 3, all: 3 },
  });
  await expect(eventsForQueue(db, {}, { after: "bogus" })).rejects.toThrow(/expected the "next"/);
});

it("asks again about a decided event that no page supports any more, and stops showing an undecided one", async () => {
  const db = await tempDatabase();
  for (const id of ["e1", "e2"]) await storeEvent(db, id);
  await addReview(db, by("e1", "accept"));
  await db.updateTable("event").set({ mentionCount: 0, recode: 1 }).execute();
  await clearRecode(db, ["e1", "e2"], new Set(["e1", "e2"]), LATER);
  const { events } = await eventsForQueue(db);
  expect(events.map((event) => [event.id, event.queueReason])).toEqual([["e1", "changed-page"]]);
});

it("leads the id of an event whose mentions linking moved elsewhere to the event that has them, until it has them again", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await storeEvent(db, "e2");
  const absorb = async (absorbedInto: string | null) => {
    await db.updateTable("event").set({ absorbedInto }).where("id", "=", "e1").execute();
    await refreshEvents(db, ["e1"]);
  };
  await absorb("e2");
  expect(await getEvent(db, "e1")).toMatchObject({ id: "e2", askedFor: "e1" });
  expect((await eventsForQueue(db)).events.map(({ id }) => id)).toEqual(["e2"]);
  await absorb(null);
  expect(await getEvent(db, "e1")).toMatchObject({ id: "e1", status: "new", mergedInto: null });
});
