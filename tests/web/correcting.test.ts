import type { Hono } from "hono";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import { readGlossWords } from "../../extractors/glosses.ts";
import { type ReviewWords, reviewWords } from "../../extractors/review-words.ts";
import { findEvent } from "../../store/event-record.ts";
import { listReviews } from "../../store/reviews.ts";
import { createApp } from "../../web/app.tsx";
import { DONATION, type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";
import { type Fields, sentForm } from "./form.ts";

let words: ReviewWords;
let fixture: Fixture;
let app: Hono;
beforeAll(async () => {
  words = reviewWords(await loadRulebook("config"), readGlossWords("config"));
});
beforeEach(async () => {
  const again = { ...MEETING, key: "again", title: "緬甸內政部長會見郭聲琨", sameAs: "meeting" };
  fixture = await openFixture([MEETING, TRAINING, DONATION, again]);
  const now = () => new Date("2026-03-02T10:00:00Z");
  app = createApp({ db: fixture.db, version: "0.1.0", dataDir: ".", reviewer: "mara", now, words });
});
afterEach(() => fixture.close());

const page = async (path: string) => (await app.request(path)).text();
const post = (path: string, fields: Fields, accept = "text/html") =>
  app.request(path, sentForm(fields, { Accept: accept }));
const check = async (body: object) => {
  const answer = await app.request("/api/corrections/check", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: answer.status, ...((await answer.json()) as { errors: { field: string }[] }) };
};
const read = async (text: string) => {
  const start = MEETING.text.indexOf(text);
  const place = `in=text&start=${start}&end=${start + text.length}`;
  const answer = await app.request(`/api/documents/${fixture.documents.meeting}/words?${place}`);
  const { fields } = (await answer.json()) as { fields: { field: string; values: string[]; text: string }[] };
  return Object.fromEntries(fields.map(({ field, values }) => [field, values]));
};

it("tells what is wrong with a form while it is typed, by the check that decides when it is sent", async () => {
  const event = fixture.events.meeting;
  const wrong = { date: "2016-02-30", countries: "Atlantis", round: "third" };
  const typed = await check({ event, fields: wrong });
  expect(typed.errors.map(({ field }) => field).sort()).toEqual(["countries", "date", "round"]);
  const sent = await post(`/events/${event}/reviews`, { decision: "correct", ...wrong });
  const html = await sent.text();
  for (const { field } of typed.errors) {
    expect(html).toMatch(new RegExp(`id="set-${field}" aria-describedby="${field}-hint ${field}-wrong"`));
    expect(html).toMatch(new RegExp(`id="${field}-wrong" aria-live="polite">[^<]+<`));
  }
  expect((await check({ event, fields: { date: "2016", countries: "缅甸; Fijian" } })).errors).toEqual([]);
  expect((await check({ event: "enone", fields: {} })).status).toBe(404);
  expect((await check({ fields: { date: "" } })).errors.map(({ field }) => field)).toEqual(["date"]);
  expect(await listReviews(fixture.db, event!)).toEqual([]);
});

it("reads marked words as the values of fields, as the form takes them", async () => {
  expect(await read("2016年9月27日")).toMatchObject({ date: ["2016-09-27"] });
  expect(await read("缅甸")).toMatchObject({ countries: ["Myanmar"] });
  expect(await read("郭声琨")).toMatchObject({ prc_people: ["郭声琨"] });
  const nowhere = `/api/documents/${fixture.documents.meeting}/words?in=text&start=5&end=90000`;
  expect((await app.request(nowhere)).status).toBe(400);
});

it("keeps the marked words with the correction, and shows them as those of the field", async () => {
  const { meeting } = fixture.events;
  const start = MEETING.text.indexOf("会见");
  const date_span = `${fixture.documents.meeting} text ${start} ${start + 2}`;
  const fields = { decision: "correct", seen: "0", date: "2016-09", date_span };
  expect((await post(`/events/${meeting}/reviews`, fields)).status).toBe(303);
  const html = await page(`/events/${meeting}`);
  expect(html).toMatch(/data-field="date"[^>]*><mark class="coded" data-field="type"[^>]*>会见<\/mark>/);
  expect(html).not.toMatch(/<mark class="coded" data-field="date"[^>]*>2016年9月27日<\/mark>/);
  expect(html).toContain("From words that a reviewer marked.");
});

it("shows how Chinese terms are spoken and what they are, beside the words and for every reader", async () => {
  const html = await page(`/events/${fixture.events.meeting}`);
  expect(html).toMatch(
    /role="tooltip"[^>]*><span lang="zh-Latn-pinyin">miǎn diàn<\/span><strong>Myanmar<\/strong>/,
  );
  const described = [...html.matchAll(/aria-describedby="(s\d[^"]*)"/g)].map(([, id]) => id);
  expect(described.length).toBeGreaterThan(3);
  expect(new Set(described).size).toBe(described.length);
  for (const id of described) expect(html).toContain(`role="tooltip" id="${id}"`);
});

it("shows the same of the terms on the page of the document: people with their offices, countries, topics", async () => {
  const notesOf = (html: string) =>
    [...html.matchAll(/<span lang="zh-Latn-pinyin">([^<]*)<\/span>(?:<strong>([^<]*)<\/strong>)?/g)].map(
      ([, pinyin, english]) => `${pinyin}: ${english}`,
    );
  const html = await page(`/documents/${fixture.documents.meeting}`);
  const ofEvent = notesOf((await page(`/events/${fixture.events.meeting}`)).split("<details")[0]!);
  expect(notesOf(html)).toEqual(ofEvent);
  const english = notesOf(html).map((note) => note.slice(note.indexOf(": ") + 2));
  expect(english).toEqual(
    expect.arrayContaining(["Guo Shengkun, Minister", "Kyaw Swe, Minister of Home Affairs"]),
  );
  expect(english).toContain("Myanmar");
  // The values stand on the page of the event: nothing here leads to them.
  expect(html).not.toContain('href="#s0-field-');
  expect(html).toMatch(/role="tooltip"[^>]*>.*?<span>\d+ Countries<\/span>/);
});

it("moves reports to an event of their own by a form, and says when none is chosen", async () => {
  const { meeting } = fixture.events;
  const record = await findEvent(fixture.db, meeting!);
  const html = await page(`/events/${meeting}`);
  for (const { id } of record!.mentions) expect(html).toContain(`name="mention" value="${id}"`);
  expect((await post(`/events/${meeting}/reviews`, { decision: "split", seen: "0" })).status).toBe(400);
  const mention = record!.mentions[1]!.id;
  const answer = await post(`/events/${meeting}/reviews`, { decision: "split", seen: "0", mention });
  expect(answer.headers.get("location")).toBe(`/events/${meeting}?done=${meeting}`);
  expect((await findEvent(fixture.db, meeting!))!.mentions).toHaveLength(1);
  expect(await page(`/events/${fixture.events.training}`)).not.toContain('name="mention"');
});

it("merges into an event by the address of its page", async () => {
  const { meeting, training } = fixture.events;
  const into = `http://localhost/events/${training}?type=meeting`;
  const answer = await post(`/events/${meeting}/reviews`, { decision: "merge", seen: "0", into });
  expect(answer.headers.get("location")).toBe(`/events/${training}?done=${meeting}`);
  const nothing = await post(`/events/${training}/reviews`, { decision: "merge", seen: "0", into: "?" });
  expect(nothing.status).toBe(400);
});

it("takes the last decision of a reviewer back from anywhere, one after another, and never another's", async () => {
  const { meeting, training, donation } = fixture.events;
  for (const id of [meeting, training])
    await post(`/events/${id}/reviews`, { decision: "accept", seen: "0" });
  const other = createApp({ db: fixture.db, version: "0", dataDir: ".", reviewer: "noa", words });
  await other.request(`/events/${donation}/reviews`, sentForm({ decision: "accept" }));
  for (const id of [training, meeting]) {
    expect((await post("/undo", {})).headers.get("location")).toBe(`/events/${id}?done=${id}`);
  }
  expect((await post("/undo", {})).status).toBe(404);
  expect((await findEvent(fixture.db, donation!))!.status).toBe("accepted");
  expect((await findEvent(fixture.db, meeting!))!.status).toBe("new");
});

it("tells the script where a decision leads, what to say there, and whether a page loaded before is still right", async () => {
  const { meeting } = fixture.events;
  const next = /rel="next"/.exec(await page(`/events/${meeting}`));
  expect(next).not.toBeNull();
  const answer = await post(
    `/events/${meeting}/reviews?type=meeting`,
    { decision: "accept", seen: "0" },
    "application/json",
  );
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ goal: "/?type=meeting", state: null, waiting: 2 });
  const on = await post(
    `/events/${fixture.events.training}/reviews`,
    { decision: "accept", seen: "0" },
    "application/json",
  );
  const { goal, state, notice } = (await on.json()) as Record<string, string>;
  expect(goal).toBe(`/events/${fixture.events.donation}`);
  expect(await page(goal!)).toContain(`data-event-state="${state}"`);
  expect(notice).toContain("Undo it");
});

it("shows traditional pages in simplified characters when asked, with every mark at its words, and keeps the choice", async () => {
  const { meeting } = fixture.events;
  const html = await page(`/events/${meeting}?script=hans&type=meeting`);
  expect(html).toContain("script=hans");
  expect((await app.request(`/events/${meeting}?script=latin`)).status).toBe(400);
});
