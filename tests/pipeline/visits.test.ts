import { beforeEach, expect, it } from "vitest";
import { emptyTally, listKey, tallyArticles } from "../../pipeline/tally.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { loadSources } from "../../sources/register.ts";
import { listIssues } from "../../store/issues.ts";
import { findSourceState } from "../../store/source-state.ts";
import { listVisits } from "../../store/visits.ts";
import { laosMission } from "./laos-mission.ts";
import { article, home, list, ORDINARY, openAt } from "./mission-site.ts";

const FIRST = "/sgxw/202005/t20200506_10000001.htm";
const SECOND = "/sgxw/202005/t20200508_10000002.htm";

const { site, config, data, update: updateAt } = await laosMission();
beforeEach(() => {
  site.pages.set("/", { body: home() });
  listed(FIRST);
});

function listed(...paths: string[]) {
  site.pages.set("/sgxw/", { body: list(paths.map((path) => [`.${path.slice(5)}`, `开放日${path}`])) });
  for (const path of paths)
    site.pages.set(path, { body: article(`开放日${path}`, "2020-05-06", [ORDINARY]) });
}

/** Runs an update at a time and gives the visits to the source, the newest first, and its state. */
async function update(time: string, signal = new AbortController().signal) {
  const look = async ({ db }: Workspace) => ({
    visits: await listVisits(db, "la", { limit: 10 }),
    state: await findSourceState(db, "la"),
  });
  return (await updateAt(time, look, { signal })).seen;
}

it("notes what a visit met, and when the newest article was new", async () => {
  const { visits, state } = await update("2020-05-07T08:00:00Z");
  expect(visits).toEqual([
    {
      id: 1,
      sourceId: "la",
      started: "2020-05-07T08:00:00Z",
      finished: "2020-05-07T08:00:00Z",
      state: "ok",
      counts: {
        requests: 3,
        fetched: 3,
        notModified: 0,
        listPages: 2,
        lists: 1,
        links: { "/sgxw/": 1 },
        newArticles: 1,
        leftOut: 0,
      },
    },
  ]);
  expect(state).toMatchObject({ state: "ok", lastNewArticle: "2020-05-06T00:00:00Z" });
});

it("counts no links of a list that did not change, and keeps when the last article was new", async () => {
  await update("2020-05-07T08:00:00Z");
  const { visits, state } = await update("2020-05-20T08:00:00Z");
  expect(visits[0]!.counts).toMatchObject({ fetched: 0, lists: 1, links: {}, newArticles: 0 });
  expect(state).toMatchObject({
    lastNewArticle: "2020-05-06T00:00:00Z",
    lastSuccess: "2020-05-20T08:00:00Z",
  });
});

it("moves the time of the last new article on with each new one", async () => {
  await update("2020-05-07T08:00:00Z");
  listed(SECOND, FIRST);
  const { visits, state } = await update("2020-05-09T08:00:00Z");
  expect(visits[0]!.counts).toMatchObject({ links: { "/sgxw/": 2 }, newArticles: 1 });
  expect(state!.lastNewArticle).toBe("2020-05-08T00:00:00Z");
});

it("notes a visit that failed, and leaves the time of the last success", async () => {
  await update("2020-05-07T08:00:00Z");
  site.pages.set("/", { body: "no", status: 403 });
  const { visits, state } = await update("2020-05-08T08:00:00Z");
  expect(visits.map((visit) => visit.state)).toEqual(["blocked", "ok"]);
  expect(state).toMatchObject({ state: "blocked", lastSuccess: "2020-05-07T08:00:00Z" });
});

it("calls a source none of whose lists is there any more changed, although its home page answers", async () => {
  await update("2020-05-07T08:00:00Z");
  site.pages.set("/sgxw/", { body: article("使馆新闻", "2020-05-08", [ORDINARY, ORDINARY]) });
  const { visits, state } = await update("2020-05-08T08:00:00Z");
  expect(visits[0]).toMatchObject({ state: "layout-changed", counts: { lists: 0 } });
  expect(state).toMatchObject({ state: "layout-changed", lastSuccess: "2020-05-07T08:00:00Z" });
});

it("finds by itself that half of a template changed, says so once, and takes it back when the list is whole", async () => {
  const path = (day: number) => `/sgxw/202005/t202005${String(day).padStart(2, "0")}_100001${day + 10}.htm`;
  /** On each day one more article, the newest on top, as many on the page as ever or only some. */
  const visitOn = async (day: number, links = 12) => {
    listed(...Array.from({ length: links }, (_, back) => path(day - back)));
    const { state } = await update(`2020-05-${day + 1}T08:00:00Z`);
    const space = await openAt(config, data(), `2020-05-${day + 1}T09:00:00Z`);
    const issues = await listIssues(space.db, { stage: "health" });
    await space.close();
    return { state: state!.state, issues: issues.map(({ code, times }) => ({ code, times })) };
  };
  for (let day = 12; day < 18; day++) {
    expect(await visitOn(day), `day ${day}`).toEqual({ state: "ok", issues: [] });
  }
  const few = { state: "layout-changed", issues: [{ code: "few-links", times: 1 }] };
  expect(await visitOn(18, 3)).toEqual(few);
  expect(await visitOn(19, 3)).toEqual({ ...few, issues: [{ code: "few-links", times: 2 }] });
  expect(await visitOn(20)).toEqual({ state: "ok", issues: [] });
});

it("notes no visit that was stopped", async () => {
  const { visits } = await update("2020-05-07T08:00:00Z", AbortSignal.abort());
  expect(visits).toEqual([]);
});

it("takes for new what a list dates last, not what was added to it last", () => {
  const tally = emptyTally();
  const now = "2026-03-10T12:00:00Z";
  tallyArticles(tally, [{ listDate: "2019-01-05" }, { listDate: null }], 1, now);
  expect(tally.newest).toBe("2019-01-05T00:00:00Z");
  tallyArticles(tally, [{ listDate: null }], 0, now);
  expect(tally.newest).toBe("2019-01-05T00:00:00Z");
  tallyArticles(tally, [{ listDate: "2026-03-11" }, { listDate: "2031-01-01" }], 2, now);
  expect(tally.newest).toBe(now);
  expect(tally.counts.newArticles).toBe(3);
});

it("counts an undated article as new when it was met", () => {
  const tally = emptyTally();
  tallyArticles(tally, [{ listDate: null }], 1, "2026-03-10T12:00:00Z");
  expect(tally.newest).toBe("2026-03-10T12:00:00Z");
});

it("knows the list of a newspaper by one name, although its address is another each day", () => {
  const [source] = loadSources(config);
  const paper = (day: string) => listKey(source!, `https://paper.example/html/${day}/node_01.htm`);
  expect(paper("2026-11/22")).toBe("https://paper.example/html/{day}/node_01.htm");
  expect(new Set(["2026-11/21", "202611/22", "20261123"].map(paper)).size).toBe(1);
  expect(listKey(source!, "https://la.china-embassy.gov.cn/sgxw/index.htm")).toBe("/sgxw/");
});
