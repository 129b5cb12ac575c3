import type { Article } from "./document.ts";
import { SourceError } from "./errors.ts";
import { classifyMissionUrl } from "./mission-address.ts";
import { findMissionBody } from "./mission-body.ts";
import { checkNumber } from "./mission-number.ts";
import { type Page, type Part, readPage } from "./page.ts";
import { readDate } from "./page-date.ts";

const TITLES = ["#News_Body_Title", ".bigtitle", "div.title", "h1"];
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
    throw new SourceError(
      "layout-changed",
      url,
      `${url}: expected a title in ${TITLES.join(", ")}, found none`,
    );
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
  for (const selector of TITLES) {
    const title = page.first(selector);
    if (title) return title.slice(0, MAX_TITLE);
  }
  const meta = page.attribute('meta[name="ArticleTitle"]', "content") ?? tableTitle(page);
  const title = meta ?? page.first("title")?.split(/_|——/)[0]?.trim();
  return title ? title.slice(0, MAX_TITLE) : null;
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

/** No text of an article: a home page at the article's address (the site's way of saying gone), or a new layout. */
function whatElse(page: Page, url: string): SourceError {
  const sections = new Set(
    page
      .links("a")
      .map((link) => classifyMissionUrl(link.url))
      .filter(({ kind }) => kind === "article")
      .map(({ section }) => section),
  );
  const named = page.first("#News_Body_Title, .bigtitle") !== null;
  if (!named && sections.size >= 2) {
    const finding = `a page with links to articles of ${sections.size} sections: the home page`;
    return new SourceError("gone", url, `${url}: expected an article, found ${finding}`);
  }
  const expected = "a text of at least 40 Chinese characters or 100 letters";
  return new SourceError(
    "layout-changed",
    url,
    `${url}: expected ${expected}, found none where articles have it`,
  );
}
