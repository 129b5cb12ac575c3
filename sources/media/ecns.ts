import { numberedPaging, pagingOf } from "../paging.ts";
import { defineSite } from "../site.ts";

/** China News Service in English. */
export const ecns = defineSite({
  name: "ecns",
  generations: [
    {
      address:
        /^https?:\/\/(?:www\.)?ecns\.cn\/+(?:[\w-]+\/+)*(?:\d{4}-\d{2}-\d{2}\/detail-\w+|\d{4}\/\d{2}-\d{2}\/\d+)\.shtml$/,
      title: ["h1#contitle"],
      body: ["#yanse"],
      date: ["address"],
    },
  ],
  // Only the wire has further pages.
  paging: pagingOf(
    /\/cns-wire\/(?:index(?:_\d+)?\.shtml)?$/,
    numberedPaging(/\/index_(\d+)\.shtml$/, (number) => `index_${number}.shtml`, { last: 10 }),
  ),
});
