import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { checkSource } from "../../pipeline/check-source.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { createFetcher } from "../../sources/fetcher.ts";
import { loadFilters } from "../../sources/list-filter.ts";
import { loadSources } from "../../sources/register.ts";
import { loadSettings } from "../../sources/settings.ts";
import type { Source } from "../../sources/source.ts";
import { listIssues } from "../../store/issues.ts";
import { countListings } from "../../store/listings.ts";
import { findSourceState } from "../../store/source-state.ts";
import { savedPage } from "../sources/media/saved-pages.ts";
import { makeConfig } from "./mission-site.ts";
import { visitedSite } from "./visited-site.ts";

/** The sources of the register that this test reads, with the lists that the server has. */
const LISTS: Record<string, readonly string[]> = {
  "xinhua-zh": ["https://www.news.cn/politics/"],
  "peoples-daily": ["http://paper.people.com.cn/rmrb/pc/layout/{YYYY}{MM}/{DD}/node_01.html"],
  "mfa-zh": ["https://www.mfa.gov.cn/web/wjdt_674879/zwbd_674895/"],
  nia: ["https://www.nia.gov.cn/n741440/n741542/index.html"],
  mps: ["https://www.mps.gov.cn/n2253534/n2253535/index.html"],
};
const HUB = "/politics/";
const DATA = `${HUB}ds_0a1b2c3d4e5f60718293a4b5c6d7e8f9.json`;
const MORE_DATA = `${HUB}ds_99887766554433221100ffeeddccbbaa.json`;
const NEWS = `${HUB}20250312/0123456789abcdef0123456789abcdef/c.html`;
const PAPER = "/rmrb/pc/";
const OVERSEAS = "/web/wjdt_674879/zwbd_674895/";
const FRAGMENTS = "www.nia.gov.cn/n741440/n741542/";

const { site, config, update: updateAt } = await visitedSite(configOf);
const html = (family: string, name: string) => ({
  body: savedPage(family, name).replaceAll("海岛国", "斐济"),
});
const json = (body: string) => ({ body, headers: { "content-type": "application/json" } });

beforeEach(() => {
  site.pages.set(HUB, html("xinhua", "hub"));
  site.pages.set(DATA, json(savedPage("xinhua", "ds.json")));
  site.pages.set(MORE_DATA, json('{"datasource":[]}'));
  site.pages.set(NEWS, html("xinhua", "article-new"));
  site.pages.set(`${PAPER}layout/202501/08/node_01.html`, html("peoples-daily", "node"));
  for (const [page, number, title] of [
    ["node_02", "3", "冰雪旅游升温"],
    ["node_03", "4", "中斐警方联合巡逻"],
  ]) {
    const link = `<ul class="news-list"><li><a href="../../../content/202501/08/content_3005000${number}.html">${title}</a></li></ul>`;
    site.pages.set(`${PAPER}layout/202501/08/${page}.html`, { body: link });
  }
  for (const number of ["1", "4"]) {
    site.pages.set(`${PAPER}content/202501/08/content_3005000${number}.html`, html("peoples-daily", "paper"));
  }
  site.pages.set(OVERSEAS, {
    body: savedPage("mfa", "list-zh").replace("countPage = 29", "countPage = 2"),
  });
  site.pages.set(`${OVERSEAS}index_1.shtml`, {
    body: '<ul class="list1"><li><a href="./202507/t20250701_11650000.shtml">旧闻</a></li></ul>',
  });
  for (const path of [
    `${OVERSEAS}202312/t20231226_11211001.shtml`,
    `${OVERSEAS}202507/t20250730_11681234.shtml`,
    `${OVERSEAS}202507/t20250701_11650000.shtml`,
    "/web/wjdt_674879/sjxw_674887/202507/t20250729_11680009.shtml",
  ]) {
    site.pages.set(path, html("mfa", "article-zh"));
  }
  site.pages.set("/web/system/index_17321.shtml", html("mfa", "home"));
  const list = html("mps", "list")
    .body.replace("=857", "=3")
    .replaceAll("n2253534/n2253535", "n741440/n741542");
  site.pages.set(`${FRAGMENTS}index.html`, { body: list });
  for (const number of ["2", "1"]) {
    const link = `<ul class="list"><li><a href="c100000${number}/content.html">旧闻</a></li></ul>`;
    site.pages.set(`${FRAGMENTS}index_7627565_${number}.html`, { body: link });
  }
  for (const number of ["9100001", "9100000", "1000002", "1000001"]) {
    site.pages.set(`${FRAGMENTS}c${number}/content.html`, html("mps", "article"));
  }
  const challenge = { ...html("mps", "challenge"), status: 521 };
  for (const path of ["/robots.txt", "/n2253534/n2253535/index.html"])
    site.pages.set(`www.mps.gov.cn${path}`, challenge);
});

