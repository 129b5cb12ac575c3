import { expect, it } from "vitest";
import { adapterByAddress } from "../../../sources/adapters.ts";
import { ecns } from "../../../sources/media/ecns.ts";
import { listOf, refusal, savedPage, sourceOf } from "./saved-pages.ts";

const page = (name: string) => savedPage("ecns", name);
const AT = "https://www.ecns.cn/cns-wire/2024-02-23/detail-ihcxyzaa1234567.shtml";
const OLD = "http://www.ecns.cn/2013/05-20/64000.shtml";
const WIRE = "https://www.ecns.cn/cns-wire/";

it("reads an article of either generation and dates it by its address", () => {
  expect(ecns.readArticle(page("article"), AT, null)).toMatchObject({
    title: "Joint patrol completed on Mekong River",
    text: "(ECNS) -- Law enforcement agencies of four countries completed the 138th joint patrol on the Mekong River on Friday.\nFive vessels took part in the patrol, which lasted four days.",
    published: "2024-02-23",
  });
  expect(ecns.readArticle(page("article"), OLD, null).published).toBe("2013-05-20");
});

it.each([
  ["no title", (html: string) => html.replace('id="contitle"', "")],
  ["two titles", (html: string) => html.replace("</h1>", '</h1><h1 id="contitle">Another</h1>')],
  ["no text", (html: string) => html.replace('id="yanse"', "")],
  ["two texts", (html: string) => html.replace('class="news-list"', 'id="yanse"')],
])("refuses a page with %s", (_, change) => {
  expect(() => ecns.readArticle(change(page("article")), AT, null)).toThrow(refusal("layout-changed", AT));
});

it("reads the wire from its first page, which has no number, to the tenth; other lists have one page", () => {
  const source = sourceOf("ecns-en");
  const { articles, nextUrls } = listOf(ecns, page("list"), WIRE, source);
  expect(articles.map(({ canonicalUrl, listDate }) => [canonicalUrl, listDate])).toEqual([
    [AT, "2024-02-23"],
    ["https://www.ecns.cn/news/2024-02-22/detail-ihcxyzaa7654321.shtml", "2024-02-22"],
    [OLD.replace("http", "https"), "2013-05-20"],
  ]);
  expect(nextUrls).toEqual([`${WIRE}index_2.shtml`]);
  expect(listOf(ecns, page("list"), `${WIRE}index_9.shtml`, source).nextUrls).toEqual([
    `${WIRE}index_10.shtml`,
  ]);
  expect(listOf(ecns, page("list"), `${WIRE}index_10.shtml`, source).nextUrls).toEqual([]);
  expect(listOf(ecns, page("list"), "https://www.ecns.cn/world/", source).nextUrls).toEqual([]);
});

it("knows the addresses of its articles and no others", () => {
  for (const url of [AT, OLD, "https://www.ecns.cn/m/news/2024-02-22/detail-ihcxyzaa7654321.shtml"]) {
    expect(adapterByAddress(url)?.name, url).toBe("ecns");
  }
  for (const url of [WIRE, `${WIRE}index_2.shtml`]) expect(adapterByAddress(url), url).toBeNull();
});
