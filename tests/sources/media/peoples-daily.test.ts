import iconv from "iconv-lite";
import { expect, it } from "vitest";
import { decodeHtml } from "../../../sources/charset.ts";
import { knownLists } from "../../../sources/list-address.ts";
import { peoplesDaily, peoplesDailyOnline } from "../../../sources/media/peoples-daily.ts";
import { listOf, refusal, savedPage, sourceOf } from "./saved-pages.ts";

const page = (name: string) => savedPage("peoples-daily", name);
const PAPER = "http://paper.people.com.cn/rmrb/";
const PRINTED = `${PAPER}pc/content/202501/08/content_30050001.html`;
const OLDER = `${PAPER}html/2019-11/23/nw.D110000renmrb_20191123_1-01.htm`;
const CHINESE = "http://politics.people.com.cn/n1/2019/0611/c1001-31130001.html";
const ENGLISH = "http://en.people.cn/n3/2023/0419/c90000-20007001.html";

it("reads an article of the paper with the lines above and below its title", () => {
  expect(peoplesDaily.readArticle(page("paper"), PRINTED, null)).toMatchObject({
    title: "王小洪会见海岛国内政部长 中国海岛国警务合作 迈上新台阶 ——双方签署三项协议",
    text: "本报北京1月7日电（记者林江）国务委员、公安部部长王小洪7日在京会见海岛国内政部长瓦伊。\n双方签署打击跨国犯罪合作协议。",
    published: "2025-01-08",
  });
});

it("reads a title without lines above and below, or with empty ones, and takes no headings from elsewhere", () => {
  const html = page("paper").replace("王小洪会见海岛国内政部长", "").replace("——双方签署三项协议", "");
  const elsewhere = html.replace("</body>", "<div><h3>读者来信</h3><h2>服务</h2></div></body>");
  for (const text of [html, elsewhere, html.replace("<h3></h3>", "").replace("<h2></h2>", "")])
    expect(peoplesDaily.readArticle(text, PRINTED, null).title).toBe("中国海岛国警务合作 迈上新台阶");
});

it("reads the title of a page made of headings in a time that grows with the page", () => {
  const seconds = (count: number) => {
    const headings = "<h3>标题</h3>".repeat(count);
    const html = page("paper").replace("<h3>", `${headings}<h3>`);
    const start = performance.now();
    expect(peoplesDaily.readArticle(html, PRINTED, null).title).toContain("迈上新台阶");
    return performance.now() - start;
  };
  const short = Math.min(seconds(4000), seconds(4000));
  expect(Math.min(seconds(16_000), seconds(16_000))).toBeLessThan(short * 10 + 200);
});

it("reads an article of the paper before December 2024", () => {
  expect(peoplesDaily.readArticle(page("paper-2019"), OLDER, null)).toMatchObject({
    title: "赵克志会见海岛国警察总监",
    text: "本报北京11月22日电（记者林江）国务委员、公安部部长赵克志22日在京会见海岛国警察总监瓦伊。",
    published: "2019-11-23",
  });
});

it("refuses an article with no text or title, and with two of them", () => {
  const html = page("paper-2019");
  for (const changed of [
    html.replace("ozoom", "new"),
    html.replace("</body>", '<div id="ozoom"><p>又一篇</p></div></body>'),
    html.replace(/<h1>.*<\/h1>/, ""),
    html.replace("</body>", "<h1>又一题</h1></body>"),
  ]) {
    expect(() => peoplesDaily.readArticle(changed, OLDER, null)).toThrow(refusal("layout-changed", OLDER));
  }
});

it("reads a page of the day's paper and finds the other pages, but no other day's", () => {
  const source = sourceOf("peoples-daily");
  const first = `${PAPER}pc/layout/202501/08/node_01.html`;
  const list = listOf(peoplesDaily, page("node"), first, source);
  expect(list.articles.map(({ url, title, listDate }) => [url, title, listDate])).toEqual([
    [PRINTED, "中国海岛国警务合作迈上新台阶", "2025-01-08"],
    [`${PAPER}pc/content/202501/08/content_30050002.html`, "冬季农田水利建设加快", "2025-01-08"],
  ]);
  expect(list.sections).toEqual(
    ["02", "03"].map((number) => `${PAPER}pc/layout/202501/08/node_${number}.html`),
  );
  const older = `${PAPER}html/2019-11/23/nbs.D110000renmrb_01.htm`;
  expect(listOf(peoplesDaily, page("node-2019"), older, source)).toMatchObject({
    articles: [{ url: OLDER, listDate: "2019-11-23" }],
    sections: [`${PAPER}html/2019-11/23/nbs.D110000renmrb_04.htm`],
  });
});

