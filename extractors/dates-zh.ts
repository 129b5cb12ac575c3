import {
  type Anchor,
  addDays,
  addMonths,
  type DateMention,
  dayOnly,
  daysBetween,
  isRealDay,
  lastWeekday,
  monthDay,
  nextDay,
  pad,
} from "./calendar.ts";
import { parseNumberZh } from "./numbers-zh.ts";

const DIGIT = "[\\d〇零一二两三四五六七八九十廿卅]";
const DAY =
  "(?:[0-3]?\\d|[廿卅][一二三四五六七八九]?|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|[一二三][〇一二三四五六七八九])";
const MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])";
/** 9日至12日, 9号到12号, 11月1日至4日: the end of a range is swallowed, an event is dated by its first day. */
const RANGE = `(?:(?:至|到|及|和|、|-|－|—|~|～)(?:(?:\\d{4}年)?${MONTH}月)?(?:${DAY}(?:[日号]|[两三]日)|(?<=月)))?`;
/** What every expression begins with: one look at a character rules all of them out. */
const BEGINS =
  "(?=[\\d〇零一二两三四五六七八九十廿卅去今前明当同本上下刚昨大后周星礼这此之早次翌第隔日近最不])";
const EXPRESSION = new RegExp(
  `${BEGINS}(?:${[
    "(?<iso>(?:19|20)\\d{2}(?<dash>[-/.])\\d{1,2}\\k<dash>\\d{1,2})(?!\\d)",
    `(?<y>\\d{4}|[一二][〇零九八一二三四五六七]{3}) ?年 ?(?:(?<m>${MONTH})(?: ?月(?:份)?|(?=[至到—-]${MONTH}月))(?: ?(?<d>${DAY})(?: ?[日号]|(?=至|到|-|—)))?)?${RANGE}`,
    `(?<ry>去年|今年|前年|明年|当年|同年)(?:年?底|年?初)?(?:(?<rm>${MONTH})月(?:份)?(?:(?<rd>${DAY})(?:[日号]|(?=至|到|-|—)))?)?${RANGE}`,
    `(?<![\\d十])(?<km>${MONTH}) ?月 ?(?<kd>${DAY})(?: ?[日号]|(?=[至到-]${DAY}日|、${DAY}[日号两三]))${RANGE}`,
    `(?<![\\d十])(?<om>${MONTH})月(?:份|[上中下]旬|初|底|末)?(?:(?:至|到|-|—)${MONTH}月)?(?!\\d)`,
    `(?<rel>本月|上月|上个月|下月|下个月)(?:(?<reld>${DAY})(?:[日号]|(?=[至到-]${DAY}[日号]))${RANGE})?`,
    `(?<od>${DAY})(?:[日号](?!电|程|前|后|讯|均|益|常|本|语|内|韩)|(?=[至到-]${DAY}[日号]|(?<=\\d)、\\d{1,2}(?:[日号]|[两三]日)|(?<=[一二三四五六七八九十])、[一二三四五六七八九十]{1,3}(?:[日号]|[两三]日)))${RANGE}`,
    `(?<ago>[一二两三四五六七八九十\\d]{1,3})(?<many>多|余)?(?:个)?(?<unit>天|日|周|星期|月)(?:之|以)?前`,
    `(?<word>刚才|刚刚|今[天日早晨午晚]|昨[天日晚午晨夜早]|大?前[天日]|明[天日]|后天)`,
    `(?<week>上上周|上上个?星期|上周|上个?星期|下周|下个?星期)(?<lw>[一二三四五六日天])?`,
    `(?:本周|这周|周|星期|礼拜)(?<wd>[一二三四五六日天])`,
    `(?<same>同日|当天|当日|同一天|当晚)`,
    `(?<step>(?:此前|之前|早前|前)一[天日]|次日|翌日|第二天|隔[天日])`,
    `(?<vague>近日|日前|近期|最近|本周|这个月)`,
  ].join("|")})`,
  "g",
);
const WEEKDAYS: Record<string, number> = { 日: 0, 天: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6 };
const RELATIVE_YEAR: Record<string, number> = { 前年: -2, 去年: -1, 今年: 0, 明年: 1 };
const RELATIVE_DAY: Record<string, number> = { 大: -3, 前: -2, 昨: -1, 明: 1, 后: 2 };
const number = (written: string | undefined): number | null => {
  if (written === undefined) return null;
  return /^\d+$/.test(written) ? Number(written) : parseNumberZh(written.replace("两", "二"));
};

