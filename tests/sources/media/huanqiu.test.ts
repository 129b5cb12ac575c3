import { expect, it } from "vitest";
import { adapterByAddress } from "../../../sources/adapters.ts";
import { knownLists } from "../../../sources/list-address.ts";
import { huanqiu } from "../../../sources/media/huanqiu.ts";
import { readListAnswer } from "../../../sources/read-list.ts";
import { refusal, savedPage, sourceOf } from "./saved-pages.ts";

const page = (name: string) => savedPage("huanqiu", name);
const AT = "https://world.huanqiu.com/article/4GabcDEF123";

it("reads an article from the form fields that hold it, its day by China's clock", () => {
  expect(huanqiu.readArticle(page("article"), AT, null)).toMatchObject({
    title: "中外警方举行禁毒合作会议",
    text: "【环球网报道】中国和邻国警方1月1日举行禁毒合作会议，双方通报了去年联合行动的成果，并商定今年的合作计划。\n会议由公安部禁毒局负责人主持。",
    published: "2024-01-02",
  });
});

it("reads a title and a text whose field escapes them, as fields do", () => {
  const content = /(?<=class="article-content">)[\s\S]*?(?=<\/textarea>)/;
  const html = page("article")
    .replace("会议</textarea>", "&quot;会议&quot;</textarea>")
    .replace(content, (text) => text.replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
  const article = huanqiu.readArticle(html, AT, null);
  expect(article.title).toBe('中外警方举行禁毒合作"会议"');
  expect(article.text).toBe(huanqiu.readArticle(page("article"), AT, null).text);
});

it("takes the day of China, which begins eight hours before London's", () => {
  const evening = page("article").replace("1704153600000", String(Date.UTC(2024, 0, 1, 16, 30)));
  expect(huanqiu.readArticle(evening, AT, null).published).toBe("2024-01-02");
});

it("reads a text that is escaped once more than its field", () => {
  expect(huanqiu.readArticle(page("article-escaped"), AT, null)).toMatchObject({
    title: "边境警务联络站揭牌",
    text: "中国与邻国边境警务联络站1日揭牌，两国警方代表出席，并就打击跨境犯罪、人员往来管理等交换意见。\n“合作很重要”，一名警官说。",
  });
  const twice = page("article-escaped")
    .replaceAll("&lt;", "&amp;lt;")
    .replaceAll("&gt;", "&amp;gt;")
    .replaceAll("&amp;ldquo;", "“");
  expect(huanqiu.readArticle(twice, AT, null).text.split("\n")).toHaveLength(2);
});

it.each([
  ["no title", (html: string) => html.replace('class="article-title"', "")],
  ["two titles", (html: string) => html.replace('class="article-author"', 'class="article-title"')],
  ["no text", (html: string) => html.replace('class="article-content"', "")],
  [
    "an empty text",
    (html: string) => html.replace(/(class="article-content">)[\s\S]*?(<\/textarea>)/, "$1$2"),
  ],
  ["two texts", (html: string) => html.replace('class="article-author"', 'class="article-content"')],
])("refuses a page with %s", (_, change) => {
  expect(() => huanqiu.readArticle(change(page("article")), AT, null)).toThrow(refusal("layout-changed", AT));
});

it("reads its lists of data, makes addresses of their numbers, and counts on by 24", async () => {
  const source = sourceOf("huanqiu-zh");
  const [world, china] = knownLists(source, []);
  expect(world!.url).toContain("world.huanqiu.com/api/list?node=%22/e3pmh22ph/e3pmh2398%22");
  expect(world!.url).toMatch(/offset=0&limit=24$/);
  expect(china!.url).toContain("china.huanqiu.com/api/list");
  const answer = {
    body: Buffer.from(page("list.json")),
    contentType: "application/json",
    finalUrl: world!.url,
  };
  const list = await readListAnswer(world!, answer, source);
  expect(list).toMatchObject({
    nextUrls: [world!.url.replace("offset=0", "offset=24")],
    articles: [
      {
        canonicalUrl: AT,
        title: "中外警方举行禁毒合作会议",
        lead: "双方通报了去年联合行动的成果。",
        listDate: "2024-01-02",
        repost: false,
      },
      { canonicalUrl: "https://china.huanqiu.com/article/4GabcDEF124", repost: false },
    ],
  });
});

it("knows the addresses of its articles and no others", () => {
  for (const url of [AT, "https://mil.huanqiu.com/article/2016-05/8888001.html"])
    expect(adapterByAddress(url)?.name, url).toBe("huanqiu");
  for (const url of [
    "https://world.huanqiu.com/",
    "https://world.huanqiu.com/article/short",
    "https://world.huanqiu.com/api/list?node=x",
  ]) {
    expect(adapterByAddress(url), url).toBeNull();
  }
});