/** The files of the register, with these lists and without pauses, reached at `origin`. */
function configOf(origin: string): string {
  const folder = makeConfig({}, origin);
  cpSync("config/filters.yaml", join(folder, "filters.yaml"));
  const hosts = Object.entries(LISTS).map(([id, urls]) => {
    const source = parse(readFileSync(`config/sources/${id}.yaml`, "utf8")) as Source;
    const lists = urls.map((url) => ({ section: "of the test", url }));
    const instead = source.instead?.filter((other) => other in LISTS);
    const { delay_ms: _, ...rest } = source;
    const changed = { ...rest, lists, ...(instead ? { instead } : {}) };
    writeFileSync(join(folder, "sources", `${id}.yaml`), stringify(changed));
    return new URL(urls[0]!).origin;
  });
  const places = hosts.map((host) => `    "${host}": "${origin}"\n`).join("");
  const settings = join(folder, "settings.yaml");
  writeFileSync(settings, `${readFileSync(settings, "utf8")}  connect_to:\n${places}`);
  return folder;
}

const update = <T>(source: string, time: string, look: (space: Workspace) => Promise<T>) =>
  updateAt(time, look, { sources: [source] });
const documents = (space: Workspace) =>
  space.db.selectFrom("document").select(["canonicalUrl", "published"]).orderBy("canonicalUrl").execute();
const asked = () => site.log.filter((line) => !line.endsWith("/robots.txt"));

it("takes Xinhua from a hub page over its data to the articles that the filter lets through", async () => {
  const { counts, status, seen } = await update("xinhua-zh", "2025-03-13T02:00:00Z", async (space) => ({
    documents: await documents(space),
    listings: await countListings(space.db),
    events: await space.db.selectFrom("event").select(["type", "date"]).execute(),
  }));
  expect(status).toBe(0);
  expect(counts).toMatchObject({ listPages: 3, fetched: 4, documents: 1, leftOut: 2, issues: 0 });
  expect(seen.listings.get("xinhua-zh")).toEqual({ kept: 1, leftOut: 2 });
  expect(seen.documents).toEqual([{ canonicalUrl: `https://www.news.cn${NEWS}`, published: "2025-03-12" }]);
  expect(seen.events).toEqual([{ type: "meeting", date: "2025-03-12" }]);
});

