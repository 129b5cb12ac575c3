import { expect, it } from "vitest";
import { adapterByAddress } from "../../../sources/adapters.ts";
import { canonicalUrl } from "../../../sources/canonical-url.ts";
import { decodeHtml } from "../../../sources/charset.ts";
import { mfa } from "../../../sources/media/mfa.ts";
import { loadSources } from "../../../sources/register.ts";
import { findSourceByUrl } from "../../../sources/source-hosts.ts";
import { listOf, refusal, savedPage, sourceOf } from "./saved-pages.ts";

const page = (name: string) => savedPage("mfa", name);
const ZH = "https://www.mfa.gov.cn/web/wjdt_674879/zwbd_674895/";
const EN = "https://www.fmprc.gov.cn/eng/xw/zwbd/";

it("reads a Chinese article: title over two lines, text without the page around it, date and number", () => {
  expect(mfa.readArticle(page("article-zh"), `${ZH}202507/t20250730_11681234.shtml`, null)).toEqual({
    title: "驻海岛国大使陈明会见 海岛国警察总监",
    text: "2025年7月28日，驻海岛国大使陈明会见海岛国警察总监瓦伊，就加强两国警务合作交换意见。\n瓦伊感谢中方提供警用车辆和培训名额。",
    published: "2025-07-30",
    documentNumber: "11681234",
    canonicalUrl: null,
    nextPart: null,
  });
});

it("reads an English page as UTF-8 though it declares gb2312", () => {
  const { text } = decodeHtml(Buffer.from(page("article-en")), "text/html; charset=gb2312");
  const article = mfa.readArticle(text, `${EN}202508/t20250801_11690001.html`, null);
  expect(article).toMatchObject({
    title: "Ambassador Chen Ming Meets with Police Commissioner Vai of the Island State",
    published: "2025-08-01",
  });
  expect(article.text).toContain("Island State – the first such meeting");
  expect(article.text.split("\n").at(-1)).toBe(
    "Both sides agreed on police training in “language and traffic control”.",
  );
});

it("dates a moved conference by its title, and other moved pages by what they state, never by the address", () => {
  const url = "https://www.fmprc.gov.cn/eng/xw/fyrbt/lxjzh/202405/t20240530_11347225.html";
  expect(mfa.readArticle(page("article-en-moved"), url, null).published).toBe("2022-02-16");
  const html = page("article-en");
  const moved = html.replace("2025-08-01 09:12", "2019-04-03 10:00");
  expect(mfa.readArticle(moved, url, null).published).toBe("2019-04-03");
  const undated = html.replace(/<meta name="PubDate"[^>]*>/, "").replace("August 01, 2025 09:12", "");
  expect(mfa.readArticle(undated, url, null).published).toBeNull();
});

it.each([
  ["https://www.mfa.gov.cn/chn/gxh/tyb/zyxw/t911791.htm", "t911791"],
  ["https://www.mfa.gov.cn/zflt/chn/zxxx/t911791.htm", "t911791"],
  ["https://www.fmprc.gov.cn/eng/wjb/zzjg/t911791.htm", "t911791"],
  ["https://www.fmprc.gov.cn/mfa_eng/wjb_663304/zzjg_663340/201203/t20120307_911791.html", "911791"],
])("reads a page of the 2010s at %s", (url, documentNumber) => {
  expect(mfa.readArticle(page("article-2012"), url, null)).toMatchObject({
    title: "公安部代表团访问海岛国",
    text: "2012年3月5日，中国公安部代表团访问海岛国，与海岛国警察部队签署合作备忘录。\n海岛国内政部长出席签字仪式。",
    published: "2012-03-07",
    documentNumber,
  });
});

it("refuses an article with no text or title, and with two of them", () => {
  const url = `${ZH}202507/t20250730_11681234.shtml`;
  const html = page("article-zh");
  for (const changed of [
    html.replace('id="News_Body_Txt_A"', "").replace("trs_editor_view TRS_UEDITOR", "new"),
    html.replace(/<h1>.*?<\/h1>/s, "").replace(/<meta name="ArticleTitle"[^>]*>/, ""),
    html.replace("</body>", '<div id="News_Body_Txt_A"><p>又一篇</p></div></body>'),
    html.replace("</body>", '<div class="news-title"><h1>又一题</h1></div></body>'),
  ]) {
    expect(() => mfa.readArticle(changed, url, null)).toThrow(refusal("layout-changed", url));
  }
});

