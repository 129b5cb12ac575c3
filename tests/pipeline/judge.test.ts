import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emptyCounts } from "../../pipeline/counts.ts";
import { judgeBatch } from "../../pipeline/judge.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { loadSources } from "../../sources/register.ts";
import { addDocuments } from "../../store/documents.ts";
import { closeIssue, listIssues } from "../../store/issues.ts";
import { recordAnswer, upsertFoundPages } from "../../store/pages.ts";
import { addSnapshots } from "../../store/snapshots.ts";
import { findSourceState, recordSourceState } from "../../store/source-state.ts";
import { addVisit, listUnjudgedVisits, type NewVisit, type VisitCounts } from "../../store/visits.ts";
import { document, sha, snapshot } from "../store/records.ts";
import { makeConfig, openAt, temporaryFolder } from "./mission-site.ts";

const NO_COUNTS: VisitCounts = {
  requests: 1,
  fetched: 1,
  notModified: 0,
  listPages: 1,
  lists: 1,
  links: {},
  newArticles: 0,
  leftOut: 0,
};
const START = Date.parse("2026-01-01T06:00:00Z");
const at = (day: number) => `${new Date(START + day * 86_400_000).toISOString().slice(0, 19)}Z`;

let config: string;
let space: Workspace;
let today = 0;

beforeEach(async () => {
  config = makeConfig({ la: "la.china-embassy.gov.cn" }, "http://127.0.0.1:9");
  const opened = await openAt(config, temporaryFolder(), at(0));
  space = { ...opened, now: () => at(today), clock: () => new Date(at(today)) };
});
afterEach(() => space.close());

/** One visit on a day, and the judgement after it. Gives the open issues. */
async function visit(
  day: number,
  found: { links?: number; newest?: number; state?: NewVisit["state"]; sourceId?: string } = {},
) {
  today = day;
  const { links, newest, state = "ok", sourceId = "la" } = found;
  const counts = { ...NO_COUNTS, ...(links === undefined ? {} : { links: { "/sgxw/": links } }) };
  await addVisit(space.db, { sourceId, started: at(day), finished: at(day), state, counts });
  if (newest !== undefined) await recordSourceState(space.db, { sourceId, lastNewArticle: at(newest) });
  await judgeBatch(space, emptyCounts());
  return listIssues(space.db, { stage: "health" });
}

/** An article met on a day, as capture and parse leave it. */
async function article(day: number, more: { dated?: boolean; readable?: boolean; published?: number } = {}) {
  const name = `article-${String(day).padStart(3, "0")}-${more.readable === false ? "x" : "o"}`;
  const url = `https://la.example/${name}.htm`;
  const known = { canonicalUrl: url, sourceId: "la", url, foundOn: null, firstSeen: at(day) };
  await upsertFoundPages(space.db, [{ ...known, kind: "article" }]);
  const state = more.readable === false ? "unreadable" : "ok";
  await recordAnswer(space.db, url, { state, checked: at(day) });
  if (state === "unreadable") return;
  await addSnapshots(space.db, [snapshot(name, { sourceId: "la", url, canonicalUrl: url, finalUrl: url })]);
  const published = more.dated === false ? null : at(more.published ?? day).slice(0, 10);
  await addDocuments(space.db, [
    document(name, { sourceId: "la", canonicalUrl: url, published, contentSha256: sha(name) }),
  ]);
}

const state = async () => (await findSourceState(space.db, "la"))?.state;

describe("a list with fewer links than usual", () => {
  it("opens one issue however often it is seen, and closes it on recovery", async () => {
    for (let day = 0; day < 6; day++) expect(await visit(day, { links: 20 })).toEqual([]);
    expect(await state()).toBe("ok");
    for (const [day, times] of [
      [6, 1],
      [7, 2],
      [8, 3],
    ] as const) {
      const issues = await visit(day, { links: 3 });
      expect(issues).toMatchObject([
        { stage: "health", code: "few-links", sourceId: "la", item: "la", opened: at(6), times },
      ]);
    }
    expect(await state()).toBe("layout-changed");
    expect(await visit(9, { links: 12 })).toHaveLength(1);
    expect(await visit(10, { links: 20 })).toEqual([]);
    expect(await state()).toBe("ok");
    const closed = await listIssues(space.db, { open: false });
    expect(closed).toMatchObject([{ code: "few-links", closed: at(10), closedBy: "jingwu" }]);
  });

  it("does not come to be what is usual, however long it lasts", async () => {
    for (let day = 0; day < 6; day++) await visit(day, { links: 20 });
    for (let day = 6; day < 60; day++) await visit(day, { links: 3 });
    expect(await listIssues(space.db, { stage: "health" })).toMatchObject([{ code: "few-links", times: 54 }]);
  });

  it("is taken as usual once a person closed the issue", async () => {
    for (let day = 0; day < 6; day++) await visit(day, { links: 20 });
    const [issue] = await visit(6, { links: 6 });
    await closeIssue(space.db, issue!.id, "mele", at(6));
    for (let day = 7; day < 20; day++) expect(await visit(day, { links: 6 }), `day ${day}`).toEqual([]);
    expect(await visit(20, { links: 2 })).toMatchObject([{ code: "few-links" }]);
  });

  it("stays open while nothing is read in full", async () => {
    for (let day = 0; day < 6; day++) await visit(day, { links: 20 });
    await visit(6, { links: 3 });
    expect(await visit(7, {})).toHaveLength(1);
    expect(await visit(8, { state: "unreachable" })).toHaveLength(1);
    expect(await state()).toBe("unreachable");
    expect(await visit(9, { links: 19 })).toEqual([]);
  });
});

