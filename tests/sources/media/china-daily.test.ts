import iconv from "iconv-lite";
import { expect, it } from "vitest";
import { adapterByAddress } from "../../../sources/adapters.ts";
import { decodeHtml } from "../../../sources/charset.ts";
import { chinaDaily } from "../../../sources/media/china-daily.ts";
import { listOf, refusal, savedPage, sourceOf } from "./saved-pages.ts";

const page = (name: string) => savedPage("china-daily", name);
const EN = "https://www.chinadaily.com.cn/a/202401/02/WS65937a1fa3105f21a507a1b2.html";
const ZH = "https://cn.chinadaily.com.cn/a/202405/16/WS6645aaaaa3109f7860dd0001.html";
const OLD = "http://www.chinadaily.com.cn/china/2009-11/22/content_9017001.htm";
const LIST = "https://www.chinadaily.com.cn/china/governmentandpolicy/";

it("reads an English article, whose title is that of the page without the paper's name", () => {
  expect(chinaDaily.readArticle(page("article-en"), EN, null)).toEqual({
    title: "Ministers sign pact on fighting telecom fraud",
    text: [
      "The ministers after signing. [Photo/Xinhua]",
      "The public security ministers of China and Port Coral signed a pact on fighting telecom fraud in Beijing on Tuesday.",
      "Both sides will exchange liaison officers this year.",
    ].join("\n"),
    published: "2024-01-02",
    documentNumber: null,
    canonicalUrl: EN,
    nextPart: EN.replace(".html", "_2.html"),
  });
});

it("dates a page by the line under its title, then by its address, when nothing else says", () => {
  const bare = page("article-en").replace(/<meta name="publishdate"[^>]*>/, "");
  expect(chinaDaily.readArticle(bare, EN, null).published).toBe("2024-01-03");
  expect(chinaDaily.readArticle(bare.replace(/Updated: [\d-]+/, ""), EN, null).published).toBe("2024-01-02");
});

it("reads a Chinese article", () => {
  expect(chinaDaily.readArticle(page("article-zh"), ZH, null)).toMatchObject({
    title: "中珊警方举行联合执法演练",
    text: expect.stringMatching(
      /^中国日报网5月16日电 中国和珊瑚国警方15日.*\n珊瑚国警察总监观摩演练.*培训。$/,
    ),
    published: "2024-05-16",
    nextPart: null,
  });
});

it("reads a page of 2009 that declares gb2312, be it that or not", () => {
  for (const charset of ["gb18030", "utf-8"]) {
    const { text } = decodeHtml(iconv.encode(page("article-old"), charset), "text/html");
    const article = chinaDaily.readArticle(text, OLD, null);
    expect(article).toMatchObject({ title: "Fugitive handed over at the border", published: "2009-11-22" });
    expect(article.text).toContain("on Saturday – the third this year.");
  }
});

it("leads from part to part as long as the page links to the next one, and no further than thirty", () => {
  const part = (n: number) => EN.replace(".html", `_${n}.html`);
  const html = page("article-en");
  expect(chinaDaily.readArticle(html.replaceAll("_2.html", "_3.html"), part(2), null).nextPart).toBe(part(3));
  expect(chinaDaily.readArticle(html, part(2), null).nextPart).toBeNull();
  expect(chinaDaily.readArticle(html.replaceAll("_2.html", "_31.html"), part(30), null).nextPart).toBeNull();
  const old = page("article-old").replace("</body>", '<a href="content_9017001_2.htm">Next</a></body>');
  expect(chinaDaily.readArticle(old, OLD, null).nextPart).toBe(OLD.replace(".htm", "_2.htm"));
});

it.each([
  ["no title", (html: string) => html.replace(/<title>Min.*?<\/title>/, "")],
  ["two titles", (html: string) => html.replace("</head>", "<title>Another</title></head>")],
  ["no text", (html: string) => html.replace('id="Content"', 'id="Text"')],
  ["two texts", (html: string) => html.replace('class="rgt_art"', 'id="Content"')],
])("refuses a page with %s", (_, change) => {
  expect(() => chinaDaily.readArticle(change(page("article-en")), EN, null)).toThrow(
    refusal("layout-changed", EN),
  );
});

it("reads lists page by page: the first has no number, the second is page_2", () => {
  const source = sourceOf("chinadaily-en");
  const first = listOf(chinaDaily, page("list"), LIST, source);
  expect(
    first.articles.map(({ canonicalUrl, title, listDate, repost }) => [
      canonicalUrl,
      title,
      listDate,
      repost,
    ]),
  ).toEqual([
    [EN, "Ministers sign pact on fighting telecom fraud", "2024-01-02", false],
    [
      "https://www.chinadaily.com.cn/a/202312/31/WS6590aaaaa3105f21a5070f0f.html",
      "Tea exports rise in the south",
      "2023-12-31",
      false,
    ],
    [
      "https://cn.chinadaily.com.cn/a/202401/02/WS65937a1fa3105f21a507cccc.html",
      "In Chinese",
      "2024-01-02",
      true,
    ],
  ]);
  expect(first.nextUrls).toEqual([`${LIST}page_2.html`]);
  const second = listOf(chinaDaily, page("list"), `${LIST}page_2.html`, source);
  expect([second.pageNumber, second.nextUrls]).toEqual([1, [`${LIST}page_3.html`]]);
  expect(listOf(chinaDaily, page("list"), `${LIST}page_40.html`, source).nextUrls).toEqual([]);
  const none = "<html><body><a href='/china'>China</a></body></html>";
  expect(() => chinaDaily.readList!(none, LIST, source)).toThrow(refusal("layout-changed", LIST));
  expect(chinaDaily.readList!(none, `${LIST}page_9.html`, source).kind).toBe("elsewhere");
});

it("knows the addresses of both generations, on every channel, and no others", () => {
  for (const url of [
    EN,
    ZH,
    OLD,
    EN.replace(".html", "_3.html"),
    "http://www.chinadaily.com.cn/english/doc/2005-03/01/content_420001.htm",
  ]) {
    expect(adapterByAddress(url)?.name, url).toBe("china-daily");
  }
  for (const url of [
    LIST,
    "https://www.chinadaily.com.cn/a/202401/02/WS6593.html",
    "https://chinadaily.com.cn.example.org/a/202401/02/WS65937a1fa3105f21a507a1b2.html",
  ]) {
    expect(adapterByAddress(url), url).toBeNull();
  }
});
