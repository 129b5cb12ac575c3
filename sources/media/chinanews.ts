import { numberedPaging, pagingOf } from "../paging.ts";
import { defineSite } from "../site.ts";

/** China News Service in Chinese: rolling lists of the newest, and one list for each day since August 2008. */
export const chinanews = defineSite({
  name: "chinanews",
  generations: [
    {
      address:
        /^https?:\/\/(?:www\.)?chinanews\.com(?:\.cn)?\/+(?:[\w-]+\/+)+\d{4}\/\d{2}-\d{2}\/\d+\.shtml$/,
      title: ["h1.content_left_title", ".title0"],
      body: [".left_zw", "#ad0"],
      without: ".adEditor",
      date: ["address"],
    },
  ],
  paging: pagingOf(
    /\/scroll-news\/news\d+\.html$/,
    numberedPaging(/\/news(\d+)\.html$/, (number) => `news${number}.html`, { last: 10 }),
  ),
});
