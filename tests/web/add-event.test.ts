import type { Hono } from "hono";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { loadRulebook, type Rulebook } from "../../extractors/extract.ts";
import { openLinker } from "../../pipeline/linker.ts";
import { findEvent } from "../../store/event-record.ts";
import { eventsForQueue } from "../../store/queue.ts";
import { addReview } from "../../store/reviews.ts";
import { createApp } from "../../web/app.tsx";
import { type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";
import { type Fields, sentForm } from "./form.ts";

const SIGNED = "次日，双方在内比都签署《警务合作谅解备忘录》";
const PAGE = { ...MEETING, text: `${MEETING.text}\n${SIGNED}。\n<b>${SIGNED}</b>，记者报道。` };
const QUOTE = `${SIGNED}。`;
const AGREEMENT = {
  type: "agreement",
  date: "2016-09-28",
  countries: "Myanmar",
  agreement_type: "memorandum_of_understanding",
};
const NOW = "2026-03-02T10:00:00Z";

let rulebook: Rulebook;
let fixture: Fixture;
let app: Hono;
beforeAll(async () => {
  rulebook = await loadRulebook("config");
});
beforeEach(async () => {
  fixture = await openFixture([PAGE, TRAINING]);
  app = createApp({ ...common(), linker: openLinker(space, rulebook) });
});
afterEach(() => fixture.close());

const space = { configDir: "config", sources: [], version: "0.1.0", now: () => NOW };
const common = () => ({
  ...{ db: fixture.db, version: "0.1.0", dataDir: ".", reviewer: "mara", now: () => new Date(NOW) },
  sources: [{ id: "mission-mm", title: "Mission", kind: "mission", covers: { country: "MM" }, active: true }],
});
const address = () => `/documents/${fixture.documents.meeting}`;
const pageOf = async (path = address()) => (await app.request(path)).text();

function send(path: string, fields: Fields) {
  return app.request(path, sentForm(fields));
}
const add = (fields: Fields) => send(`${address()}/events`, fields);
const call = (path: string, body: unknown) =>
  app.request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
const events = async () => (await eventsForQueue(fixture.db, { status: "all" })).events;

it("adds an event by the form, which is filled with what is known, and says so on the next page", async () => {
  const html = await pageOf(`${address()}?add=1`);
  expect(html).toMatch(/<details class="box adding" open/);
  expect(html).toMatch(/<input name="date" value="2016-09-28"/);
  expect(html).toMatch(/<input name="countries" value="Myanmar"/);
  expect(await pageOf()).not.toMatch(/<details class="box adding" open/);
  const answer = await add({ ...AGREEMENT, quote: QUOTE, note: "signed the next day" });
  expect(answer.status).toBe(303);
  const id = /\?added=(e\w+)$/.exec(answer.headers.get("Location")!)![1]!;
  expect(await findEvent(fixture.db, id)).toMatchObject({
    ...{ status: "accepted", queueReason: null, mentionCount: 1 },
    coding: {
      ...{ type: "agreement", date: "2016-09-28", countries: ["MM"] },
      agreement_type: "memorandum_of_understanding",
    },
    mentions: [{ quote: QUOTE, added_by: "mara" }],
    reviews: [{ decision: "add", reviewer: "mara", note: "signed the next day" }],
  });
  const next = await pageOf(answer.headers.get("Location")!);
  expect(next).toContain("Added by hand");
  expect(next).toContain(`action="/events/${id}/reviews"`);
  expect(next).toContain("added by mara");
  expect(next).toContain("2 events are reported here");
  const event = await pageOf(`/events/${id}`);
  expect(event).toContain("Added by mara; no rule had found it");
  expect(event).toContain(`href="${address()}?add=1#add-event"`);
  expect(event).not.toContain("Found by rule");
  const undone = await send(`/events/${id}/reviews`, { decision: "undo" });
  expect(undone.status).toBe(303);
  expect(await pageOf()).toContain("One event is reported here");
});

it("takes the place and the words that were marked in the text", async () => {
  const document = fixture.documents.meeting!;
  const start = PAGE.text.lastIndexOf(SIGNED);
  const answer = await add({
    ...AGREEMENT,
    quote: SIGNED,
    evidence_span: `${document} text ${start} ${start + SIGNED.length}`,
    countries_span: `${document} text 0 4`,
  });
  const id = answer.headers.get("Location")!.split("=")[1]!;
  const [mention] = (await findEvent(fixture.db, id))!.mentions;
  expect(mention).toMatchObject({
    ...{ start, quote: SIGNED },
    field_spans: { countries: [{ in: "text", start: 0, end: 4 }] },
  });
});

it.each([
  [{ quote: "" }, "copy the words of the text"],
  [{ quote: "双方签署条约" }, "do not stand in the document"],
  [{ quote: SIGNED }, "stand 2 times in the text"],
  [{ date: "2016-02-30" }, "expected a day of the calendar"],
  [{ date: "" }, "must have a value"],
  [{ countries: "Atlantis" }, "is not known"],
  [{ type: "meeting" }, "expected only with type agreement"],
])("refuses %j, says why, and shows what was sent again", async (wrong, why) => {
  const answer = await add({ ...AGREEMENT, quote: QUOTE, note: "<i>kept</i>", ...wrong });
  expect(answer.status).toBe(400);
  const html = await answer.text();
  expect(html).toContain("The event was not added:");
  expect(html).toContain(why);
  expect(html).toContain("&lt;i&gt;kept&lt;/i&gt;");
  expect(html).toMatch(/<details class="box adding" open/);
  expect(await events()).toHaveLength(2);
});

it("offers the event that is known already, and does what the person then says", async () => {
  const { quote } = MEETING;
  const same = { type: "meeting", date: "2016-09-27", countries: "MM", quote };
  const answer = await add(same);
  expect(answer.status).toBe(409);
  const html = await answer.text();
  expect(html).toContain("It is known already");
  expect(html).toContain(`<a href="/events/${fixture.events.meeting}">Meeting · Myanmar · 27 Sep 2016</a>`);
  expect(html).toMatch(new RegExp(`<button type="submit" name="joins" value="${fixture.events.meeting}"`));
  expect(await events()).toHaveLength(2);
  const apart = await add({ ...same, apart: fixture.events.meeting! });
  expect(apart.status).toBe(303);
  const other = apart.headers.get("Location")!.split("=")[1]!;
  const { reviews } = (await findEvent(fixture.db, other))!;
  expect(reviews.map(({ decision, into }) => [decision, into])).toEqual([
    ["distinct", fixture.events.meeting],
    ["add", null],
  ]);
  const again = await add({ ...same, joins: fixture.events.meeting! });
  expect(await again.text()).toContain("mara has added this passage");
  await send(`/events/${other}/reviews`, { decision: "undo" });
  const joined = await add({ ...same, joins: fixture.events.meeting! });
  expect(joined.headers.get("Location")).toBe(`${address()}?added=${fixture.events.meeting}`);
  expect(await findEvent(fixture.db, fixture.events.meeting!)).toMatchObject({
    status: "new",
    mentionCount: 2,
  });
});

it("says of a document that it reports no event, and takes that back", async () => {
  const { db } = fixture;
  expect(await pageOf()).not.toContain("It reports no event");
  const eventId = fixture.events.meeting!;
  await addReview(db, { eventId, reviewer: "mara", at: NOW, decision: "reject", note: "planned" });
  expect(await pageOf()).toContain("It reports no event");
  expect((await send(`${address()}/reviews`, { decision: "no-event" })).status).toBe(303);
  const said = await pageOf();
  expect(said).toContain("mara has read it: it reports no event");
  expect(said).toContain("Take that back");
  await send(`${address()}/reviews`, { decision: "undo" });
  expect(await pageOf()).toContain("It reports no event");
});

it("gives a decided document as a gold document, and the reasons where it is none yet", async () => {
  const gold = () => app.request(`/api${address()}/gold`);
  const refused = await gold();
  expect(refused.status).toBe(409);
  expect(await refused.json()).toEqual({
    error: { message: `event ${fixture.events.meeting} waits for a decision` },
  });
  const { meeting } = fixture.events;
  expect(await pageOf()).toContain(`event <a href="/events/${meeting}">${meeting}</a> waits for a decision`);
  const eventId = fixture.events.meeting!;
  await addReview(fixture.db, { eventId, reviewer: "mara", at: NOW, decision: "accept" });
  expect(await pageOf()).toContain(`href="/api${address()}/gold"`);
  const taken = await gold();
  expect(taken.headers.get("Content-Disposition")).toMatch(/attachment; filename="[\w-]+\.jsonl"/);
  expect(JSON.parse(await taken.text())).toMatchObject({
    ...{ id: fixture.documents.meeting, lang: "zh", published: "2016-09-28", text: PAGE.text },
    events: [{ ...MEETING.coding, evidence: MEETING.quote }],
  });
  expect((await app.request("/api/documents/none/gold")).status).toBe(404);
});

it("does the same for programs", async () => {
  const path = `/api${address()}/events`;
  const coding = { type: "agreement", date: "2016-09-28", countries: ["MM"] };
  const added = await call(path, { coding, evidence: QUOTE, reviewer: "ben" });
  expect(added.status).toBe(201);
  const event = (await added.json()) as { id: string };
  expect(event).toMatchObject({
    ...{ status: "accepted", queue_reason: null, type: "agreement" },
    mentions: [{ rule: "added-by-hand", added_by: "ben", quote: QUOTE }],
    reviews: [{ decision: "add", reviewer: "ben" }],
  });
  const again = await call(path, { coding, evidence: QUOTE });
  expect(again.status).toBe(409);
  expect(await again.json()).toMatchObject({
    error: { message: expect.stringContaining("ben has added this passage") },
    known: { id: event.id },
  });
  const { mentions } = (await (await app.request(`/api${address()}`)).json()) as {
    mentions: { added_by: string | null }[];
  };
  expect(mentions.map(({ added_by }) => added_by)).toEqual([null, "ben"]);
  const none = await call(`/api${address()}/reviews`, { decision: "no-event" });
  expect([none.status, await none.json()]).toMatchObject([
    400,
    { error: { message: /reject what is no event/ } },
  ]);
  const ofNone = await call("/api/documents/none/events", { coding, evidence: QUOTE });
  expect(ofNone.status).toBe(404);
  for (const wrong of [
    {},
    { coding, evidence: "" },
    { coding: {}, evidence: QUOTE },
    { coding, evidence: QUOTE, x: 1 },
  ]) {
    expect((await call(path, wrong)).status).toBe(400);
  }
  // On an event itself "add" is no decision.
  const direct = await call(`/api/events/${event.id}/reviews`, { decision: "add" });
  expect(direct.status).toBe(400);
});

it("says that events cannot be added where the rules are not at hand", async () => {
  app = createApp(common());
  const answer = await add({ ...AGREEMENT, quote: QUOTE });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain("runs without the rules");
});
