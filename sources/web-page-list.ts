import type { ArticleLink, ListReading } from "./adapter.ts";
import { canonicalUrl } from "./canonical-url.ts";
import { SourceError } from "./errors.ts";
import { type Link, readPage } from "./page.ts";
import { dateInPath, readDate } from "./page-date.ts";
import type { Source } from "./source.ts";
import { isOwnUrl } from "./source-hosts.ts";

/** Menus and tags have short words; a headline has at least so many characters. */
const MIN_CHINESE = 7;
const MIN_LETTERS = 15;

/**
 * Reads a list page of any site: links on the source's hosts whose address holds a number of four digits or more, as
 * those of articles do, and whose text is as long as a headline. Reads one page; such lists show the newest only.
 * Throws {@link SourceError} `layout-changed` when there are fewer than the source expects, or none.
 */
export function readWebList(text: string, url: string, source: Source): ListReading {
  const found = new Map<string, ArticleLink>();
  const links = readPage(text, url).links("a");
  for (const link of links) {
    if (!isOwnUrl(source, link.url) || !isArticleLike(link)) continue;
    const key = canonicalUrl(link.url, source);
    const listDate = dateInPath(link.url) ?? readDate(link.after);
    if (!found.has(key))
      found.set(key, {
        url: link.url,
        canonicalUrl: key,
        title: link.text,
        lead: null,
        listDate,
        repost: false,
      });
  }
  const least = source.expect?.links_per_list?.min ?? 1;
  if (found.size < least) {
    const finding = `found ${found.size} among ${links.length} links`;
    throw new SourceError(
      "layout-changed",
      url,
      `${url}: expected at least ${least} links to articles, ${finding}`,
    );
  }
  return {
    kind: "list",
    articles: [...found.values()],
    pageNumber: 0,
    pageCount: 1,
    nextUrls: [],
    sections: [],
  };
}

function isArticleLike({ url, text }: Link): boolean {
  const { pathname, search } = new URL(url);
  if (!/\d{4}/.test(pathname.replace(/[/-]/g, "") + search) || /\.(?:pdf|jpe?g|png|zip|mp4)$/i.test(pathname))
    return false;
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return chinese >= MIN_CHINESE || text.length - chinese >= MIN_LETTERS;
}