describe("articles without what they used to have", () => {
  it("open an issue about dates, which closes when new articles are dated again", async () => {
    for (let day = 0; day < 20; day++) await article(day);
    expect(await visit(20)).toEqual([]);
    for (let day = 21; day < 25; day++) await article(day, { dated: false });
    expect(await visit(25)).toMatchObject([{ code: "undated-articles", times: 1 }]);
    expect(await visit(26)).toMatchObject([{ code: "undated-articles", times: 2 }]);
    expect(await state()).toBe("layout-changed");
    for (let day = 27; day < 31; day++) await article(day);
    expect(await visit(31)).toHaveLength(1);
    for (let day = 32; day < 36; day++) await article(day);
    expect(await visit(36)).toEqual([]);
    expect(await state()).toBe("ok");
  });

  it("open an issue about texts when pages cannot be read, which closes when the same pages read again", async () => {
    for (let day = 0; day < 20; day++) await article(day);
    for (let day = 20; day < 24; day++) await article(day, { readable: false });
    expect(await visit(24)).toMatchObject([{ code: "textless-articles" }]);
    for (let day = 20; day < 24; day++) {
      const url = `https://la.example/article-0${day}-x.htm`;
      const more = { sourceId: "la", canonicalUrl: url };
      await addSnapshots(space.db, [snapshot(`again-${day}`, more)]);
      await addDocuments(space.db, [
        document(`again-${day}`, { ...more, published: at(day).slice(0, 10), contentSha256: sha(url) }),
      ]);
      await recordAnswer(space.db, url, { state: "ok", checked: at(25) });
    }
    expect(await visit(25)).toEqual([]);
  });

  it("are held to what the file of the source says", async () => {
    const file = join(config, "sources/la.yaml");
    writeFileSync(file, `${readFileSync(file, "utf8")}expect:\n  articles_with_date: { min: 1 }\n`);
    space = { ...space, sources: loadSources(config) };
    for (let day = 0; day < 8; day++) await article(day, { dated: day !== 7 });
    expect(await visit(8)).toMatchObject([{ code: "undated-articles" }]);
  });
});

describe("a source without news", () => {
  beforeEach(async () => {
    for (let week = 0; week < 10; week++) await article(week + 1, { published: week * 7 - 63 });
  });

  it("is quiet after a longer pause than usual, and ok again with a new article", async () => {
    expect(await visit(14, { newest: 0 })).toEqual([]);
    expect(await state()).toBe("ok");
    expect(await visit(22, { newest: 0 })).toMatchObject([{ code: "quiet", item: "la" }]);
    expect(await state()).toBe("quiet");
    expect(await visit(23, { newest: 22 })).toEqual([]);
    expect(await state()).toBe("ok");
  });

  it("that refuses is blocked and not quiet", async () => {
    expect(await visit(90, { newest: 0, state: "blocked" })).toEqual([]);
    expect(await state()).toBe("blocked");
    expect(await visit(91, {})).toMatchObject([{ code: "quiet" }]);
    expect(await visit(92, { state: "blocked" })).toHaveLength(1);
    expect(await state()).toBe("blocked");
  });
});

it("judges what a run that was killed has left, once", async () => {
  const counts = { ...NO_COUNTS, links: { "/sgxw/": 20 } };
  for (let day = 0; day < 6; day++) {
    await addVisit(space.db, { sourceId: "la", started: at(day), finished: at(day), state: "ok", counts });
  }
  expect(await listUnjudgedVisits(space.db, 10)).toHaveLength(6);
  expect(await visit(6, { links: 2 })).toMatchObject([{ code: "few-links", times: 1 }]);
  expect(await judgeBatch(space, emptyCounts())).toBe(0);
  expect(await listIssues(space.db)).toMatchObject([{ times: 1 }]);
});

it("keeps the issues of two sources apart, and judges one that left the register", async () => {
  for (let day = 0; day < 6; day++) {
    await visit(day, { links: 20 });
    await visit(day, { links: 20, sourceId: "gone" });
  }
  await visit(6, { links: 2 });
  expect(await visit(6, { links: 2, sourceId: "gone" })).toHaveLength(2);
  expect(await visit(7, { links: 20 })).toMatchObject([{ sourceId: "gone" }]);
});

it("keeps with the state what it has learned", async () => {
  for (let day = 0; day < 7; day++) await visit(day, { links: 20 });
  expect((await findSourceState(space.db, "la"))?.usual).toEqual({
    links: { "/sgxw/": { usual: 20, limit: 10, samples: 6, set: false } },
    title: null,
    date: null,
    text: null,
    days: null,
  });
});