it.each([
  "https://www.mfa.gov.cn/web/system/index_17321.shtml",
  "https://www.mfa.gov.cn/web/",
  "https://www.fmprc.gov.cn/eng/",
  "https://www.mfa.gov.cn/",
])("calls an article gone that leads to %s", (url) => {
  expect(() => mfa.readArticle(page("home"), url, null)).toThrow(refusal("gone", url));
  expect(mfa.readList!(page("home"), url, sourceOf("mfa-zh")).kind).toBe("elsewhere");
});

it("reads a list with a pinned old item and cut titles, without the pages of missions", () => {
  const list = listOf(mfa, page("list-zh"), ZH, sourceOf("mfa-zh"));
  expect(list.articles.map(({ canonicalUrl, listDate, repost }) => [canonicalUrl, listDate, repost])).toEqual(
    [
      [`${ZH}202312/t20231226_11211001.shtml`, "2023-12-26", false],
      [`${ZH}202507/t20250730_11681234.shtml`, "2025-07-30", false],
      [
        "https://www.mfa.gov.cn/web/wjdt_674879/sjxw_674887/202507/t20250729_11680009.shtml",
        "2025-07-29",
        false,
      ],
    ],
  );
  expect(list.articles[1]!.title).toBe("驻海岛国大使陈明会见海岛国警察总监");
  expect([list.pageNumber, list.pageCount, list.nextUrls]).toEqual([0, 29, [`${ZH}index_1.shtml`]]);
  expect(listOf(mfa, page("list-zh"), `${ZH}index_28.shtml`, sourceOf("mfa-zh")).nextUrls).toEqual([]);
});

it("reads an English list, whose dates are those shown and not those of the addresses", () => {
  const list = listOf(mfa, page("list-en"), `${EN}index_1.html`, sourceOf("mfa-en"));
  expect(list.articles.map(({ listDate }) => listDate)).toEqual(["2025-08-01", "2021-06-03"]);
  expect(list.nextUrls).toEqual([`${EN}index_2.html`]);
});

it("calls a list without articles a changed layout", () => {
  const html = page("list-zh").replaceAll(".shtml", ".php");
  expect(() => mfa.readList!(html, ZH, sourceOf("mfa-zh"))).toThrow(refusal("layout-changed", ZH));
});

it("knows its own addresses and leaves those of missions to them", () => {
  expect(adapterByAddress(`${ZH}202507/t20250730_11681234.shtml`)?.name).toBe("mfa");
  expect(adapterByAddress("http://www.fmprc.gov.cn/mfa_eng/zy/201503/t20150301_1.html")?.name).toBe("mfa");
  expect(adapterByAddress("https://www.fmprc.gov.cn/ce/cenp/eng/News/t1484073.htm")?.name).toBe("mission");
  for (const url of [
    ZH,
    `${ZH}index_1.shtml`,
    "https://www.mfa.gov.cn.example.org/web/a/202507/t20250730_1.shtml",
  ])
    expect(mfa.isArticleUrl!(url)).toBe(false);
});

it("is one source for each language, under both names of the ministry's site", () => {
  const sources = loadSources("config");
  const owner = (url: string) => findSourceByUrl(sources, url)?.id;
  expect(owner(`${ZH}202507/t20250730_11681234.shtml`)).toBe("mfa-zh");
  expect(owner("http://www.fmprc.gov.cn/web/zwbd_674895/t1.shtml")).toBe("mfa-zh");
  expect(owner("https://mfa.gov.cn/eng/xw/")).toBe("mfa-en");
  expect(owner("https://www.fmprc.gov.cn/eng/xw/")).toBe("mfa-en");
  expect(owner("https://www.fmprc.gov.cn/")).toBeUndefined();
  expect(
    canonicalUrl("http://www.mfa.gov.cn//eng/xw/zwbd/202508/t20250801_1.html?a=1", sourceOf("mfa-en")),
  ).toBe("https://www.fmprc.gov.cn/eng/xw/zwbd/202508/t20250801_1.html");
});