it("reads the data of a hub page that did not change itself", async () => {
  await update("xinhua-zh", "2025-03-13T02:00:00Z", documents);
  const second = `${HUB}20250313/abcdefabcdefabcdefabcdefabcdefab/c.html`;
  site.pages.set(second, html("xinhua", "article-new"));
  site.pages.set(
    DATA,
    json(savedPage("xinhua", "ds.json").replace(/"publishUrl":"\.\.[^"]*"/, `"publishUrl":"${second}"`)),
  );
  site.log.length = 0;
  const { counts, status } = await update("xinhua-zh", "2025-03-13T08:00:00Z", documents);
  expect(asked()).toEqual([`304 ${HUB}`, `200 ${DATA}`, `200 ${MORE_DATA}`, `200 ${second}`]);
  expect(counts).toMatchObject({ documents: 1, leftOut: 0, issues: 0 });
  expect(status).toBe(0);
});

it("checks a source through the data of its hub page to one article", async () => {
  const sources = loadSources(config);
  const fetcher = createFetcher(loadSettings(config));
  const source = sources.find(({ id }) => id === "xinhua-zh")!;
  const findings = await checkSource(fetcher, source, loadFilters(config, sources).get("security"));
  await fetcher.close();
  expect(findings).toEqual([
    {
      url: `https://www.news.cn${HUB}`,
      ok: true,
      found: '1 articles, 1 pages, 0 of them by the filter "security", 2 further lists; utf-8',
    },
    {
      url: `https://www.news.cn${DATA}`,
      ok: true,
      found: '3 articles, 1 pages, 1 of them by the filter "security"; utf-8',
    },
    {
      url: `https://www.news.cn${NEWS}`,
      ok: true,
      found: "2025-03-12 中国和斐济举行首次警务对话, 67 characters; utf-8",
    },
  ]);
});

it("reads every page of each day's paper since the last visit", async () => {
  const { counts, status, seen } = await update("peoples-daily", "2025-01-08T02:00:00Z", async (space) => ({
    documents: await documents(space),
    listings: await countListings(space.db),
  }));
  expect(status).toBe(0);
  expect(asked().slice(0, 4)).toEqual([
    `200 ${PAPER}layout/202501/08/node_01.html`,
    `404 ${PAPER}layout/202501/07/node_01.html`,
    `200 ${PAPER}layout/202501/08/node_02.html`,
    `200 ${PAPER}layout/202501/08/node_03.html`,
  ]);
  expect(counts).toMatchObject({ listPages: 3, documents: 2, leftOut: 2, issues: 0 });
  expect(seen.listings.get("peoples-daily")).toEqual({ kept: 2, leftOut: 2 });
  expect(seen.documents.map(({ published }) => published)).toEqual(["2025-01-08", "2025-01-08"]);
  site.log.length = 0;
  await update("peoples-daily", "2025-01-10T02:00:00Z", documents);
  expect(asked().slice(0, 3)).toEqual([
    `404 ${PAPER}layout/202501/10/node_01.html`,
    `404 ${PAPER}layout/202501/09/node_01.html`,
    `304 ${PAPER}layout/202501/08/node_01.html`,
  ]);
});

it("reads a list whose older pages are fragments, numbered backwards, to its end", async () => {
  const { counts, status, seen } = await update("nia", "2023-08-15T02:00:00Z", documents);
  expect(status).toBe(0);
  const lists = asked().filter((line) => line.includes("index"));
  expect(lists.map((line) => line.split("/").at(-1))).toEqual([
    "index.html",
    "index_7627565_2.html",
    "index_7627565_1.html",
  ]);
  expect(counts).toMatchObject({ listPages: 3, documents: 4, leftOut: 0 });
  expect(seen).toHaveLength(4);
});

it("reads the ministry's lists to their last page, and records a page that leads to its page of errors as removed", async () => {
  const { counts, status } = await update("mfa-zh", "2025-07-31T02:00:00Z", documents);
  expect(status).toBe(0);
  expect(counts).toMatchObject({ listPages: 2, documents: 4, issues: 0 });
  const removed = `${OVERSEAS}202507/t20250730_11681234.shtml`;
  site.pages.set(removed, { status: 302, body: "", headers: { location: "/web/system/index_17321.shtml" } });
  await update("mfa-zh", "2025-08-02T02:00:00Z", documents);
  const { seen } = await update("mfa-zh", "2025-08-05T02:00:00Z", async (space) => ({
    documents: await documents(space),
    changes: await space.db
      .selectFrom("pageChange")
      .select(["canonicalUrl", "kind", "firstMissing"])
      .execute(),
  }));
  expect(seen.changes).toEqual([
    {
      canonicalUrl: `https://www.mfa.gov.cn${removed}`,
      kind: "removed",
      firstMissing: "2025-08-02T02:00:00Z",
    },
  ]);
  expect(seen.documents).toHaveLength(4);
});

it("ends the police ministry as blocked by its challenge and names the other routes", async () => {
  const { status, seen } = await update("mps", "2023-08-15T02:00:00Z", async (space) => ({
    state: await findSourceState(space.db, "mps"),
    issues: await listIssues(space.db, { sourceId: "mps", stage: "capture" }),
  }));
  expect(status).toBe(3);
  expect(seen.state).toMatchObject({ state: "blocked", lastSuccess: null });
  expect(seen.issues).toMatchObject([{ code: "blocked" }]);
  expect(seen.issues[0]!.message).toContain("meanwhile read: xinhua-zh, nia");
});