/** What precedes the text, asked where a date of it counts on from there. */
interface Before {
  /** The last day named. */
  readonly dayBefore: () => string | null;
  /** The month that the paragraph goes through day by day (6月，…。2日，…；15日，…), or null. */
  readonly monthBefore: () => string | null;
  /** The year of the heading (2013年) under which the text stands, or null. */
  readonly yearAbove: () => number | null;
}

const NOTHING_BEFORE: Before = { dayBefore: () => null, monthBefore: () => null, yearAbove: () => null };

/**
 * Every expression of time in normalised Chinese text, in order. A year named earlier carries over to a month or day
 * without one in the same text; `同日` and `当天` (the same day), `次日` (the day after) count from the day before them,
 * else from the last day named in what precedes the text.
 */
export function findDatesZh(
  text: string,
  anchor: Anchor,
  { dayBefore, monthBefore, yearAbove }: Before = NOTHING_BEFORE,
): DateMention[] {
  const found: DateMention[] = [];
  let year: number | null = yearAbove();
  let month: string | null = null;
  for (const match of text.matchAll(EXPRESSION)) {
    const g = match.groups!;
    if (g.od && !looksLikeDay(text, match.index, match[0])) continue;
    // 中国的今天, 今天的中国: these days, and no day. 今天的会谈 is a day's.
    if (
      g.word &&
      (text[match.index - 1] === "的" || /^的(?:中国|世界|时代)/.test(text.slice(match.index + 2)))
    )
      continue;
    const clause = /[^，。；]*$/.exec(text.slice(0, match.index))![0];
    const read: Read | null = g.od
      ? dayOfMonth(g.od, anchor, { month: month ?? monthBefore(), last: found.at(-1), clause })
      : resolve(g, anchor, year, found, dayBefore);
    if (!read) continue;
    if (g.y || g.iso || g.ry)
      year = read.date && (g.y || g.iso || g.rm) ? Number(read.date.slice(0, 4)) : year;
    // 下月离任的总监16日来访: a day behind a month to come is none of that month.
    const toCome = g.rel?.startsWith("下") || g.ry === "明年";
    if (read.date && read.date.length >= 7 && read.kind !== "vague" && !(toCome && read.date.length === 7))
      month = read.date.slice(0, 7);
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      year: Boolean(g.y ?? g.iso),
      ...read,
    });
  }
  return found;
}

type Read = { date: string | null; kind: DateMention["kind"] };

function resolve(
  g: Record<string, string | undefined>,
  { day: anchor }: Anchor,
  year: number | null,
  before: readonly DateMention[],
  dayBefore: () => string | null,
): Read | null {
  if (g.iso) {
    const [y, m, d] = g.iso.split(/[-/.]/).map(Number) as [number, number, number];
    return { date: compose(y, m, d), kind: "exact" };
  }
  if (g.y) return { date: compose(yearOf(g.y), number(g.m), number(g.d)), kind: "exact" };
  if (g.ry) {
    const known = before.findLast((b) => b.date)?.date ?? null;
    const base =
      g.ry === "当年" || g.ry === "同年" ? (year ?? Number(known?.slice(0, 4) ?? Number.NaN)) : null;
    const y = base ?? (anchor ? Number(anchor.slice(0, 4)) + RELATIVE_YEAR[g.ry]! : null);
    return {
      date: y === null || Number.isNaN(y) ? null : compose(y, number(g.rm), number(g.rd)),
      kind: "exact",
    };
  }
  if (g.km) return { date: monthDay(anchor, number(g.km)!, number(g.kd)!, year), kind: "exact" };
  if (g.om) {
    const m = number(g.om)!;
    const y = year ?? (anchor ? Number(anchor.slice(0, 4)) - (m > Number(anchor.slice(5, 7)) ? 1 : 0) : null);
    return { date: y === null ? null : `${y}-${pad(m)}`, kind: "exact" };
  }
  if (g.rel) {
    if (!anchor) return { date: null, kind: "relative" };
    const shift = g.rel.startsWith("上") ? -1 : g.rel.startsWith("下") ? 1 : 0;
    const m = addMonths(anchor.slice(0, 7), shift);
    return { date: g.reld ? `${m}-${pad(number(g.reld)!)}` : m, kind: "relative" };
  }
  if (g.word)
    return { date: anchor ? addDays(anchor, RELATIVE_DAY[g.word[0]!] ?? 0) : null, kind: "relative" };
  if (g.week) {
    if (!anchor) return { date: null, kind: "relative" };
    const weeks = g.week.startsWith("下") ? 1 : g.week.startsWith("上上") ? -2 : -1;
    const monday = addDays(lastWeekday(anchor, 1), 7 * weeks);
    const offset = g.lw ? (WEEKDAYS[g.lw]! + 6) % 7 : null;
    return offset === null
      ? { date: monday.slice(0, 7), kind: "vague" }
      : { date: addDays(monday, offset), kind: "relative" };
  }
  if (g.ago) return dateAgo(anchor, number(g.ago), g.unit!, g.many !== undefined);
  if (g.wd) return { date: anchor ? lastWeekday(anchor, WEEKDAYS[g.wd]!) : null, kind: "relative" };
  if (g.same || g.step) {
    // 身着中国警服的民警当天上街: where no day was told before, the day the page speaks from.
    const last =
      before.findLast((b) => b.date?.length === 10)?.date ?? dayBefore() ?? (g.same ? anchor : null);
    const days = g.same ? 0 : /前/.test(g.step!) ? -1 : 1;
    return last ? { date: addDays(last, days), kind: "relative" } : null;
  }
  return { date: anchor ? anchor.slice(0, 7) : null, kind: "vague" };
}

