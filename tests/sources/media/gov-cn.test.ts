import { expect, it } from "vitest";
import { govCn, govCnEnglish } from "../../../sources/media/gov-cn.ts";
import { readListAnswer } from "../../../sources/read-list.ts";
import { listOf, refusal, savedPage, sourceOf } from "./saved-pages.ts";

const page = (name: string) => savedPage("gov-cn", name);
const COLUMN = "https://www.gov.cn/lianbo/bumen/";
const ARTICLE = `${COLUMN}202405/content_6950001.htm`;
const ENGLISH = "https://english.www.gov.cn/news/202503/13/content_WS67d2a1b2c6d0868f4e8f0001.html";

it("reads an article, its title without the names of column and site, its date as first published", () => {
  expect(govCn.readArticle(page("article"), ARTICLE, null)).toMatchObject({
    title: "公安部：与海岛国警方开展联合巡逻",
    text: "记者21日从公安部获悉，中国与海岛国警方本月起开展联合巡逻。\n巡逻为期两周。",
    published: "2024-05-21",
  });
});

it("reads an article of the 2010s, dated by its address", () => {
  const url = "http://www.gov.cn/xinwen/2018-07/15/content_5306594.htm";
  expect(govCn.readArticle(page("article-2018"), url, null)).toMatchObject({
    title: "公安部代表团访问海岛国",
    text: "新华社北京7月15日电 公安部代表团15日结束对海岛国的访问。\n双方签署执法合作协议。",
    published: "2018-07-15",
  });
});

it("refuses an article with no text or title, and with two texts", () => {
  const html = page("article");
  for (const changed of [
    html.replace('class="pages_content" id="UCAP-CONTENT"', ""),
    html.replace(/<title>.*<\/title>/, ""),
    html.replace("公安部：与海岛国警方开展联合巡逻_", "_"),
    html.replace("</body>", '<div id="UCAP-CONTENT">又一篇</div></body>'),
  ]) {
    expect(() => govCn.readArticle(changed, ARTICLE, null)).toThrow(refusal("layout-changed", ARTICLE));
  }
});

it("finds the data of a column on its page and reads the articles there, without topics", () => {
  const source = sourceOf("gov-cn-zh");
  const column = listOf(govCn, page("column"), COLUMN, source);
  expect(column.articles).toEqual([]);
  expect(column.sections).toEqual([`${COLUMN}BUMENDONGTAI.json`]);
  const data = listOf(govCn, page("column.json"), column.sections[0]!, source);
  expect(data.articles.map(({ canonicalUrl, title, listDate }) => [canonicalUrl, title, listDate])).toEqual([
    [ARTICLE, "公安部：与海岛国警方开展联合巡逻", "2024-05-21"],
    [`${COLUMN}202405/content_6950000.htm`, "农业农村部部署夏收", "2024-05-20"],
  ]);
});

it("reads the list of top news as the register describes it", async () => {
  const source = sourceOf("gov-cn-zh");
  const [list] = source.lists;
  const answer = { body: Buffer.from(page("column.json")), contentType: null, finalUrl: list!.url };
  const reading = await readListAnswer(list!, answer, source);
  expect(reading).toMatchObject({ kind: "list", articles: [{ url: ARTICLE }, {}, {}] });
});

it("reads English articles of both generations", () => {
  const read = {
    title: "China, island state hold police talks",
    text: "BEIJING, March 12 -- China and the island state held their first police dialogue on Wednesday.\nOfficials agreed on training.",
  };
  expect(govCnEnglish.readArticle(page("english"), ENGLISH, null)).toMatchObject({
    ...read,
    published: "2025-03-13",
  });
  const older = "http://english.www.gov.cn/news/top_news/2014/08/23/content_281474983027.htm";
  expect(govCnEnglish.readArticle(page("english"), older, null)).toMatchObject({
    ...read,
    published: "2014-08-23",
  });
  for (const name of ["Artical_Title", "Artical_Content"]) {
    const html = page("english");
    const twice = html.replace("</body>", `<div class="${name}">More</div></body>`);
    for (const changed of [html.replace(name, "new"), twice])
      expect(() => govCnEnglish.readArticle(changed, older, null)).toThrow(refusal("layout-changed", older));
  }
});

it("calls an older English article gone that leads home", () => {
  const home = "https://english.www.gov.cn/";
  expect(() => govCnEnglish.readArticle(page("english-list"), home, null)).toThrow(refusal("gone", home));
});

it("reads an English list and pages through it", () => {
  const source = sourceOf("gov-cn-en");
  const list = listOf(govCnEnglish, page("english-list"), "https://english.www.gov.cn/news/", source);
  expect(list.articles.map(({ url, listDate }) => [url, listDate])).toEqual([
    [ENGLISH, "2025-03-13"],
    ["http://english.www.gov.cn/news/top_news/2014/08/23/content_281474983027.htm", "2014-08-23"],
  ]);
  expect(list.nextUrls).toEqual(["https://english.www.gov.cn/news/page_2.html"]);
  const second = listOf(govCnEnglish, page("english-list"), list.nextUrls[0]!, source);
  expect([second.pageNumber, second.nextUrls]).toEqual([1, ["https://english.www.gov.cn/news/page_3.html"]]);
});

it("knows its own addresses", () => {
  expect(govCn.isArticleUrl!("http://www.gov.cn/jrzg/2009-03/12/content_1257890.htm")).toBe(true);
  for (const url of [COLUMN, `${COLUMN}BUMENDONGTAI.json`, ENGLISH])
    expect(govCn.isArticleUrl!(url)).toBe(false);
  expect(
    govCnEnglish.isArticleUrl!("https://english.www.gov.cn/news/201408/23/content_281474983027.htm"),
  ).toBe(false);
});
