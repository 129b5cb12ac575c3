import { beforeEach, expect, it } from "vitest";
import { readLedger } from "../../../pipeline/backfill/ledger.ts";
import { planBackfill, routesOf } from "../../../pipeline/backfill/plan.ts";
import { runBackfill } from "../../../pipeline/backfill/run.ts";
import { runUpdate } from "../../../pipeline/update.ts";
import { listIssues } from "../../../store/issues.ts";
import { home, list } from "../mission-site.ts";
import { articlesOf, MISSIONS } from "./past.ts";
import { NOW, searchedPast } from "./searched-past.ts";

const SOME = MISSIONS.slice(0, 2);
const LISTS = "/web/wjdt_674879/zwbd_674895/";
const MINISTRY = `id: mfa-zh
title: Ministry of Foreign Affairs
adapter: mfa
kind: ministry
publisher: { name: Ministry of Foreign Affairs of the PRC, country: CN, official: true }
covers: { country: null }
language: zh
active: true
status: open
confidence: seen
hosts:
  - { host: www.mfa.gov.cn, paths: [/web/, /chn/], role: current, confidence: seen, evidence: "a test" }
lists:
  - { section: news from missions, url: "https://www.mfa.gov.cn${LISTS}" }
reposts:
  - www.mfa.gov.cn${LISTS}
`;
const { site, archive, inSpace } = await searchedPast(SOME, { "mfa-zh": MINISTRY });
beforeEach(() => {
  site.pages.set("la.china-embassy.gov.cn/", { body: home() });
  site.pages.set("la.china-embassy.gov.cn/sgxw/", { body: list([], 0) });
});

const search = (year: number, { from = "01-01", to = "12-31" } = {}) =>
  inSpace((space) =>
    runBackfill(space, {
      period: { from: `${year}-${from}`, to: `${year}-${to}` },
      routes: routesOf(undefined),
      sources: ["la"],
      signal: new AbortController().signal,
    }),
  );

const pages = () =>
  inSpace(({ db }) =>
    db
      .selectFrom("document")
      .innerJoin("snapshot", "snapshot.id", "document.snapshotId")
      .select([
        "document.canonicalUrl",
        "document.sourceId",
        "document.title",
        "document.published",
        "snapshot.route",
        "snapshot.finalUrl",
        "snapshot.captured",
      ])
      .orderBy("document.canonicalUrl")
      .execute(),
  );

const reposts = (year: number) =>
  inSpace(async ({ db }) =>
    (await readLedger(db)).find((row) => row.route === "repost" && row.source === "la" && row.year === year),
  );

const issues = () => inSpace(async ({ db }) => (await listIssues(db)).map(({ code, item }) => [code, item]));

/** An article of the first mission whose only capture is an error page; a t-number, or a number of today's system. */
function lose(year: number) {
  const [gift] = articlesOf(SOME[0]!, year);
  archive.kept.push({ ...gift!.kept, body: Buffer.from("<html><body>404 not found</body></html>") });
  const number = /\/t((?:\d{8}_)?\d+)\.htm/.exec(gift!.kept.original)![1]!;
  return { ...gift!, number };
}

/** The page of an article as the ministry shows it. */
function atTheMinistry(title: string, date: string): string {
  return `<html><head><meta charset="utf-8"><title>${title}</title><meta name="PubDate" content="${date} 10:00"></head><body>
<div class="news-title"><h1>${title}</h1><p class="time"><span>来源</span><span>${date} 10:00</span></p></div>
<div id="News_Body_Txt_A"><p>　　6月10日，中国公安部向老挝警方捐赠警用车辆仪式举行，中国驻老挝大使出席仪式并致辞。</p><p>　　活动在友好的气氛中结束，双方表示愿继续加强合作。</p></div></body></html>`;
}

it("reads what no capture holds where the ministry still shows it, as that article and under the address it stands at", async () => {
  const { number, published } = lose(2011);
  const there = `www.mfa.gov.cn${LISTS}201106/t${number}.shtml`;
  site.pages.set(there, { body: atTheMinistry("中国向老挝警方捐赠警用车辆", published) });
  archive.kept.push({ original: `https://${there}`, timestamp: "20130101000000", body: Buffer.from("x") });
  expect((await search(2011)).status).toBe(0);
  expect(await pages()).toEqual([
    {
      canonicalUrl: `https://${there}`,
      sourceId: "la",
      title: "中国向老挝警方捐赠警用车辆",
      published,
      route: "site",
      finalUrl: `https://${there}`,
      captured: NOW,
    },
  ]);
  expect(await reposts(2011)).toMatchObject({ state: "done", found: 1, fetched: 1, missing: 0, events: 1 });
  const own = (await inSpace(({ db }) => readLedger(db))).find(({ route }) => route === "site");
  expect(own).toMatchObject({ state: "empty", found: 0 });
  expect(await issues()).toEqual([]);

  archive.log.length = 0;
  site.log.length = 0;
  await search(2011);
  expect([...archive.log, ...site.log]).toEqual([]);
});

