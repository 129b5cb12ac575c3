import type { Adapter } from "../adapter.ts";
import { readShownDate } from "../page-date.ts";
import { readWebPage } from "../web-page.ts";

const ADDRESS = /^https?:\/\/(?:www\.)?china\.org\.cn\/+english\/(?:[\w-]+\/+)*\d+\.htm$/;
/** The last line names agency and day: "(Xinhua News Agency December 9, 2005)". */
const CREDIT = /^[(（].{0,60}[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}[)）]$/;

/**
 * China.org.cn in English as it was until about 2010. Its addresses have no day and its pages no marks of their own, so
 * the text is found as on any page and the day is that of the last line.
 */
export const chinaOrg: Adapter = {
  name: "china-org",
  isArticleUrl: (url) => ADDRESS.test(url.replace(/[?#].*$/, "")),
  readArticle(text, url) {
    const article = readWebPage(text, url);
    const credit = article.text
      .split("\n")
      .slice(-3)
      .findLast((line) => CREDIT.test(line));
    const published = credit === undefined ? null : readShownDate(credit);
    return { ...article, published: published ?? article.published };
  },
};