it("asks for each day's first page, slowly, and takes an empty page for a changed layout", () => {
  const source = sourceOf("peoples-daily");
  expect(source.delay_ms).toBe(6000);
  expect(knownLists(source, ["2025-01-08", "2024-12-31"]).map(({ url }) => url)).toEqual([
    `${PAPER}pc/layout/202501/08/node_01.html`,
    `${PAPER}pc/layout/202412/31/node_01.html`,
  ]);
  const url = `${PAPER}pc/layout/202501/08/node_01.html`;
  expect(() => peoplesDaily.readList!("<ul></ul>", url, source)).toThrow(refusal("layout-changed", url));
});

it("reads a Chinese page of the online edition in GBK, up to the editors, whatever it declares", () => {
  const body = iconv.encode(page("online-zh"), "gbk");
  for (const header of ["text/html", "text/html; charset=utf-8", "text/html; charset=GBK"]) {
    const article = peoplesDailyOnline.readArticle(decodeHtml(body, header).text, CHINESE, null);
    expect(article).toMatchObject({
      title: "公安部与海岛国警方开展合作",
      text: "人民网北京6月11日电 公安部与海岛国警察部队签署合作文件，刘玥、镕参加签字仪式。\n双方还将联合培训警员。",
      published: "2019-06-11",
    });
  }
  const old = "http://politics.people.com.cn/GB/1024/16800001.html";
  expect(peoplesDailyOnline.readArticle(page("online-zh"), old, null).published).toBe("2019-06-11");
});

it("reads an English page without the line of its time and after its editors", () => {
  expect(peoplesDailyOnline.readArticle(page("online-en"), ENGLISH, null)).toMatchObject({
    title: "China, island state sign police accord",
    text: "BEIJING, April 18 (Xinhua) -- China and the island state signed an accord on police training here on Tuesday.\nThe accord runs for five years.",
    published: "2023-04-19",
  });
  const twice = page("online-en").replace("</body>", '<div class="w860 d2txtCon">More</div></body>');
  for (const changed of [twice, page("online-en").replace("d2txtCon", "new")])
    expect(() => peoplesDailyOnline.readArticle(changed, ENGLISH, null)).toThrow(
      refusal("layout-changed", ENGLISH),
    );
});

it("dates an English page whose address has no day by the line of its time", () => {
  const url = "http://english.people.com.cn/90777/7632100.html";
  expect(peoplesDailyOnline.readArticle(page("online-en-2011"), url, null)).toMatchObject({
    title: "Police of two countries to patrol together",
    text: "Police of China and the island state will patrol the river together from December 10, 2011, officials said.\nFour boats will take part.",
    published: "2011-11-02",
  });
  const undated = page("online-en-2011").replace("<p>(Global Times) 08:21, November 02, 2011</p>", "");
  expect(peoplesDailyOnline.readArticle(undated, url, null).published).toBeNull();
});

it("reads an English page of 2005, dated by its address", () => {
  const url = "http://english.peopledaily.com.cn/200504/05/eng20050405_179556.html";
  expect(peoplesDailyOnline.readArticle(page("online-en-2005"), url, null)).toMatchObject({
    title: "Police ministers meet in Beijing",
    published: "2005-04-05",
  });
});

it("pages through the lists of both online editions", () => {
  const chinese = "http://politics.people.com.cn/GB/1024/";
  const source = sourceOf("peoples-daily-online-zh");
  const list = listOf(peoplesDailyOnline, page("online-zh-list"), `${chinese}index1.html`, source);
  expect(list.articles.map(({ url, listDate }) => [url, listDate])).toEqual([
    [CHINESE, "2019-06-11"],
    [`${chinese}16800001.html`, null],
  ]);
  expect([list.pageNumber, list.nextUrls]).toEqual([0, [`${chinese}index2.html`]]);
  const english = "http://en.people.cn/90777/";
  const second = listOf(
    peoplesDailyOnline,
    page("online-en-list"),
    `${english}index2.html`,
    sourceOf("peoples-daily-online-en"),
  );
  expect(second.articles.map(({ url }) => url)).toEqual([
    ENGLISH,
    "http://english.people.com.cn/90777/7500001.html",
  ]);
  expect([second.pageNumber, second.nextUrls]).toEqual([1, [`${english}index3.html`]]);
});

it.each([
  [PRINTED, "peoples-daily"],
  [OLDER, "peoples-daily"],
  [CHINESE, "peoples-daily-online"],
  ["http://politics.people.com.cn/n/2014/0611/c1001-25130001.html", "peoples-daily-online"],
  [ENGLISH, "peoples-daily-online"],
  ["http://en.people.cn/n/2015/0419/c90000-8880001.html", "peoples-daily-online"],
  ["http://english.peopledaily.com.cn/200311/04/eng20031104_127600.shtml", "peoples-daily-online"],
  [`${PAPER}pc/layout/202501/08/node_01.html`, null],
  ["http://politics.people.com.cn/GB/1024/index1.html", null],
])("tells the family of %s", (url, name) => {
  const families = [peoplesDaily, peoplesDailyOnline].filter(({ isArticleUrl }) => isArticleUrl!(url));
  expect(families.map((family) => family.name)).toEqual(name === null ? [] : [name]);
});