it("reads it from a capture of a sister mission's page, found below the domain that missions share", async () => {
  const { number } = lose(2010);
  const there = `http://kh.china-embassy.org/chn/zgyw/t${number}.htm`;
  const [gift] = articlesOf(SOME[0]!, 2010);
  archive.kept.push({ original: there, timestamp: "20101001000000", body: gift!.kept.body });
  await search(2010);
  expect(await pages()).toMatchObject([
    { sourceId: "la", route: "wayback", captured: "2010-10-01T00:00:00Z", finalUrl: there },
  ]);
  const [page] = await pages();
  expect(page!.canonicalUrl).toBe(`https://kh.china-embassy.gov.cn/chn/zgyw/t${number}.htm`);
  expect(archive.log.some((line) => line.includes("matchType=domain"))).toBe(true);
});

it("finds by title and day what a list of the site names, what is gone there, and what the ministry's kept list shows", async () => {
  const title = "中国向老挝警方捐赠警用车辆";
  const old = "/sgxw/202106/t20210610_9700001.htm";
  site.pages.set("la.china-embassy.gov.cn/sgxw/", { body: list([[old, title]]) });
  const there = `${LISTS}202106/t20210611_9700099.shtml`;
  site.pages.set(`www.mfa.gov.cn${LISTS}`, {
    body: `<html><body><ul class="list1"><li><a href="./202106/t20210611_9700099.shtml">${title}</a>（2021-06-11）</li></ul><script>var countPage = 1;</script></body></html>`,
  });
  // When the ministry was visited, its page was not to be had.
  await inSpace((space) =>
    runUpdate(space, { sources: ["mfa-zh"], limit: 10, signal: new AbortController().signal }),
  );
  site.pages.set(`www.mfa.gov.cn${there}`, { body: atTheMinistry(title, "2021-06-11") });
  await search(2021);
  expect(await pages()).toMatchObject([
    { canonicalUrl: `https://www.mfa.gov.cn${there}`, sourceId: "la", title, route: "site" },
  ]);
  expect(await reposts(2021)).toMatchObject({ found: 1, fetched: 1 });
});

it("asks nobody for what the store has at another address already", async () => {
  const { number, published } = lose(2011);
  const there = `${LISTS}201106/t${number}.shtml`;
  site.pages.set(`www.mfa.gov.cn${LISTS}`, {
    body: `<html><body><ul class="list1"><li><a href="./201106/t${number}.shtml">中国向老挝警方捐赠警用车辆</a></li></ul><script>var countPage = 1;</script></body></html>`,
  });
  site.pages.set(`www.mfa.gov.cn${there}`, {
    body: atTheMinistry("中国向老挝警方捐赠警用车辆", published),
  });
  await inSpace((space) =>
    runUpdate(space, { sources: ["mfa-zh"], limit: 10, signal: new AbortController().signal }),
  );
  await search(2011);
  expect(await pages()).toMatchObject([{ sourceId: "mfa-zh" }]);
  expect(archive.log.some((line) => line.includes("zwbd"))).toBe(false);
  expect(await issues()).toEqual([]);
});

it("looks for reposts of a part of a year, though the rest of the year is not searched", async () => {
  const { number } = lose(2010);
  const [gift, day] = articlesOf(SOME[0]!, 2010);
  archive.kept.push({
    ...day!.kept,
    original: "https://la.china-embassy.gov.cn/sgxw/201012/t20101220_9720777.htm",
  });
  const there = `http://kh.china-embassy.org/chn/zgyw/t${number}.htm`;
  archive.kept.push({ original: there, timestamp: "20101001000000", body: gift!.kept.body });
  await search(2010, { from: "05-01", to: "08-31" });
  expect(await pages()).toMatchObject([{ sourceId: "la", finalUrl: there }]);
});

it("takes no other article for a repost, and leaves the issue open", async () => {
  const { number } = lose(2011);
  const there = `www.mfa.gov.cn${LISTS}201106/t${number}.shtml`;
  archive.kept.push({
    original: `https://${there}`,
    timestamp: "20130101000000",
    body: Buffer.from("<html><body><h1>首页</h1></body></html>"),
  });
  await search(2011);
  expect(await pages()).toEqual([]);
  expect(await reposts(2011)).toMatchObject({ state: "done", found: 1, missing: 1 });
  expect((await issues()).map(([code]) => code)).toContain("no-capture");
});

it("makes no request where nothing is missing, and reckons those it would make where something is", async () => {
  archive.kept.push(...articlesOf(SOME[0]!, 2010).map(({ kept }) => kept));
  await search(2010);
  expect(await reposts(2010)).toMatchObject({ state: "empty", requests: 0 });
  lose(2011);
  await inSpace((space) =>
    runBackfill(space, {
      period: { from: "2011-01-01", to: "2011-12-31" },
      routes: ["wayback"],
      sources: ["la"],
      signal: new AbortController().signal,
    }),
  );
  const plan = await inSpace((space) =>
    planBackfill(space, space.sources, { from: "2010-01-01", to: "2011-12-31" }, ["repost"], false),
  );
  // One list of the ministry and two domains that the missions share, then the page itself.
  expect(plan.routes[0]).toMatchObject({ route: "repost", sources: 2, lists: 3, articles: 1, requests: 4 });
  expect(plan.notSearched).toMatchObject([
    { sources: ["mfa-zh"], reason: expect.stringContaining("missions") },
  ]);
});
