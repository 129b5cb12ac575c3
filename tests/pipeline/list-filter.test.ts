import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { sourceRows } from "../../pipeline/source-rows.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { loadSources } from "../../sources/register.ts";
import type { Source } from "../../sources/source.ts";
import { countListings } from "../../store/listings.ts";
import { makeSourcesConfig } from "./mission-site.ts";
import { visitedSite } from "./visited-site.ts";

const PAPER = `id: paper
title: Harbour Times
adapter: web-page
kind: newspaper
publisher: { name: Harbour Times, country: FJ, official: false }
covers: { country: FJ }
active: true
status: open
confidence: seen
hosts:
  - { host: harbour-times.example, role: current, confidence: seen, evidence: "a test" }
filter: security
lists:
  - { section: news, url: "https://harbour-times.example/news/{N}", pages: { last: 4 } }
`;
const START = "2026-03-01T08:00:00Z";
const POLICE = "Police chiefs meet in the harbour";
const TEA = "Tea harvest begins in the hills";

const {
  site,
  config,
  update: updateAt,
} = await visitedSite((origin) => makeSourcesConfig({ paper: PAPER }, origin));
beforeEach(() => cpSync("config/filters.yaml", join(config, "filters.yaml")));

/** Puts articles, number and title, on a page of the list. */
function list(page: number, ...articles: (readonly [number, string])[]) {
  const links = articles.map(([number, title]) => `<li><a href="/story/${number}">${title}</a></li>`);
  site.pages.set(`/news/${page}`, { body: `<html><body><ul>${links.join("")}</ul></body></html>` });
  for (const [number, title] of articles) {
    const text = `${title}, the paper reports from the harbour this morning, and officials said that more will follow in the coming days.`;
    site.pages.set(`/story/${number}`, { body: `<title>${title}</title><h1>${title}</h1><p>${text}</p>` });
  }
}

/** One run at a time; gives what it counted, the stories and list pages asked for, and what the store then holds. */
async function update<T = null>(time: string, look?: (space: Workspace) => Promise<T>) {
  site.log.length = 0;
  const { counts, seen } = await updateAt(time, async (space) => ({
    filtered: (await countListings(space.db)).get("paper"),
    seen: look ? await look(space) : null,
  }));
  const asked = site.log.map((line) => line.split(" ")[1]!);
  return {
    counts,
    stories: asked
      .filter((path) => path.startsWith("/story/"))
      .map((path) => Number(path.slice(7)))
      .sort((a, b) => a - b),
    lists: asked.filter((path) => path.startsWith("/news/")).map((path) => Number(path.slice(6))),
    ...seen,
  };
}

/** Sets the words of the filter. */
function words(...latin: string[]) {
  writeFileSync(join(config, "filters.yaml"), JSON.stringify({ security: { reads: "a test", latin } }));
}

it("fetches what the filter lets through, keeps the rest as lines with the word that decided, and counts both", async () => {
  list(
    1,
    [1001, POLICE],
    [1002, TEA],
    [1003, "巴新警察总监访问海港并参观警察学院"],
    [1004, "Port opens new quay for ferries"],
  );
  const { counts, stories, filtered, seen } = await update(START, (space) =>
    space.db
      .selectFrom("listing")
      .select(["url", "title", "kept", "word", "firstSeen"])
      .orderBy("url")
      .execute(),
  );
  expect(stories).toEqual([1001, 1003]);
  expect(counts).toMatchObject({ leftOut: 2, documents: 2 });
  expect(filtered).toEqual({ kept: 2, leftOut: 2 });
  const at = (number: number) => `https://harbour-times.example/story/${number}`;
  expect(seen).toEqual([
    { url: at(1001), title: POLICE, kept: 1, word: "Polic", firstSeen: START },
    { url: at(1002), title: TEA, kept: 0, word: null, firstSeen: START },
    { url: at(1003), title: "巴新警察总监访问海港并参观警察学院", kept: 1, word: "警", firstSeen: START },
    { url: at(1004), title: "Port opens new quay for ferries", kept: 0, word: null, firstSeen: START },
  ]);
});

it("counts and decides each article once, however often its list names it", async () => {
  list(1, [1001, POLICE], [1002, TEA]);
  await update(START);
  list(1, [1001, POLICE], [1002, TEA], [1003, "Weather stays calm on the coast"]);
  const { counts, stories, filtered } = await update("2026-03-01T12:00:00Z");
  expect(counts.leftOut).toBe(1);
  expect(stories).toEqual([]);
  expect(filtered).toEqual({ kept: 1, leftOut: 2 });
});

