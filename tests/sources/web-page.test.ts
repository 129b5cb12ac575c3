import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { adapterFor } from "../../sources/adapters.ts";
import type { SourceError } from "../../sources/errors.ts";
import { readPlainText } from "../../sources/plain-text.ts";
import { loadSources } from "../../sources/register.ts";
import { Source } from "../../sources/source.ts";
import { readWebPage } from "../../sources/web-page.ts";
import { readWebList } from "../../sources/web-page-list.ts";

const page = (name: string) => readFileSync(`tests/pages/web/${name}.html`, "utf8");
const NEWS = "https://news.example.org/world/2019-09-12/forum.html";
const refusal = (code: string, item: string) =>
  expect.objectContaining({ name: "SourceError", code, item }) as SourceError;

it("reads the article of a news page without menus, related stories and the editor's line", () => {
  expect(readWebPage(page("news"), NEWS)).toEqual({
    title: "Police ministers open regional forum",
    text: [
      "Ministers from nine countries opened a forum on policing in the port city on Thursday, the organisers said.",
      "The host minister proposed a joint training centre for officers of the region.",
      "Delegates will meet again next year. Read more",
    ].join("\n"),
    published: "2019-09-12",
    documentNumber: null,
    canonicalUrl: NEWS,
  });
});

it("reads a page whose text is broken by line breaks only, and its date from a Chinese line", () => {
  const html = `<html><head><title>公安部代表团访问太平洋岛国_海港新闻</title></head><body><div>导航 <a href="/">首页</a></div>
    <div class="info">2018年5月3日 来源：海港新闻</div>
    <div id="zoom">　　公安部代表团4月底访问太平洋岛国，会见该国警察总监，就执法合作交换意见。<br><br>　　双方商定年内签署合作谅解备忘录，并开展警员培训。</div></body></html>`;
  const article = readWebPage(html, "https://news.example.org/a.htm");
  expect(article.title).toBe("公安部代表团访问太平洋岛国");
  expect(article.published).toBe("2018-05-03");
  expect(article.text.split("\n")).toEqual([
    "公安部代表团4月底访问太平洋岛国，会见该国警察总监，就执法合作交换意见。",
    "双方商定年内签署合作谅解备忘录，并开展警员培训。",
  ]);
});

it.each([
  ["/world/2015-03/02/c_127.htm", "", "2015-03-02"],
  ["/20240119/abc/c.html", "", "2024-01-19"],
  ["/2015/0302/c1-2.html", "", "2015-03-02"],
  ["/a.htm", `<meta name="publishdate" content="20150302">`, "2015-03-02"],
  [
    "/2015/0302/a.htm",
    `<meta property="article:published_time" content="2015-03-01T23:00:00Z">`,
    "2015-03-01",
  ],
  ["/a.htm", `<script type="application/ld+json">{"broken"</script>`, null],
  ["/item/20159999/a.htm", "", null],
])("dates a page at %s with %s", (path, head, published) => {
  const body =
    "<h1>Police forum opens</h1><p>Ministers from nine countries opened a forum on policing in the port city on Thursday, the organisers said in a statement to reporters today.</p>";
  expect(
    readWebPage(`<head>${head}</head><body>${body}</body>`, `https://news.example.org${path}`).published,
  ).toBe(published);
});

it("does not let a page pass for one of another host", () => {
  const html = page("news").replaceAll(
    "https://news.example.org/world",
    "https://fj.china-embassy.gov.cn/world",
  );
  expect(readWebPage(html, NEWS).canonicalUrl).toBeNull();
  expect(readWebPage(page("news"), "urn:jingwu:import:1").canonicalUrl).toBe(NEWS);
});

it("says that a page is not an article when it is a portal, empty, or has no title", () => {
  for (const html of [
    page("portal"),
    "",
    "<html></html>",
    `<p>${"Words without any title. ".repeat(9)}</p>`,
  ]) {
    expect(() => readWebPage(html, NEWS)).toThrow(refusal("not-an-article", NEWS));
  }
});

it("reads plain text: first line the title, the others paragraphs", () => {
  expect(readPlainText("\r\n Talks held \r\n\r\n  First line.\nSecond.\n", "a.txt")).toMatchObject({
    title: "Talks held",
    text: "First line.\nSecond.",
  });
  expect(() => readPlainText("only a title\n", "a.txt")).toThrow(refusal("not-an-article", "a.txt"));
});

it("picks the adapter by source, then by address, then by template", () => {
  const sources = loadSources("config");
  const fiji = sources.find(({ id }) => id === "fj")!;
  const name = (...args: Parameters<typeof adapterFor>) => adapterFor(...args).name;
  expect(name(fiji, "https://fj.china-embassy.gov.cn/x", "text/html; charset=utf-8")).toBe("mission");
  expect(name(null, "https://xx.china-embassy.gov.cn/a/202001/t20200101_1.htm", null)).toBe("mission");
  expect(name(null, "urn:jingwu:import:1", "text/html", `<div id="News_Body_Txt_A">`)).toBe("mission");
  expect(name(null, NEWS, "text/html", page("news"))).toBe("web-page");
  expect(name(null, "urn:jingwu:import:1", "text/plain", "Title\ntext")).toBe("plain-text");
  expect(name(null, NEWS, "text/plain", "<!DOCTYPE html><html>")).toBe("web-page");
});

it("refuses images, archives and PDF by type or by content", () => {
  for (const type of ["image/png", "application/pdf", "application/zip", "video/mp4"]) {
    expect(() => adapterFor(null, NEWS, type)).toThrow(refusal("unreadable-input", NEWS));
  }
  expect(() => adapterFor(null, NEWS, null, "\ufffdPNG\r\n\u001a\n\0\0")).toThrow(
    refusal("unreadable-input", NEWS),
  );
});

const PAPER = Source.parse({
  id: "harbour-daily",
  title: "Harbour Daily",
  adapter: "web-page",
  kind: "newspaper",
  publisher: { name: "Harbour Daily", country: "FJ", official: false },
  covers: { country: "FJ" },
  active: true,
  status: "open",
  confidence: "seen",
  hosts: [{ host: "news.example.org", role: "current", confidence: "seen", evidence: "its own page" }],
  lists: [{ section: "world", url: "https://news.example.org/world/" }],
});

it("reads a list of any site: headlines on its own host with numbers in their address", () => {
  const html = `<a href="/tag/2024">2024</a><a href="/world/2024-03/02/a.htm">Police ministers open regional forum</a>
    <a href="/item?id=778812">海港警方与邻国举行联合演练</a> <span>2024-03-01</span><a href="/about">About this paper and its people</a>
    <a href="https://other.example/2024/1234.htm">A story on a host that is not its own</a>`;
  const list = readWebList(html, "https://news.example.org/world/", PAPER);
  if (list.kind !== "list") throw new Error(list.reason);
  expect(list.articles.map(({ canonicalUrl, listDate }) => [canonicalUrl, listDate])).toEqual([
    ["https://news.example.org/world/2024-03/02/a.htm", "2024-03-02"],
    ["https://news.example.org/item?id=778812", "2024-03-01"],
  ]);
  expect(() => readWebList("<a href='/about'>About</a>", "https://news.example.org/world/", PAPER)).toThrow(
    refusal("layout-changed", "https://news.example.org/world/"),
  );
});
