import type { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createApp } from "../../web/app.tsx";
import { DONATION, type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";

let fixture: Fixture;
let app: Hono;
beforeAll(async () => {
  fixture = await openFixture([MEETING, TRAINING, DONATION]);
  await sql`insert into event_source (event_id, source_id, language)
    select link.event_id, document.source_id, document.language from link
    join mention on mention.id = link.mention_id join document on document.id = mention.document_id
    where true on conflict do nothing`.execute(fixture.db);
  app = createApp({ db: fixture.db, version: "0.1.0", dataDir: "." });
});
afterAll(() => fixture.close());

const page = async (query: string) =>
  (await app.request(`/search?${query}`, { headers: { Host: "localhost" } })).text();
const found = (html: string) =>
  [...html.matchAll(/href="(\/(?:events|documents)\/[^"]+)"/g)].map(([, path]) => path);

it("finds events and pages by two characters, in the other script too, and marks the words", async () => {
  for (const words of ["反恐", "警车", "警車"]) {
    const html = await page(`q=${encodeURIComponent(words)}`);
    expect(found(html).length, words).toBeGreaterThan(0);
  }
  const html = await page(`q=${encodeURIComponent("警車")}`);
  expect(html).toContain('<mark class="evidence">警车</mark>');
  expect(html).toContain(
    `href="/events/${fixture.events.donation}" data-item="true">Assistance · Tonga · Jun 2018</a>`,
  );
  expect(html).toContain("2 results");
});

it("narrows by kind and language, and says so in the form", async () => {
  const all = await page("q=fiji");
  expect(found(all)).toEqual(
    expect.arrayContaining([`/events/${fixture.events.training}`, "/documents/d-training"]),
  );
  expect(found(await page("q=fiji&kind=event"))).toEqual([`/events/${fixture.events.training}`]);
  expect(found(await page("q=fiji&kind=document"))).toEqual(["/documents/d-training"]);
  const english = await page("q=fiji&language=en");
  expect(found(english)).toHaveLength(2);
  expect(english).toContain('<option value="en" selected="">English</option>');
  expect(found(await page("q=fiji&language=zh"))).toEqual([]);
});

it("helps where nothing is found: which word is to blame, the search without filters, and the country meant", async () => {
  const html = await page("q=fiji+zyzzyva+course");
  expect(html).toContain("Nothing was found for “fiji zyzzyva course”.");
  expect(html).toContain('<a href="/search?q=fiji">fiji</a>: found');
  expect(html).toContain('<a href="/search?q=zyzzyva">zyzzyva</a>: stands in no text');
  expect(await page("q=fiji&language=zh")).toContain('<a href="/search?q=fiji">Search everywhere</a>');
  expect(await page("q=tonga")).toContain('<a href="/?status=all&amp;country=TO">All events with Tonga</a>');
});

it("shows what is searched for as it was written, never as markup", async () => {
  const html = await page(`q=${encodeURIComponent('"><script>alert(1)</script>')}`);
  expect(html).not.toContain("<script>alert");
});

it("says what can be searched before anything is", async () => {
  expect(await page("")).toContain("Searches the texts of all pages");
});

it("shows an event whose second opinion is asked as the rules read it", async () => {
  const id = fixture.events.training!;
  await sql`insert into review (event_id, reviewer, at, decision, changes, coding)
    values (${id}, 'ana', '2026-03-02T08:00:00Z', 'correct', '{"countries":["WS"]}',
      ${JSON.stringify({ ...TRAINING.coding, countries: ["WS"] })})`.execute(fixture.db);
  await sql`update event set status = 'corrected', queue_reason = 'second-opinion', not_for = 'ana' where id = ${id}`.execute(
    fixture.db,
  );
  const html = await page("q=fiji&kind=event");
  expect(html).toContain("Training · Fiji");
  expect(html).not.toContain("Samoa");
  await sql`update event set queue_reason = null where id = ${id}`.execute(fixture.db);
  expect(await page("q=fiji&kind=event")).toContain("Training · Samoa");
});

it("gives programs the same, with the same filters", async () => {
  const answer = await app.request("/api/search?q=fiji&kind=document&language=en", {
    headers: { Host: "localhost" },
  });
  expect(await answer.json()).toMatchObject({ results: [{ id: "d-training" }] });
  const wrong = await app.request("/api/search?q=fiji&kind=page", { headers: { Host: "localhost" } });
  expect(wrong.status).toBe(400);
  expect(await wrong.json()).toMatchObject({ error: { field: "kind" } });
});
