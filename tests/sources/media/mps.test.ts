import { expect, it } from "vitest";
import { challengeIn } from "../../../sources/challenge.ts";
import { mps } from "../../../sources/media/mps.ts";
import { listOf, refusal, savedPage, sourceOf } from "./saved-pages.ts";

const page = (name: string) => savedPage("mps", name);
const ministry = sourceOf("mps");
const SECTION = "https://www.mps.gov.cn/n2253534/n2253535/";
const ARTICLE = `${SECTION}c9100001/content.html`;

it("reads an article of today's skin", () => {
  expect(mps.readArticle(page("article"), ARTICLE, ministry)).toMatchObject({
    title: "海岛国警察总监访华",
    text: "8月14日，公安部领导在京会见海岛国警察总监瓦伊，双方就加强执法合作交换意见。\n公安部国际合作局负责人参加会见。",
    published: "2023-08-14",
    nextPart: null,
  });
});

it("reads an article of the older skin, with its next part", () => {
  const url = `${SECTION}c5000000/content.html`;
  expect(mps.readArticle(page("article-2015"), url, ministry)).toMatchObject({
    title: "公安部举行发布会通报中外执法合作",
    text: "公安部18日通报，中国警方与海岛国警方联合破获一起跨国案件。\n两国警方共抓获嫌疑人12名。",
    published: "2015-06-18",
    nextPart: `${SECTION}c5000000/content_2.html`,
  });
  const second = `${SECTION}c5000000/content_2.html`;
  expect(mps.readArticle(page("article-2015"), second, ministry).nextPart).toBeNull();
});

it("refuses an article with no text or title, and with two of them", () => {
  const html = page("article-2015");
  for (const changed of [
    html.replace("wordContent", "new"),
    html.replace("</body>", '<div class="wordContent"><p>又一篇</p></div></body>'),
    html.replace(/<h1>.*<\/h1>/, "").replace(/<title>.*<\/title>/, ""),
    html.replace("</body>", "<h1>又一题</h1></body>"),
  ]) {
    expect(() => mps.readArticle(changed, ARTICLE, ministry)).toThrow(refusal("layout-changed", ARTICLE));
  }
});

it("reads the first page of a list without the menu, and goes on with the fragment numbered one below the count", () => {
  const list = listOf(mps, page("list"), `${SECTION}index.html`, ministry);
  expect(list.articles.map(({ canonicalUrl, title, listDate }) => [canonicalUrl, title, listDate])).toEqual([
    [ARTICLE, "海岛国警察总监访华", "2023-08-14"],
    [`${SECTION}c9100000/content.html`, "公安部部署夏季行动", "2023-08-12"],
  ]);
  expect([list.pageNumber, list.pageCount, list.nextUrls]).toEqual([
    0,
    857,
    [`${SECTION}index_7627565_856.html`],
  ]);
});

it("counts fragments down to 1, the oldest, in both skins", () => {
  const at = (name: string, number: number) =>
    listOf(mps, page(name), `${SECTION}index_7627565_${number}.html`, ministry);
  expect(at("fragment", 856).nextUrls).toEqual([`${SECTION}index_7627565_855.html`]);
  expect(at("fragment", 856).articles).toMatchObject([{ title: "中外警方联合行动", listDate: "2023-08-10" }]);
  expect(at("fragment-2016", 2).articles.map(({ listDate }) => listDate)).toEqual([
    "2016-05-09",
    "2016-05-06",
  ]);
  expect(at("fragment-2016", 2).nextUrls).toEqual([`${SECTION}index_7627565_1.html`]);
  expect(at("fragment-2016", 1).nextUrls).toEqual([]);
});

it("calls a first page without articles a changed layout, and a later one the end of the list", () => {
  const html = page("list").replace('class="list"', 'class="new"');
  const url = `${SECTION}index.html`;
  expect(() => mps.readList!(html, url, ministry)).toThrow(refusal("layout-changed", url));
  expect(mps.readList!("<p></p>", `${SECTION}index_7627565_3.html`, ministry).kind).toBe("elsewhere");
});

it("has a challenge before its pages, by status or by its script", () => {
  const body = Buffer.from(page("challenge"));
  expect(challengeIn({ status: 521, headers: [], body: Buffer.alloc(0) })).not.toBeNull();
  expect(challengeIn({ status: 200, headers: [], body })).not.toBeNull();
  expect(challengeIn({ status: 200, headers: [], body: Buffer.from(page("article")) })).toBeNull();
});

it.each([
  [ARTICLE, true],
  ["https://www.mps.gov.cn/n6557563/c10480727/content.html", true],
  ["https://www.mps.gov.cn/n6557563/c10480727/content_2.html", true],
  ["https://www.nia.gov.cn/n741440/n741542/c1600001/content.html", true],
  [`${SECTION}index.html`, false],
  [`${SECTION}index_7627565_856.html`, false],
  ["http://www.cpd.com.cn/n462015/c4191056/content.html", false],
])("says whether %s is an article: %s", (url, article) => {
  expect(mps.isArticleUrl!(url)).toBe(article);
});

it("names sources that carry its news while it is blocked", () => {
  expect(ministry.instead).toEqual(["gov-cn-zh", "xinhua-zh", "china-police-daily", "nia", "mps-en"]);
});
