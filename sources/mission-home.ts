import type { HomeReading } from "./adapter.ts";
import { canonicalUrl } from "./canonical-url.ts";
import { classifyMissionUrl, isSkippedSection } from "./mission-address.ts";
import { readArticleLinks } from "./mission-links.ts";
import { type Link, readPage } from "./page.ts";
import type { Source } from "./source.ts";
import { currentHost, isOwnUrl } from "./source-hosts.ts";

/** More sections than any site seen has; a page that links more is broken or hostile. */
const MAX_SECTIONS = 80;
const MAX_LEVELS = 3;
/** Parts of section names that mean news, activities or relations (xw 新闻, hd 活动, dt 动态, gx 关系, wl 往来). */
const NEWS_NAME = /xw|hd|dt|gx|wl|jl|xx|sd|hf|yw|news|event|embassy|ambassador|activit|relation/i;

/** Home pages to start from, by edition as the source declares them. */
export function homeUrls(source: Source, languages: readonly string[] = ["zh", "en"]): string[] {
  const host = currentHost(source);
  if (!host) return [];
  const paths = source.editions
    .filter(({ language }) => languages.includes(language))
    .map(({ path }) => path);
  return [...new Set(paths)].map((path) => `https://${host}${path}`);
}

/** Reads an edition's home page: sections by their links and by the articles shown, and the articles themselves. */
export function readMissionHome(text: string, url: string, source: Source): HomeReading {
  const page = readPage(text, url);
  const links = page.links("a");
  const articles = readArticleLinks(links, source).filter(
    ({ url: article }) => !isSkippedSection(classifyMissionUrl(article).section ?? "/"),
  );
  const edition = classifyMissionUrl(url).edition;
  const prefix = edition ? `/${edition}/` : "/";

  const fromArticles = articles
    .filter(({ repost }) => !repost)
    .map(({ url: article }) => new URL(classifyMissionUrl(article).section ?? "/", url).href);
  const found = findSections([...fromArticles, ...links.map((link) => link.url)], prefix, source);
  const editions = links
    .filter((link) => isOwnUrl(source, link.url) && classifyMissionUrl(link.url).kind === "home")
    .map((link) => canonicalUrl(link.url, source))
    .filter((home) => home !== canonicalUrl(url, source));
  return {
    edition: prefix,
    sections: found.toSorted(byLikelihood),
    articles,
    editions: [...new Set(editions)],
  };
}

/** Sub-sections that a section page links to. */
export function findSubsections(links: readonly Link[], section: string, source: Source): string[] {
  const urls = links.map(({ url }) => url);
  return findSections(urls, section, source).filter((url) => new URL(url).pathname !== section);
}

function findSections(urls: readonly string[], prefix: string, source: Source): string[] {
  const found = new Set<string>();
  for (const url of urls) {
    if (found.size >= MAX_SECTIONS) break;
    if (!isOwnUrl(source, url)) continue;
    const { kind, section, edition, pageNumber } = classifyMissionUrl(url);
    if ((kind !== "section" && kind !== "list") || !section || pageNumber > 0) continue;
    if (!section.startsWith(prefix) || (prefix === "/" && edition)) continue;
    const levels = section.split("/").length - 2 - (edition ? 1 : 0);
    if (levels <= MAX_LEVELS && !isSkippedSection(section)) found.add(canonicalUrl(url, source));
  }
  return [...found];
}

function byLikelihood(a: string, b: string): number {
  return Number(NEWS_NAME.test(new URL(b).pathname)) - Number(NEWS_NAME.test(new URL(a).pathname));
}
