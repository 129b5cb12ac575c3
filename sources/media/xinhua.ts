import { readJsonList } from "../list-json.ts";
import { defineSite } from "../site.ts";

const PATH = String.raw`\/(?:[\w-]+\/)*`;
const TITLE = ["span.title", "h1"];
const DATE = ['meta[name="publishdate"]', "address", ".header-time"];
const BODY = [
  "#detail",
  "#p-detail",
  "#Content",
  "#content",
  ".content",
  ".article",
  ".main-aticle", // as the site spells it
  "#articleContent",
];
/** 纠错 (report an error), 责任编辑 (editor in charge). */
const UNTIL = /^(?:【纠错】|[[【(（]?责任编辑\s?[:：])/;
const EMPTY = /^\s*\{[^[\]{}]{0,200}"datasource"\s*:\s*\[\s*\]/;
const PLACES = {
  items: "datasource",
  url: "publishUrl",
  title: "title",
  lead: "summary",
  date: "publishTime",
};
const DATA = /\/ds_[0-9a-f]{32}\.json$/;

/** Xinhua News Agency, Chinese and English. */
export const xinhua = defineSite({
  name: "xinhua",
  generations: [
    {
      address: new RegExp(
        String.raw`^https?:\/\/(?:www|english)\.news\.cn${PATH}\d{8}\/[0-9a-f]{32}\/c\.html$`,
      ),
      title: TITLE,
      body: BODY,
      date: DATE,
      until: UNTIL,
    },
    {
      address: new RegExp(
        String.raw`^https?:\/\/(?:(?:www|news)\.xinhuanet\.com|(?:www|english)\.news\.cn)${PATH}\d{4}-\d{2}\/\d{2}\/c_\d+\.html?$`,
      ),
      title: TITLE,
      body: BODY,
      date: DATE,
      until: UNTIL,
    },
    {
      // The years before 2010, in tables and in GB2312.
      address: new RegExp(
        String.raw`^https?:\/\/(?:www|news)\.xinhuanet\.com${PATH}\d{4}-\d{2}\/\d{2}\/content_\d+\.html?$`,
      ),
      title: [...TITLE, "head > title"],
      titleEnd: /\s*(?:_|\||--|——).{0,40}(?:新华网|Xinhua).*$/,
      body: [...BODY, "td:has(> p)"],
      date: DATE,
      until: UNTIL,
    },
  ],
  // A hub page names the data that its script makes the list from, up to 1,000 articles.
  sections: ({ html, url }) =>
    Array.from(
      html.matchAll(/datasource["']?\s{0,3}[:=]\s{0,3}["']?([0-9a-f]{32})(?![0-9a-f])/g),
      ([, hex]) => new URL(`ds_${hex}.json`, url).href,
    ),
  readData(text, url, source) {
    if (!DATA.test(new URL(url).pathname)) return null;
    // A hub page may hold a box that is not filled; of a list that was read before, that is a loss.
    if (EMPTY.test(text)) return { kind: "elsewhere", reason: "data of no article" };
    return readJsonList(text, url, source, PLACES);
  },
});
