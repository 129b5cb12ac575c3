import { expect, it } from "vitest";
import { QUEUE_REASONS, type QueueReason } from "../../sources/review-settings.ts";
import type { Db } from "../../store/database.ts";
import { giveOpinion } from "../../store/opinions.ts";
import { eventsForQueue, neighboursInQueue } from "../../store/queue.ts";
import { countQueue, countWaiting } from "../../store/queue-counts.ts";
import type { QueueFilter } from "../../store/queue-filter.ts";
import { type QueueOrder, reasonsInOrder, type Within } from "../../store/queue-order.ts";
import { addReview } from "../../store/reviews.ts";
import { indexPending, search } from "../../store/search.ts";
import { AT, coding, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

const idsOf = async (db: Db, filter: QueueFilter = {}, view = {}) =>
  (await eventsForQueue(db, filter, { limit: 500 }, view)).events.map(({ id }) => id);

/** Numbers that look random, the same for the same seed. */
function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % most;
  };
}

/** Lets events wait for something, as the stages and decisions would have left them. */
async function waitFor(db: Db, id: string, queueReason: QueueReason | null, more: object = {}) {
  await db
    .updateTable("event")
    .set({ queueReason, queuedAt: queueReason && AT, ...more })
    .where("id", "=", id)
    .execute();
}

/** A store of many events that differ in all that lists look at. */
async function manyEvents(seed: number, count = 60): Promise<Db> {
  const db = await tempDatabase();
  const roll = dice(seed);
  for (let number = 0; number < count; number++) {
    const id = `e${String((number * 37) % count).padStart(3, "0")}`;
    const type = (["meeting", "training", "patrol"] as const)[roll(3)]!;
    const date = `20${10 + roll(3)}-0${1 + roll(3)}-1${roll(3)}`;
    await storeEvent(db, id, {
      coding: { type, date, countries: [["FJ", "TO", "WS"][roll(3)]!] },
      document: {
        sourceId: `source-${roll(4)}`,
        language: roll(2) ? "zh" : "en",
        contentSha256: String(number).padStart(64, "0"),
      },
    });
    const queuedAt = `2026-03-0${1 + roll(5)}T08:00:00Z`;
    await waitFor(db, id, QUEUE_REASONS[roll(QUEUE_REASONS.length)]!, {
      confidence: roll(10) / 10,
      queuedAt,
      conflict: roll(4) === 0 ? 1 : 0,
      notFor: roll(6) === 0 ? "ana" : null,
    });
  }
  return db;
}

/** The order told in the plainest way: all events sorted by what they are. */
async function sortedPlainly(db: Db, order: QueueOrder, keep: (row: { [key: string]: unknown }) => boolean) {
  const rows = await db.selectFrom("event").selectAll().where("queueReason", "is not", null).execute();
  const rank = new Map(reasonsInOrder(order).map((reason, at) => [reason as string, at]));
  const keys: Record<Within, (row: (typeof rows)[number]) => string | number> = {
    newest: (row) => row.date,
    oldest: (row) => row.date,
    waiting: (row) => row.queuedAt!,
    unsure: (row) => row.confidence,
    sure: (row) => row.confidence,
  };
  const sign = order.within === "newest" || order.within === "sure" ? -1 : 1;
  const less = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);
  return rows
    .filter(keep)
    .sort(
      (a, b) =>
        rank.get(a.queueReason!)! - rank.get(b.queueReason!)! ||
        sign * (less(keys[order.within](a), keys[order.within](b)) || less(a.id, b.id)),
    )
    .map(({ id }) => id);
}

const ORDERS: QueueOrder[] = (["newest", "oldest", "waiting", "unsure", "sure"] as const).map((within) => ({
  reasons: ["muted-rule", "new"],
  within,
}));

it.each(ORDERS)(
  "orders by reason as the settings say, then $within, and pages without a gap",
  async (order) => {
    const db = await manyEvents(1);
    const expected = await sortedPlainly(db, order, ({ notFor }) => notFor !== "ana");
    const view = { reviewer: "ana", order };
    expect(expected.length).toBeGreaterThan(40);
    expect(await idsOf(db, {}, view)).toEqual(expected);
    const paged: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await eventsForQueue(db, {}, { limit: 7, after }, view);
      paged.push(...page.events.map(({ id }) => id));
      expect(page.total).toBe(expected.length);
      if (page.next === null) break;
      after = page.next;
    }
    expect(paged).toEqual(expected);
    for (const [at, id] of expected.entries()) {
      const beside = { next: expected[at + 1] ?? expected[0]!, previous: expected[at - 1] ?? null };
      expect(await neighboursInQueue(db, {}, id, view)).toEqual(beside);
    }
  },
);

