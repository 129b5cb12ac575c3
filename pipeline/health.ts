import type { ArticleReading } from "../store/readings.ts";
import type { UsualRange, UsualRanges } from "../store/usual-ranges.ts";
import type { Visit, VisitCounts } from "../store/visits.ts";
import { LEAST_RECENT_ARTICLES, RECENT_ARTICLES, shareOf } from "./usual.ts";

/** The kinds of issue that are opened about the health of a source, at most one of each. */
export const HEALTH_CODES = [
  "few-links",
  "untitled-articles",
  "undated-articles",
  "textless-articles",
  "quiet",
] as const;
export type HealthCode = (typeof HEALTH_CODES)[number];

/** What a source shows at present. */
export interface Present {
  /** How the newest visit ended. */
  readonly state: Visit["state"];
  /** Links of each list when it was last read in full. */
  readonly links: VisitCounts["links"];
  /** The articles met last, newest first. */
  readonly articles: readonly ArticleReading[];
  /** When the newest article was new; null when none is known. */
  readonly newest: string | null;
  readonly now: string;
}

/**
 * `out`: below what is well, an issue is due. `well`: far enough on the good side to close one. `unsure`: in between, or
 * there is nothing to judge by; what is open stays open and nothing is opened, so that a count at the limit does not flap.
 */
export interface Finding {
  readonly code: HealthCode;
  readonly verdict: "out" | "well" | "unsure";
  readonly message: string;
}

/** Holds what a source shows against what is usual of it: one finding of each kind. Pure. */
export function judgeHealth(present: Present, usual: UsualRanges): Finding[] {
  const { state } = present;
  const readable = state === "ok" || state === "layout-changed";
  const articles = readable ? present.articles : [];
  return [
    judgeLinks(present.links, usual.links),
    judgeShare("untitled-articles", "title", articles, "titled", usual.title),
    judgeShare("undated-articles", "date", articles, "dated", usual.date),
    judgeShare("textless-articles", "text", articles, "texted", usual.text),
    judgeQuiet(present, usual.days),
  ];
}

/** The state of a source: a visit that failed counts more than what the last articles say; `quiet` is said of no other. */
export function stateOf(
  visit: Visit["state"],
  open: ReadonlySet<string>,
): "ok" | "quiet" | "layout-changed" | "blocked" | "unreachable" {
  if (visit !== "ok") return visit;
  if (HEALTH_CODES.some((code) => code !== "quiet" && open.has(code))) return "layout-changed";
  return open.has("quiet") ? "quiet" : "ok";
}

function judgeLinks(links: VisitCounts["links"], ranges: UsualRanges["links"]): Finding {
  const judged = Object.entries(links).flatMap(([list, found]) => {
    const range = ranges[list];
    return range ? [{ list, found, range, verdict: verdictOf(found, range) }] : [];
  });
  const out = judged.filter(({ verdict }) => verdict === "out");
  const [first] = out;
  const well = judged.length > 0 && judged.every(({ verdict }) => verdict === "well");
  if (!first) return { code: "few-links", verdict: well ? "well" : "unsure", message: "" };
  const more = out.length > 1 ? `; and ${out.length - 1} more lists` : "";
  const { list, found, range } = first;
  return {
    code: "few-links",
    verdict: "out",
    message: `${list}: expected at least ${range.limit} links to articles on the first page${usually(range, "")}, found ${found}${more}; has the layout changed?`,
  };
}

function judgeShare(
  code: HealthCode,
  part: string,
  articles: readonly ArticleReading[],
  has: "titled" | "dated" | "texted",
  range: UsualRange | null,
): Finding {
  const known = has === "texted" ? articles : articles.filter(({ readable }) => readable);
  const recent = known.slice(0, RECENT_ARTICLES).map((article) => (article[has] ? 1 : 0));
  if (range === null || recent.length < LEAST_RECENT_ARTICLES)
    return { code, verdict: "unsure", message: "" };
  const verdict = verdictOf(shareOf(recent), range);
  const found = recent.filter((value) => value === 1).length;
  const message = `expected a ${part} on at least ${percent(range.limit)} of the articles${usually(range, " %")}, found one on ${found} of the last ${recent.length}; has the layout changed?`;
  return { code, verdict, message: verdict === "out" ? message : "" };
}

/** Nothing new is only said of a source that could be read: one that refuses may have news. */
function judgeQuiet({ state, newest, now }: Present, range: UsualRange | null): Finding {
  const code = "quiet";
  if (state !== "ok" || range === null || newest === null) return { code, verdict: "unsure", message: "" };
  const days = Math.floor((Date.parse(now) - Date.parse(newest)) / 86_400_000);
  if (days > range.limit) {
    const message = `expected a new article within ${range.limit} days${usually(range, " days")}, found none for ${days}; the newest is of ${newest.slice(0, 10)}`;
    return { code, verdict: "out", message };
  }
  return { code, verdict: days <= range.limit / 2 ? "well" : "unsure", message: "" };
}

/** Out below the limit; well again half-way between it and what is usual. */
function verdictOf(found: number, { limit, usual }: UsualRange): Finding["verdict"] {
  if (found < limit) return "out";
  return found >= limit + (Math.max(usual ?? limit, limit) - limit) / 2 ? "well" : "unsure";
}

function usually({ usual }: UsualRange, unit: string): string {
  if (usual === null) return "";
  if (unit === " %") return ` (usually ${percent(usual)})`;
  return ` (usually ${Math.round(usual * 10) / 10}${unit})`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
