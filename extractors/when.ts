import { daysBetween } from "./calendar.ts";
import type { Chunk, TaggedSentence } from "./chunk.ts";
import { firstOfText, indexOf, leadOf, type Reading, sentencesAfter, sentencesBefore } from "./reading.ts";
import {
  between,
  isCountedFrom,
  isEventDay,
  isInAside,
  isInClauseOfVerb,
  isOfAnother,
  isSince,
  looksBack,
} from "./when-clause.ts";

/** The date of an event, and where it was read. */
export interface EventTime {
  readonly date: string;
  readonly chunk: Chunk | null;
  readonly sentence: TaggedSentence | null;
  /** stated: in the sentence · carried: from a sentence before · assumed: the day of the page, or the one a record opens with. */
  readonly how: "stated" | "carried" | "assumed";
}

const usable = (chunk: Chunk): boolean => chunk.kind === "date" && Boolean(chunk.date?.date);

/**
 * When the event at `at` (offset in the field) happened: the nearest date before it in its sentence, else the first
 * date after it, else the last day named in the sentences before, else the day the page speaks from.
 * Null when nothing places it. 会议期间 (in the margins of a meeting) and 已 (already) leave the day open: the month then.
 */
export function timeOf(reading: Reading, sentence: TaggedSentence, at: number): EventTime | null {
  const time = placedTime(reading, sentence, at);
  if (!time || time.how === "stated" || time.date.length < 10) return time;
  const before = sentence.text.slice(0, at - sentence.start);
  const open =
    reading.words.day_left_open.test(before) ||
    (time.how === "assumed" && reading.words.done_already.test(before));
  return open ? { ...time, date: time.date.slice(0, 7) } : time;
}

/** "officers who began a course last autumn": the clause has a time of its own, which tells no month. */
export function isTimedUnread(sentence: TaggedSentence, at: number, reading: Reading): boolean {
  const times = sentence.chunks.filter(
    (c) => c.kind === "date" && isInClauseOfVerb(c, sentence, at, reading),
  );
  return times.length > 0 && times.every((c) => c.date?.date === null);
}

function placedTime(reading: Reading, sentence: TaggedSentence, at: number): EventTime | null {
  const limit = reading.context.anchor.day;
  const past = reading.language === "zh" ? null : pastDay(reading);
  // In a record written years later "today" and "Tuesday" are no days of the record's own.
  const fits = (c: Chunk) =>
    usable(c) && !isAhead(c, limit) && !(past !== null && c.date!.kind === "relative");
  const dates = sentence.chunks.filter((c) => fits(c) && isEventDay(reading, c, sentence, at));
  const before = dates.filter(
    (c) =>
      c.start <= at &&
      !isInAside(
        c,
        sentence,
        at,
        reading,
        dates.some((d) => d.start > at),
      ),
  );
  const after = dates.filter((c) => c.start > at && !isOfAnother(c, sentence, at, reading));
  const since = reading.language === "zh" ? undefined : after.find((c) => isSince(c, sentence));
  const direct = reading.language === "zh" ? undefined : directlyAfter(before, after, sentence, at);
  const inClause = reading.language === "zh" ? undefined : dayOfClause(before, after, sentence, at, reading);
  const nearest =
    since ?? inClause ?? direct ?? pick(before.toReversed(), sentence, at) ?? pick(after, sentence, at);
  // 2017年第二次…于11月1日开展: the year before the name, the day after it.
  const chinese = reading.language === "zh";
  const within = after.find((c) => isWithin(c, nearest, sentence, at));
  const stated = within ?? nearest;
  if (stated) {
    const told = sentence.text.slice(stated.end - sentence.start, stated.end - sentence.start + 40);
    const how = reading.words.press_day.test(told) ? "assumed" : "stated";
    return { date: stated.date!.date!, chunk: stated, sentence, how };
  }
  const near = chinese ? 45 : 120;
  const carried = sentencesBefore(reading, sentence, 4, 2).flatMap((earlier) => {
    if (isByline(earlier)) return [];
    const written = (c: Chunk) => earlier.text.slice(c.start - earlier.start, c.end - earlier.start);
    const chunk = earlier.chunks.findLast(
      (c) =>
        fits(c) &&
        isEventDay(reading, c, earlier, c.start) &&
        !(chinese && isInAside(c, earlier, earlier.end, reading, false)) &&
        !reading.words.just_now.test(written(c)),
    );
    const recent = chunk && (past !== null || isRecent(chunk.date!.date!, limit, near));
    return recent ? [{ date: chunk.date!.date!, chunk, sentence: earlier, how: "carried" as const }] : [];
  });
  // 感谢警方在十月骚乱中…: a month without its year is told in passing where a day of the text is known.
  const inPassing = (time: EventTime) => time.date.length < 10 && !time.chunk!.date!.year;
  const last = carried[0];
  if (last && !inPassing(last)) return last;
  if (last) return carried.find((time) => time.date.length === 10) ?? leadingDay(reading, limit) ?? last;
  if (past) return past;
  const ahead = timeAfterLead(reading, sentence, limit);
  if (ahead) return ahead;
  const later = chinese ? null : timeToldLater(reading, sentence, limit);
  if (later) return later;
  if (limit) {
    const lead = sentence.in === "title" ? leadingDay(reading, limit) : null;
    if (lead) return lead;
    // A report in English without a day is coded to its month; PRC pages are dated by the day they report.
    if (!chinese) {
      const told = sentence.in === "text" ? leadTime(reading, sentence.start) : null;
      return told ?? { date: limit.slice(0, 7), chunk: null, sentence: null, how: "assumed" };
    }
    // 15日，…会见。(paragraphs later) 会见后，两国元首见证…: what a report goes on to tell is of the day of its lead.
    const first = leadingDay(reading, limit);
    const recent = first !== null && first.date.length === 10 && isRecent(first.date, limit, 7);
    if (recent) return { ...first, how: "assumed" };
    return {
      date: reading.newsOfDay ? limit : limit.slice(0, 7),
      chunk: null,
      sentence: null,
      how: "assumed",
    };
  }
  return null;
}