it.each([1, 2, 3])(
  "gives with any filter what the plain rows say, and counts it, in store %i",
  async (seed) => {
    const db = await manyEvents(seed);
    const roll = dice(seed + 100);
    const sources = new Map(
      (await db.selectFrom("eventSource").selectAll().execute()).map((row) => [row.eventId, row]),
    );
    const order = ORDERS[seed]!;
    for (let round = 0; round < 40; round++) {
      const filter: QueueFilter = {
        ...(roll(3) === 0 ? { type: roll(2) ? "meeting" : ["patrol", "training"] } : {}),
        ...(roll(3) === 0 ? { country: roll(2) ? "FJ" : ["TO", "WS"] } : {}),
        ...(roll(4) === 0 ? { source: `source-${roll(4)}` } : {}),
        ...(roll(4) === 0 ? { language: "zh" } : {}),
        ...(roll(4) === 0 ? { reason: roll(2) ? "new" : ["conflict", "second-opinion", "recoded"] } : {}),
        ...(roll(4) === 0 ? { from: "2011", to: "2012-02" } : {}),
        ...(roll(4) === 0 ? { confidenceFrom: 0.3, confidenceTo: 0.8 } : {}),
        ...(roll(5) === 0 ? { conflict: true as const } : {}),
      };
      const isOne = (of: string | readonly string[] | undefined, value: unknown) =>
        of === undefined || [of].flat().includes(value as string);
      const holds = (row: Record<string, unknown>) => {
        const { countries } = JSON.parse(row.coding as string) as { countries: string[] };
        const reported = sources.get(row.id as string)!;
        return (
          row.notFor !== "ana" &&
          isOne(filter.type, row.type) &&
          isOne(filter.country, countries[0]) &&
          isOne(filter.source, reported.sourceId) &&
          isOne(filter.language, reported.language) &&
          isOne(filter.reason, row.queueReason) &&
          (filter.from === undefined ||
            ((row.date as string) >= "2011" && (row.date as string) < "2012-03")) &&
          (filter.confidenceFrom === undefined ||
            ((row.confidence as number) >= 0.3 && (row.confidence as number) <= 0.8)) &&
          (!filter.conflict || row.conflict === 1)
        );
      };
      const expected = await sortedPlainly(db, order, holds);
      const found = await eventsForQueue(db, filter, { limit: 500 }, { reviewer: "ana", order });
      expect([filter, found.events.map(({ id }) => id)]).toEqual([filter, expected]);
      expect(found.total).toBe(expected.length);
      const sum = (counts: Readonly<Record<string, number>>, of?: string | readonly string[]) =>
        Object.entries(counts).reduce((all, [key, n]) => all + (isOne(of, key) ? n : 0), 0);
      expect(sum(found.counts.byReason, filter.reason)).toBe(expected.length);
      expect(sum(found.counts.byType, filter.type)).toBe(expected.length);
      expect(found.counts.byStatus.waiting).toBe(expected.length);
    }
  },
);

it("goes on from its place when events are decided in between, and when the settings change", async () => {
  const db = await manyEvents(4, 30);
  const view = { order: ORDERS[0]! };
  const all = await idsOf(db, {}, view);
  const first = await eventsForQueue(db, {}, { limit: 10 }, view);
  for (const id of all.slice(5, 13)) await waitFor(db, id, null);
  const second = await eventsForQueue(db, {}, { limit: 500, after: first.next! }, view);
  expect(second.events.map(({ id }) => id)).toEqual(all.slice(13));
  const other = { order: { reasons: [...QUEUE_REASONS].reverse(), within: "sure" as const } };
  const third = await eventsForQueue(db, {}, { limit: 500, after: first.next! }, other);
  expect(new Set(third.events.map(({ id }) => id)).size).toBe(third.events.length);
});

