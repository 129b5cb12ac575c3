import { daysBetween } from "./calendar.ts";
import type { Chunk, TaggedSentence } from "./chunk.ts";
import { firstOfText, indexOf, leadOf, type Reading, sentencesAfter, sentencesBefore } from "./reading.ts";
import { isCountedFrom, isEventDay, isInAside, isInClauseOfVerb, looksBack } from "./when-clause.ts";
import { statedDay } from "./when-stated.ts";

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

/** The first of the times that the sentence, those around it and the page give for what stands at `at`. */
function placedTime(reading: Reading, sentence: TaggedSentence, at: number): EventTime | null {
  const limit = reading.context.anchor.day;
  const past = reading.language === "zh" ? null : pastDay(reading);
  // In a record written years later "today" and "Tuesday" are no days of the record's own.
  const fits = (c: Chunk) =>
    usable(c) && !isAhead(c, limit) && !(past !== null && c.date!.kind === "relative");
  const dates = sentence.chunks.filter((c) => fits(c) && isEventDay(reading, c, sentence, at));
  const stated = statedDay(dates, sentence, at, reading);
  if (stated) {
    const told = sentence.text.slice(stated.end - sentence.start, stated.end - sentence.start + 40);
    const how = reading.words.press_day.test(told) ? "assumed" : "stated";
    return { date: stated.date!.date!, chunk: stated, sentence, how };
  }
  const beside =
    timeBefore(reading, sentence, fits, past !== null) ?? past ?? timeAfterLead(reading, sentence, limit);
  if (beside) return beside;
  const later = reading.language === "zh" ? null : timeToldLater(reading, sentence, limit);
  return later ?? (limit ? timeOfPage(reading, sentence, limit) : null);
}

/** The last day that the sentences before name, near that of the page unless it is a record written years later (`old`). */
function timeBefore(
  reading: Reading,
  sentence: TaggedSentence,
  fits: (chunk: Chunk) => boolean,
  old: boolean,
): EventTime | null {
  const limit = reading.context.anchor.day;
  const chinese = reading.language === "zh";
  const carried = sentencesBefore(reading, sentence, 4, 2).flatMap((earlier) => {
    if (isByline(earlier)) return [];
    const written = (c: Chunk) => earlier.text.slice(c.start - earlier.start, c.end - earlier.start);
    const chunk = earlier.chunks.findLast(
      (c) =>
        fits(c) &&
        isEventDay(reading, c, earlier, c.start) &&
        !(
          chinese &&
          (isInAside(c, earlier, earlier.end, reading, false) || tellsBeginning(c, earlier, reading))
        ) &&
        !reading.words.just_now.test(written(c)),
    );
    const recent = chunk && (old || isRecent(chunk.date!.date!, limit, chinese ? 45 : 120));
    return recent ? [{ date: chunk.date!.date!, chunk, sentence: earlier, how: "carried" as const }] : [];
  });
  const last = carried[0];
  // 感谢警方在十月骚乱中…: a month without its year is told in passing where a day of the text is known.
  if (!last || last.date.length === 10 || last.chunk.date!.year) return last ?? null;
  return carried.find((time) => time.date.length === 10) ?? leadingDay(reading, limit) ?? last;
}

/** 训练于10月22日开始: behind the lead, the day on which something began is told in passing. */
function tellsBeginning(chunk: Chunk, sentence: TaggedSentence, reading: Reading): boolean {
  const after = sentence.text.slice(chunk.end - sentence.start);
  return indexOf(reading, sentence) > firstOfText(reading) && /^(?:正式)?(?:开始|开班|开训|开营)/.test(after);
}

/** The time of what the text gives none for: the day of its lead or of the page, or the month where the day stays open. */
function timeOfPage(reading: Reading, sentence: TaggedSentence, limit: string): EventTime {
  const lead = sentence.in === "title" ? leadingDay(reading, limit) : null;
  if (lead) return lead;
  const assumed = (date: string): EventTime => ({ date, chunk: null, sentence: null, how: "assumed" });
  // A report in English without a day is coded to its month; PRC pages are dated by the day they report.
  if (reading.language !== "zh") {
    const told = sentence.in === "text" ? leadTime(reading, sentence.start) : null;
    return told ?? assumed(limit.slice(0, 7));
  }
  // 15日，…会见。(paragraphs later) 会见后，两国元首见证…: what a report goes on to tell is of the day of its lead.
  const first = leadingDay(reading, limit);
  const recent = first !== null && first.date.length === 10 && isRecent(first.date, limit, 7);
  if (recent) return { ...first, how: "assumed" };
  return assumed(reading.newsOfDay ? limit : limit.slice(0, 7));
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
    if (sentence !== lead[0] && HAS_DONE.test(lead[0]!.text)) return null;
    const long = limit !== null && daysBetween(date.padEnd(10, "-12-31".slice(date.length - 4)), limit) > 300;
    return long ? { date, chunk, sentence, how: "assumed" } : null;
  }
  return null;
}

/** "have conducted a joint drill": news without a day, and no record. */
const HAS_DONE = /\b(?:has|have) (?:\w+ly |also |just )?(?:held|begun|met|signed|sent|\w+ed)\b/;

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
        (reading.language === "zh" ||
          !(
            looksBack(c, next, reading) ||
            isOfArrest(c, next, sentence) ||
            TIPPED.test(next.text.slice(c.end - next.start))
          )),
    );
    const far = chunk?.date?.kind === "vague" && next.paragraph !== sentence.paragraph;
    if (chunk && !far && isRecent(chunk.date!.date!, limit)) {
      return { date: chunk.date!.date!, chunk, sentence: next, how: "carried" };
    }
  }
  return null;
}

/** "has deported 64 … The men were arrested in a raid on 3 August": the day of the arrest dates no return. */
function isOfArrest(chunk: Chunk, { text, start }: TaggedSentence, told: TaggedSentence): boolean {
  return RETURNED.test(told.text) && ARRESTED.test(text.slice(0, chunk.start - start));
}

const TIPPED =
  /^,? [^.;]{0,60}\b(?:learn(?:ed|t)|received (?:a |an )?(?:tip|report|information|request|word)|got (?:a |the )?(?:tip|word)|were told|was told|were tipped|opened (?:a |the |an )(?:case|investigation))\b/;
const RETURNED = /\b(?:deport|repatriat|extradit|expel|sent (?:back|home)|flown (?:back|home))/i;
const ARRESTED =
  /\b(?:was|were|been|had) (?:\w+ly )?(?:arrested|detained|caught|nabbed|captured|apprehended|rounded up|picked up)\b/i;

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
