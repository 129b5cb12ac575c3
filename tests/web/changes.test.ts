import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAtomFeed } from "feedsmith";
import type { Hono } from "hono";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Document } from "../../sources/document.ts";
import { addDocuments } from "../../store/documents.ts";
import { updateEventCoding } from "../../store/events.ts";
import { addLinks } from "../../store/links.ts";
import { mentionId } from "../../store/mention-rows.ts";
import { replaceMentions } from "../../store/mentions.ts";
import { recordEdits, recordRemoval, recordRestorations } from "../../store/page-changes.ts";
import { addReview } from "../../store/reviews.ts";
import { addSnapshots } from "../../store/snapshots.ts";
import { createApp } from "../../web/app.tsx";
import { AT, type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";

const EDITED = "2026-03-04T08:00:00Z";
const HOSTILE = '"><script>alert(1)</script>&lt;b&gt;';

let fixture: Fixture;
let app: Hono;
beforeEach(async () => {
  fixture = await openFixture([MEETING, TRAINING]);
  const dataDir = mkdtempSync(join(tmpdir(), "jingwu-web-data-"));
  app = createApp({
    db: fixture.db,
    version: "0.1.0",
    dataDir,
    sources: [
      {
        id: "mission-mm",
        title: "Embassy in Myanmar",
        kind: "embassy",
        covers: { country: "MM" },
        active: true,
      },
    ],
    now: () => new Date("2026-03-10T08:00:00Z"),
  });
  await editMeeting();
  const { canonicalUrl } = await documentRow(fixture.documents.training!);
  const loss = { canonicalUrl, sourceId: "mission-mm", lastSeen: AT, firstMissing: "2026-03-05T08:00:00Z" };
  await recordRemoval(fixture.db, { ...loss, at: "2026-03-06T08:00:00Z" });
});
afterEach(() => fixture.close());

const documentRow = (id: string) =>
  fixture.db.selectFrom("document").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const html = async (path: string) => (await app.request(path)).text();

/** The accepted meeting's page now gives another day, and says something hostile. */
async function editMeeting(): Promise<void> {
  const { db, events, documents } = fixture;
  const eventId = events.meeting!;
  await addReview(db, { eventId, reviewer: "mara", at: AT, decision: "accept" });
  const { id, snapshotId, current, linked, indexed, extractedWith, ...before } = await documentRow(
    documents.meeting!,
  );
  const snapshot = await db
    .selectFrom("snapshot")
    .selectAll()
    .where("id", "=", snapshotId)
    .executeTakeFirstOrThrow();
  await addSnapshots(db, [{ ...snapshot, id: "s-meeting2", captured: EDITED, sha256: "ac".repeat(32) }]);
  const text = `${before.text.replace("9月27日", "9月26日")}\n${HOSTILE}`;
  const after: Document = {
    ...before,
    id: "d-meeting2",
    snapshotId: "s-meeting2",
    version: 2,
    text,
    contentSha256: "x".repeat(64),
  };
  await addDocuments(db, [after]);
  const coding = { ...MEETING.coding, date: "2016-09-26" };
  const start = text.indexOf(MEETING.quote);
  const mention = {
    coding,
    evidence: { in: "text" as const, start, end: start + MEETING.quote.length },
    quote: MEETING.quote,
    fieldSpans: {},
    people: [],
    ruleId: "meeting.zh.sample",
    confidence: 0.9,
  };
  await replaceMentions(db, [{ documentId: after.id, mentions: [mention], claims: [] }], "cd".repeat(32));
  const link = {
    eventId,
    mentionId: mentionId(after.id, mention),
    score: 1,
    reasons: ["same"],
    author: "machine",
    at: EDITED,
  };
  await addLinks(db, [link]);
  const codedBy = { version: "0.1.0", config_sha256: "cd".repeat(32) };
  const recoding = { id: eventId, coding, people: [], confidence: 0.9, codedBy, updatedAt: EDITED };
  await updateEventCoding(db, [{ ...recoding, reason: "changed-page" }]);
  const { canonicalUrl, sourceId } = after;
  const change = { canonicalUrl, sourceId, at: EDITED, beforeDocumentId: id, afterDocumentId: after.id };
  await recordEdits(db, [change]);
}

it("shows edits and losses, with what came and what went marked by element and sign", async () => {
  const page = await html("/changes");
  expect(page).toContain("2 changes");
  expect(page).toContain("<del>27</del><ins>26</ins>");
  expect(page).toMatch(/<p class="line added" data-sign="\+"><ins>/);
  expect(page).toContain("Last seen");
  expect(page).toContain("5 Mar 2026, 08:00 UTC");
  expect(page).toContain(`href="/events/${fixture.events.meeting}"`);
  expect(page).toContain("Embassy in Myanmar");
});

it("escapes what was scraped wherever a change is shown", async () => {
  const paths = [
    "/changes",
    "/documents/d-meeting2",
    `/events/${fixture.events.meeting}`,
    "/feeds/changes.atom",
  ];
  for (const path of paths) {
    const page = await html(path);
    expect(page, path).toContain("&lt;script&gt;alert(1)");
    expect(page, path).not.toContain("<script>alert(1)");
  }
});

it("takes filters from the address, and says what it cannot read", async () => {
  const kinds = async (query: string) => {
    const answer = (await (await app.request(`/api/changes${query}`)).json()) as {
      changes: { kind: string }[];
    };
    return answer.changes.map(({ kind }) => kind);
  };
  expect(await kinds("")).toEqual(["removed", "edited"]);
  expect(await kinds("?since=5d")).toEqual(["removed"]);
  expect(await kinds("?since=2026-03-01&kind=edited")).toEqual(["edited"]);
  expect(await kinds("?source=mission-zz")).toEqual([]);
  expect(await kinds("?document=d-meeting2")).toEqual(["edited"]);
  expect(await kinds(`?event=${fixture.events.training}`)).toEqual(["removed"]);
  expect(await kinds("?document=none")).toEqual([]);
  for (const [query, field] of [
    ["?since=soon", "since"],
    ["?kind=lost", "kind"],
    ["?colour=red", "colour"],
    ["?after=x", "after"],
  ] as const) {
    const answer = await app.request(`/api/changes${query}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { field } });
    expect((await app.request(`/changes${query}`)).status).toBe(400);
  }
  expect((await app.request("/api/changes?event=none")).status).toBe(404);
  const first = (await (await app.request("/api/changes?limit=1")).json()) as { next: number; total: number };
  expect(first.total).toBe(2);
  expect(await kinds(`?limit=1&after=${first.next}`)).toEqual(["edited"]);
});

it("gives programs the times, the difference and the events of a change, as OpenAPI describes", async () => {
  const { changes } = (await (await app.request("/api/changes")).json()) as {
    changes: Record<string, unknown>[];
  };
  const [removed, edited] = changes;
  expect(removed).toMatchObject({
    kind: "removed",
    source: "mission-mm",
    title: TRAINING.title,
    last_seen: AT,
    first_missing: "2026-03-05T08:00:00Z",
    difference: null,
    events: [fixture.events.training],
  });
  expect(edited).toMatchObject({
    before: "d-meeting",
    after: "d-meeting2",
    events: [fixture.events.meeting],
  });
  expect(edited!.difference).toMatch(/^- 2016年9月27日.*\n\+ 2016年9月26日/);
  const described = (await (await app.request("/openapi.json")).json()) as {
    paths: Record<string, { get: { parameters: { name: string }[] } }>;
    components: { schemas: { Change: { properties: object } } };
  };
  expect(Object.keys(described.components.schemas.Change.properties).sort()).toEqual(
    Object.keys(removed!).sort(),
  );
  expect(described.paths["/api/changes"]!.get.parameters.map(({ name }) => name)).toContain("since");
  expect(described.paths["/feeds/changes.atom"]).toBeDefined();
});

it("shows on the document what changed since the version before, and leads to the others", async () => {
  const page = await html("/documents/d-meeting2");
  expect(page).toContain("From version 1 to 2");
  expect(page).toContain("<del>27</del><ins>26</ins>");
  expect(page).toContain('href="/documents/d-meeting"');
  expect(page).toContain('href="/changes?document=d-meeting2"');
  const old = await html("/documents/d-meeting");
  expect(old).toContain('<a href="/documents/d-meeting2">the newest version</a>');
  expect(await html(`/documents/${fixture.documents.training}`)).not.toContain('id="difference"');
});

it("says of a removed page when it was last seen and first missing until it is back, and keeps the copy readable", async () => {
  const path = `/documents/${fixture.documents.training}`;
  const page = await html(path);
  expect(page).toContain("This page was removed from its site");
  expect(page).toContain(`<time datetime="${AT}">1 Mar 2026, 08:00 UTC</time>`);
  expect(page).toContain('<time datetime="2026-03-05T08:00:00Z">');
  expect(page).toContain(`href="${path}/archived"`);
  expect(page).toContain("finished a course on cybercrime");
  const { canonicalUrl } = await documentRow(fixture.documents.training!);
  await recordRestorations(fixture.db, [{ canonicalUrl, at: "2026-03-09T08:00:00Z" }]);
  const back = await html(path);
  expect(back).not.toContain("This page was removed from its site");
  expect(back).toContain("Back again, noticed");
});

it("shows on the event both readings, why it waits, and the change of its page", async () => {
  const page = await html(`/events/${fixture.events.meeting}`);
  expect(page).toContain("Waits again: A page that reports it was changed");
  expect(page).toMatch(
    /27 Sep 2016.*As it was accepted\..*The rules now read: <span class="reads-now">26 Sep 2016/s,
  );
  expect(page).toContain("What changed in its pages");
  expect(page).toContain("<del>27</del><ins>26</ins>");
  expect(page).toContain(`href="/changes?event=${fixture.events.meeting}"`);
  expect(await html(`/events/${fixture.events.training}`)).toContain("Removed (noticed 6 Mar 2026");
});

it("offers the changes as an Atom feed", async () => {
  const answer = await app.request("/feeds/changes.atom");
  expect(answer.headers.get("content-type")).toContain("application/atom+xml");
  const feed = parseAtomFeed(await answer.text());
  expect(feed.updated).toBe("2026-03-06T08:00:00Z");
  expect(feed.entries!.map(({ title }) => title)).toEqual([
    { value: `Removed: ${TRAINING.title}` },
    { value: `Edited: ${MEETING.title}` },
  ]);
  expect(new Set(feed.entries!.map(({ id }) => id)).size).toBe(2);
});