it("leaves out of a reviewer's list, counts and next item what is not for them", async () => {
  const db = await tempDatabase();
  for (const id of ["e1", "e2", "e3"]) await storeEvent(db, id);
  await addReview(db, { eventId: "e2", reviewer: "ana", at: AT, decision: "accept" });
  await waitFor(db, "e2", "second-opinion", { notFor: "ana" });
  const [ana, ben] = [{ reviewer: "ana" }, { reviewer: "ben" }];
  expect(await idsOf(db, {}, ana)).toEqual(["e3", "e1"]);
  expect(await idsOf(db, {}, ben)).toEqual(["e3", "e1", "e2"]);
  expect([await countWaiting(db, ana), await countWaiting(db, ben)]).toEqual([2, 3]);
  expect((await countQueue(db, {}, ana)).byReason).toEqual({ new: 2 });
  expect((await countQueue(db, {}, ben)).byReason).toEqual({ new: 2, "second-opinion": 1 });
  expect(await neighboursInQueue(db, {}, "e1", ana)).toEqual({ next: "e3", previous: "e3" });
  expect(await neighboursInQueue(db, {}, "e1", ben)).toEqual({ next: "e2", previous: "e3" });
});

it("shows a second reviewer nothing of the first decision, in no list, filter or count", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  const changes = { type: "training", date: "2020-05-05", countries: ["TO"] };
  await addReview(db, { eventId: "e1", reviewer: "ana", at: AT, decision: "correct", changes });
  await waitFor(db, "e1", "second-opinion", { notFor: "ana" });
  const ben = { reviewer: "ben" };
  const { events, counts } = await eventsForQueue(db, {}, {}, ben);
  expect(events).toMatchObject([
    { id: "e1", status: "new", coding: coding(), type: "meeting", date: "2026-03-01", countries: ["FJ"] },
  ]);
  expect(counts).toMatchObject({ byType: { meeting: 1 }, byStatus: { waiting: 1, all: 0 } });
  for (const filter of [
    { type: "training" },
    { country: "TO" },
    { from: "2020", to: "2020" },
    { status: "corrected" },
    { status: "all" },
    { decidedBy: "ana" },
  ] as const) {
    const found = await eventsForQueue(db, filter, {}, ben);
    expect([filter, found.total, found.events]).toEqual([filter, 0, []]);
  }
  for (const filter of [{ type: "meeting" }, { country: "FJ" }, { from: "2026", to: "2026" }]) {
    expect([filter, await idsOf(db, filter, ben)]).toEqual([filter, ["e1"]]);
  }
  const own = await eventsForQueue(db, { status: "corrected", decidedBy: "ana" }, {}, { reviewer: "ana" });
  expect(own.events).toMatchObject([{ id: "e1", status: "corrected", type: "training" }]);
});

it("lists what the search finds by words, in either script, with any other filter, paged in its order", async () => {
  const db = await manyEvents(4);
  // Half of the passages are about something else.
  const rows = await db.selectFrom("event").select(["id", "date", "queueReason"]).orderBy("id").execute();
  const narcotics = rows.filter((_, at) => at % 2 === 0).map(({ id }) => id);
  await db
    .updateTable("mention")
    .set({ quote: "双方就禁毒合作会谈 on narcotics control" })
    .where(
      "documentId",
      "in",
      narcotics.map((id) => `d-${id}`),
    )
    .execute();
  expect(await idsOf(db, { words: "禁毒" })).toEqual([]);
  while ((await indexPending(db)) > 0);
  const plain = { order: ORDERS[0]! };
  const expected = await sortedPlainly(db, plain.order, ({ id }) => narcotics.includes(id as string));
  expect(expected.length).toBeGreaterThan(20);
  for (const words of ["禁毒", "禁毒 會談", "NARCOTICS", "禁毒合作会谈 control"]) {
    expect([words, await idsOf(db, { words }, plain)]).toEqual([words, expected]);
  }
  const of = new Map(rows.map((row) => [row.id, row]));
  const early = expected.filter((id) => of.get(id)!.date < "2011");
  const filter = { words: "禁毒", to: "2010" };
  const first = await eventsForQueue(db, filter, { limit: 3 }, plain);
  expect(first.events.map(({ id }) => id)).toEqual(early.slice(0, 3));
  expect(first.total).toBe(early.length);
  expect(Object.values(first.counts.byReason).reduce((a, b) => a + b, 0)).toBe(early.length);
  const second = await eventsForQueue(db, filter, { limit: 3, after: first.next! }, plain);
  expect(second.events.map(({ id }) => id)).toEqual(early.slice(3, 6));
  expect(await neighboursInQueue(db, filter, early[1]!, plain)).toEqual({
    next: early[2],
    previous: early[0],
  });
  const sourced = { words: "禁毒", source: "source-1", country: "FJ" };
  const both = new Set(await idsOf(db, { source: "source-1", country: "FJ" }, plain));
  expect(await idsOf(db, sourced, plain)).toEqual(expected.filter((id) => both.has(id)));
  for (const words of ["禁毒 wheat", "!?"]) expect(await idsOf(db, { words })).toEqual([]);
});

