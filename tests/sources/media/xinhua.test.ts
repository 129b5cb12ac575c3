import iconv from "iconv-lite";
import { expect, it } from "vitest";
import { decodeHtml } from "../../../sources/charset.ts";
import { xinhua } from "../../../sources/media/xinhua.ts";
import { readListAnswer } from "../../../sources/read-list.ts";
import { loadSources } from "../../../sources/register.ts";
import { findSourceByUrl } from "../../../sources/source-hosts.ts";
import { listOf, refusal, savedPage, sourceOf } from "./saved-pages.ts";

const page = (name: string) => savedPage("xinhua", name);
const HEX = "0123456789abcdef0123456789abcdef";
const NEW = `https://www.news.cn/politics/20250312/${HEX}/c.html`;
const HUB = "https://www.news.cn/politics/";
const chinese = sourceOf("xinhua-zh");

it("reads an article of today's template without the lines of its editors", () => {
  expect(xinhua.readArticle(page("article-new"), NEW, chinese)).toMatchObject({
    title: "中国和海岛国举行首次警务对话",
    text: "新华社北京3月12日电（记者林江）中国公安部和海岛国内政部12日在北京举行首次警务对话。\n双方就打击电信网络诈骗、加强执法培训达成共识。",
    published: "2025-03-12",
  });
});

it("dates an article by its address, then by what it shows, when it states no date", () => {
  const html = page("article-new").replace('<meta name="publishdate" content="2025-03-12">', "");
  expect(xinhua.readArticle(html, NEW, chinese).published).toBe("2025-03-12");
});

it("reads an English article of the 2010s up to the editor's line", () => {
  const url = "http://www.xinhuanet.com/english/2015-04/02/c_134120001.htm";
  expect(xinhua.readArticle(page("article-2015"), url, null)).toMatchObject({
    title: "China, island state to step up police cooperation",
    text: "BEIJING, April 2 (Xinhua) -- China's Ministry of Public Security and the police of the island state signed a memorandum on Thursday.\nBoth sides will train officers together.",
    published: "2015-04-02",
  });
});

it("reads pages of the 2000s in GB2312, whatever the server says", () => {
  for (const header of ["text/html", "text/html; charset=ISO-8859-1", "text/html; charset=utf-8"]) {
    const { text } = decodeHtml(iconv.encode(page("article-2008"), "gb2312"), header);
    expect(
      xinhua.readArticle(text, "http://news.xinhuanet.com/world/2008-04/09/content_7945866.htm", null),
    ).toMatchObject({
      title: "公安部代表团访问海岛国",
      text: "新华网苏城4月9日电（记者林江）中国公安部代表团9日抵达苏城，开始对海岛国进行为期三天的访问。\n代表团将与海岛国警察部队商谈合作。",
      published: "2008-04-09",
    });
  }
});

it("reads a page of 2003, whose text is in a table cell", () => {
  const url = "http://news.xinhuanet.com/english/2003-11/04/content_1160001.htm";
  expect(xinhua.readArticle(page("article-2003"), url, null)).toMatchObject({
    title: "Police chiefs of two countries meet",
    text: "BEIJING, Nov. 4 (Xinhuanet) -- The police chiefs of China and the island state met in Beijing Tuesday.\nThey spoke about illegal migration.",
    published: "2003-11-04",
  });
  const two = page("article-2003").replace(
    "</body>",
    "<table><tr><td><p>又一栏</p></td></tr></table></body>",
  );
  expect(() => xinhua.readArticle(two, url, null)).toThrow(refusal("layout-changed", url));
});

it("refuses an article with no text or title, and with two of them", () => {
  const html = page("article-new");
  for (const changed of [
    html.replace('id="detail"', 'id="new"'),
    html.replace("</body>", '<div id="detail"><p>又一篇</p></div></body>'),
    html.replace("</body>", '<span class="title">又一题</span></body>'),
    html
      .replace('<span class="title">中国和海岛国举行首次警务对话</span>', "")
      .replaceAll(/<h1>.*<\/h1>/g, ""),
  ]) {
    expect(() => xinhua.readArticle(changed, NEW, chinese)).toThrow(refusal("layout-changed", NEW));
  }
});

it("finds the data of its lists on a hub page, with the articles shown there", () => {
  const hub = listOf(xinhua, page("hub"), HUB, chinese);
  expect(hub.articles.map(({ title, listDate }) => [title, listDate])).toEqual([
    ["置顶：新年贺词", "2024-01-01"],
  ]);
  expect(hub.sections).toEqual([
    `${HUB}ds_0a1b2c3d4e5f60718293a4b5c6d7e8f9.json`,
    `${HUB}ds_99887766554433221100ffeeddccbbaa.json`,
  ]);
  const bare = page("hub").replace(/<div class="headline">.*<\/div>/, "");
  expect(listOf(xinhua, bare, HUB, chinese).articles).toEqual([]);
  const empty = bare.replaceAll("datasource", "data");
  expect(() => xinhua.readList!(empty, HUB, chinese)).toThrow(refusal("layout-changed", HUB));
});

it("reads the articles of the data, without topics, and refuses data that are broken or not a list", async () => {
  const url = `${HUB}ds_0a1b2c3d4e5f60718293a4b5c6d7e8f9.json`;
  const answer = { body: Buffer.from(page("ds.json")), contentType: "application/json", finalUrl: url };
  const data = await readListAnswer({ url, as: "page" }, answer, chinese);
  if (data.kind !== "list") throw new Error(data.reason);
  expect(data.articles).toMatchObject([
    {
      url: NEW,
      title: "中国和海岛国举行首次警务对话",
      lead: "双方就打击电信网络诈骗达成共识",
      listDate: "2025-03-12",
      repost: false,
    },
    { title: "春耕备耕有序推进", lead: null, listDate: "2025-03-12", repost: false },
    { title: "人民日报：警务合作造福两国人民", listDate: "2025-03-11", repost: true },
  ]);
  expect(xinhua.readList!('{"datasource": []}', url, chinese).kind).toBe("elsewhere");
  for (const text of ["{", '{"datasource":[{"title":"无地址"}]}', '{"datasource":{}}', "<html>"]) {
    expect(() => xinhua.readList!(text, url, chinese)).toThrow(refusal("layout-changed", url));
  }
});

it.each([
  [NEW, true],
  [`https://english.news.cn/20250312/${HEX}/c.html`, true],
  [`https://english.news.cn/20250312/${HEX}/c.html?page=2`, true],
  ["http://www.xinhuanet.com/politics/leaders/2019-11/22/c_1125263721.htm", true],
  ["http://news.xinhuanet.com/english/2008-04/09/content_7945866.htm", true],
  [`https://www.news.cn.example.org/politics/20250312/${HEX}/c.html`, false],
  ["https://www.news.cn/politics/", false],
  ["https://www.news.cn/politics/20250312/abc/c.html", false],
  ["http://paper.people.com.cn/rmrb/pc/content/202501/08/content_1.html", false],
])("says whether %s is an article: %s", (url, article) => {
  expect(xinhua.isArticleUrl!(url)).toBe(article);
});

it("gives the English pages of the older hosts to the English source", () => {
  const sources = loadSources("config");
  const owner = (url: string) => findSourceByUrl(sources, url)?.id;
  expect(owner("http://www.xinhuanet.com/english/2015-04/02/c_1.htm")).toBe("xinhua-en");
  expect(owner("http://www.xinhuanet.com/world/2015-04/02/c_1.htm")).toBe("xinhua-zh");
  expect(owner("https://english.news.cn/")).toBe("xinhua-en");
});
