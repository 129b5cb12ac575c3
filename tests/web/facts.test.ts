import type { Hono } from "hono";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findEvent } from "../../store/event-record.ts";
import { updateEventCoding } from "../../store/events.ts";
import { addReview } from "../../store/reviews.ts";
import { createApp } from "../../web/app.tsx";
import { AT, type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";

let fixture: Fixture;
let app: Hono;
let id: string;
beforeEach(async () => {
  fixture = await openFixture([
    MEETING,
    TRAINING,
    { ...MEETING, key: "again", url: "https://news.example.org/again.htm", sameAs: "meeting" },
  ]);
  app = createApp({ db: fixture.db, version: "0.1.0", dataDir: ".", reviewer: "mara" });
  id = fixture.events.meeting!;
  const { mentions } = (await findEvent(fixture.db, id))!;
  const from = (key: string) =>
    mentions.filter(({ document }) => document === fixture.documents[key]).map((one) => one.id);
  await updateEventCoding(fixture.db, [
    {
      id,
      coding: MEETING.coding,
      people: MEETING.people!,
      confidence: 0.9,
      codedBy: { version: "0.1.0", config_sha256: "cd".repeat(32) },
      updatedAt: AT,
      facts: {
        date: {
          value: "2016-09-27",
          from: from("meeting"),
          alternatives: [{ value: "2016-09-29", from: from("again") }],
          why: "an official source has it",
          conflict: "2016-09-27 (1 report) / 2016-09-29 (1 report)",
        },
        countries: {
          value: ["MM"],
          from: [...from("meeting"), ...from("again")],
          alternatives: [],
          why: "all reports that say it agree",
        },
      },
    },
  ]);
});
afterEach(() => fixture.close());

const page = async (path: string) => (await app.request(path)).text();

it("shows beside a value why it was chosen, and what other reports say with the way to them", async () => {
  const html = await page(`/events/${id}`);
  expect(html).toContain("Why: an official source has it (1 other)");
  const link = (key: string, host: string) =>
    new RegExp(`<a href="/documents/${fixture.documents[key]}"[^>]*>${host}</a>`).source;
  expect(html).toMatch(new RegExp(`27 Sep 2016 – ${link("meeting", "mm.example.org")}`));
  expect(html).toMatch(new RegExp(`29 Sep 2016 – ${link("again", "news.example.org")}`));
  expect(html).toContain("Why: all reports that say it agree");
  expect(await page(`/events/${fixture.events.training}`)).not.toContain("Why:");
});

it("marks a conflict by words, and lists only such events where asked", async () => {
  expect(await page(`/events/${id}`)).toContain("<strong>Reports disagree</strong>");
  const list = await page("/?conflict=1");
  expect(list).toContain('<span class="badge conflict">reports disagree</span>');
  expect(list).toContain(`href="/events/${id}?conflict=1"`);
  expect(list).not.toContain(`/events/${fixture.events.training}`);
  const answer = await app.request("/api/events?conflict=1");
  const { events, total } = (await answer.json()) as { events: { id: string }[]; total: number };
  expect([total, events.map((event) => event.id)]).toEqual([1, [id]]);
  expect((await app.request("/api/events?conflict=yes")).status).toBe(400);
});

it("says who has set a value since, on the page and to programs", async () => {
  const changes = { date: "2016-09-29" };
  await addReview(fixture.db, { eventId: id, reviewer: "<i>mara</i>", at: AT, decision: "correct", changes });
  const html = await page(`/events/${id}`);
  expect(html).toContain("Set by &lt;i&gt;mara&lt;/i&gt;");
  expect(html).not.toContain("Accepted by");
  const event = (await (await app.request(`/api/events/${id}`)).json()) as Record<string, never>;
  expect(event.facts).toMatchObject({
    date: { value: "2016-09-29", alternatives: [{ value: "2016-09-27" }], set_by: { decision: "correct" } },
    countries: { value: ["MM"], set_by: { decision: "accept" } },
  });
  expect(event.conflicts).toMatchObject([{ field: "date", set_by: "<i>mara</i>" }]);
});
