import type { Adapter, ArticleLink, ListReading } from "./adapter.ts";
import { canonicalUrl } from "./canonical-url.ts";
import type { Article } from "./document.ts";
import { SourceError } from "./errors.ts";
import { isNotice, withoutBoilerplate } from "./mission-body.ts";
import { type Page, type Part, readPage } from "./page.ts";
import { dateAtEnd, dateInFileName, dateInPath, readDate, readShownDate } from "./page-date.ts";
import { ONE_PAGE, type Paging } from "./paging.ts";
import type { Source } from "./source.ts";
import { isOwnUrl } from "./source-hosts.ts";
import { readOwnAddress, readWebPage } from "./web-page.ts";

/**
 * One generation of a site's article pages. Selectors are tried in order; the first that finds anything with text must
 * find one element, because two mean that the layout is not the one known.
 */
export interface Generation {
  /** The shape of its addresses. */
  readonly address: RegExp;
  readonly title: readonly string[];
  /** Elements before and after that of the title that belong to it, as the over-title and sub-title of a newspaper. */
  readonly aboveTitle?: string;
  readonly belowTitle?: string;
  readonly body: readonly string[];
  /** HTML of the text, where the page holds it as data that its scripts show; of several it is not known which is shown. */
  readonly held?: (page: Page) => readonly string[];
  /** The elements inside the body that hold its text, in page order; all of it when not given. */
  readonly parts?: string;
  /**
   * Where the date stands, in order: "address" (its path), "file" (its file name), "title" (its end), a `meta` element, an
   * element that shows it, or a pattern that a line of the text has.
   */
  readonly date: readonly (string | RegExp)[];
  /** Elements inside the body that are not its text. */
  readonly without?: string;
  /** Whole lines that are not of the article. */
  readonly drop?: RegExp;
  /** The text ends before the first line of this kind. */
  readonly until?: RegExp;
  /** Cut from the end of the title. */
  readonly titleEnd?: RegExp;
  /** The number by which the publisher knows an article at all its addresses. */
  readonly number?: (url: string) => string | null;
  /** Address of the next part of an article on several pages; null on the last. */
  readonly nextPart?: (page: Page) => string | null;
}

const MAX_DATES = 20;
/** What errors call {@link Generation.held}. */
const HELD = "text held as data";

/** What is known of one publisher's site. Generations are newest first; several may share one shape of address. */
export interface SiteTemplate {
  readonly name: string;
  readonly generations: readonly Generation[];
  /** Addresses that the site leads to in place of pages that are not there. */
  readonly gone?: RegExp;
  /** Where links to articles stand on a list page; everywhere when not given. */
  readonly listLinks?: string;
  readonly paging?: Paging;
  /** Addresses of further lists that a list page names: its other pages of the day, or the data it is made from. */
  readonly sections?: (page: Page) => readonly string[];
  /** Reads a list that is not HTML; null when the answer is an ordinary page. */
  readonly readData?: (text: string, url: string, source: Source) => ListReading | null;
}

/** Home pages and lists: what comes there in place of an article says that it is gone. */
const NO_ARTICLE = /^https?:\/\/[^/]+(?:\/|\/.*\/)?(?:(?:index|default)(?:_?\d+)?\.s?html?)?$/;

/**
 * An adapter from what is known of a site. Articles at addresses of no known generation are read as any web page, or are
 * `gone` when a home page or list came in their place; of a known one they are read strictly, with `layout-changed` for
 * none or several titles or texts.
 */
