import { adapterByAddress } from "./adapters.ts";
import { canonicalUrl } from "./canonical-url.ts";
import { classifyMissionUrl } from "./mission-address.ts";
import { dateOfNumber, numbersOfYear } from "./mission-number.ts";
import { dateInFileName, dateInPath } from "./page-date.ts";
import type { Source } from "./source.ts";
import { isOwnUrl } from "./source-hosts.ts";

/** A part of a source's past that an archive is asked about at once. */
export interface ArchiveQuery {
  /** Host and path that the addresses begin with, without scheme. */
  readonly prefix: string;
  /** Regular expression (Java and JavaScript) of the whole address. */
  readonly pattern: string;
}

/**
 * What to ask an archive for, to find the articles that a source published in a year: for each of its hosts and mirrors
 * the pages with that year in their address, and those whose number was given out then. Empty where no address tells.
 */
export function archiveQueries(source: Source, year: number): ArchiveQuery[] {
  const patterns = patternsOf(source, year);
  return prefixesOf(source).flatMap((prefix) => patterns.map((pattern) => ({ prefix, pattern })));
}

/** Why the archives cannot be searched for a source; null when they can. */
export function whyNotArchived(source: Source): string | null {
  if (source.adapter === "web-page")
    return "the shape of its articles' addresses is not known, so they cannot be told from other pages; import them";
  if (prefixesOf(source).length === 0) return "the register knows no host of it";
  return null;
}

/** Why the archives are searched for a source only when it is named; null when they are with all others. */
export function whyNotUnasked(source: Source): string | null {
  return source.filter === undefined
    ? null
    : "an index of captures has no titles for the filter, so nearly all pages of a news site must be fetched to choose; name it with --source, or import its pages";
}

/** An article of the source that a capture may hold, by the address as captured. */
export interface ArchivedArticle {
  readonly canonicalUrl: string;
  /** YYYY-MM-DD where the address says; null where only its number tells about when. */
  readonly date: string | null;
  /** Of publication; a year too early or late where only the number tells. */
  readonly year: number;
}

/** What article of the source an address is of; null when it is none, or its address does not tell when. */
export function archivedArticle(url: string, source: Source): ArchivedArticle | null {
  if (!isOwnUrl(source, url)) return null;
  const canonical = canonicalUrl(url, source);
  const { date, about } = source.adapter === "mission" ? ofMission(canonical) : ofSite(canonical, source);
  return about === null ? null : { canonicalUrl: canonical, date, year: Number(about.slice(0, 4)) };
}

interface Published {
  readonly date: string | null;
  readonly about: string | null;
}

function ofMission(url: string): Published {
  const { kind, date, documentNumber } = classifyMissionUrl(url);
  const number = documentNumber?.startsWith("t") ? Number(documentNumber.slice(1)) : null;
  const about = date ?? (number === null ? null : dateOfNumber(number));
  return { date, about: kind === "article" ? about : null };
}

function ofSite(url: string, source: Source): Published {
  if (adapterByAddress(url)?.name !== source.adapter) return { date: null, about: null };
  const date = dateInFileName(url) ?? dateInPath(url);
  return { date, about: date };
}

/** Hosts, old ones too, with the paths that are the source's own, and its mirror under both names of the ministry. */
function prefixesOf(source: Source): string[] {
  const hosts = source.hosts.flatMap(({ host, paths = ["/"] }) => paths.map((path) => `${host}${path}`));
  const mirror = source.mirror?.path ?? null;
  const mirrors =
    mirror === null
      ? []
      : ["www.fmprc.gov.cn", "www.mfa.gov.cn"].map((host) => mirror.replace(/^[^/]+/, host));
  return [...new Set([...hosts, ...mirrors])];
}

function patternsOf(source: Source, year: number): string[] {
  if (source.adapter !== "mission") return [`.*${year}[-/]?[0-9]{2}.*`];
  const numbers = numbersOfYear(year);
  return [
    `.*/t${year}[0-9]{4}_[0-9]+[.]html?$`,
    ...(numbers ? [`.*/t(?:${numberPattern(numbers.least, numbers.most)})[.]html?$`] : []),
  ];
}

/** More alternatives make a query longer than servers take. */
const MOST_ALTERNATIVES = 40;

/** A pattern of the numbers between two, a little wider: by their leading digits, for each length of number. */
export function numberPattern(least: number, most: number): string {
  const parts: string[] = [];
  for (let length = Math.max(4, String(least).length); length <= String(most).length; length++) {
    const low = Math.max(least, 10 ** (length - 1));
    const high = Math.min(most, 10 ** length - 1);
    if (low > high) continue;
    let digits = 0;
    const lead = (number: number) => Math.floor(number / 10 ** digits);
    while (lead(high) - lead(low) >= MOST_ALTERNATIVES) digits++;
    const leads = Array.from({ length: lead(high) - lead(low) + 1 }, (_, at) => lead(low) + at);
    parts.push(`(?:${leads.join("|")})${digits > 0 ? `[0-9]{${digits}}` : ""}`);
  }
  return parts.join("|");
}
