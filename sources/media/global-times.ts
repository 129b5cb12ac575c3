import { defineSite } from "../site.ts";

/** Since February 2021 pages have their month in the address; older ones were given the new skin only in part. */
const ADDRESS = /^https?:\/\/(?:www\.)?globaltimes\.cn\/+(?:page\/\d{6}|content)\/\d+\.shtml$/;

/** Global Times in English, in its new and its old skin. */
export const globalTimes = defineSite({
  name: "global-times",
  generations: [
    { address: ADDRESS, title: [".article_title"], body: [".article_right"], date: [".pub_time"] },
    {
      address: ADDRESS,
      title: [".row-fluid.article-title h3"],
      body: [".span12.row-content"],
      // The class of the column is span8, span9 …
      date: ['[class*="span"].text-left'],
    },
  ],
});