/** The first day of the text; in Chinese the day of the date-line does where its sentence has no other. */
function leadingDay(reading: Reading, limit: string | null): EventTime | null {
  const chinese = reading.language === "zh";
  const isOwn = (c: Chunk, s: TaggedSentence) =>
    usable(c) && !isAhead(c, limit) && isEventDay(reading, c, s, c.start);
  const lead = reading.sentences.find(
    (s) => s.in === "text" && !isByline(s) && s.chunks.some((c) => (chinese ? usable(c) : isOwn(c, s))),
  );
  const chunk =
    lead?.chunks.find((c) => isOwn(c, lead)) ??
    (chinese ? lead?.chunks.find((c) => usable(c) && !isAhead(c, limit)) : undefined);
  if (!lead || !chunk || !isRecent(chunk.date!.date!, limit)) return null;
  return { date: chunk.date!.date!, chunk, sentence: lead, how: "carried" };
}

/** A day behind the verb within the month or year before it; 近日…会谈，并于3日签署: the day of another act, where a comma parts them. */
function isWithin(day: Chunk, span: Chunk | undefined, sentence: TaggedSentence, at: number): boolean {
  const [whole, date] = [span?.date?.date ?? "", day.date!.date!];
  if (whole === "" || whole.length === 10 || date.length < 10 || !date.startsWith(whole)) return false;
  const { kind } = span!.date!;
  return kind === "exact" || (kind === "vague" && !/[，；]/.test(between(sentence, at, day.start)));
}

/** "John Doe (Island News) - Nov 21", "2014-11-24 08:47 Xinhua": a line that only says who reports and when. */
function isByline({ in: field, text }: TaggedSentence): boolean {
  if (field === "text" && text.length < 90 && BYLINE.test(text)) return true;
  if (/\p{Script=Han}/u.test(text) || /^(?:On|In|Le|El)\s/.test(text)) return false;
  return field === "text" && text.length < 70 && !/(?<!\p{L})\p{Ll}{3,}/u.test(text);
}

const BYLINE = /^(?:(?:来源|发布时间|发布日期|日期|时间|稿源)：[^。]{0,40})?\d{4}-\d\d-\d\d(?: \d\d:\d\d|$)/;

