import iconv from "iconv-lite";
import { expect, it } from "vitest";
import { adapterByAddress } from "../../../sources/adapters.ts";
import { canonicalUrl } from "../../../sources/canonical-url.ts";
import { decodeHtml } from "../../../sources/charset.ts";
import { knownLists } from "../../../sources/list-address.ts";
import { chinanews } from "../../../sources/media/chinanews.ts";
import { listOf, refusal, savedPage, sourceOf } from "./saved-pages.ts";

const page = (name: string) => savedPage("chinanews", name);
const NEW = "https://www.chinanews.com.cn/gj/2023/11-29/10120001.shtml";
const OLD = "http://www.chinanews.com/gn/news/2009/05-29/1712345.shtml";
const SCROLL = "https://www.chinanews.com.cn/scroll-news/news1.html";
const source = sourceOf("chinanews-zh");

it("reads an article without the editor's box", () => {
  expect(chinanews.readArticle(page("article-new"), NEW, null)).toMatchObject({
    title: "中国警察代表团访问海岛国",
    text: "中新社某城11月29日电 (记者 某某)中国警察代表团28日访问海岛国，会见该国警察总监，就执法培训合作交换意见。\n双方商定明年举办两期培训班。(完)",
    published: "2023-11-29",
  });
});

it.each([
  ["gb2312 as it says", "gb2312", "text/html"],
  ["UTF-8 though it says gb2312", "utf-8", "text/html"],
  ["gb2312 though the server says UTF-8", "gb2312", "text/html; charset=utf-8"],
  ["gb2312 with the server's ISO-8859-1", "gb2312", "text/html; charset=iso-8859-1"],
])("reads a page of 2009 in %s", (_, charset, type) => {
  const { text } = decodeHtml(iconv.encode(page("article-old"), charset), type);
  expect(chinanews.readArticle(text, OLD, null)).toMatchObject({
    title: "中外警方联手破获跨国贩毒案",
    text: expect.stringMatching(/^中新网5月29日电 记者从公安部获悉.*嫌疑人九名。\n案件正在进一步审理中。$/),
    published: "2009-05-29",
  });
});

it("reads a page of 2009 that declares nothing", () => {
  const undeclared = page("article-old").replace(/<meta[^>]*>/, "");
  const { text } = decodeHtml(iconv.encode(undeclared, "gb2312"), null);
  expect(chinanews.readArticle(text, OLD, null).title).toBe("中外警方联手破获跨国贩毒案");
});

it.each([
  ["no title", (html: string) => html.replace('class="content_left_title"', "")],
  [
    "two titles",
    (html: string) => html.replace("</h1>", '</h1><h1 class="content_left_title">另一个标题</h1>'),
  ],
  ["no text", (html: string) => html.replace('class="left_zw"', "")],
  ["two texts", (html: string) => html.replace('class="xgwz"', 'class="left_zw"')],
])("refuses a page with %s", (_, change) => {
  expect(() => chinanews.readArticle(change(page("article-new")), NEW, null)).toThrow(
    refusal("layout-changed", NEW),
  );
});

it("reads the rolling list to its tenth page, an old item pinned on it included", () => {
  const { articles, nextUrls } = listOf(chinanews, page("scroll"), SCROLL, source);
  expect(articles.map(({ canonicalUrl, title, listDate }) => [canonicalUrl, title, listDate])).toEqual([
    [NEW, "中国警察代表团访问海岛国", "2023-11-29"],
    ["https://www.chinanews.com.cn/cj/2023/11-29/10120002.shtml", "新能源汽车销量增长", "2023-11-29"],
    ["https://www.chinanews.com.cn/gn/2019/10-01/8970001.shtml", "旧址置顶：公安部通知", "2019-10-01"],
  ]);
  const at = (n: number) => SCROLL.replace("news1", `news${n}`);
  expect(nextUrls).toEqual([at(2)]);
  expect(listOf(chinanews, page("scroll"), at(10), source).nextUrls).toEqual([]);
});

it("asks for the list of each day, which has no further page", () => {
  const day = "https://www.chinanews.com.cn/scroll-news/2023/1129/news.shtml";
  expect(knownLists(source, ["2023-11-29"]).map(({ url }) => url)).toEqual([SCROLL, day]);
  expect(listOf(chinanews, page("scroll"), day, source)).toMatchObject({ pageCount: 1, nextUrls: [] });
});

it("knows its articles under both names as the same page", () => {
  const old = NEW.replace("com.cn", "com").replace("https", "http");
  for (const url of [NEW, OLD, old]) expect(adapterByAddress(url)?.name, url).toBe("chinanews");
  expect(canonicalUrl(old, source)).toBe(NEW);
  for (const url of [
    SCROLL,
    "https://www.chinanews.com.cn/gj/index.shtml",
    "https://chinanews.com.cn.example.org/gj/2023/11-29/1.shtml",
  ]) {
    expect(adapterByAddress(url), url).toBeNull();
  }
});
