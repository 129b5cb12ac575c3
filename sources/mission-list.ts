import type { ArticleLink, ListReading } from "./adapter.ts";
import { SourceError } from "./errors.ts";
import { classifyMissionUrl, type MissionAddress } from "./mission-address.ts";
import { findStrictBody } from "./mission-body.ts";
import { findSubsections } from "./mission-home.ts";
import { readArticleLinks } from "./mission-links.ts";
import { readPage } from "./page.ts";
import type { Source } from "./source.ts";

/** Enough for every list seen; a larger count is a mistake of the page or a trap. */
const MAX_PAGES = 200;

interface Pager {
  readonly count: number;
  /** "index" or "default", where the script names it. */
  readonly name: string | null;
  readonly extension: string | null;
}

/**
 * Reads one page of a section's list. A first page without links to articles is a changed layout, unless its pager says
 * 0 pages or, without a pager, it leads to sub-sections only or is a single text. Anything but this list comes back as
 * `elsewhere`.
 */
export function readMissionList(text: string, url: string, source: Source): ListReading {
  const address = classifyMissionUrl(url);
  const { section, pageNumber } = address;
  if (section === null || address.kind === "article") {
    return { kind: "elsewhere", reason: `the address led to ${url}, which is no list` };
  }
  const page = readPage(text, url);
  const links = page.links("a");
  const articles = readArticleLinks(links, source);
  const pager = readPager(text);
  const own = articles.filter((article) => isInSection(article, section));
  const others = otherSections(articles, section);
  // A list has a pager on every page after the first. Relative links of a home page that came at the list's address seem
  // to lie below the section, so only articles directly in it count there.
  const direct = own.some((article) => classifyMissionUrl(article.url).section === section);
  if (!pager && (pageNumber > 0 ? others > 0 || !direct : own.length === 0 && others > 1)) {
    const reason = `no page count, ${others} other sections with articles: a home page`;
    return { kind: "elsewhere", reason };
  }
  if (pageNumber > 0 && articles.length === 0) {
    return { kind: "elsewhere", reason: "no article on a later page" };
  }

  const sections = findSubsections(links, section, source);
  const least = source.expect?.links_per_list?.min ?? 1;
  if (pageNumber === 0 && articles.length < least && pager?.count !== 0 && (pager || sections.length === 0)) {
    if (!pager && findStrictBody(page)) return { kind: "elsewhere", reason: `${section} is a single page` };
    throw new SourceError(
      "layout-changed",
      url,
      `${url}: expected at least ${least} links to articles, found ${articles.length} among ${links.length} links`,
    );
  }
  const pageCount = Math.min(pager?.count ?? 1, MAX_PAGES);
  const extension = articleExtension(own);
  return {
    kind: "list",
    articles,
    pageNumber,
    pageCount,
    nextUrls: nextPages(url, address, pageCount, pager, extension),
    sections,
  };
}

function isInSection({ url, repost }: ArticleLink, section: string): boolean {
  return !repost && (classifyMissionUrl(url).section ?? "").startsWith(section);
}

function otherSections(articles: readonly ArticleLink[], section: string): number {
  const others = articles
    .filter((article) => !article.repost && !isInSection(article, section))
    .map(({ url }) => classifyMissionUrl(url).section);
  return new Set(others).size;
}

/** The pager is written by a script of the page: `var countPage = 28//…` or `createPageHTML(28, 0, "index", "htm")`. */
function readPager(text: string): Pager | null {
  const call = /createPageHTML\(\s*['"]?(\d{1,6})?[^()]{0,200}\)/.exec(text);
  const named = /["'](index|default)["']\s*,\s*["'](s?html?)["']/.exec(call?.[0] ?? "");
  const count = /countPage\s*=\s*['"]?(\d{1,6})/.exec(text)?.[1] ?? call?.[1];
  if (count === undefined) return null;
  return { count: Number(count), name: named?.[1] ?? null, extension: named?.[2] ?? null };
}

/**
 * `index_1.htm` is the second page. Sites of before 2010 have `default_1.htm` or `default_2.htm` there; which of them is not
 * known, so both are tried.
 */
function nextPages(
  url: string,
  { pageNumber }: MissionAddress,
  pageCount: number,
  pager: Pager | null,
  articleExtension: string,
): string[] {
  const file = /\/(index|default)(?:_\d+)?\.(s?html?)$/.exec(new URL(url).pathname);
  const name = file?.[1] ?? pager?.name ?? null;
  const extension = file?.[2] ?? pager?.extension ?? articleExtension;
  const more = name === "default" && pageNumber > 0 ? pageNumber < pageCount : pageNumber + 1 < pageCount;
  if (!more) return [];
  const at = (file: string) => new URL(file, withoutQuery(url)).href;
  const byIndex = at(`index_${pageNumber + 1}.${extension}`);
  if (pageNumber > 0) return [at(`${name ?? "index"}_${pageNumber + 1}.${extension}`)];
  const byDefault = [at(`default_1.${extension}`), at(`default_2.${extension}`)];
  if (name === "default") return byDefault;
  return name === "index" ? [byIndex] : [byIndex, ...byDefault];
}

function articleExtension(articles: readonly ArticleLink[]): string {
  return articles.length > 0 && articles.every(({ url }) => url.endsWith(".html")) ? "html" : "htm";
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/, "");
}
