import { expect, it } from "vitest";
import { adapterByAddress } from "../../../sources/adapters.ts";
import { loadFilters } from "../../../sources/list-filter.ts";
import { globalTimes } from "../../../sources/media/global-times.ts";
import { readListAnswer } from "../../../sources/read-list.ts";
import { listOf, refusal, savedPage, sourceOf } from "./saved-pages.ts";

const page = (name: string) => savedPage("global-times", name);
const NEW = "https://www.globaltimes.cn/page/202401/1304577.shtml";
const OLD = "https://www.globaltimes.cn/content/909777.shtml";
const LIST = "https://www.globaltimes.cn/china/diplomacy/index.html";

it("reads the new skin", () => {
  expect(globalTimes.readArticle(page("article-new"), NEW, null)).toMatchObject({
    title: "Chinese police trainers open course in Palau Reef",
    text: [
      "Officers at the opening of the course. Photo: VCG",
      "Three police trainers from China opened a six-week course on traffic policing in Palau Reef on Tuesday, the islands' interior ministry said.",
      "Twenty officers take part. A second course on cybercrime follows in spring, the ministry said.",
    ].join("\n"),
    published: "2024-01-02",
  });
});

it("reads the old skin, also of a page whose address was made new", () => {
  for (const url of [OLD, NEW]) {
    expect(globalTimes.readArticle(page("article-old"), url, null)).toMatchObject({
      title: "Police chiefs agree on joint patrols",
      text: "Police chiefs of China and the Reef Republic agreed on Monday to hold joint patrols in the harbour district.\nThe patrols begin in May and last for a month, according to a memorandum signed after the talks.",
      published: "2015-03-02",
    });
  }
});

it.each([
  ["no title", (html: string) => html.replace('class="article_title"', 'class="headline"'), ".article_title"],
  [
    "two titles",
    (html: string) => html.replace('class="article_column"', 'class="article_title"'),
    ".article_title",
  ],
  ["no text", (html: string) => html.replace('class="article_right"', 'class="story"'), ".article_right"],
  ["two texts", (html: string) => html.replace('class="row"', 'class="article_right"'), ".article_right"],
])("refuses a page with %s", (_, change, named) => {
  const read = () => globalTimes.readArticle(change(page("article-new")), NEW, null);
  expect(read).toThrow(refusal("layout-changed", NEW));
  expect(read).toThrow(named);
});

it("reads the links to its articles on a section page, each once, under its headline", () => {
  const { articles, nextUrls } = listOf(globalTimes, page("list"), LIST, sourceOf("globaltimes-en"));
  expect(articles.map(({ canonicalUrl, title, repost }) => [canonicalUrl, title, repost])).toEqual([
    [NEW, "Chinese police trainers open course in Palau Reef", false],
    ["https://www.globaltimes.cn/page/202312/1303999.shtml", "Trade fair closes", false],
    ["https://www.globaltimes.cn/content/1199000.shtml", "An editorial of 2020, kept on top", false],
  ]);
  expect(nextUrls).toEqual([]);
});

it("knows the addresses of its articles and no others", () => {
  for (const url of [NEW, OLD, "http://globaltimes.cn/content/909777.shtml"]) {
    expect(adapterByAddress(url)?.name, url).toBe("global-times");
  }
  for (const url of [
    LIST,
    "https://www.globaltimes.cn/page/202401/",
    "https://enapp.globaltimes.cn/article/1304577",
  ]) {
    expect(adapterByAddress(url), url).toBeNull();
  }
});

it("finds its articles in the sitemap by their addresses, which give a filter nothing to judge by", async () => {
  const source = sourceOf("globaltimes-en");
  const body = `<urlset><url><loc>${NEW}</loc><lastmod>2024-01-02</lastmod></url><url><loc>${OLD}</loc></url></urlset>`;
  const at = "https://www.globaltimes.cn/sitemap.xml";
  const answer = { body: Buffer.from(body), contentType: "text/xml", finalUrl: at };
  const list = await readListAnswer({ url: at, as: "sitemap" }, answer, source);
  if (list.kind !== "list") throw new Error(list.reason);
  const filter = loadFilters("config", [source]).get("security")!;
  expect(list.articles.map((link) => [link.canonicalUrl, link.listDate, filter(link)])).toEqual([
    [NEW, "2024-01-02", { kept: true, word: null }],
    [OLD, null, { kept: true, word: null }],
  ]);
});

it("calls an article gone that leads to the home page", () => {
  const home = "https://www.globaltimes.cn/index.html";
  expect(() => globalTimes.readArticle(page("list"), home, null)).toThrow(refusal("gone", home));
});
