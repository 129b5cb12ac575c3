import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SourceInfo } from "../../pipeline/source-rows.ts";
import { loadSettings } from "../../sources/settings.ts";
import { openIssue } from "../../store/issues.ts";
import { addListings } from "../../store/listings.ts";
import { recordSourceState } from "../../store/source-state.ts";
import { addVisit, type VisitCounts } from "../../store/visits.ts";
import { createApp } from "../../web/app.tsx";
import { AT, type Fixture, MEETING, openFixture } from "./fixture.ts";

const SOURCES: SourceInfo[] = [
  ["mission-mm", "Embassy in Myanmar", "MM", "mission"],
  ["fj", "Embassy in Fiji", "FJ", "mission"],
  ["paper", "A newspaper <b>", null, "web-page"],
  ["new", "Embassy not read yet", "FJ", "mission"],
].map(([id, title, country, adapter]) => ({
  id: id!,
  title: title!,
  kind: "embassy",
  covers: { country: country! },
  active: true,
  adapter: adapter!,
  editions: [{ language: "zh" }, { language: "en" }, { language: "zh" }],
}));

const COUNTS: VisitCounts = {
  requests: 44,
  fetched: 31,
  notModified: 12,
  listPages: 9,
  lists: 7,
  links: { "/sgxw/": 4, "/zxyw/": 15 },
  newArticles: 3,
  leftOut: 8,
};

let fixture: Fixture;
let app: Hono;
beforeAll(async () => {
  fixture = await openFixture([MEETING]);
  const { db } = fixture;
  app = createApp({ db, version: "0.1.0", dataDir: ".", sources: SOURCES, settings: loadSettings("config") });
  await recordSourceState(db, { sourceId: "mission-mm", state: "ok", lastSuccess: "2026-03-01T08:00:00Z" });
  await recordSourceState(db, {
    sourceId: "fj",
    state: "layout-changed",
    lastAttempt: AT,
    lastSuccess: "2026-02-01T08:00:00Z",
    lastNewArticle: "2026-01-30T00:00:00Z",
    usual: {
      links: { "/sgxw/": { usual: 20, limit: 10, samples: 9, set: false } },
      title: null,
      date: { usual: 0.95, limit: 0.8, samples: 100, set: true },
      text: null,
      days: { usual: 3.5, limit: 14, samples: 40, set: false },
    },
  });
  await recordSourceState(db, { sourceId: "paper", state: "blocked" });
  const listing = {
    sourceId: "paper",
    lead: null,
    listDate: null,
    foundOn: "https://p.example/",
    firstSeen: AT,
  };
  await addListings(
    db,
    [1, 2, 3].map((n) => {
      const url = `https://p.example/${n}`;
      return { ...listing, url, canonicalUrl: url, title: `t${n}`, kept: n === 1, word: null };
    }),
  );
  await addVisit(db, { sourceId: "fj", started: AT, finished: AT, state: "ok", counts: COUNTS });
  await openIssue(db, {
    stage: "health",
    code: "few-links",
    sourceId: "fj",
    item: "fj",
    message: "expected at least 10, found 4 <script>",
    at: AT,
  });
});
afterAll(() => fixture.close());

const get = async (path: string) => (await app.request(path)).text();
/** Ids of the rows of the list, in their order. */
const listed = async (query = "") =>
  Array.from((await get(`/sources${query}`)).matchAll(/<tr id="([^"]+)"/g), (m) => m[1]);

describe("the list of sources", () => {
  it("shows those that are not well first and those never read last", async () => {
    expect(await listed()).toEqual(["paper", "fj", "mission-mm", "new"]);
  });

  it("shows family, country, languages, state, times, usual and last counts", async () => {
    const page = await get("/sources");
    const row = /<tr id="fj">.*?<\/tr>/s.exec(page)![0].replace(/<[^>]+>/g, " ");
    for (const text of [
      "mission",
      "Fiji",
      "zh, en",
      "layout changed",
      "1 Feb 2026",
      "30 Jan 2026",
      "4, 20",
      "3.5",
      "15 * * * *, 6 to 72 h",
    ]) {
      expect(row).toContain(text);
    }
  });

  it.each([
    ["?state=blocked", ["paper"]],
    ["?family=mission&country=fj", ["fj", "new"]],
    ["?family=web-page&state=ok", []],
  ])("is narrowed by %s", async (query, ids) => {
    expect(await listed(query)).toEqual(ids);
  });

  it.each([
    ["?sort=title", ["paper", "fj", "mission-mm", "new"]],
    ["?sort=read&order=desc", ["mission-mm", "fj", "paper", "new"]],
    ["?sort=read", ["fj", "mission-mm", "paper", "new"]],
    ["?sort=state", ["mission-mm", "fj", "paper", "new"]],
    ["?sort=events", ["mission-mm", "paper", "fj", "new"]],
  ])("is ordered by %s, what is not known last", async (query, ids) => {
    expect(await listed(query)).toEqual(ids);
  });

  it("shows how the filter of a source decided", async () => {
    const row = /<tr id="paper">[\s\S]*?<\/tr>/.exec(await (await app.request("/sources")).text())![0];
    expect(row).toContain(">1, 2<");
    const page = await (await app.request("/sources/paper")).text();
    expect(page).toContain("1 article let through, 2 left out");
  });

  it("is ordered by links that keep the filter and turn round, without script", async () => {
    const page = await get("/sources?state=ok&sort=title");
    expect(page).toContain('href="/sources?state=ok&amp;sort=title&amp;order=desc"');
    expect(page).toContain('href="/sources?state=ok&amp;sort=read&amp;order=asc"');
    expect(page).toContain('aria-sort="ascending"');
  });

  it.each(["?state=well", "?sort=colour", "?country=Fiji", "?x=1"])("refuses %s", async (query) => {
    expect((await app.request(`/sources${query}`)).status).toBe(400);
  });
});

describe("the page of a source", () => {
  it("shows what is usual, what was last, and whether it is learned or set", async () => {
    const page = (await get("/sources/fj")).replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
    expect(page).toContain("/sgxw/ 4 20 at least 10 learned from 9 visits");
    expect(page).toContain("articles with a date – 95 % at least 80 % set for the source");
    expect(page).toContain("days between new articles – 3.5 at most 14 learned from 40 gaps");
    expect(page).toContain("articles with a title – – not known yet");
  });

  it("shows the history of its visits and its open issues, escaped", async () => {
    const page = await get("/sources/fj");
    const text = page.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
    expect(text).toContain("1 Mar 2026, 08:00 UTC ok 9 4 3 8 31 12 44");
    expect(page).toContain("expected at least 10, found 4 &lt;script&gt;");
    expect(text).toContain("1 open issue few-links");
  });

  it("is there for one that was never read, and for one that only records remember", async () => {
    expect(await get("/sources/new")).toContain("not read yet");
    expect((await app.request("/sources/paper")).status).toBe(200);
    expect((await app.request("/sources/nobody")).status).toBe(404);
  });
});
