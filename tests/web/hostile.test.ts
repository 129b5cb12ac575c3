import type { Hono } from "hono";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openIssue } from "../../store/issues.ts";
import { addReview } from "../../store/reviews.ts";
import { startRun } from "../../store/runs.ts";
import { createApp } from "../../web/app.tsx";
import { AT, type Fixture, MEETING, openFixture, type Page } from "./fixture.ts";

const BREAKOUT = `"><script>alert(1)</script><img src=x onerror='alert(2)'>]]></title></textarea>&lt;b&gt;`;

const HOSTILE: Page = {
  key: "hostile",
  title: `标题 ${BREAKOUT}`,
  text: `开头 ${BREAKOUT}\n郭声琨会见觉瑞 ${BREAKOUT} 结尾`,
  quote: `郭声琨会见觉瑞 ${BREAKOUT}`,
  url: "javascript:alert(document.domain)//",
  coding: {
    ...MEETING.coding,
    prc_people: [`郭声琨${BREAKOUT}`],
    foreign_people: [`觉瑞${BREAKOUT}`],
    location: BREAKOUT,
    items: [BREAKOUT],
    value: BREAKOUT,
  },
  people: [
    {
      name: `郭声琨${BREAKOUT}`,
      side: "prc",
      country: null,
      office: BREAKOUT,
      agency: BREAKOUT,
      name_en: BREAKOUT,
      office_en: BREAKOUT,
      agency_en: BREAKOUT,
    },
  ],
};

let fixture: Fixture;
let app: Hono;
beforeAll(async () => {
  fixture = await openFixture([HOSTILE]);
  app = createApp({
    db: fixture.db,
    version: "0.1.0",
    dataDir: ".",
    reviewer: `mara${BREAKOUT}`,
    sources: [
      { id: "mission-mm", title: BREAKOUT, kind: "embassy", covers: { country: "MM" }, active: true },
    ],
  });
  await addReview(fixture.db, {
    eventId: fixture.events.hostile!,
    reviewer: `mara${BREAKOUT}`,
    at: AT,
    decision: "correct",
    changes: { location: `${BREAKOUT} again` },
    note: BREAKOUT,
  });
  await openIssue(fixture.db, {
    stage: "parse",
    code: "layout-changed",
    item: "javascript:alert(3)",
    message: BREAKOUT,
    at: AT,
  });
  await startRun(fixture.db, { command: `update ${BREAKOUT}`, started: AT });
});
afterAll(() => fixture.close());

/** What a browser would make of the page: nothing that runs, nothing that leaves the attribute or element it is in. */
function expectHarmless(page: string): void {
  expect(page).not.toMatch(/<script>|<img|<\/title>[^<]*&lt;b|onerror='/);
  expect(page).not.toMatch(/(href|src|action)="?\s*javascript:/i);
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page.match(/<\/title>/g)).toHaveLength(1);
}

it.each([
  ["the queue", () => "/?status=all"],
  ["the event", () => `/events/${fixture.events.hostile}`],
  ["the notice of a decision", () => `/?done=${fixture.events.hostile}`],
  ["the document", () => `/documents/${fixture.documents.hostile}`],
  ["the search for hostile words", () => `/search?q=${encodeURIComponent(BREAKOUT)}`],
  ["the search for the hostile page", () => `/search?q=${encodeURIComponent("声琨")}`],
  ["the sources", () => "/sources"],
  ["the runs and issues", () => "/runs"],
])("shows hostile text as text on the page of %s", async (_, path) => {
  const answer = await app.request(path());
  expect(answer.status).toBe(200);
  const page = await answer.text();
  expectHarmless(page);
  // The hostile words are on it, so that the test can fail.
  expect(page).toContain("alert(1)");
});

it("shows hostile input of a form and of an address as text", async () => {
  const sent = new URLSearchParams({
    decision: "correct",
    date: BREAKOUT,
    location: BREAKOUT,
    note: BREAKOUT,
  });
  const refused = await app.request(`/events/${fixture.events.hostile}/reviews`, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: "http://localhost" },
    body: sent.toString(),
  });
  expect(refused.status).toBe(400);
  expectHarmless(await refused.text());
  const wrong = await app.request(`/?${encodeURIComponent(BREAKOUT)}=1`);
  expect(wrong.status).toBe(400);
  expectHarmless(await wrong.text());
});

it("keeps hostile text from leaving its element in a feed", async () => {
  const feed = await (await app.request("/feeds/new.atom")).text();
  expect(feed).not.toMatch(/<script|<img/);
  expect(feed).not.toContain("]]>");
});

it("shows the hostile text itself, not less of it", async () => {
  const page = await (await app.request(`/documents/${fixture.documents.hostile}`)).text();
  expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(page).toContain("结尾");
});

it("gives scraped text to programs as JSON, never as a page", async () => {
  const answer = await app.request(`/api/documents/${fixture.documents.hostile}`);
  expect(answer.headers.get("Content-Type")).toContain("application/json");
  expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
});