it("does not find by the words of a decision what a reviewer is asked about blind, before and after it is indexed", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  const by = { eventId: "e1", at: AT };
  const changes = { location: "Lautoka", prc_people: ["王芳"] };
  await addReview(db, { ...by, reviewer: "ana", decision: "correct", changes });
  const indexed = async () => {
    while ((await indexPending(db)) > 0);
  };
  await indexed();
  expect(await idsOf(db, { words: "Lautoka", status: "all" })).toEqual(["e1"]);
  // Taken back and decided anew: now somebody else is asked.
  await addReview(db, { ...by, reviewer: "ana", decision: "undo" });
  await addReview(db, { ...by, reviewer: "ana", decision: "correct", changes }, { secondOpinions: 1 });
  const ben = { reviewer: "ben" };
  const seen = async () => [
    await idsOf(db, { words: "Lautoka" }, ben),
    await idsOf(db, { words: "王芳", status: "all" }, ben),
    (await search(db, "Lautoka")).map(({ id }) => id),
  ];
  expect(await seen()).toEqual([[], [], []]);
  await indexed();
  expect(await seen()).toEqual([[], [], []]);
  expect(await idsOf(db, { words: "李明" }, ben)).toEqual(["e1"]);
  await giveOpinion(db, { ...by, reviewer: "ben", decision: "accept" });
  await indexed();
  expect(await idsOf(db, { words: "Lautoka" }, ben)).toEqual(["e1"]);
});

it("lists what a reviewer decided, by date, and no more what was taken back", async () => {
  const db = await tempDatabase();
  for (const day of [1, 2, 3]) await storeEvent(db, `e${day}`, { coding: { date: `2026-03-0${day}` } });
  const by = (eventId: string, reviewer: string, decision: "accept" | "reject" | "undo") =>
    addReview(db, { eventId, reviewer, at: AT, decision });
  await by("e1", "ana", "accept");
  await by("e2", "ana", "accept");
  await by("e3", "ben", "reject");
  expect(await idsOf(db, { status: "accepted", decidedBy: "ana" })).toEqual(["e2", "e1"]);
  expect(await idsOf(db, { status: "all", decidedBy: ["ana", "ben"] })).toEqual(["e3", "e2", "e1"]);
  await by("e2", "ben", "reject");
  await by("e1", "ana", "undo");
  expect(await idsOf(db, { status: "all", decidedBy: "ana" })).toEqual([]);
  await by("e2", "cy", "undo");
  expect(await idsOf(db, { status: "all", decidedBy: "ana" })).toEqual(["e2"]);
});

it("lists possible duplicates while nobody has answered them", async () => {
  const db = await tempDatabase();
  for (const id of ["e1", "e2", "e3", "e4"]) await storeEvent(db, id);
  const pair = (eventA: string, eventB: string) => ({ eventA, eventB, score: 0.5, reasons: "[]", at: AT });
  await db
    .insertInto("possibleDuplicate")
    .values([pair("e1", "e2"), pair("e3", "e4")])
    .execute();
  const doubles = async () => (await idsOf(db, { duplicate: true })).sort();
  expect(await doubles()).toEqual(["e1", "e2", "e3", "e4"]);
  await addReview(db, { eventId: "e1", reviewer: "ana", at: AT, decision: "distinct", into: "e2" });
  expect(await doubles()).toEqual(["e3", "e4"]);
  await addReview(db, { eventId: "e4", reviewer: "ana", at: AT, decision: "reject" });
  expect(await doubles()).toEqual([]);
  await addReview(db, { eventId: "e4", reviewer: "ana", at: AT, decision: "undo" });
  expect(await doubles()).toEqual(["e3", "e4"]);
  await addReview(db, { eventId: "e3", reviewer: "ana", at: AT, decision: "merge", into: "e4" });
  expect(await doubles()).toEqual([]);
});
