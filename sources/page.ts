import * as cheerio from "cheerio/slim";
import { refuseBinary, unreadable } from "./binary.ts";
import { SourceError } from "./errors.ts";
import { cleanText, readParagraphs, type TextNode } from "./page-text.ts";

/** What {@link Page} searches in: the whole page, or one element of it. */
export type Part = ReturnType<cheerio.CheerioAPI>;

export interface Link {
  /** Absolute, http or https; other schemes are left out. */
  readonly url: string;
  /** `title` attribute when there is one (lists cut the visible text with "…"), else the text. */
  readonly text: string;
  /** The text that follows the link inside its list item, as "(2026/05/17)". */
  readonly after: string;
}

/** A parsed page with strict ways of reading it. */
export interface Page {
  readonly url: string;
  /** The decoded page, for what stands in scripts. */
  readonly html: string;
  /** The whole page. */
  readonly root: Part;
  /** Every element a selector finds. */
  all(selector: string): Part[];
  /** The text of the only element; throws `layout-changed` for none or several. */
  one(selector: string): string;
  /** The text of the first element that has any, of the first twenty; null when none has. */
  first(selector: string): string | null;
  /** An attribute of the first element that has it; null when none has. */
  attribute(selector: string, name: string): string | null;
  /** The first 3,000 links that the selector finds or that are inside what it finds, in page order. */
  links(selector: string): Link[];
  /** The text of what the selector finds, one string a paragraph, without empty ones. */
  paragraphs(selector: string | Part): string[];
}

interface TreeNode {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly next?: TreeNode | null;
  readonly parent?: TreeNode | null;
  readonly children?: readonly TreeNode[];
}

/** A megabyte is long for an article; beyond this the text is not a page that people read. */
const MAX_CHARACTERS = 4_000_000;
/** Real pages stay below 60; selectors and text reading walk the tree, so its depth is bounded. */
const MAX_DEPTH = 500;
const MAX_URL = 2000;
const MAX_LINKS = 3000;
const MAX_TRIED = 20;
const MAX_ROOTS = 50;
const MAX_FIELDS = 50;
const ITEM = new Set(["li", "tr", "dd", "p", "body"]);
/** Tags that the parser mostly closes by itself; a long page may leave thousands of `<p>` open. */
const MAX_LEFT_OPEN = 5000;
const OFTEN_LEFT_OPEN = new Set("p li dd dt tr td th tbody thead option".split(" "));
const VOID = new Set("area base br col embed frame hr img input link meta param source track wbr".split(" "));

/**
 * Parses a page. Throws {@link SourceError} `unreadable-input` for binary content, for more than four million
 * characters and for tags nested beyond 500 levels.
 */
export function readPage(html: string, url: string): Page {
  refuseBinary(html, url);
  if (html.length > MAX_CHARACTERS) {
    throw unreadable(url, `expected at most ${MAX_CHARACTERS} characters, found ${html.length}`);
  }
  refuseDeep(html, url);
  const $ = load(html);
  refuseDeepTree($.root().toArray()[0] as unknown as { children: unknown[] }, url);
  const base = baseUrl($("base[href]").first().attr("href"), url);

  const all = (selector: string): Part[] =>
    $(selector)
      .toArray()
      .map((element) => $(element) as Part);
  const texts = (part: Part): string[] => readParagraphs(part.toArray() as unknown as TextNode[]);
  const text = (part: Part): string => texts(part).join(" ");
  return {
    url,
    html,
    root: $.root() as unknown as Part,
    all,
    one(selector) {
      const found = all(selector);
      if (found.length !== 1) {
        throw new SourceError(
          "layout-changed",
          url,
          `${url}: expected 1 of "${selector}", found ${found.length}`,
        );
      }
      return text(found[0]!);
    },
    first(selector) {
      for (const part of all(selector).slice(0, MAX_TRIED)) {
        const found = text(part);
        if (found) return found;
      }
      return null;
    },
    attribute(selector, name) {
      for (const part of all(selector)) {
        const value = part.attr(name)?.trim();
        if (value) return value;
      }
      return null;
    },
    links: (selector) =>
      all(selector)
        .flatMap((part) =>
          part.is("a")
            ? [part]
            : part
                .find("a")
                .toArray()
                .map((element) => $(element) as Part),
        )
        .slice(0, MAX_LINKS)
        .flatMap((anchor) => readLink(anchor, base, text)),
    paragraphs: (selector) => (typeof selector === "string" ? all(selector).flatMap(texts) : texts(selector)),
  };
}

