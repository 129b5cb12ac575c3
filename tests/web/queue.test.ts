import type { Hono } from "hono";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addReview } from "../../store/reviews.ts";
import { createApp } from "../../web/app.tsx";
import { AT, DONATION, type Fixture, MEETING, openFixture, type Page, TRAINING } from "./fixture.ts";

let fixture: Fixture;
let app: Hono;
const MANY: Page[] = Array.from({ length: 60 }, (_, index) => ({
  ...TRAINING,
  key: `course-${index}`,
  title: `Course ${index}`,
  coding: {
    ...TRAINING.coding,
    countries: ["WS"],
    date: `2019-01-${String((index % 28) + 1).padStart(2, "0")}`,
  },
}));
beforeAll(async () => {
  fixture = await openFixture([MEETING, TRAINING, DONATION, ...MANY]);
  app = createApp({ db: fixture.db, version: "0.1.0", dataDir: "." });
  await addReview(fixture.db, {
    eventId: fixture.events.donation!,
    reviewer: "mara",
    at: AT,
    decision: "accept",
  });
});
afterAll(() => fixture.close());

const page = async (path: string) => (await app.request(path)).text();
const idsOn = (html: string) =>
  [...html.matchAll(/href="\/events\/(e[0-9a-z]+)[^"]*" data-item/g)].map(([, id]) => id);

it("lists what waits, and counts it in the heading of every page", async () => {
  const html = await page("/?country=MM");
  expect(html).toContain("Meeting · Myanmar · 27 Sep 2016");
  expect(html).toContain("郭声琨在内比都会见缅甸内政部长觉瑞");
  expect(html).toContain("Queue (62)");
  expect(await page("/dashboard")).toContain("Queue (62)");
});

it.each([
  ["type=meeting", ["meeting"]],
  ["country=fj", ["training"]],
  ["country=FJ&type=meeting", []],
  ["language=zh", ["meeting"]],
  ["status=accepted", ["donation"]],
  ["status=all&language=zh", ["meeting", "donation"]],
  ["from=2017&to=2017", ["training"]],
  ["status=all&from=2016-09&to=2018-06", ["meeting", "training", "donation"]],
  ["status=rejected", []],
  ["source=elsewhere", []],
  ["type=meeting&type=assistance&status=all", ["meeting", "donation"]],
  ["country=MM&country=fj", ["meeting", "training"]],
  ["country=FJ&confidence_from=0.9&confidence_to=1", ["training"]],
  ["country=FJ&confidence_to=0.89", []],
  ["country=FJ&reason=new&reason=recoded", ["training"]],
  ["country=FJ&reason=changed-page", []],
  ["status=all&decided_by=mara", ["donation"]],
  ["duplicate=1", []],
  ["words=%E9%83%AD%E8%81%B2%E7%90%A8", ["meeting"]],
  ["words=police&country=FJ", ["training"]],
  ["words=police&country=MM", []],
])("filters by %s", async (query, keys) => {
  expect(idsOn(await page(`/?${query}`)).sort()).toEqual(keys.map((key) => fixture.events[key]).sort());
  const api = (await (await app.request(`/api/events?${query}`)).json()) as {
    events: { id: string }[];
    total: number;
  };
  expect(api.events.map(({ id }) => id).sort()).toEqual(keys.map((key) => fixture.events[key]).sort());
  expect(api.total).toBe(keys.length);
});

it("keeps the filter in the form, in the way to each event and in the way to the next page", async () => {
  const html = await page("/?country=WS&type=training");
  expect(html).toMatch(/href="\/\?country=WS" aria-current="true">Training/);
  expect(html).toContain('<input type="hidden" name="type" value="training"/>');
  expect(html).toMatch(/<option value="WS" selected/);
  expect(html).toMatch(/href="\/events\/e[0-9a-z]+\?type=training&amp;country=WS"/);
  expect(html).toMatch(/href="\/\?type=training&amp;country=WS&amp;after=[^"]+" rel="next"/);
});

it("pages through all events, each once", async () => {
  const seen: (string | undefined)[] = [];
  let path: string | undefined = "/";
  while (path) {
    const html: string = await page(path);
    seen.push(...idsOn(html));
    path = html.match(/href="([^"]+)" rel="next"/)?.[1]?.replaceAll("&amp;", "&");
  }
  expect(seen).toHaveLength(62);
  expect(new Set(seen).size).toBe(62);
});

