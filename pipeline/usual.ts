import type { Source } from "../sources/source.ts";
import type { ArticleReading } from "../store/readings.ts";
import type { UsualRange, UsualRanges } from "../store/usual-ranges.ts";
import type { VisitCounts } from "../store/visits.ts";
import { median, quantile, spread } from "./robust.ts";

type Expect = NonNullable<Source["expect"]>;

/** From fewer nothing is learned. */
const LEAST = { lists: 5, articles: 10, gaps: 8 };
/** A source that writes every day is not called quiet over a holiday week. */
const SHORTEST_QUIET_DAYS = 10;
/**
 * Pauses so many times as long as one in twenty are, of a source that writes at random, one in a thousand: a source that
 * writes weekly is then called quiet by mistake once in twenty years, and a dead one after seven weeks.
 */
const LONG_PAUSES = 2.25;
const DAY_MS = 86_400_000;

/** The past of a source from which is learned; each newest first. */
export interface Past {
  readonly links: readonly VisitCounts["links"][];
  readonly articles: {
    readonly title: readonly ArticleReading[];
    readonly date: readonly ArticleReading[];
    readonly text: readonly ArticleReading[];
  };
  /** Days with a new article, YYYY-MM-DD, each once. */
  readonly days: readonly string[];
}

/** What is usual of a source by its past, as far as its file does not say what to expect. Pure. */
export function learnRanges(past: Past, expect: Expect = {}): UsualRanges {
  return {
    links: learnLinks(past.links, expect.links_per_list?.min),
    title: learnShare(past.articles.title, "titled", expect.articles_with_title?.min),
    date: learnShare(past.articles.date, "dated", expect.articles_with_date?.min),
    text: learnShare(past.articles.text, "texted", expect.articles_with_text?.min),
    days: learnGap(past.days, expect.days_between_articles?.max),
  };
}

/** Each list by itself: a section of three notices is no sick section of twenty. */
function learnLinks(visits: Past["links"], set: number | undefined): UsualRanges["links"] {
  const byList = new Map<string, number[]>();
  for (const links of visits) {
    for (const [list, number] of Object.entries(links)) {
      byList.set(list, [...(byList.get(list) ?? []), number]);
    }
  }
  const ranges: UsualRanges["links"] = {};
  for (const [list, numbers] of byList) {
    const range = learn(numbers, LEAST.lists, set, (usual) =>
      // A section without any notice yet is well with none.
      Math.min(Math.floor(usual), Math.max(1, Math.floor(Math.min(usual / 2, usual - 3 * spread(numbers))))),
    );
    if (range) ranges[list] = range;
  }
  return ranges;
}

/** Of pages that cannot be read it is not known whether they have a title or a date; they have no text. */
function learnShare(
  articles: readonly ArticleReading[],
  has: "titled" | "dated" | "texted",
  set: number | undefined,
): UsualRange | null {
  const known = has === "texted" ? articles : articles.filter(({ readable }) => readable);
  const values = known.map((article) => (article[has] ? 1 : 0));
  const share = values.length === 0 ? 0 : shareOf(values);
  return learn(values, LEAST.articles, set, () => Math.max(0, share - dip(share)), share);
}

/** How far the share of a few articles may lie below the usual one: three standard deviations, or three in ten. */
function dip(share: number): number {
  return Math.max(0.3, 3 * Math.sqrt((share * (1 - share)) / RECENT_ARTICLES));
}

/** So many articles, met last, are held against the usual share; fewer than the least say nothing. */
export const RECENT_ARTICLES = 8;
export const LEAST_RECENT_ARTICLES = 4;

/** The share of the values that are 1. */
export function shareOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function learnGap(days: readonly string[], set: number | undefined): UsualRange | null {
  const gaps = days.slice(1).map((day, index) => (Date.parse(days[index]!) - Date.parse(day)) / DAY_MS);
  return learn(gaps, LEAST.gaps, set, (usual) =>
    Math.ceil(Math.max(SHORTEST_QUIET_DAYS, 3 * usual, LONG_PAUSES * quantile(gaps, 0.95))),
  );
}

/** The range of some values; null when none is set and there are fewer values than the least. */
function learn(
  values: readonly number[],
  least: number,
  set: number | undefined,
  limitOf: (usual: number) => number,
  middle?: number,
): UsualRange | null {
  const samples = values.length;
  const usual = samples < least ? null : (middle ?? median(values));
  if (set !== undefined) return { usual, limit: set, samples, set: true };
  return usual === null ? null : { usual, limit: limitOf(usual), samples, set: false };
}
