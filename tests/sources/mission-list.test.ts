import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { SourceError } from "../../sources/errors.ts";
import { knownLists } from "../../sources/list-address.ts";
import { homeUrls, readMissionHome } from "../../sources/mission-home.ts";
import { readMissionList } from "../../sources/mission-list.ts";
import { loadSources } from "../../sources/register.ts";
import type { Source } from "../../sources/source.ts";

const page = (name: string) => readFileSync(`tests/pages/mission/${name}.html`, "utf8");
const sources = new Map(loadSources("config").map((source) => [source.id, source]));
const fiji = sources.get("fj")!;
const FIJI = "https://fj.china-embassy.gov.cn";

function readList(name: string, url: string, source: Source = fiji) {
  const reading = readMissionList(page(name), url, source);
  if (reading.kind !== "list") throw new Error(`expected a list, found ${reading.reason}`);
  return reading;
}

it("reads the articles of a list by their addresses, each once, and marks reposts", () => {
  const { articles } = readList("list-index", `${FIJI}/sgxw/`);
  expect(articles.map(({ canonicalUrl, repost }) => [canonicalUrl, repost])).toEqual([
    [`${FIJI}/sgxw/202605/t20260517_11911860.htm`, false],
    [`${FIJI}/sgxw/202604/t20260402_11890011.htm`, false],
    [`${FIJI}/zbgx/202603/t20260311_11870001.htm`, false],
    ["https://nz.china-embassy.gov.cn/zxgx/202603/t20260309_11869999.htm", true],
    ["https://www.mfa.gov.cn/web/zwbd_674895/202603/t20260301_11860000.shtml", true],
  ]);
  expect(articles[0]).toMatchObject({
    title: "李明大使会见斐济内政部长并就执法合作交换意见",
    listDate: "2026-05-17",
  });
  expect(articles.map(({ listDate }) => listDate).slice(1, 3)).toEqual(["2026-04-02", "2026-03-11"]);
});

it("counts pages from zero: the second page of 28 is index_1.htm, the last has none after it", () => {
  const first = readList("list-index", `${FIJI}/sgxw/index.htm`);
  expect([first.pageNumber, first.pageCount, first.nextUrls]).toEqual([0, 28, [`${FIJI}/sgxw/index_1.htm`]]);
  expect(readList("list-index", `${FIJI}/sgxw/index_1.htm`).nextUrls).toEqual([`${FIJI}/sgxw/index_2.htm`]);
  expect(readList("list-index", `${FIJI}/sgxw/index_27.htm`).nextUrls).toEqual([]);
});

it("reads the page count from createPageHTML and the date from the next cell", () => {
  const nepal = sources.get("np")!;
  const url = "https://np.china-embassy.gov.cn/eng/News/index_1.htm";
  const list = readList("list-createpage", url, nepal);
  expect([list.pageNumber, list.pageCount]).toEqual([1, 3]);
  expect(list.nextUrls).toEqual(["https://np.china-embassy.gov.cn/eng/News/index_2.htm"]);
  expect(list.articles.map(({ listDate }) => listDate)).toEqual(["2017-08-11", "2017-07-20"]);
});

it("takes articles under the ministry's mirror for the mission's own", () => {
  const nepal = sources.get("np")!;
  const list = readList("list-createpage", "http://www.fmprc.gov.cn/ce/cenp//eng/News/", nepal);
  expect(list.articles[0]).toMatchObject({
    canonicalUrl: "https://np.china-embassy.gov.cn/eng/News/t1484073.htm",
    repost: false,
  });
});

it("tries both spellings of the second page of a list named default.htm", () => {
  const list = readList("list-default", "http://fj.china-embassy.org/chn/sgxw/default.htm");
  expect(list.nextUrls.map((url) => url.split("/").at(-1))).toEqual(["default_1.htm", "default_2.htm"]);
  const second = readList("list-default", "http://fj.china-embassy.org/chn/sgxw/default_2.htm");
  expect(second.nextUrls).toEqual(["http://fj.china-embassy.org/chn/sgxw/default_3.htm"]);
});

it("finds sub-sections of the section, but none of other sections", () => {
  expect(readList("list-index", `${FIJI}/sgxw/`).sections).toEqual([`${FIJI}/sgxw/dshd/`]);
});