/** Selecting compares all elements at the top with each other, so a page without `<html>` is put in one element. */
function load(html: string): cheerio.CheerioAPI {
  const parsed = cheerio.load(html);
  const $ = parsed.root().contents().length > MAX_ROOTS ? cheerio.load(`<html>${html}</html>`) : parsed;
  decodeFields($);
  return $;
}

/** The parser leaves the text of form fields as it is written; browsers decode what is escaped in it. */
function decodeFields($: cheerio.CheerioAPI): void {
  for (const element of $("textarea").toArray().slice(0, MAX_FIELDS)) {
    const written = $(element).text();
    if (written.includes("&")) $(element).text(cheerio.load(written.replaceAll("<", "&lt;")).text());
  }
}

/**
 * Counts open tags before parsing, in one pass: the parser closes a tag by a search through all that are open, which
 * takes minutes on a page made for it.
 */
function refuseDeep(html: string, url: string): void {
  const open = new Map<string, number>();
  let depth = 0;
  let left = 0;
  for (const [, slash, tag] of html.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})/g)) {
    const name = tag!.toLowerCase();
    if (VOID.has(name)) continue;
    const count = open.get(name) ?? 0;
    if (slash && count === 0) continue; // closes nothing
    const step = slash ? -1 : 1;
    open.set(name, count + step);
    if (OFTEN_LEFT_OPEN.has(name)) left += step;
    else depth += step;
    if (depth > MAX_DEPTH || left > MAX_LEFT_OPEN) throw tooDeep(url);
  }
}

function refuseDeepTree(root: { children: unknown[] }, url: string): void {
  let level = root.children as { children?: unknown[] }[];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw tooDeep(url);
    level = level.flatMap((node) => (node.children ?? []) as { children?: unknown[] }[]);
  }
}

function tooDeep(url: string): SourceError {
  return unreadable(url, `expected tags nested at most ${MAX_DEPTH} deep, found more`);
}

function readLink(anchor: Part, base: string, text: (part: Part) => string): Link[] {
  const href = anchor.attr("href")?.trim();
  if (!href || href.length > MAX_URL || href.startsWith("#") || !URL.canParse(href, base)) return [];
  const url = new URL(href, base);
  if (url.protocol !== "http:" && url.protocol !== "https:") return [];
  const title = anchor.attr("title")?.replace(/\s+/g, " ").trim();
  const shown = text(anchor);
  return [{ url: url.href, text: title || shown, after: cleanText(followingText(anchor)) }];
}

/** The rest of the line of a list: up to the next link, the end of the item or 60 characters. */
function followingText(anchor: Part): string {
  let node = anchor.toArray()[0] as TreeNode | undefined;
  let text = "";
  let inside = false;
  for (let steps = 0; node && steps < 40 && text.length < 60; steps++) {
    const below: TreeNode | undefined = inside ? node.children?.[0] : undefined;
    while (!below && node && !node.next) {
      node = node.parent ?? undefined;
      if (!node || ITEM.has(node.name ?? "")) return text;
    }
    node = below ?? node?.next ?? undefined;
    if (!node || node.name === "a") return text;
    inside = true;
    if (node.type === "text") text += node.data ?? "";
  }
  return text.slice(0, 60);
}

function baseUrl(href: string | undefined, url: string): string {
  if (!href || !URL.canParse(href, url)) return url;
  const base = new URL(href, url);
  return base.protocol === "http:" || base.protocol === "https:" ? base.href : url;
}
