import type { Adapter } from "./adapter.ts";
import type { Article } from "./document.ts";
import { SourceError } from "./errors.ts";
import { readLinkedData } from "./linked-data.ts";
import { isLongEnough, withoutBoilerplate } from "./mission-body.ts";
import { type Page, readPage } from "./page.ts";
import { dateInPath, readShownDate } from "./page-date.ts";
import type { TextNode } from "./page-text.ts";
import { findDensestBlock } from "./web-page-body.ts";
import { readWebList } from "./web-page-list.ts";

const MAX_TITLE = 500;
const DATE_METAS = [
  'meta[property="article:published_time"]',
  'meta[name="publishdate"]',
  'meta[name="PubDate"]',
  'meta[name="pubdate"]',
  'meta[name="firstpublishedtime"]',
  'meta[itemprop="datePublished"]',
  'meta[name="date"]',
];
const SHOWN_DATES =
  "time, .pub_time, .pubtime, .publish-time, .news-time, .header-time, .time, .date, .info, #pubtime";
/** Lines that news sites put around a text: editor in charge, report an error, source of the page. */
const EDITOR_LINE = /^[[(（【]?(?:责任编辑|编辑|Web editor|Editor)\s?[:：].{0,60}$|^【?纠错】?.{0,30}$/i;

/** Any page with one article in it, by what pages say of themselves and by where the text is densest. */
export const webPage: Adapter = { name: "web-page", readList: readWebList, readArticle: readWebPage };

/** Throws {@link SourceError} `not-an-article` when a page has no title or no text of an article's length. */
export function readWebPage(html: string, url: string): Article {
  const page = readPage(html, url);
  const data = readLinkedData(page);
  const lines = withoutBoilerplate(findDensestBlock(page.root.toArray()[0] as unknown as TextNode));
  const title = readTitle(page, data.headline);
  const text = lines.filter((line) => line !== title && !EDITOR_LINE.test(line));
  if (!title || !isLongEnough(text)) {
    const finding = title ? "found too little text outside of links" : "found no title";
    throw new SourceError("not-an-article", url, `${url}: expected a title and a text, ${finding}`);
  }
  return {
    title,
    text: text.join("\n"),
    published: readPublished(page, data.published),
    documentNumber: null,
    canonicalUrl: readOwnAddress(page),
  };
}

function readTitle(page: Page, headline: string | null): string | null {
  const tag = page.first("title");
  const named = headline ?? page.attribute('meta[property="og:title"], meta[name="ArticleTitle"]', "content");
  const headings = page
    .all("h1")
    .slice(0, 5)
    .map((part) => page.paragraphs(part).join(" "))
    .filter(Boolean);
  const confirmed = headings.find((heading) => heading.length > 3 && (named ?? tag)?.includes(heading));
  const title =
    confirmed ?? named ?? headings[0] ?? tag?.split(/\s*[_|]\s*|——|\s+[-–]\s+(?=[^-–]{2,30}$)/)[0];
  return title?.replace(/\s+/g, " ").trim().slice(0, MAX_TITLE) || null;
}

function readPublished(page: Page, linked: string | null): string | null {
  const stated = [linked, ...DATE_METAS.map((selector) => page.attribute(selector, "content"))];
  for (const value of [...stated, page.attribute("time[datetime]", "datetime")]) {
    const date = value && readShownDate(value);
    if (date) return date;
  }
  const shown = page
    .all(SHOWN_DATES)
    .slice(0, 20)
    .map((part) => readShownDate(page.paragraphs(part).join(" ").slice(0, 200)));
  return dateInPath(page.url) ?? shown.find((date) => date !== null) ?? null;
}

/** The address a page names as its own counts only on the same host: pages must not pass for others. */
export function readOwnAddress(page: Page): string | null {
  const named =
    page.attribute('link[rel="canonical"]', "href") ?? page.attribute('meta[property="og:url"]', "content");
  if (!named || named.length > 2000 || !URL.canParse(named, page.url)) return null;
  const address = new URL(named, page.url);
  if (address.protocol !== "http:" && address.protocol !== "https:") return null;
  const own = new URL(page.url);
  return own.host === address.host || !/^https?:$/.test(own.protocol) ? address.href : null;
}