it("caps a page count that no site has", () => {
  const html = page("list-index").replace("countPage = 28", "countPage = 999999");
  const list = readMissionList(html, `${FIJI}/sgxw/`, fiji);
  expect(list).toMatchObject({ kind: "list", pageCount: 200 });
});

it("calls a list without links to articles a changed layout, with or without a pager", () => {
  for (const html of [
    page("list-changed"),
    page("list-index").replaceAll(/<a href="[^"]*t20[^"]*"/g, "<a"),
  ]) {
    expect(() => readMissionList(html, `${FIJI}/sgxw/`, fiji)).toThrow(
      expect.objectContaining({
        name: "SourceError",
        code: "layout-changed",
        item: `${FIJI}/sgxw/`,
      }) as Error,
    );
  }
});

it("asks for as many links as the source expects", () => {
  const strict: Source = { ...fiji, expect: { links_per_list: { min: 20 } } };
  expect(() => readMissionList(page("list-index"), `${FIJI}/sgxw/`, strict)).toThrow(SourceError);
});

it("believes a list whose pager says that it has no pages", () => {
  const html = page("list-changed").replace("</body>", "<script>var countPage = 0;</script></body>");
  expect(readMissionList(html, `${FIJI}/sgxw/`, fiji)).toMatchObject({
    kind: "list",
    articles: [],
    nextUrls: [],
  });
});

it("knows the home page when it comes in place of a list page, by address or with relative links", () => {
  const relative = page("home").replaceAll('href="/', 'href="./');
  const absolute = page("home").replaceAll('href="./', 'href="/');
  for (const html of [relative, absolute]) {
    for (const url of [`${FIJI}/`, `${FIJI}/sgxw/index_40.htm`]) {
      expect(readMissionList(html, url, fiji).kind).toBe("elsewhere");
    }
  }
  expect(readMissionList(absolute, `${FIJI}/zwgx/`, fiji).kind).toBe("elsewhere");
});

it("does not take a section that is one text for a list", () => {
  expect(readMissionList(page("article-n"), `${FIJI}/dsjl/`, fiji)).toEqual({
    kind: "elsewhere",
    reason: "/dsjl/ is a single page",
  });
});

it("discovers sections from the home page: linked or shown by an article, own, not consular, three levels", () => {
  const home = readMissionHome(page("home"), `${FIJI}/`, fiji);
  expect(home.edition).toBe("/");
  expect(home.sections.toSorted()).toEqual(
    ["/dshd/", "/sgxw/", "/zfgx/", "/zfgx/jswl/", "/zjwg/"].map((path) => `${FIJI}${path}`),
  );
  expect(home.sections.at(-1)).toBe(`${FIJI}/zjwg/`);
  expect(home.editions).toEqual([`${FIJI}/eng/`, `${FIJI}/chn/`]);
  expect(home.articles.map(({ title }) => title)).toEqual(["大使活动一则", "李明大使会见斐济内政部长"]);
});

it("keeps the sections of one edition apart from those of others", () => {
  const html = `<a href="/sgxw/">使馆新闻</a><a href="/eng/xwdt/">News</a><a href="/eng/visa/">Visa</a>`;
  expect(readMissionHome(html, `${FIJI}/eng/index.htm`, fiji).sections).toEqual([`${FIJI}/eng/xwdt/`]);
});

it("finds nothing on a landing page, so that the next edition is tried", () => {
  const landing = `<html><body><a href="/chn/"><img src="a.jpg"></a></body></html>`;
  const home = readMissionHome(landing, `${FIJI}/`, fiji);
  expect([home.sections, home.articles, home.editions]).toEqual([[], [], [`${FIJI}/chn/`]]);
});

it("starts from the editions that can be coded and from known current sections", () => {
  expect(homeUrls(fiji)).toEqual([`${FIJI}/`, `${FIJI}/chn/`, `${FIJI}/eng/`]);
  expect(knownLists(sources.get("kp")!, [])).toEqual([
    { url: "https://kp.china-embassy.gov.cn/chn/zxxx/", as: "page" },
  ]);
  expect(homeUrls(sources.get("ht")!)).toEqual([]);
});
