import { expect, it } from "vitest";
import { readLedger } from "../../../pipeline/backfill/ledger.ts";
import { planBackfill, routesOf } from "../../../pipeline/backfill/plan.ts";
import { runBackfill } from "../../../pipeline/backfill/run.ts";
import type { BackfillRoute } from "../../../store/backfill.ts";
import { listIssues } from "../../../store/issues.ts";
import { article } from "../mission-site.ts";
import { articlesOf, MISSIONS } from "./past.ts";
import { searchedPast } from "./searched-past.ts";

const SOME = MISSIONS.slice(0, 3);
const PERIOD = { from: "2009-01-01", to: "2011-12-31" };
const { site, archive, inSpace, emptyStore } = await searchedPast(SOME);

const past = (missions = SOME, years = [2009, 2010, 2011]) =>
  missions.flatMap((mission) => years.flatMap((year) => articlesOf(mission, year)));

interface Asked {
  readonly via?: BackfillRoute;
  readonly sources?: readonly string[];
  readonly period?: typeof PERIOD;
  readonly signal?: AbortSignal;
}

const search = ({
  via = "wayback",
  sources = [],
  period = PERIOD,
  signal = new AbortController().signal,
}: Asked = {}) => inSpace((space) => runBackfill(space, { period, routes: routesOf(via), sources, signal }));

/** What is stored, without what differs from run to run. */
const stored = () =>
  inSpace(async ({ db }) => ({
    pages: await db
      .selectFrom("document")
      .innerJoin("snapshot", "snapshot.id", "document.snapshotId")
      .select([
        "document.canonicalUrl",
        "document.published",
        "document.title",
        "snapshot.route",
        "snapshot.captured",
      ])
      .orderBy("document.canonicalUrl")
      .execute(),
    events: await db.selectFrom("event").select(["id", "type", "date"]).orderBy("id").execute(),
    ledger: (await readLedger(db)).filter(({ state }) => state !== "pending"),
    issues: (await listIssues(db)).map(({ stage, code, item }) => ({ stage, code, item })),
  }));

it("finds through the Wayback Machine exactly the articles and events that it holds, each with its own time", async () => {
  const all = past();
  archive.kept.push(...all.map(({ kept }) => kept));
  const { status, counts } = await search();
  expect(status).toBe(0);
  expect(counts).toMatchObject({ documents: all.length, fetched: all.length });
  const { pages, events, ledger, issues } = await stored();
  expect(pages).toHaveLength(all.length);
  expect(pages.map(({ published }) => published).sort()).toEqual(
    all.map(({ published }) => published).sort(),
  );
  expect(new Set(pages.map(({ route }) => route))).toEqual(new Set(["wayback"]));
  expect(pages.every(({ captured }) => captured.endsWith("-08-01T12:00:00Z"))).toBe(true);
  expect(events).toHaveLength(all.filter(({ gift }) => gift).length);
  expect(ledger).toHaveLength(9);
  expect(
    ledger.every((row) => row.state === "done" && row.found === 2 && row.fetched === 2 && row.events === 1),
  ).toBe(true);
  expect(issues).toEqual([]);
});

it("asks nothing when what is finished is searched again", async () => {
  archive.kept.push(...past().map(({ kept }) => kept));
  await search();
  archive.log.length = 0;
  const { counts } = await search();
  expect(archive.log).toEqual([]);
  expect(counts).toMatchObject({ sources: 0, documents: 0 });
});

it("reads an index in many pages and asks for none of them twice", async () => {
  archive.kept.push(...past().map(({ kept }) => kept));
  archive.pageRows = 1;
  await search();
  const asked = archive.log.filter((line) => line.includes("/cdx"));
  expect(new Set(asked).size).toBe(asked.length);
  expect((await stored()).pages).toHaveLength(18);
});

it("goes on where it was stopped, with no gap and nothing fetched twice", async () => {
  archive.kept.push(...past().map(({ kept }) => kept));
  await search();
  const whole = await stored();
  emptyStore();
  archive.log.length = 0;
  archive.pageRows = 1;
  for (let run = 0; run < 200; run++) {
    const stop = new AbortController();
    const after = archive.log.length + 4;
    const watch = setInterval(() => archive.log.length >= after && stop.abort(new Error("stopped")), 1);
    const { status } = await search({ signal: stop.signal });
    clearInterval(watch);
    if (status === 0) break;
  }
  const { pages, events, issues } = await stored();
  expect({ pages, events, issues }).toEqual({
    pages: whole.pages,
    events: whole.events,
    issues: whole.issues,
  });
  const replays = archive.log.filter((line) => line.includes("id_/"));
  // One request may have been under way at each stop.
  expect(replays.length).toBeLessThan(18 * 2);
});

it("stops asking an archive that refuses, and goes on with the next run", async () => {
  archive.kept.push(...past().map(({ kept }) => kept));
  archive.refuse = { status: 429, times: 2 };
  const first = await search();
  expect(first.status).toBe(3);
  expect(archive.log.filter((line) => line.startsWith("429"))).toHaveLength(2);
  const { ledger, issues } = await stored();
  expect(ledger).toMatchObject([{ source: "kh", state: "failed", reason: expect.stringContaining("429") }]);
  expect(issues).toMatchObject([{ stage: "backfill", item: "kh wayback" }]);
  expect((await search()).status).toBe(0);
  expect((await stored()).issues).toEqual([]);
  expect((await stored()).pages).toHaveLength(18);
});

