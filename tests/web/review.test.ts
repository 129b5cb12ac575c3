import type { Hono } from "hono";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findEvent } from "../../store/event-record.ts";
import { replacePossibleDuplicates } from "../../store/possible-duplicates.ts";
import { addReview, listReviews } from "../../store/reviews.ts";
import { createApp } from "../../web/app.tsx";
import { AT, DONATION, type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";
import { type Fields, sentForm } from "./form.ts";

let fixture: Fixture;
let app: Hono;
beforeEach(async () => {
  fixture = await openFixture([
    MEETING,
    TRAINING,
    DONATION,
    { ...MEETING, key: "again", title: "缅甸内政部长会见郭声琨", sameAs: "meeting" },
  ]);
  const now = () => new Date("2026-03-02T10:00:00.123Z");
  app = createApp({ db: fixture.db, version: "0.1.0", dataDir: ".", reviewer: "mara", now });
});
afterEach(() => fixture.close());

const page = async (path: string) => (await app.request(path)).text();

const post = (id: string, fields: Fields, query = "") => {
  return app.request(`/events/${id}/reviews${query}`, sentForm(fields));
};

it("shows an event beside its source with the evidence and the words of each field marked in place", async () => {
  const html = await page(`/events/${fixture.events.meeting}`);
  expect(html).toContain("Meeting · Myanmar · 27 Sep 2016");
  expect(html).toMatch(/<mark class="coded" data-field="date" data-number="2">2016年9月27日<\/mark>/);
  expect(html).toMatch(
    /<mark class="evidence"><mark class="coded" data-field="prc_people"[^>]*>郭声琨<\/mark><\/mark>/,
  );
  expect(html).toMatch(
    /<mark class="evidence"><mark class="coded" data-field="countries"[^>]*>缅甸<\/mark><\/mark>/,
  );
  expect(html).toContain('href="#s0-field-date"');
  expect(html).toContain('<span id="s0-date"></span>');
  expect(html).toContain('href="#s0-date"');
  expect(html).toContain('lang="zh-Hans"');
});

it("names the events it may be the same as, with the reasons and a way there", async () => {
  const { meeting, training, donation } = fixture.events;
  const eventIds = [meeting!, training!] as const;
  const pair = { eventIds, score: 0.62, reasons: ["<b>same</b> day"], at: AT };
  await replacePossibleDuplicates(fixture.db, eventIds, [pair]);
  const html = await page(`/events/${meeting}`);
  expect(html).toContain("May be the same as");
  expect(html).toContain(`href="/events/${training}"`);
  expect(html).toContain("Training · ");
  expect(html).toContain("&lt;b&gt;same&lt;/b&gt; day");
  expect(await page(`/events/${donation}`)).not.toContain("May be the same as");
});

it("explains Chinese names and codes in English, and says which rule found the event", async () => {
  const html = await page(`/events/${fixture.events.meeting}`);
  expect(html).toContain("Guo Shengkun");
  expect(html).toContain("Minister of Home Affairs");
  expect(html).toContain("Ministry of Public Security (公安部)");
  expect(html).toContain("meeting.zh.sample");
});

it("gives the way from an event to the archived bytes, for every report of it", async () => {
  const html = await page(`/events/${fixture.events.meeting}`);
  expect(html).toContain("1 other report");
  expect(html).toContain("缅甸内政部长会见郭声琨");
  expect(html.match(/jingwu-1\.warc\.gz @ 4711/g)).toHaveLength(2);
  expect(html).toContain("ab".repeat(32));
  expect(html).toContain('href="https://mm.example.org/meeting.htm"');
  expect(html).toContain(`/documents/${fixture.documents.meeting}`);
});

it("records an acceptance under the reviewer's name and goes on to the next event of the same queue", async () => {
  const answer = await post(fixture.events.meeting!, { decision: "accept", seen: "0" });
  expect(answer.status).toBe(303);
  const goal = answer.headers.get("Location")!;
  expect(goal).toMatch(/^\/events\/e[^/?]+\?done=/);
  expect(goal).not.toContain(`/events/${fixture.events.meeting}`);
  expect(await listReviews(fixture.db, fixture.events.meeting!)).toMatchObject([
    { reviewer: "mara", at: "2026-03-02T10:00:00Z", decision: "accept", effective: true },
  ]);
  const next = await page(goal);
  expect(next).toContain("Accepted: ");
  expect(next).toContain("Meeting · Myanmar · 27 Sep 2016");
});

it("leads through the whole queue and back to it, and keeps the filter on the way", async () => {
  let place = `/events/${fixture.events.training}?language=zh`;
  place = (await post(fixture.events.training!, { decision: "accept" }, "?language=zh")).headers.get(
    "Location",
  )!;
  const seen: string[] = [];
  while (place.startsWith("/events/")) {
    expect(place).toContain("language=zh");
    const id = place.slice("/events/".length).split("?")[0]!;
    expect(seen).not.toContain(id);
    seen.push(id);
    place = (await post(id, { decision: "accept" }, "?language=zh")).headers.get("Location")!;
  }
  expect(seen.sort()).toEqual([fixture.events.meeting, fixture.events.donation].sort());
  expect(place).toMatch(/^\/\?language=zh&done=/);
  expect(await page(place)).toContain("No event fits this filter.");
});

it("asks why an event is rejected, and keeps reason and note with the decision", async () => {
  const refused = await post(fixture.events.meeting!, { decision: "reject", note: "only a plan" });
  expect(refused.status).toBe(400);
  const html = await refused.text();
  expect(html).toContain("choose why it is no event");
  expect(html).toContain("only a plan");
  await post(fixture.events.meeting!, { decision: "reject", reason: "not-held", note: "only a plan" });
  const record = await findEvent(fixture.db, fixture.events.meeting!);
  expect(record).toMatchObject({ status: "rejected", reviews: [{ note: "not-held: only a plan" }] });
  expect(await page(`/events/${fixture.events.meeting}`)).toContain("it has not happened: only a plan");
});

const FORM = {
  decision: "correct",
  type: "meeting",
  date: "2016-09-27",
  countries: "Myanmar",
  prc_people: "郭声琨",
  foreign_people: "觉瑞",
  prc_actors: ["MPS"],
  prc_actors_sent: "yes",
  topics: ["counterterrorism"],
  topics_sent: "yes",
};

it("records a correction with the changed fields only, and shows both readings", async () => {
  const fields = { ...FORM, countries: "Myanmar; Laos", location: "内比都" };
  expect((await post(fixture.events.meeting!, fields)).status).toBe(303);
  const record = (await findEvent(fixture.db, fixture.events.meeting!))!;
  expect(record.status).toBe("corrected");
  expect(record.coding).toMatchObject({ countries: ["MM", "LA"], location: "内比都" });
  expect(record.reviews[0]!.changes).toEqual({ countries: ["MM", "LA"], location: "内比都" });
  const html = await page(`/events/${fixture.events.meeting}`);
  expect(html).toContain("Meeting · Myanmar, Laos · 27 Sep 2016");
  expect(html).toContain("The rules read: Myanmar");
});

it("shows a refused correction again with what was typed and the field that is wrong", async () => {
  const refused = await post(fixture.events.meeting!, { ...FORM, date: "27.9.2016", countries: "Atlantis" });
  expect(refused.status).toBe(400);
  const html = await refused.text();
  expect(html).toMatch(/<input(?=[^>]*name="date")(?=[^>]*value="27\.9\.2016")(?=[^>]*aria-invalid="true")/);
  expect(html).toContain("a date as YYYY, YYYY-MM or YYYY-MM-DD");
  expect(html).toContain("&quot;Atlantis&quot; is not known");
  expect(await listReviews(fixture.db, fixture.events.meeting!)).toEqual([]);
});

it("asks for an acceptance when a correction changes nothing", async () => {
  const refused = await post(fixture.events.meeting!, FORM);
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain("no value was changed");
});

it("takes a decision back without removing it", async () => {
  await post(fixture.events.meeting!, { decision: "accept" });
  const answer = await post(fixture.events.meeting!, { decision: "undo" });
  expect(answer.headers.get("Location")).toContain(`/events/${fixture.events.meeting}`);
  const record = (await findEvent(fixture.db, fixture.events.meeting!))!;
  expect(record.status).toBe("new");
  expect(record.reviews.map(({ decision }) => decision)).toEqual(["accept", "undo"]);
  expect(await page(`/events/${fixture.events.meeting}`)).toContain('<span class="badge">undone</span>');
});

it("tells the second of two reviewers that the first has decided, and writes nothing of theirs", async () => {
  await addReview(fixture.db, {
    eventId: fixture.events.meeting!,
    reviewer: "jon",
    at: AT,
    decision: "reject",
    note: "misread",
  });
  const answer = await post(fixture.events.meeting!, { decision: "accept", seen: "0" });
  expect(answer.status).toBe(409);
  expect(await answer.text()).toContain("jon decided meanwhile (reject)");
  expect(await listReviews(fixture.db, fixture.events.meeting!)).toHaveLength(1);
});

it("takes no decision it does not know and none about an event that is not there", async () => {
  expect((await post(fixture.events.meeting!, { decision: "explode" })).status).toBe(400);
  expect((await post("e0000000000", { decision: "accept" })).status).toBe(404);
  expect((await app.request("/events/e0000000000")).status).toBe(404);
});

it("leads from an event that was merged to the one it is part of", async () => {
  const { meeting, donation } = fixture.events;
  await addReview(fixture.db, {
    eventId: donation!,
    reviewer: "mara",
    at: AT,
    decision: "merge",
    into: meeting!,
  });
  const answer = await app.request(`/events/${donation}?type=assistance`);
  expect(answer.status).toBe(302);
  expect(answer.headers.get("Location")).toBe(`/events/${meeting}?type=assistance`);
  const api = await app.request(`/api/events/${donation}`);
  expect(api.headers.get("Location")).toBe(`/api/events/${meeting}`);
});

it("shows a page with everything that was read in it, and where its bytes are", async () => {
  const html = await page(`/documents/${fixture.documents.meeting}`);
  expect(html).toContain(`href="/events/${fixture.events.meeting}"`);
  expect(html).toMatch(/<mark class="evidence"><mark class="coded" data-field="prc_people"/);
  expect(html).toContain("jingwu-1.warc.gz @ 4711");
  expect((await app.request("/documents/d-none")).status).toBe(404);
});
