import type { Paging } from "../paging.ts";
import { defineSite } from "../site.ts";
import { nextContentPart } from "./article-parts.ts";

/**
 * Older pages of a list are fragments, `index_<component>_<n>.html`, numbered backwards: n is one below the number of
 * pages on the second page and 1 on the last. How many there are only the first page says, so that a fragment counts as
 * the second of those that are left.
 */
const backwardPaging: Paging = (url, text) => {
  const fragment = /\/index_(\d{1,12})_(\d{1,4})\.html$/.exec(new URL(url).pathname);
  const said = /\bmaxPageNum(\d{1,12})=(\d{1,4})/.exec(text);
  const component = fragment?.[1] ?? said?.[1];
  const left = fragment ? Number(fragment[2]) : Number(said?.[2] ?? 1);
  const nextUrls = left > 1 ? [new URL(`index_${component}_${left - 1}.html`, url).href] : [];
  return { pageNumber: fragment ? 1 : 0, pageCount: fragment ? left + 1 : left, nextUrls };
};

/** The Ministry of Public Security and, in the same publishing system, the immigration administration below it. */
export const mps = defineSite({
  name: "mps",
  generations: [
    {
      address:
        /^https?:\/\/(?:(?:www|app|en)\.mps|www\.nia)\.gov\.cn\/(?:n\d+\/){1,4}c\d+\/content(?:_\d+)?\.html$/,
      title: ['meta[name="ArticleTitle"]', "h1", "head > title"],
      body: ["div.wordContent", ".w915"],
      date: ['meta[name="PubDate"]', ".arcTool"],
      nextPart: nextContentPart,
    },
  ],
  // The second is the skin of 2014 to 2018. Menus lead to addresses of the same shape.
  listLinks: "ul.list > li > a, [id^=comp_] dl > dd > a",
  paging: backwardPaging,
});
