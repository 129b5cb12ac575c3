import type { Article } from "./document.ts";
import { SourceError } from "./errors.ts";
import { classifyMissionUrl } from "./mission-address.ts";
import { findMissionBody } from "./mission-body.ts";
import { checkNumber } from "./mission-number.ts";
import { type Page, type Part, readPage } from "./page.ts";
import { readDate } from "./page-date.ts";

const TITLES = "#News_Body_Title, .bigtitle, div.title, h1";
const DATES = ["#News_Body_Time", ".time", ".date", ".view-date", "td.t2", "#News_Body_subitle"];
const MAX_TITLE = 500;

/**
 * Reads an article of a mission site, in any of its templates. Throws `gone` when the home page or a list came in its
 * place, and `layout-changed` when title or text are not where they were.
 */
export function readMissionArticle(text: string, url: string): Article {
  const address = classifyMissionUrl(url);
  if (address.kind === "home" || address.kind === "section" || address.kind === "list") {
    throw new SourceError("gone", url, `${url}: expected an article, was led to a ${address.kind} page`);
  }
  const page = readPage(text, url);
  const body = findMissionBody(page);
  if (!body) throw whatElse(page, url);
  const title = readTitle(page);
  if (!title) {
    throw new SourceError("layout-changed", url, `${url}: expected a title in ${TITLES}, found none`);
  }
  const published = address.date ?? readPageDate(page);
  const warning = checkNumber(address.documentNumber, published);
  return {
    title,
    text: withoutRepeatedTitle(body, title).join("\n"),
    published,
    documentNumber: address.documentNumber,
    canonicalUrl: null,
    ...(warning ? { warnings: [warning] } : {}),
  };
}

function readTitle(page: Page): string | null {
  const tag = page.first("title")?.split(/_|——/)[0]?.trim() || null;
  const meta = page.attribute('meta[name="ArticleTitle"]', "content");
  const marked = page.first("#News_Body_Title") ?? page.first(".bigtitle");
  const headings = page
    .all("div.title, h1")
    .slice(0, 5)
    .map((part) => page.paragraphs(part).join(" "))
    .filter(Boolean);
  // Headers of some sites use the same class and tag; the one that the page names as its title is the article's.
  const named = headings.find((heading) =>
    [meta, tag].some((name) => name && squeeze(name) === squeeze(heading)),
  );
  const title = marked ?? named ?? headings[0] ?? meta ?? tableTitle(page) ?? tag;
  return title ? title.slice(0, MAX_TITLE) : null;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, "");
}

/** In template T the title is the first cell of the article's table. */
function tableTitle(page: Page): string | null {
  const cell = cells(page).find((part) => part.find(".content").length === 0 && part.text().trim());
  if (!cell) return null;
  const lines = page.paragraphs(cell);
  const title = lines.join(" ");
  return lines.length <= 3 && !/^[（(]?\d{4}\D/.test(title) ? title : null;
}

/** The first cells of the article's table that hold no table themselves. */
function cells(page: Page): Part[] {
  return page
    .all("#article td")
    .slice(0, 40)
    .filter((part) => part.find("td").length === 0);
}

function readPageDate(page: Page): string | null {
  for (const selector of DATES) {
    const parts = page.all(selector).slice(0, 10);
    const date = readDate(parts.flatMap((part) => page.paragraphs(part)).join("\n"));
    if (date) return date;
  }
  const meta = readDate(page.attribute('meta[name="PubDate"]', "content") ?? "");
  const lines = cells(page).flatMap((part) => page.paragraphs(part));
  return meta ?? lines.map(dateLine).find((date) => date !== null) ?? null;
}

/** A line that is a date and nothing else, "(2012/11/02)". */
function dateLine(line: string): string | null {
  return line.length <= 14 ? readDate(line) : null;
}

function withoutRepeatedTitle(body: readonly string[], title: string): readonly string[] {
  const start = body.findIndex((line) => line !== title && dateLine(line) === null);
  return start > 0 ? body.slice(start) : body;
}

/** A page title that names the mission and nothing else: 大使馆 (embassy), 总领事馆 (consulate-general) … */
const SITE_NAME =
  /^[^，。]{0,40}(?:大使馆|总领事馆|领事馆|代表团|办事处|大使館|總領事館)(?:网站|首页)?$|^(?:Permanent Mission|Mission|Embassy|Consulate)\b/;

/** A home page at the article's address is the site's way of saying that it is gone; else the layout is new. */
function whatElse(page: Page, url: string): SourceError {
  const articles = page
    .links("a")
    .map((link) => classifyMissionUrl(link.url))
    .filter(({ kind }) => kind === "article");
  const sections = new Set(articles.map(({ section }) => section)).size;
  const siteTitle = SITE_NAME.test(page.first("title") ?? "");
  const marked = page.first("#News_Body_Title, .bigtitle") !== null;
  if (!marked && (sections >= 2 || (siteTitle && articles.length >= 2))) {
    const finding = `a page with links to ${articles.length} articles of ${sections} sections: the home page`;
    return new SourceError("gone", url, `${url}: expected an article, found ${finding}`);
  }
  const expected = "a text of at least 40 Chinese characters or 100 letters";
  return new SourceError(
    "layout-changed",
    url,
    `${url}: expected ${expected}, found none where articles have it`,
  );
}