/** News is about the day of its lead: what later sentences tell without a day of their own happened then. */
export function leadTime(reading: Reading, start: number): EventTime | null {
  const day = reading.context.anchor.day;
  for (const sentence of leadOf(reading)) {
    if (sentence.start >= start) break;
    if (isByline(sentence)) continue;
    const time = timeOf(reading, sentence, sentence.end);
    const near = day !== null && time !== null && Math.abs(daysBetween(time.date, day)) <= 7;
    if (near && time.how === "stated" && time.date.length === 10) return { ...time, how: "carried" };
  }
  return null;
}

/**
 * Records written years later ("In 2003, the Chinese government donated …") speak from the date they open with. News
 * that recalls an old year after a day of its own is no such record.
 */
function pastDay(reading: Reading): EventTime | null {
  const limit = reading.context.anchor.day;
  const from = firstOfText(reading);
  const lead = from < 0 ? [] : reading.sentences.slice(from, from + 2);
  for (const sentence of lead) {
    // "the first since a treaty took effect in 2021": a year told in passing.
    const passing = (c: Chunk) =>
      c.date!.year && reading.words.another_clause.test(sentence.text.slice(0, c.start - sentence.start));
    const chunk = sentence.chunks.find((c) => usable(c) && !isCountedFrom(c, sentence) && !passing(c));
    if (chunk && !(chunk.date!.kind === "exact" && chunk.date!.year)) return null;
    if (!chunk) continue;
    const date = chunk.date!.date!;
    const long = limit !== null && daysBetween(date.padEnd(10, "-12-31".slice(date.length - 4)), limit) > 300;
    return long ? { date, chunk, sentence, how: "assumed" } : null;
  }
  return null;
}

/** The day behind the verb in its subordinate clause, where all days before the verb stand outside it. */
function dayOfClause(
  before: readonly Chunk[],
  after: readonly Chunk[],
  sentence: TaggedSentence,
  at: number,
  reading: Reading,
): Chunk | undefined {
  const own = (c: Chunk) => isInClauseOfVerb(c, sentence, at, reading);
  return before.length > 0 && !before.some(own) ? after.find(own) : undefined;
}

/** "Construction began in March 2010 and the hall was handed over on 14 June": the day that follows the verb is its own. */
function directlyAfter(
  before: readonly Chunk[],
  after: readonly Chunk[],
  sentence: TaggedSentence,
  at: number,
) {
  const next = after[0];
  const last = before.at(-1);
  if (!next || !last || !NEXT_ACT.test(between(sentence, last.end, at))) return undefined;
  const words = between(sentence, at, next.start);
  // "Work started in March 2009; the building was given back to its users on 22 January".
  if (between(sentence, last.end, at).includes(";") && !/[;:]/.test(words) && !ANOTHER_ACT.test(words))
    return next;
  if (last.start - sentence.start > 4 && DIRECTLY.test(words)) return next;
  // "met the minister on 14 May and signed a memorandum with him on 16 May": two days, each behind its verb.
  const days = [last, next].every((c) => c.date!.date!.length === 10);
  const told = words + between(sentence, next.start, next.end);
  return days && ITS_DAY.test(told) && !ANOTHER_ACT.test(words) ? next : undefined;
}

const NEXT_ACT = /,? and |[;,] /;
/** An object and a day: no comma, and no further clause. */
const ITS_DAY = /^[^,;:]{0,110}?\bon (?:\w+day\b|the \d|\d|\p{Lu})/u;
const ANOTHER_ACT =
  /\b(?:which|who|whom|that|where|when|after|before|whose|while)\b|\band (?:\w+ly |then |later )?(?:\w+ed|left|met|went|flew|saw|gave|took|held|came|spoke|made|began|got|had|was|were)\b/;
const DIRECTLY = /^[\w-]+(?: \w+){0,3} (?:(?:on|in) |[-:–] )?$/;