/** Where a day without its month stands: the month named before it, the date before it, its clause up to it. */
interface DayPlace {
  readonly month: string | null;
  readonly last: DateMention | undefined;
  readonly clause: string;
}

/** `24日` is of the month told before it, of the month to come behind 将于, else of the month that the page speaks from. */
function dayOfMonth(
  written: string,
  { day: anchor }: Anchor,
  { month, last, clause }: DayPlace,
): Read | null {
  const d = number(written);
  if (d === null || d < 1 || d > 31) return null;
  const near = anchor ? dayOnly(anchor, d) : null;
  const other = month !== null && month !== anchor?.slice(0, 7);
  const carried = other ? compose(+month.slice(0, 4), +month.slice(5), d) : null;
  if (carried?.length === 10 && !(last?.date && last.date > carried && near && near > last.date))
    return { date: carried, kind: "relative" };
  const past = anchor && near ? daysBetween(near, anchor) > A_WEEK : false;
  return { date: past && TO_COME.test(clause) ? nextDay(anchor!, d) : near, kind: "relative" };
}

const A_WEEK = 7;
/** 他们将出席21日开幕的…, 定于21日 */
const TO_COME = /(?:将(?:于|在|会|出席|参加|访问|赴)?|[定拟]于|[预拟]定|计划(?:于|在)?|预计)[^，。；]{0,2}$/;

/** 三天前 names a day; weeks and months ago are no more exact than the month. */
function dateAgo(anchor: string | null, count: number | null, unit: string, many: boolean): Read | null {
  if (count === null || many) return null;
  if (!anchor) return { date: null, kind: "relative" };
  if (unit === "月") return { date: addMonths(anchor.slice(0, 7), -count), kind: "vague" };
  if (unit === "天" || unit === "日") return { date: addDays(anchor, -count), kind: "relative" };
  return { date: addDays(anchor, -7 * count).slice(0, 7), kind: "vague" };
}

function yearOf(written: string): number {
  return /^\d+$/.test(written) ? Number(written) : parseNumberZh(written)!;
}

function compose(year: number, month: number | null, day: number | null): string {
  if (month === null || month < 1 || month > 12) return String(year);
  if (day === null || !isRealDay(year, month, day)) return `${year}-${pad(month)}`;
  return `${year}-${pad(month)}-${pad(day)}`;
}

/** `24日` is a day of the month only where no number or name runs into it (九一八, 三十日内, 100日). */
function looksLikeDay(text: string, at: number, written: string): boolean {
  // 2号嫌疑人, 二号卫星: a number in a series, not a day.
  const after = text.slice(at + written.length, at + written.length + 2);
  if (
    written.endsWith("号") &&
    (!/^\d/.test(written) ||
      /^(?:犯|嫌|人|红|卫|线|令|案|楼|文|车|机|船|舰|台|公|店|院|码|召|称|坑|中继)/.test(after))
  ) {
    return false;
  }
  const before = text[at - 1] ?? "";
  if (new RegExp(DIGIT).test(before) || /[第·.\-—]/.test(before)) return false;
  return !/^(?:[日号])?(?:间|来|起的)/.test(text.slice(at + written.length, at + written.length + 2));
}
