import type { Hono } from "hono";
import { afterEach, beforeEach, expect, it } from "vitest";
import { closeDatabase } from "../../store/database.ts";
import { listReviews } from "../../store/reviews.ts";
import { createApp } from "../../web/app.tsx";
import { type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";

let fixture: Fixture;
let app: Hono;
beforeEach(async () => {
  fixture = await openFixture([MEETING, TRAINING]);
  app = createApp({ db: fixture.db, version: "0.1.0", dataDir: "." });
});
afterEach(() => fixture.close());

const get = async (path: string) => (await app.request(path)).json() as Promise<Record<string, unknown>>;
const send = (body: unknown, id = fixture.events.meeting) =>
  app.request(`/api/events/${id}/reviews`, {
    method: "POST",
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

it("gives an event with its mentions and the place of the bytes", async () => {
  expect(await get(`/api/events/${fixture.events.meeting}`)).toMatchObject({
    id: fixture.events.meeting,
    status: "new",
    mentions: [
      {
        quote: MEETING.quote,
        rule: "meeting.zh.sample",
        snapshot: { sha256: "ab".repeat(32), warc: "jingwu-1.warc.gz", offset: 4711 },
      },
    ],
    reviews: [],
  });
});

it("gives a document with its text, and the places in it where something was read", async () => {
  const document = await get(`/api/documents/${fixture.documents.meeting}`);
  const [mention] = document.mentions as { evidence: { start: number; end: number } }[];
  const text = document.text as string;
  expect(text.slice(mention!.evidence.start, mention!.evidence.end)).toBe(MEETING.quote);
});

it("adds decisions one after another, and never takes a row away", async () => {
  expect(
    (await send({ decision: "correct", changes: { countries: ["MM", "LA"] }, reviewer: "mara" })).status,
  ).toBe(201);
  expect((await send({ decision: "undo", reviewer: "jon" })).status).toBe(201);
  const last = await send({ decision: "reject", note: "misread", reviewer: "mara" });
  expect(await last.json()).toMatchObject({ status: "rejected" });
  const reviews = await listReviews(fixture.db, fixture.events.meeting!);
  expect(reviews.map(({ reviewer, decision }) => [reviewer, decision])).toEqual([
    ["mara", "correct"],
    ["jon", "undo"],
    ["mara", "reject"],
  ]);
});

it.each([
  [400, "body", "{not json"],
  [400, "decision", { decision: "explode", reviewer: "mara" }],
  [400, "colour", { decision: "accept", colour: "red" }],
  [400, "note", { decision: "accept", note: "x".repeat(3000) }],
  [400, "reviewer", { decision: "accept", reviewer: "  " }],
  [400, "changes.date", { decision: "correct", changes: { date: "tomorrow" } }],
  [400, "changes.type", { decision: "correct", changes: { type: null } }],
  [400, "changes.countries", { decision: "correct", changes: { countries: ["CN"] } }],
])("answers %i and names %s when a decision cannot be read", async (status, field, body) => {
  const answer = await send(body);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ error: { field, message: expect.stringMatching(/.{3}/) } });
  expect(await listReviews(fixture.db, fixture.events.meeting!)).toEqual([]);
});

it.each([
  { decision: "correct" },
  { decision: "merge" },
  { decision: "undo" },
  { decision: "accept", changes: { round: 2 } },
])("says what is expected of %j, which cannot be done", async (body) => {
  const answer = await send(body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    error: { message: expect.stringMatching(/expected|no decision/) },
  });
});

it("tells a program that somebody decided since it looked", async () => {
  await send({ decision: "accept", reviewer: "jon", seen: 0 });
  const answer = await send({ decision: "reject", reviewer: "mara", seen: 0 });
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({
    error: { message: expect.stringContaining("jon decided meanwhile") },
  });
});

it("writes a merge and takes it back on the event that was merged", async () => {
  const { meeting, training } = fixture.events;
  const merged = await send({ decision: "merge", into: meeting, reviewer: "mara" }, training);
  expect(await merged.json()).toMatchObject({ id: meeting, mentions: [{}, {}] });
  expect((await send({ decision: "accept", reviewer: "mara" }, training)).status).toBe(400);
  const undone = await send({ decision: "undo", reviewer: "mara" }, training);
  expect(await undone.json()).toMatchObject({ id: training, mentions: [{}] });
});

it("answers 404 as JSON for what is not there", async () => {
  for (const path of ["/api/events/none", "/api/documents/none", "/api/nothing"]) {
    const answer = await app.request(path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toHaveProperty("error.message");
  }
  expect((await send({ decision: "accept" }, "none")).status).toBe(404);
});

it("describes every route that programs use, and no other", async () => {
  const { paths, openapi } = await get("/openapi.json");
  expect(openapi).toBe("3.1.0");
  const described = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const served = app.routes
    .filter(({ method, path }) => method !== "ALL" && /^\/(api|feeds|openapi|healthz|metrics)/.test(path))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
  expect(described.sort()).toEqual([...new Set(served)].sort());
});

it("describes the filters and the decision as they are checked", async () => {
  const text = JSON.stringify(await get("/openapi.json"));
  for (const word of [
    "country",
    "language",
    "waiting",
    "mentionIds",
    "agreement_type",
    "memorandum_of_cooperation",
  ]) {
    expect(text).toContain(`"${word}"`);
  }
});

it("gives counts and searches", async () => {
  expect(await get("/api/stats")).toMatchObject({
    events: 2,
    documents: 2,
    byType: { meeting: 1, training: 1 },
  });
  expect(await get("/api/search?q=cybercrime")).toMatchObject({
    query: "cybercrime",
    results: expect.any(Array),
  });
  expect((await app.request("/api/search?q=")).status).toBe(400);
});

it("feeds new and accepted events to a reader, with ids and addresses that last", async () => {
  const all = await (await app.request("/feeds/new.atom")).text();
  expect(all.match(/<entry>/g)).toHaveLength(2);
  expect(all).toContain(`<id>urn:jingwu:event:${fixture.events.meeting}</id>`);
  expect(all).toContain("Meeting · Myanmar · 27 Sep 2016");
  expect(all).toContain(`href="http://localhost/events/${fixture.events.meeting}"`);
  expect(await (await app.request("/feeds/accepted.atom")).text()).not.toContain("<entry>");
  await send({ decision: "accept", reviewer: "mara" });
  const accepted = await app.request("/feeds/accepted.atom");
  expect(accepted.headers.get("Content-Type")).toContain("application/atom+xml");
  expect((await accepted.text()).match(/<entry>/g)).toHaveLength(1);
});

it("tells a visitor no more than that it failed when the database cannot be read", async () => {
  const messages: string[] = [];
  const broken = await openFixture([]);
  const other = createApp({
    db: broken.db,
    version: "0.1.0",
    dataDir: ".",
    log: (message) => messages.push(message),
  });
  await closeDatabase(broken.db as never);
  const page = await other.request("/");
  expect(page.status).toBe(500);
  expect(await page.text()).not.toMatch(/sqlite|at .*\.ts/i);
  expect(messages.join()).toContain("GET / failed");
});