/** News leads say what happened and the sentence after says when: 据新华社报道，王小洪于当地时间星期天…. */
function timeAfterLead(reading: Reading, sentence: TaggedSentence, limit: string | null): EventTime | null {
  const index = indexOf(reading, sentence);
  const first = firstOfText(reading);
  if (sentence.in !== "text" || index > first + 1) return null;
  for (const next of reading.sentences.slice(index + 1, index + 3)) {
    if (next.in !== "text" || next.paragraph > sentence.paragraph + 1) break;
    const chunk = next.chunks.find(
      (c) =>
        usable(c) &&
        !isAhead(c, limit) &&
        isEventDay(reading, c, next, c.start) &&
        (reading.language === "zh" || !looksBack(c, next, reading)),
    );
    const far = chunk?.date?.kind === "vague" && next.paragraph !== sentence.paragraph;
    if (chunk && !far && isRecent(chunk.date!.date!, limit)) {
      return { date: chunk.date!.date!, chunk, sentence: next, how: "carried" };
    }
  }
  return null;
}

/** "It gave five computers. … The handing over ceremony was held last week Wednesday": the event is taken up, with its day. */
function timeToldLater(reading: Reading, sentence: TaggedSentence, limit: string | null): EventTime | null {
  for (const later of sentencesAfter(reading, sentence, 4, 3)) {
    if (!reading.words.event_taken_up.test(later.text)) continue;
    const chunk = later.chunks.find((c) => usable(c) && c.date!.date!.length === 10 && !isAhead(c, limit));
    if (chunk && isRecent(chunk.date!.date!, limit)) {
      return { date: chunk.date!.date!, chunk, sentence: later, how: "carried" };
    }
  }
  return null;
}

/** A full day beats a month, a stated day beats 近日; else the first of the list (nearest to the event). */
function pick(dates: readonly Chunk[], sentence: TaggedSentence, at: number): Chunk | undefined {
  const sameClause = dates.filter((c) => !/[；。]/.test(between(sentence, c.start, at)));
  const list = sameClause.length > 0 ? sameClause : dates;
  const nearest = list[0];
  if (!nearest) return undefined;
  // 星期天（9月3日）, Tuesday (9 May): two forms of one day.
  const fuller = list.find((c) => Math.abs(c.start - nearest.start) <= 8 && c.date!.kind === "exact");
  if (nearest.date!.date!.length < 10 && nearest.date!.kind === "exact") {
    const day = dates.find(
      (c) => c.date!.date!.length === 10 && c.date!.date!.startsWith(nearest.date!.date!),
    );
    if (day) return day;
  }
  // 近日，…2023年第一期培训班: a year says less than 近日 does.
  if (nearest.date!.kind === "vague") {
    const told = nearest.date!.date!.length;
    return list.find((c) => c.date!.kind !== "vague" && c.date!.date!.length >= told) ?? nearest;
  }
  return fuller && fuller.date!.date!.length >= nearest.date!.date!.length ? fuller : nearest;
}

function isAhead(chunk: Chunk, limit: string | null): boolean {
  const date = chunk.date!.date!;
  if (limit === null) return false;
  return date.length === 10 ? daysBetween(limit, date) > 1 : date > limit.slice(0, date.length);
}

function isRecent(date: string, limit: string | null, days = 45): boolean {
  if (limit === null) return true;
  if (date.length < 7) return false;
  if (date.length < 10) return Math.abs(daysBetween(`${date}-15`, limit)) <= days + 16;
  return Math.abs(daysBetween(date, limit)) <= days;
}

/** A time that was read from a range of days (Nov. 25 and 26, 5日至7日), at the last of them; else as it is. */
export function atLastDay(time: EventTime): EventTime {
  const { chunk, sentence, date } = time;
  if (!chunk || !sentence || date.length !== 10) return time;
  const written = sentence.text
    .slice(chunk.start - sentence.start, chunk.end - sentence.start)
    .replace(/(?:19|20)\d\d/g, "");
  const days = written.match(/\d+/g)?.map(Number) ?? [];
  const [first, last] = [Number(date.slice(8)), days.at(-1) ?? 0];
  const isRange = days.includes(first) && last > first && last <= 31;
  return isRange ? { ...time, date: `${date.slice(0, 8)}${String(last).padStart(2, "0")}` } : time;
}
