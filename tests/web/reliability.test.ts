import type { Hono } from "hono";
import { afterEach, beforeEach, expect, it } from "vitest";
import { giveOpinion } from "../../store/opinions.ts";
import { addReview } from "../../store/reviews.ts";
import { createApp } from "../../web/app.tsx";
import { type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";

let fixture: Fixture;
let app: Hono;
beforeEach(async () => {
  fixture = await openFixture([MEETING, TRAINING]);
  app = createApp({ db: fixture.db, version: "0.1.0", dataDir: "." });
});
afterEach(() => fixture.close());

const page = async (path: string) => (await app.request(path)).text();

async function codeTwice() {
  const eventId = fixture.events.meeting!;
  const at = "2026-03-02T08:00:00Z";
  await addReview(fixture.db, { eventId, reviewer: "Mere", at, decision: "accept" }, { secondOpinions: 1 });
  const changes = { location: "Yangon" };
  await giveOpinion(fixture.db, { eventId, reviewer: "<b>Ana</b>", at, decision: "correct", changes });
}

it("says what the numbers mean, that they are too few, and where two said otherwise", async () => {
  await codeTwice();
  const html = await page("/reliability");
  expect(html).toContain("1 event was coded twice; 0 the same in every field");
  expect(html).toContain("These are too few");
  expect(html).toContain("He asks for 0.8");
  expect(html).toContain("0.667");
  expect(html).toContain(`href="/events/${fixture.events.meeting}"`);
  expect(html).toContain("to be settled");
  expect(html).toContain("&lt;b&gt;Ana&lt;/b&gt;");
  expect(html).not.toContain("<b>Ana</b>");
  expect(html).toMatch(/<a[^>]* href="\/reliability"|<a href="\/reliability"[^>]*>/);
});

it("keeps its filter in the address, and gives the same as data", async () => {
  await codeTwice();
  expect(await page("/reliability?from=2026-03-03")).toContain("No event has a second opinion yet");
  const html = await page("/reliability?to=2026-03&reviewer=Mere");
  expect(html).toContain('href="/api/reliability?to=2026-03&amp;reviewer=Mere"');
  const data = await (await app.request("/api/reliability?to=2026-03&reviewer=Mere")).json();
  expect(data).toMatchObject({ units: 1, same: 0, checks: { checked: 0, interval: [0, 1] } });
});

it.each(["from=yesterday", "to=2026-3", "colour=red"])("answers 400 to %s", async (query) => {
  const answer = await app.request(`/api/reliability?${query}`);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { field: query.split("=")[0] } });
});
