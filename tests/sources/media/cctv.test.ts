import { expect, it } from "vitest";
import { adapterByAddress } from "../../../sources/adapters.ts";
import { knownLists } from "../../../sources/list-address.ts";
import { cctv } from "../../../sources/media/cctv.ts";
import { readListAnswer } from "../../../sources/read-list.ts";
import { listOf, refusal, savedPage, sourceOf } from "./saved-pages.ts";

const page = (name: string) => savedPage("cctv", name);
const ZH = "https://news.cctv.com/2024/01/02/ARTI0aaaaaaaaaaaaaaaaaaaaa240102.shtml";
const NEW = "https://news.cctv.com/2026/03/04/ARTI0ccccccccccccccccccccc260304.shtml";
const EN = "https://english.cctv.com/2023/06/26/ARTI0ddddddddddddddddddddd230626.shtml";
const SEGMENT = "https://tv.cctv.com/2024/01/02/VIDEone00123456789abcdef240102.shtml";

it("reads a Chinese article and dates it by its address", () => {
  expect(cctv.readArticle(page("article-zh"), ZH, null)).toMatchObject({
    title: "公安部通报跨境执法合作成果",
    text: "央视网消息：公安部1月2日通报，去年以来中国警方与周边国家警方开展联合行动，抓获犯罪嫌疑人三百余名。\n下一步，双方将设立联络热线，并互派联络官。",
    published: "2024-01-02",
  });
});

it("reads a page of 2026, whose text a script holds", () => {
  expect(cctv.readArticle(page("article-2026"), NEW, null)).toMatchObject({
    title: "中国维和警队获颁勋章",
    text: "央视网消息：当地时间3月3日，中国第十二支赴某国维和警队获颁联合国和平勋章。\n警队队长说：'这是对全体队员的肯定'，队员们将继续完成任务。",
    published: "2026-03-04",
  });
  const double = page("article-2026").replace(
    /contentdate = '(.*)';/,
    (_, text: string) =>
      `contentdate="${text.replaceAll("\\'", "'").replace('style="text-align:center;"', "")}";`,
  );
  expect(cctv.readArticle(double, NEW, null).text).toContain("'这是对全体队员的肯定'");
});

it("is not held up by a script that never ends", () => {
  const html = page("article-2026");
  const start = html.slice(0, html.indexOf("contentdate = '") + "contentdate = '".length);
  const started = performance.now();
  const open = start + "\\'a".repeat(300_000);
  expect(() => cctv.readArticle(open, NEW, null)).toThrow(refusal("layout-changed", NEW));
  expect(performance.now() - started).toBeLessThan(20_000);
});

it("reads an English article", () => {
  expect(cctv.readArticle(page("article-en"), EN, null)).toMatchObject({
    title: "Anti-drug cooperation meeting held in Kunming",
    published: "2023-06-26",
  });
});

it("reads a segment of the evening news, whose title is that of the page", () => {
  expect(cctv.readArticle(page("segment"), SEGMENT, null)).toMatchObject({
    title: "[视频]王某某会见某国内政部长",
    text: "央视网消息（新闻联播）：公安部部长王某某2日在北京会见某国内政部长，双方就深化执法安全合作交换意见。会见后，双方签署合作文件。",
    published: "2024-01-02",
  });
});

it.each([
  ["no title", "article-zh", (html: string) => html.replace(/<h1>.*<\/h1>/, "")],
  ["two titles", "article-zh", (html: string) => html.replace("</h1>", "</h1><h1>另一个标题</h1>")],
  ["no text", "article-zh", (html: string) => html.replace('id="content_area"', "")],
  ["two texts", "article-zh", (html: string) => html.replace('class="relevance"', 'id="content_area"')],
  [
    "two texts in scripts",
    "article-2026",
    (html: string) => html.replace("var guid_Ad_VideoCode = ''", "var contentdate = '<p>另一篇</p>'"),
  ],
])("refuses a page with %s", (_, name, change) => {
  expect(() => cctv.readArticle(change(page(name)), ZH, null)).toThrow(refusal("layout-changed", ZH));
});

it("asks for the newest in seven files and for the evening news of each day", () => {
  const lists = knownLists(sourceOf("cctv-zh"), ["2024-01-02", "2024-01-01"]);
  expect(lists.map(({ url }) => url)).toEqual([
    "https://news.cctv.com/2019/07/gaiban/cmsdatainterface/page/news_1.jsonp?cb=news",
    "https://tv.cctv.com/lm/xwlb/day/20240102.shtml",
    "https://tv.cctv.com/lm/xwlb/day/20240101.shtml",
  ]);
});

it("reads the newest in their call, with the address of the next file, and the segments of a day", async () => {
  const source = sourceOf("cctv-zh");
  const [newest] = knownLists(source, []);
  const answer = {
    body: Buffer.from(page("news_1.jsonp")),
    contentType: "application/javascript",
    finalUrl: newest!.url,
  };
  const list = await readListAnswer(newest!, answer, source);
  expect(list).toMatchObject({
    pageCount: 7,
    nextUrls: [newest!.url.replace("news_1", "news_2")],
    articles: [
      {
        canonicalUrl: ZH,
        title: "公安部通报跨境执法合作成果",
        lead: "公安部1月2日通报。",
        listDate: "2024-01-02",
        repost: false,
      },
      { title: "冰雪旅游升温", lead: null },
    ],
  });
  const day = listOf(cctv, page("day"), "https://tv.cctv.com/lm/xwlb/day/20240102.shtml", source);
  expect(day.articles.map(({ title }) => title)).toEqual([
    "《新闻联播》 20240102 19:00",
    "[视频]王某某会见某国内政部长",
    "[视频]各地春运准备有序",
  ]);
  expect(day.articles.every(({ listDate }) => listDate === "2024-01-02")).toBe(true);
});

it("knows the addresses of its articles and no others", () => {
  for (const url of [ZH, EN, SEGMENT]) expect(adapterByAddress(url)?.name, url).toBe("cctv");
  for (const url of [
    "https://tv.cctv.com/lm/xwlb/day/20240102.shtml",
    "https://news.cctv.com/2024/01/02/index.shtml",
    "https://sports.cctv.com/2024/01/02/ARTI0aaaaaaaaaaaaaaaaaaaaa240102.shtml",
  ]) {
    expect(adapterByAddress(url), url).toBeNull();
  }
});