it("passes over captures that hold no article, and takes the next one that does", async () => {
  const [gift] = articlesOf(SOME[0]!, 2010);
  const { original } = gift!.kept;
  const broken = (timestamp: string, body: string) => ({ original, timestamp, body: Buffer.from(body) });
  archive.kept.push(
    broken("20100701000000", "<html><body><h1>系统维护</h1></body></html>"),
    broken("20100801000000", ""),
    { ...gift!.kept, timestamp: "20130101000000" },
  );
  const { status } = await search({ sources: [SOME[0]!.id] });
  expect(status).toBe(0);
  const { pages, ledger, issues } = await stored();
  expect(pages).toMatchObject([{ captured: "2013-01-01T00:00:00Z" }]);
  expect(ledger.find(({ year }) => year === 2010)).toMatchObject({
    state: "done",
    found: 1,
    fetched: 1,
    missing: 0,
  });
  expect(issues).toEqual([]);
});

it("makes an article that no capture holds an issue, and says empty only of a year without any", async () => {
  const [gift] = articlesOf(SOME[0]!, 2010);
  archive.kept.push({ ...gift!.kept, body: Buffer.from("<html><body>404 not found</body></html>") });
  await search({ sources: [SOME[0]!.id] });
  const { ledger, issues } = await stored();
  expect(ledger.map(({ year, state, missing }) => [year, state, missing])).toEqual([
    [2009, "empty", 0],
    [2010, "done", 1],
    [2011, "empty", 0],
  ]);
  expect(issues).toMatchObject([{ stage: "backfill", code: "no-capture" }]);
});

it("does not fetch what another route has brought, nor one article under its twin address", async () => {
  const all = past([SOME[0]!], [2010]);
  const twin = all[0]!.kept.original.includes("fmprc")
    ? all[0]!.kept.original.replace(/^.*\/chn/, `http://${SOME[0]!.id}.china-embassy.org/chn`)
    : all[0]!.kept.original.replace(/^https?:\/\/[^/]+/, `http://${SOME[0]!.id}.china-embassy.org:80`);
  archive.kept.push(...all.map(({ kept }) => kept), {
    ...all[0]!.kept,
    original: twin,
    timestamp: "20150101000000",
  });
  await search({ sources: [SOME[0]!.id] });
  expect((await stored()).pages).toHaveLength(2);
  archive.log.length = 0;
  await search({ sources: [SOME[0]!.id], via: "commoncrawl" });
  expect(archive.log.some((line) => line.includes("/crawl/"))).toBe(false);
  const { ledger } = await stored();
  expect(ledger.find(({ route, year }) => route === "commoncrawl" && year === 2010)).toMatchObject({
    held: 2,
    fetched: 0,
  });
});

it("finds the same articles and events through Common Crawl, record by record", async () => {
  const all = past();
  archive.kept.push(...all.map(({ kept }) => kept));
  const { status } = await search({ via: "commoncrawl" });
  expect(status).toBe(0);
  const { pages, events, issues } = await stored();
  expect(pages.map(({ published }) => published).sort()).toEqual(
    all.map(({ published }) => published).sort(),
  );
  expect(new Set(pages.map(({ route }) => route))).toEqual(new Set(["commoncrawl"]));
  expect(events).toHaveLength(9);
  expect(issues).toEqual([]);
});

it("takes bytes as they come: packed though no header says so, plain though one says packed", async () => {
  const { gzipSync } = await import("node:zlib");
  const [gift, day] = articlesOf(SOME[0]!, 2010);
  archive.kept.push(
    { ...gift!.kept, body: gzipSync(gift!.kept.body) },
    { ...day!.kept, headers: { "content-encoding": "gzip" } },
  );
  await search({ sources: [SOME[0]!.id], period: { from: "2010-01-01", to: "2010-12-31" } });
  expect((await stored()).pages).toHaveLength(2);
});

it("prefers what the site itself still has, when all routes are asked", async () => {
  const all = past([SOME[0]!], [2010]);
  archive.kept.push(...all.map(({ kept }) => kept));
  const path = new URL(all[0]!.kept.original).pathname.replace(/^\/ce\/ce\w+\/+/, "/");
  site.pages.set(path, {
    body: article("中国向老挝警方捐赠警用车辆", all[0]!.published, [
      "中国公安部向老挝警方捐赠警用车辆仪式举行，中国驻老挝大使出席。",
      "双方致辞。",
    ]),
  });
  const period = { from: "2010-01-01", to: "2010-12-31" };
  await inSpace((space) =>
    runBackfill(space, {
      period,
      routes: routesOf(undefined),
      sources: [SOME[0]!.id],
      signal: new AbortController().signal,
    }),
  );
  const { pages } = await stored();
  expect(pages.map(({ route }) => route).sort()).toEqual(["site", "wayback"]);
});

it("reckons a plan without asking anybody", async () => {
  const plan = await inSpace((space) =>
    planBackfill(space, space.sources, PERIOD, routesOf(undefined), false),
  );
  expect(plan.routes.map(({ route, sources, years }) => [route, sources, years])).toEqual([
    ["site", 3, 9],
    ["wayback", 3, 9],
    ["commoncrawl", 3, 9],
    ["repost", 3, 9],
  ]);
  const [, , , repost] = plan.routes;
  expect(repost).toMatchObject({ requests: 0 });
  expect(plan.routes.slice(0, 3).every(({ requests, lists }) => requests > lists && lists > 0)).toBe(true);
  expect([...archive.log, ...site.log]).toEqual([]);
});
