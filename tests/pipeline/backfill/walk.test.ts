import { expect, it } from "vitest";
import { readLedger } from "../../../pipeline/backfill/ledger.ts";
import { runBackfill } from "../../../pipeline/backfill/run.ts";
import { runUpdate } from "../../../pipeline/update.ts";
import type { Workspace } from "../../../pipeline/workspace.ts";
import { listIssues } from "../../../store/issues.ts";
import { acquireLease, releaseLease } from "../../../store/lease.ts";
import { article, home, list, openAt } from "../mission-site.ts";
import { MISSIONS } from "./past.ts";
import { NOW, searchedPast } from "./searched-past.ts";

const [LAOS] = MISSIONS;
const { site, config, data, inSpace } = await searchedPast([LAOS!]);

const path = (date: string) =>
  `/sgxw/${date.slice(0, 7).replace("-", "")}/t${date.replaceAll("-", "")}_${9_000_000 + Number(date.replaceAll("-", "").slice(2))}.htm`;

/** A site whose list has a page for each of these groups of days, the newest first. */
function publish(...pages: readonly string[][]): void {
  site.pages.set("/", { body: home() });
  for (const [at, dates] of pages.entries()) {
    const links = dates.map((date): [string, string] => [path(date), `使馆消息 ${date}`]);
    site.pages.set(at === 0 ? "/sgxw/" : `/sgxw/index_${at}.htm`, { body: list(links, pages.length) });
    for (const date of dates) {
      const text = "使馆举办开放日活动，当地中学生走进使馆，体验书法和剪纸，品尝中国茶点。";
      site.pages.set(path(date), { body: article(`使馆消息 ${date}`, date, [text]) });
    }
  }
}

const fetched = () =>
  site.log.filter((line) => /^200 .*\/t\d{8}_/.test(line)).map((line) => /t(\d{8})_/.exec(line)![1]);

const walk = (from: string, to: string, { signal = new AbortController().signal, at = NOW } = {}) =>
  inSpace(
    (space) => runBackfill(space, { period: { from, to }, routes: ["site"], sources: ["la"], signal }),
    at,
  );

it("walks lists back to the period, fetches its articles alone, and asks for nothing older", async () => {
  publish(["2021-05-01"], ["2018-03-01", "2017-02-01"], ["2015-01-01"], ["2013-01-01"]);
  const { status } = await walk("2017-01-01", "2018-12-31");
  expect(status).toBe(0);
  expect(fetched().sort()).toEqual(["20170201", "20180301"]);
  expect(site.log).toContain("200 /sgxw/index_2.htm");
  expect(site.log.some((line) => line.includes("index_3"))).toBe(false);
  const ledger = await inSpace(({ db }) => readLedger(db));
  expect(
    ledger.filter(({ route }) => route === "site").map(({ year, state, found }) => [year, state, found]),
  ).toEqual([
    [2017, "done", 1],
    [2018, "done", 1],
  ]);
});

it("reads on through lists that an update has read already, and fetches no page twice", async () => {
  publish(["2022-01-01"], ["2016-03-01"]);
  const stop = new AbortController().signal;
  await inSpace((space) => runUpdate(space, { sources: ["la"], limit: 1, signal: stop }));
  const before = fetched();
  await walk("2016-01-01", "2022-03-01");
  expect(before).toHaveLength(1);
  expect(fetched().sort()).toEqual(["20160301", "20220101"]);
  site.log.length = 0;
  await walk("2016-01-01", "2022-03-01");
  expect(site.log).toEqual([]);
});

it("says of a year without articles that it is empty, and of a site out of reach that it failed", async () => {
  publish(["2021-05-01"]);
  await walk("2019-01-01", "2019-12-31");
  expect((await inSpace(({ db }) => readLedger(db)))[0]).toMatchObject({
    year: 2019,
    state: "empty",
    found: 0,
  });
  site.pages.clear();
  site.pages.set("/", { body: "no", status: 403 });
  expect((await walk("2020-01-01", "2020-12-31")).status).toBe(3);
  const ledger = await inSpace(({ db }) => readLedger(db));
  expect(ledger.find(({ year, route }) => year === 2020 && route === "site")).toMatchObject({
    state: "blocked",
  });
  expect(await inSpace(({ db }) => listIssues(db, { stage: "backfill" }))).toMatchObject([
    { item: "la site", code: "blocked" },
  ]);
  publish(["2021-05-01"]);
  await walk("2020-01-01", "2020-12-31");
  expect(await inSpace(({ db }) => listIssues(db, { stage: "backfill" }))).toEqual([]);
});

it("goes on with the lists and articles that were left when it was stopped", async () => {
  publish(["2018-03-01", "2018-02-01"], ["2017-03-01", "2017-02-01"]);
  for (let run = 0; run < 30; run++) {
    const stop = new AbortController();
    const after = site.log.length + 3 + run;
    const watch = setInterval(() => site.log.length >= after && stop.abort(new Error("stopped")), 1);
    const { status } = await walk("2017-01-01", "2018-12-31", { signal: stop.signal });
    clearInterval(watch);
    if (status === 0) break;
  }
  expect(fetched().sort()).toEqual(["20170201", "20170301", "20180201", "20180301"]);
});

it("waits while somebody else writes", async () => {
  publish(["2018-03-01"]);
  const space = await openAt(config, data(), NOW);
  const waits: number[] = [];
  const patient: Workspace = {
    ...space,
    sleep: async (ms) => {
      waits.push(ms);
      await releaseLease(space.db, "write", "another", 1);
    },
  };
  try {
    await acquireLease(space.db, "write", "another", NOW, { pid: 1 });
    const period = { from: "2018-01-01", to: "2018-12-31" };
    const signal = new AbortController().signal;
    await runBackfill(patient, { period, routes: ["site"], sources: ["la"], signal });
  } finally {
    await space.close();
  }
  expect(waits[0]).toBeGreaterThan(30_000);
  expect(fetched()).toEqual(["20180301"]);
});

it("does not take a year for searched while a list or an article does not answer, and asks for those alone again", async () => {
  publish(["2018-03-01", "2018-02-01"], ["2018-01-01"]);
  const list = site.pages.get("/sgxw/index_1.htm")!;
  site.pages.set("/sgxw/index_1.htm", { body: "", status: 500 });
  expect((await walk("2018-01-01", "2018-12-31")).status).toBe(3);
  const state = async () => (await inSpace(({ db }) => readLedger(db)))[0]!;
  expect(await state()).toMatchObject({ state: "failed", found: 2 });
  site.pages.set("/sgxw/index_1.htm", list);
  const missing = path("2018-01-01");
  const page = site.pages.get(missing)!;
  site.pages.set(missing, { body: "", status: 500 });
  site.log.length = 0;
  expect((await walk("2018-01-01", "2018-12-31")).status).toBe(3);
  expect(await state()).toMatchObject({ state: "failed", reason: expect.stringContaining("did not answer") });
  expect(fetched()).toEqual([]);
  site.pages.set(missing, page);
  const later = { at: "2022-03-01T01:00:00Z" };
  expect((await walk("2018-01-01", "2018-12-31", later)).status).toBe(0);
  expect(fetched()).toEqual(["20180101"]);
  expect(await state()).toMatchObject({ state: "done", found: 3 });
});