export function defineSite(template: SiteTemplate): Adapter {
  const { generations, gone = /$^/ } = template;
  const isOfShape = (url: string) => (generation: Generation) =>
    generation.address.test(url.replace(/[?#].*$/, ""));
  const isArticleUrl = (url: string) => generations.some(isOfShape(url));
  return {
    name: template.name,
    isArticleUrl,
    readList(text, url, source) {
      if (gone.test(url))
        return { kind: "elsewhere", reason: `the address led to ${url}: there is no such page` };
      const data = template.readData?.(text, url, source);
      if (!data) return readSiteList(template, isArticleUrl, text, url, source);
      if (data.kind !== "list") return data;
      // Data name videos, topics and other pages of the site as well.
      const articles = data.articles.filter((link) => link.repost || isArticleUrl(link.url));
      return { ...data, articles };
    },
    readArticle(text, url) {
      const known = generations.filter(isOfShape(url));
      if (gone.test(url) || (known.length === 0 && NO_ARTICLE.test(url.replace(/[?#].*$/, "")))) {
        throw new SourceError("gone", url, `${url}: expected an article, was led to a page that is none`);
      }
      return known.length > 0 ? readSiteArticle(known, text, url) : readWebPage(text, url);
    },
  };
}

function readSiteArticle(known: readonly Generation[], text: string, url: string): Article {
  const page = readPage(text, url);
  const generation = known.find(
    ({ body, held }) =>
      (held?.(page) ?? []).length > 0 || body.some((selector) => page.first(selector) !== null),
  );
  if (!generation)
    throw layoutChanged(
      url,
      known.flatMap(({ body, held }) => (held ? [...body, HELD] : body)).join(", "),
      0,
    );
  const title = readTitle(page, generation);
  const lines = readBody(page, generation);
  if (!isNotice(lines)) {
    throw new SourceError("not-an-article", url, `${url}: expected a text, found too little of it`);
  }
  return {
    title,
    text: lines.filter((line) => line !== title).join("\n"),
    published: readPublished(page, generation, title),
    documentNumber: generation.number?.(url) ?? null,
    canonicalUrl: readOwnAddress(page),
    nextPart: generation.nextPart?.(page) ?? null,
  };
}

function readBody(page: Page, { body, held, parts, without, drop, until }: Generation): string[] {
  const [html, ...more] = held?.(page) ?? [];
  if (more.length > 0) throw layoutChanged(page.url, HELD, more.length + 1);
  const part = html === undefined ? only(page, body).clone() : readPage(`<div>${html}</div>`, page.url).root;
  if (without) part.find(without).remove();
  const text = parts === undefined ? part : part.find(parts);
  const lines = withoutBoilerplate(page.paragraphs(text)).filter((line) => !drop?.test(line));
  const end = until ? lines.findIndex((line) => until.test(line)) : -1;
  return end < 0 ? lines : lines.slice(0, end);
}

/** The element of the first selector that finds any text. Throws `layout-changed` when that are several, or none. */
function only(page: Page, selectors: readonly string[]): Part {
  for (const selector of selectors) {
    const found = page.all(selector).filter((part) => part.text().trim() !== "");
    if (found.length === 1) return found[0]!;
    // Text boxes may nest: the outermost holds all of it.
    const outermost = found.filter((part) => part.parent().closest(selector).length === 0);
    if (outermost.length === 1) return outermost[0]!;
    if (found.length > 1) throw layoutChanged(page.url, selector, found.length);
  }
  throw layoutChanged(page.url, selectors.join(", "), 0);
}

/** The title as {@link only} finds it, in one line with what stands beside it; a `meta` selector reads its content. */
function readTitle(page: Page, { title, aboveTitle, belowTitle, titleEnd = /$^/ }: Generation): string {
  for (const selector of title) {
    const stated = isMeta(selector) ? page.attribute(selector, "content") : page.first(selector);
    if (stated === null) continue;
    const part = isMeta(selector) ? null : only(page, [selector]);
    const own = (part ? page.paragraphs(part).join(" ") : stated).replace(titleEnd, "").trim();
    if (own === "") continue;
    const above = aboveTitle && part ? nearest(page, part.prevAll(aboveTitle)) : "";
    const below = belowTitle && part ? nearest(page, part.nextAll(belowTitle)) : "";
    return [...new Set([above, own, below])].filter(Boolean).join(" ");
  }
  throw layoutChanged(page.url, title.join(", "), 0);
}

/** The text of the first of these elements; siblings come nearest first. */
function nearest(page: Page, siblings: Part): string {
  return page.paragraphs(siblings.first()).join(" ");
}

function readPublished(page: Page, { date, body }: Generation, title: string): string | null {
  for (const place of date) {
    const value = typeof place === "string" ? dateOf(place, page, title) : dateInLine(place, page, body);
    if (value) return value;
  }
  return null;
}

function dateOf(place: string, page: Page, title: string): string | null {
  if (place === "address") return dateInPath(page.url);
  if (place === "file") return dateInFileName(page.url);
  if (place === "title") return dateAtEnd(title);
  if (isMeta(place)) return readShownDate(page.attribute(place, "content") ?? "");
  return shownIn(page.all(place).slice(0, MAX_DATES), page);
}

/** The first of these elements that shows a date: a class may be shared with elements that hold none. */
function shownIn(parts: readonly Part[], page: Page): string | null {
  for (const part of parts) {
    const date = readShownDate(page.paragraphs(part).join(" "));
    if (date) return date;
  }
  return null;
}

function dateInLine(pattern: RegExp, page: Page, body: readonly string[]): string | null {
  return readShownDate(page.paragraphs(only(page, body)).find((line) => pattern.test(line)) ?? "");
}

function isMeta(selector: string): boolean {
  return selector.startsWith("meta");
}

function layoutChanged(url: string, selector: string, found: number): SourceError {
  return new SourceError("layout-changed", url, `${url}: expected 1 of "${selector}", found ${found}`);
}

function dateInAddress({ generations }: SiteTemplate, url: string): string | null {
  const dated = generations.some(({ address, date }) => date.includes("file") && address.test(url));
  return dated ? dateInFileName(url) : dateInPath(url);
}

function readSiteList(
  template: SiteTemplate,
  isArticleUrl: (url: string) => boolean,
  text: string,
  url: string,
  source: Source,
): ListReading {
  if (isArticleUrl(url)) return { kind: "elsewhere", reason: `the address led to ${url}, which is no list` };
  const page = readPage(text, url);
  const links = page.links(template.listLinks ?? "a");
  const found = new Map<string, ArticleLink>();
  for (const link of links) {
    if (!isArticleUrl(link.url)) continue;
    const key = canonicalUrl(link.url, source);
    const known = found.get(key);
    found.set(key, {
      url: known?.url ?? link.url,
      canonicalUrl: key,
      title: link.text.length > (known?.title.length ?? 0) ? link.text : (known?.title ?? ""),
      lead: null,
      listDate: known?.listDate ?? readDate(link.after) ?? dateInAddress(template, link.url),
      repost: !isOwnUrl(source, link.url),
    });
  }
  const sections = [...new Set(template.sections?.(page) ?? [])].filter((section) =>
    isOwnUrl(source, section),
  );
  const { pageNumber, pageCount, nextUrls } = template.paging?.(url, text) ?? ONE_PAGE;
  const least = source.expect?.links_per_list?.min ?? 1;
  if (pageNumber === 0 && found.size < least && sections.length === 0) {
    throw new SourceError(
      "layout-changed",
      url,
      `${url}: expected at least ${least} links to articles, found ${found.size} among ${links.length} links`,
    );
  }
  if (found.size === 0 && sections.length === 0)
    return { kind: "elsewhere", reason: "no article on a later page" };
  return { kind: "list", articles: [...found.values()], pageNumber, pageCount, nextUrls, sections };
}
