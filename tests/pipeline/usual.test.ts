import { describe, expect, it } from "vitest";
import { median, quantile, spread } from "../../pipeline/robust.ts";
import { learnRanges, type Past } from "../../pipeline/usual.ts";
import type { ArticleReading } from "../../store/readings.ts";

const GOOD: ArticleReading = {
  firstSeen: "2026-03-01T08:00:00Z",
  readable: true,
  titled: true,
  dated: true,
  texted: true,
};
const UNDATED = { ...GOOD, dated: false };
const UNREADABLE = { ...GOOD, readable: false, titled: false, dated: false, texted: false };

const past = (more: Partial<Past> = {}): Past => ({
  links: [],
  articles: { title: [], date: [], text: [] },
  days: [],
  ...more,
});
const of = (articles: readonly ArticleReading[]) => ({ title: articles, date: articles, text: articles });
const times = <T>(number: number, value: T): T[] => Array.from({ length: number }, () => value);
/** Days counted back from 1 March 2026, each this many days before the one before. */
function daysBack(...gaps: number[]): string[] {
  let at = Date.parse("2026-03-01");
  return [0, ...gaps].map((gap) => {
    at -= gap * 86_400_000;
    return new Date(at).toISOString().slice(0, 10);
  });
}

describe("robust figures", () => {
  it("are not moved by a wild value", () => {
    expect(median([20, 20, 21, 20, 900])).toBe(20);
    expect(spread([20, 20, 21, 20, 900])).toBe(0);
    expect(spread([18, 20, 22, 24, 500])).toBeCloseTo(1.4826 * 2);
  });

  it("lie between neighbours in proportion", () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([7], 0.95)).toBe(7);
  });
});

describe("links of a list", () => {
  it("may fall to half of what is usual when they hardly vary", () => {
    const { links } = learnRanges(past({ links: times(10, { "/sgxw/": 20 }) }));
    expect(links).toEqual({ "/sgxw/": { usual: 20, limit: 10, samples: 10, set: false } });
  });

  it("may fall further where they vary much", () => {
    const visits = [10, 30, 12, 28, 20, 14, 26].map((number) => ({ "/news/": number }));
    expect(learnRanges(past({ links: visits })).links["/news/"]).toMatchObject({ usual: 20, limit: 1 });
  });

  it("may be none on a list that usually has none", () => {
    const { links } = learnRanges(past({ links: times(6, { "/tzgg/": 0 }) }));
    expect(links["/tzgg/"]).toMatchObject({ usual: 0, limit: 0 });
  });

  it("are learned for each list by itself", () => {
    const { links } = learnRanges(past({ links: times(6, { "/sgxw/": 20, "/tzgg/": 3 }) }));
    expect([links["/sgxw/"]!.limit, links["/tzgg/"]!.limit]).toEqual([10, 1]);
  });

  it("are not judged before five full readings, unless the file of the source sets them", () => {
    const four = past({ links: times(4, { "/sgxw/": 20 }) });
    expect(learnRanges(four).links).toEqual({});
    expect(learnRanges(four, { links_per_list: { min: 8 } }).links["/sgxw/"]).toEqual({
      usual: null,
      limit: 8,
      samples: 4,
      set: true,
    });
  });
});

describe("shares of articles", () => {
  it("may dip by three in ten where all articles have the part", () => {
    const { date } = learnRanges(past({ articles: of(times(40, GOOD)) }));
    expect(date).toEqual({ usual: 1, limit: 0.7, samples: 40, set: false });
  });

  it("have no lower limit where half of the articles lack the part anyway", () => {
    const mixed = times(40, GOOD).map((one, index) => (index % 2 ? UNDATED : one));
    expect(learnRanges(past({ articles: of(mixed) })).date).toMatchObject({ usual: 0.5, limit: 0 });
  });

  it("count a page that cannot be read as one without text, and leave it out of title and date", () => {
    const articles = of([...times(18, GOOD), ...times(2, UNREADABLE)]);
    const { title, date, text } = learnRanges(past({ articles }));
    expect([title!.usual, date!.usual, text!.usual]).toEqual([1, 1, 0.9]);
    expect([title!.samples, text!.samples]).toEqual([18, 20]);
  });

  it("are not learned from nine articles", () => {
    expect(learnRanges(past({ articles: of(times(9, GOOD)) })).title).toBeNull();
  });
});

describe("days between articles", () => {
  it("are ten at least before a source that writes daily is quiet", () => {
    expect(learnRanges(past({ days: daysBack(1, 1, 1, 2, 1, 1, 3, 1) })).days).toMatchObject({
      usual: 1,
      limit: 10,
    });
  });

  it("are three times the usual for one that writes monthly", () => {
    expect(learnRanges(past({ days: daysBack(30, 28, 31, 30, 33, 29, 30, 31) })).days).toMatchObject({
      usual: 30,
      limit: 90,
    });
  });

  it("reach beyond the long pauses that a source makes now and then", () => {
    const days = daysBack(5, 6, 40, 5, 7, 42, 5, 6, 41, 5);
    expect(learnRanges(past({ days })).days!.limit).toBeGreaterThan(84);
  });

  it("are not learned from eight days, and can be set", () => {
    expect(learnRanges(past({ days: daysBack(1, 1, 1, 1, 1, 1, 1) })).days).toBeNull();
    expect(learnRanges(past(), { days_between_articles: { max: 45 } }).days).toEqual({
      usual: null,
      limit: 45,
      samples: 0,
      set: true,
    });
  });
});
