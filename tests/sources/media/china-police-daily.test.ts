import { expect, it } from "vitest";
import { chinaPoliceDaily } from "../../../sources/media/china-police-daily.ts";
import { listOf, refusal, savedPage, sourceOf } from "./saved-pages.ts";

const page = (name: string) => savedPage("china-police-daily", name);
const LIST = "http://news.cpd.com.cn/n18151/";
const TRS = `${LIST}202001/t20200120_877942.html`;
const OLD = "http://www.cpd.com.cn/n10216060/n10216158/c1666699/content_1115834.html";
const NEW = "https://news.cpd.com.cn/n12021581/n12021590/1025/t_1205275.html";

it("reads an article whose title is in a made-up tag and whose text boxes nest", () => {
  expect(chinaPoliceDaily.readArticle(page("article"), TRS, null)).toMatchObject({
    title: "我赴海岛国警务工作组载誉归来",
    text: "本报苏城1月19日电 中国公安部赴海岛国警务工作组19日完成任务回国。\n工作组为海岛国培训警员120名。",
    published: "2020-01-20",
  });
  const undated = page("article").replace("2020-01-20 08:15", "");
  expect(chinaPoliceDaily.readArticle(undated, TRS, null).published).toBe("2020-01-20");
  expect(chinaPoliceDaily.readArticle(undated, NEW, null).published).toBeNull();
});

it("reads an article in a table", () => {
  expect(chinaPoliceDaily.readArticle(page("article-2016"), OLD, null)).toMatchObject({
    title: "中外警方联手破案",
    text: "中国警方与海岛国警方联手侦破一起跨国诈骗案。\n两国警方抓获嫌疑人36名。",
    published: "2016-10-25",
  });
});

it.each([
  ["article", TRS, TRS.replace(".html", "_1.html")],
  ["article", TRS.replace(".html", "_1.html"), TRS.replace(".html", "_2.html")],
  ["article", TRS.replace(".html", "_2.html"), null],
  ["article-2016", OLD, OLD.replace("content_1115834", "content_2")],
  ["article-2016", OLD.replace("content_1115834", "content"), OLD.replace("content_1115834", "content_2")],
  ["article-2016", OLD.replace("content_1115834", "content_2"), OLD.replace("content_1115834", "content_3")],
  ["article-2016", OLD.replace("content_1115834", "content_3"), null],
  ["article-2016", NEW, null],
])("finds the part that follows %s at %s", (name, url, next) => {
  expect(chinaPoliceDaily.readArticle(page(name), url, null).nextPart).toBe(next);
});

it("refuses an article with no text or title, and with two of them", () => {
  const html = page("article-2016");
  for (const changed of [
    html.replace("fz_test", "new"),
    html.replace("</table>", "</table><table><tr><td>又一篇</td></tr></table>"),
    html.replace(/<h1>.*<\/h1>/, ""),
    html.replace("</h1>", "<gettitle>又一题</gettitle></h1>"),
  ]) {
    expect(() => chinaPoliceDaily.readArticle(changed, OLD, null)).toThrow(refusal("layout-changed", OLD));
  }
});

it("reads a list with a pinned old item and addresses of three forms, and pages through it", () => {
  const list = listOf(chinaPoliceDaily, page("list"), LIST, sourceOf("china-police-daily"));
  expect(list.articles.map(({ url }) => url)).toEqual([`${LIST}201903/t20190301_800001.html`, TRS, OLD, NEW]);
  expect(list.articles.map(({ listDate }) => listDate)).toEqual(["2019-03-01", "2020-01-20", null, null]);
  expect([list.pageCount, list.nextUrls]).toEqual([12, [`${LIST}index_1.html`]]);
  const url = `${LIST}index_11.html`;
  expect(listOf(chinaPoliceDaily, page("list"), url, sourceOf("china-police-daily")).nextUrls).toEqual([]);
});

it("calls a list without articles a changed layout", () => {
  expect(() => chinaPoliceDaily.readList!("<ul></ul>", LIST, sourceOf("china-police-daily"))).toThrow(
    refusal("layout-changed", LIST),
  );
});

it("does not take lists or other sites for articles", () => {
  for (const url of [LIST, `${LIST}index_1.html`, "https://www.mps.gov.cn/n6557563/c10480727/content.html"])
    expect(chinaPoliceDaily.isArticleUrl!(url)).toBe(false);
});
