import { expect, it } from "vitest";
import { adapterByAddress } from "../../../sources/adapters.ts";
import { loadFilters } from "../../../sources/list-filter.ts";
import { cgtn } from "../../../sources/media/cgtn.ts";
import { readListAnswer } from "../../../sources/read-list.ts";
import { refusal, savedPage, sourceOf } from "./saved-pages.ts";

const page = () => savedPage("cgtn", "article");
const AT = "https://news.cgtn.com/news/2024-01-12/Police-forum-opens-in-Lianyungang-1qBcDeFgHi/index.html";

it("reads the texts of an article, without pictures, videos, and what follows the sources", () => {
  expect(cgtn.readArticle(page(), AT, null)).toMatchObject({
    title: "Police forum opens in Lianyungang",
    text: [
      "Delegates from more than forty countries opened a forum on public security cooperation in Lianyungang on Friday.",
      "The minister of public security proposed a training fund.",
      "Interpol's vice president spoke as well.",
    ].join("\n"),
    published: "2024-01-12",
  });
});

it("reads a text once that stands in a text, and dates a page without a shown day by its address", () => {
  const nested = page()
    .replace('<div class="text en" data-mark="1"><p>', '<div class="text en"><div class="text en"><p>')
    .replace("on Friday.</p></div>", "on Friday.</p></div></div>")
    .replace("Updated 20:10, 12-Jan-2024", "Updated");
  const article = cgtn.readArticle(nested, AT, null);
  expect(article.text.match(/on Friday\./g)).toHaveLength(1);
  expect(article.published).toBe("2024-01-12");
});

it.each([
  ["no title", (html: string) => html.replace('class="news-title"', 'class="head"')],
  ["two titles", (html: string) => html.replace('class="news-category"', 'class="news-title"')],
  ["no text", (html: string) => html.replaceAll('class="text en"', 'class="words"')],
  [
    "two texts",
    (html: string) =>
      html
        .replace('class="news-more"', 'id="cmsMainContent"')
        .replace("Another story</a>", '</a><div class="text en">More</div>'),
  ],
])("refuses a page with %s", (_, change) => {
  expect(() => cgtn.readArticle(change(page()), AT, null)).toThrow(refusal("layout-changed", AT));
});

it("finds its articles in a sitemap, where the filter judges by title or else by the words of the address", async () => {
  const source = sourceOf("cgtn-en");
  const answer = {
    body: Buffer.from(savedPage("cgtn", "sitemap.xml")),
    contentType: "text/xml",
    finalUrl: source.lists[0]!.url,
  };
  const list = await readListAnswer({ url: answer.finalUrl, as: "sitemap" }, answer, source);
  if (list.kind !== "list") throw new Error(list.reason);
  const filter = loadFilters("config", [source]).get("security")!;
  expect(
    list.articles.map((link) => [link.url.split("/")[5], link.listDate, link.repost, filter(link).word]),
  ).toEqual([
    ["Police-forum-opens-in-Lianyungang-1qBcDeFgHi", "2024-01-12", false, "Polic"],
    ["Pandas-enjoy-the-first-snow-1qBzzzzzzz", "2024-01-12", false, null],
    ["Coast-guards-hold-drill-1qAyyyyyyy", "2024-01-11", false, "Coast guard"],
  ]);
});

it("knows the addresses of its articles and no others", () => {
  for (const url of [AT, AT.replace("index.html", "p.html")])
    expect(adapterByAddress(url)?.name, url).toBe("cgtn");
  for (const url of [
    "https://www.cgtn.com/",
    "https://news.cgtn.com/news/2024-01-12/index.html",
    "https://news.cgtn.com/event/2024/x/index.html",
  ]) {
    expect(adapterByAddress(url), url).toBeNull();
  }
});