it.each([
  ["type", "type=coup"],
  ["country", "country=Fiji"],
  ["status", "status=waiting-for-godot"],
  ["language", "language=fr"],
  ["from", "from=soon"],
  ["confidence_from", "confidence_from=high"],
  ["confidence_to", "confidence_to=1.5"],
  ["reason", "reason=boredom"],
  ["type", "type=meeting&type=dinner"],
  ["from", "from=2015&from=2016"],
  ["order", "order=random"],
  ["order", "order=sure&status=accepted"],
  ["limit", "limit=0"],
  ["limit", "limit=100000"],
  ["colour", "colour=red"],
  ["after", "after=nonsense"],
])("names the filter %s when its value cannot be read", async (field, query) => {
  const answer = await app.request(`/api/events?${query}`);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { field, message: expect.stringMatching(/.{5}/) } });
  const html = await app.request(`/?${query}`);
  expect(html.status).toBe(400);
  expect(await html.text()).toContain(field);
});

it("counts what each list, reason and type would show beside it, as links that keep the other filters", async () => {
  const html = await page("/?country=WS&country=TO&order=oldest");
  expect(html).toMatch(
    /href="\/\?country=WS&amp;country=TO&amp;order=oldest" aria-current="page">Waiting[^<]* <span class="n">60</,
  );
  expect(html).toMatch(
    /status=accepted&amp;country=WS&amp;country=TO&amp;order=oldest">Accepted <span class="n">1</,
  );
  expect(html).toMatch(/country=TO&amp;reason=new&amp;order=oldest"[^>]*>New <span class="n">60</);
  expect(html).toMatch(
    /type=training&amp;country=WS&amp;country=TO&amp;order=oldest">Training <span class="n">60</,
  );
  const api = await app.request("/api/events?country=WS&country=TO");
  expect(await api.json()).toMatchObject({
    total: 60,
    counts: {
      by_type: { training: 60 },
      by_reason: { new: 60 },
      by_status: { waiting: 60, accepted: 1, all: 61 },
    },
  });
});

it("says what else there is where a filter fits nothing that waits", async () => {
  const html = await page("/?country=TO");
  expect(html).toContain("No event fits this filter.");
  expect(html).toMatch(/href="\/\?status=all&amp;country=TO">Show all events</);
  expect(await page("/?status=rejected")).toContain("Nobody has decided so yet.");
});

it("leads from an event to the one behind it in the order of the list, and by a decision too", async () => {
  const ids = idsOn(await page("/?country=WS&order=oldest"));
  const html = await page(`/events/${ids[4]}?country=WS&order=oldest`);
  expect(html).toContain(`href="/events/${ids[5]}?country=WS&amp;order=oldest"`);
});

it("takes an empty value for no filter, as forms send it", async () => {
  expect(idsOn(await page("/?type=&country=FJ&language=&from=&to="))).toEqual([fixture.events.training]);
});

it("finds two-character Chinese words, and says so when it finds nothing", async () => {
  expect(await page("/search?q=%E8%AD%A6%E8%BD%A6")).toContain("警车");
  expect(await page("/search?q=zyzzyva")).toContain("Nothing was found for “zyzzyva”.");
  expect((await app.request(`/search?q=${"x".repeat(300)}`)).status).toBe(400);
});

it("lists the rules with what they recognise and their examples", async () => {
  const rule = {
    id: "meeting.zh.sample",
    reads: "a minister receives a visitor",
    type: "meeting",
    language: "zh",
    finds: [{ text: "部长会见大使" }],
    skips: [{ text: "部长将会见大使", because: "planned, not held" }],
  };
  const other = createApp({ db: fixture.db, version: "0.1.0", dataDir: ".", rules: [rule] });
  const html = await (await other.request("/rules")).text();
  for (const text of [rule.id, rule.reads, "部长会见大使", "planned, not held"]) expect(html).toContain(text);
  const event = await (await other.request(`/events/${fixture.events.meeting}`)).text();
  expect(event).toContain("meeting.zh.sample</a>: a minister receives a visitor");
});