it("pages on as long as a page names an article that no run has met, let through or not", async () => {
  list(1, [1001, TEA], [1002, "Cocoa prices fall again"]);
  list(2, [1003, "Ferry timetable changes"], [1004, "Rain in the north"]);
  list(3, [1005, POLICE]);
  const first = await update(START);
  expect(first.lists).toEqual([1, 2, 3, 4]);
  expect(first.stories).toEqual([1005]);
  list(1, [1006, "A new school for the valley"], [1007, "Cricket team wins"]);
  list(2, [1001, TEA], [1008, "Coast guard joins patrol"]);
  list(3, [1003, "Ferry timetable changes"], [1005, POLICE]);
  const second = await update("2026-03-02T08:00:00Z");
  expect(second.lists).toEqual([1, 2, 3]);
  expect(second.stories).toContain(1008);
  expect(second.counts.leftOut).toBe(2);
  const third = await update("2026-03-02T12:00:00Z");
  expect(third.lists).toEqual([1]);
});

it("judges again what it left out when its words change, and fetches what it now lets through", async () => {
  words("police");
  list(1, [1001, POLICE], [1002, TEA], [1003, "Ferry timetable changes"]);
  expect((await update(START)).filtered).toEqual({ kept: 1, leftOut: 2 });
  words("police", "tea");
  const { stories, filtered, counts, seen } = await update("2026-03-01T12:00:00Z", (space) =>
    space.db.selectFrom("listing").select(["title", "word"]).where("kept", "=", 1).orderBy("url").execute(),
  );
  expect(stories).toEqual([1002]);
  expect(filtered).toEqual({ kept: 2, leftOut: 1 });
  expect(counts).toMatchObject({ leftOut: 0, documents: 1 });
  expect(seen).toEqual([
    { title: POLICE, word: "Police" },
    { title: TEA, word: "Tea" },
  ]);
});

it("keeps what it once let through, also when a word is taken away", async () => {
  words("police", "tea");
  list(1, [1001, POLICE], [1002, TEA]);
  await update(START);
  words("police");
  const { filtered, seen } = await update("2026-03-02T12:00:00Z", (space) =>
    space.db.selectFrom("document").select("title").where("current", "=", 1).orderBy("title").execute(),
  );
  expect(filtered).toEqual({ kept: 2, leftOut: 0 });
  expect(seen?.map(({ title }) => title)).toEqual([POLICE, TEA]);
});

it("judges again what is ninety days old and nothing older", async () => {
  words("police");
  list(1, [1001, TEA], [1003, POLICE]);
  await update("2026-03-01T08:00:00Z");
  list(1, [1001, TEA], [1003, POLICE], [1002, "Tea exports rise in the south"]);
  await update("2026-03-03T08:00:00Z");
  words("police", "tea");
  const { stories, filtered } = await update("2026-05-31T07:00:00Z");
  expect(stories).toContain(1002);
  expect(stories).not.toContain(1001);
  expect(filtered).toEqual({ kept: 2, leftOut: 1 });
});

it("lets an article through that another list tells more of", async () => {
  list(1, [1001, "Delegation visits the harbour"], [1002, TEA]);
  expect((await update(START)).filtered).toEqual({ kept: 0, leftOut: 2 });
  list(1, [1001, "Delegation of police visits the harbour"], [1002, TEA]);
  const { counts, stories, filtered } = await update("2026-03-01T12:00:00Z");
  expect(stories).toEqual([1001]);
  expect(filtered).toEqual({ kept: 1, leftOut: 1 });
  expect(counts.leftOut).toBe(0);
});

it("counts none as left out that a source already had when it got its filter", async () => {
  list(1, [1001, POLICE], [1002, "Police chief speaks to the school"]);
  writeFileSync(join(config, "sources", "paper.yaml"), PAPER.replace("filter: security\n", ""));
  expect((await update(START)).stories).toEqual([1001, 1002]);
  writeFileSync(join(config, "sources", "paper.yaml"), PAPER);
  list(1, [1001, POLICE], [1002, "Police chief speaks to the school"], [1003, TEA]);
  const { counts, filtered } = await update("2026-03-01T12:00:00Z");
  expect(counts.leftOut).toBe(1);
  expect(filtered).toEqual({ kept: 2, leftOut: 1 });
});

it("shows in the list of sources how each filter decided, and none of a source without one", () => {
  const [paper] = loadSources(config);
  const rows = (source: Source, filtered: Record<string, { kept: number; leftOut: number }> = {}) =>
    sourceRows([source], [], new Map(), new Map(Object.entries(filtered)), undefined);
  expect(rows(paper!, { paper: { kept: 3, leftOut: 40 } })[0]!.filtered).toEqual({ kept: 3, leftOut: 40 });
  expect(rows(paper!)[0]!.filtered).toEqual({ kept: 0, leftOut: 0 });
  const { filter: _, ...unfiltered } = paper!;
  expect(rows(unfiltered)[0]!.filtered).toBeNull();
  expect(rows({ ...unfiltered, language: "en" })[0]!.languages).toEqual(["en"]);
});
