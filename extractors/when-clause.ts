import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Reading } from "./reading.ts";

/** A date of the sentence that may be the event's own. */
export function isEventDay(reading: Reading, chunk: Chunk, sentence: TaggedSentence, at: number): boolean {
  if (reading.language !== "zh") {
    const from = Math.max(0, chunk.start - sentence.start - 120);
    const before = sentence.text.slice(from, chunk.start - sentence.start);
    if (isCutOff(chunk, before, reading) || isCountedFrom(chunk, sentence)) return false;
    const behind = sentence.text.slice(chunk.end - sentence.start, chunk.end - sentence.start + 60);
    if (chunk.date!.date!.length === 4 && isInName(chunk.date!.date!, before, behind, reading)) return false;
    if (reading.words.day_of_source.test(behind)) return false;
    if (chunk.date!.date!.length < 10 && reading.words.paper_of_day.test(behind)) return false;
    const report = reading.words.report_day.exec(before);
    if (!report || reading.words.said_at_event.test(behind)) return true;
    if (reading.words.day_of_noun.test(report[0])) return true;
    // "reported that the men left on Aug. 11": the day of what was reported.
    if (/\bthat (?!(?:day|date|year|month)\b)/i.test(before.slice(report.index))) return true;
    const said = sentence.start + from + report.index;
    // "told the ambassador on Tuesday" is the talk itself; "told reporters on Tuesday" is the report.
    const heard = sentence.chunks.some(
      (c) => c.kind.endsWith("_person") && c.start >= said && c.end <= chunk.start,
    );
    return heard ? /^told/i.test(report[0]) : at >= said && at < chunk.start;
  }
  const after = sentence.text.slice(chunk.end - sentence.start, chunk.end - sentence.start + 24);
  const before = sentence.text.slice(
    Math.max(0, chunk.start - sentence.start - 16),
    chunk.start - sentence.start,
  );
  const year = chunk.date!.date!.length === 4 ? reading.words.year_in_name.exec(after) : null;
  const other = year ?? reading.words.other_day_after.exec(after);
  if (other && !(chunk.end <= at && at < chunk.end + other[0].length)) return false;
  const cut = reading.words.other_day_before.exec(before);
  const rest = sentence.text.slice(chunk.end - sentence.start, chunk.end - sentence.start + 30);
  // 会见卡尔纳时，王小洪说，去年两国…: a day within what somebody says.
  if (at < chunk.start && SAID.test(between(sentence, at, chunk.start))) return false;
  const since = /^[^，。]{0,24}以来|^(?:起|以后)/.test(rest);
  // 自2016年两国签署备忘录以来: the day of what is told between it and 以来.
  if (since && at >= chunk.end && at < chunk.end + rest.indexOf("以来")) return true;
  return !cut || (/[自从]$/.test(cut[0]) && !since);
}

const SAID = /(?:说|表示|指出|强调|认为)[，：]/;

/** "a plan for 2011-2012"; "Cooperation-2019" in a report of that year, which tells the month. */
function isInName(year: string, before: string, behind: string, { context }: Reading): boolean {
  if (
    /\b\d{4}[-–]$/.test(before) ||
    (/^[-–]\d{2,4}\b/.test(behind) && /\b(?:for|of|covering|period) $/.test(before))
  )
    return true;
  return /\p{L}[-–]$/u.test(before) && context.anchor.day?.slice(0, 4) === year;
}

/** "by Friday", "between 2010 and 2015"; the first of two days, "between 4 and 12 June", is one of what went on. */
function isCutOff(chunk: Chunk, before: string, reading: Reading): boolean {
  return (
    reading.words.cut_off_day.test(before) &&
    !(chunk.date!.date!.length === 10 && /\bbetween $/i.test(before))
  );
}

/** "since the police issued the list in December": a day in a clause that looks back. */
export function looksBack(chunk: Chunk, sentence: TaggedSentence, reading: Reading): boolean {
  const before = sentence.text.slice(0, chunk.start - sentence.start).slice(-120);
  return /^(?:since|after)/i.test(reading.words.another_clause.exec(before)?.[0] ?? "");
}

/** "signed a memorandum, which replaces one concluded in June 2001": the day belongs to what the clause tells of. */
export function isOfAnother(chunk: Chunk, sentence: TaggedSentence, at: number, reading: Reading): boolean {
  if (reading.language === "zh") return false;
  const words = between(sentence, at, chunk.start);
  // "provided radios, delivery of which was completed on 19 June": the day of the giving itself.
  if (DELIVERY_OF_WHICH.test(words)) return false;
  return (
    reading.words.another_clause.test(words.replace(/^\S+/, "") + prepositionOf(chunk, sentence)) ||
    (PARENTHESIS.test(words) && /^,\s(?:was|were|took|has|had|went)\b/.test(behindOf(chunk, sentence)))
  );
}

/** "The extradition, granted by the cabinet in March, took place on Monday": the day of an aside between commas. */
const PARENTHESIS = /,\s(?:\w+ly\s)?(?:\w{3,}ed|held|sought|given|made|led|won)\s[^,;]*$/;

const behindOf = (chunk: Chunk, { text, start }: TaggedSentence): string => text.slice(chunk.end - start);

/** A year or month is read with the preposition before it: "the agreement" + "of 2006". */
function prepositionOf(chunk: Chunk, sentence: TaggedSentence): string {
  const written = sentence.text.slice(chunk.start - sentence.start, chunk.end - sentence.start);
  return /^(?:of|from|in|dated) /i.exec(written)?.[0] ?? "";
}

/** "Trainers who came last month, began on Monday": the day of a relative clause that ends before the verb. */
export function isInAside(
  chunk: Chunk,
  sentence: TaggedSentence,
  at: number,
  reading: Reading,
  datedAfter: boolean,
): boolean {
  if (reading.language === "zh") {
    const aside = reading.words.day_of_aside.exec(sentence.text.slice(chunk.end - sentence.start));
    return aside !== null && chunk.end + aside[0].length <= at;
  }
  const [clause, ...earlier] = sentence.text
    .slice(0, chunk.start - sentence.start)
    .split(",")
    .reverse();
  if (datedAfter && WHO_HAD.test(sentence.text.slice(0, chunk.start - sentence.start))) return true;
  const subject = sentence.text.slice(0, chunk.start - sentence.start);
  const told = WHO_DID.test(subject) || SO_TREATED.test(subject);
  if (datedAfter && told && AUXILIARY.test(between(sentence, chunk.end, at))) return true;
  if (
    reading.words.dated_paper.test(subject + prepositionOf(chunk, sentence)) &&
    !/^,?\s(?:which|that)\b/.test(between(sentence, chunk.end, at))
  )
    return true;
  const opening = datedAfter && earlier.length === 0 && OPENING.test(clause!.replace(/^[^:]{0,30}:\s/, ""));
  return (opening || RELATIVE.test(clause!)) && /^[^;]{0,60},/.test(between(sentence, chunk.end, at));
}

/**
 * Whether a day stands in the subordinate clause of the verb at `at`, and so goes before a day outside it: "came back
 * yesterday from a tour, during which he met the minister on May 28".
 */
export function isInClauseOfVerb(
  chunk: Chunk,
  sentence: TaggedSentence,
  at: number,
  reading: Reading,
): boolean {
  const from = subordinateFrom(sentence, at, reading);
  if (from === null || chunk.start < from) return false;
  const words = between(sentence, chunk.end, at);
  return chunk.start < at ? true : !/[,;]/.test(words) && !reading.words.another_clause.test(words);
}

/** Where the subordinate clause that holds a place of the sentence begins, or null. */
export function subordinateFrom(sentence: TaggedSentence, at: number, { words }: Reading): number | null {
  const before = sentence.text.slice(0, at - sentence.start);
  const opening = Array.from(before.matchAll(new RegExp(words.opens_subordinate.source, "gi"))).at(-1);
  if (!opening) return null;
  const from = sentence.start + opening.index;
  // A comma that belongs to no date ends the clause: "the minister, who came on Monday, signed …".
  const dates = sentence.chunks.filter((c) => c.kind === "date" && c.start > from && c.end <= at);
  const own = dates
    .reduce((text, c) => blank(text, c, sentence), before)
    .slice(opening.index + opening[0].length);
  return /[,;:]/.test(own.replace(/^,/, "")) ? null : from;
}

/** The text without a date and the comma behind it. */
function blank(text: string, chunk: Chunk, sentence: TaggedSentence): string {
  const [from, to] = [chunk.start - sentence.start, chunk.end - sentence.start];
  return text.slice(0, from) + " ".repeat(to - from) + text.slice(to).replace(/^,/, " ");
}

const DELIVERY_OF_WHICH =
  /\b(?:shipment|delivery|hand-?over|transfer|construction|installation|erection|fitting) of which (?:was|were|took|came|ended)\b[^,;]{0,40}$/;
const RELATIVE = /^\s(?:who|which|whose|where|after|having|following)\b/;
/** "Suspects who had been arrested last month were put on a flight on Friday" */
const WHO_HAD =
  /\b(?:who|which|that)\s(?:had|has|have|was|were)\s(?:(?!(?:was|were|is|are)\b)[^,.;\s]+\s){0,12}$/i;
/** "The cars that the president saw on Monday were handed over on Friday" */
const WHO_DID = /\b(?:who|which|that|whom)\s(?:[^,.;\s]+\s){1,12}$/i;
/** "Suspects arrested in Bali last weekend were deported on Thursday": a participle behind its noun, with no auxiliary. */
const SO_TREATED =
  /(?:^|\s)(?!(?:was|were|is|are|been|be|being|has|have|had|and|he|she|it|they|who|which|that|also|then)\s)[\w'-]+,?\s(?:(?:first|already|initially)\s)?(?:\w{3,}ed|caught|held|found|taken|brought|seen|shot|stolen|hidden|kept|sent|given|built|bought|made|led|wanted)\s(?:[^.;\s]+\s){0,12}$/i;
const AUXILIARY = /^\s(?:was|were|is|are|has|have|had)\s/;
/** "Loaded in Guangzhou last month, the cars …": a clause before the sentence proper, which has a day of its own. */
const OPENING = /^(?:\w+(?:ed|ing)|pursuant to|under|after|following|based on|as part of)\s/i;

/** "… a course since March 5": what goes on began then. */
export function isSince(chunk: Chunk, sentence: TaggedSentence): boolean {
  return chunk.date!.date!.length === 10 && followsSince(chunk, sentence);
}

/** "the first since 2006": a year that others are counted from. */
export function isCountedFrom(chunk: Chunk, sentence: TaggedSentence): boolean {
  return (chunk.date!.date?.length ?? 10) < 10 && followsSince(chunk, sentence);
}

function followsSince(chunk: Chunk, sentence: TaggedSentence): boolean {
  const from = chunk.start - sentence.start;
  return (
    /^since\s/i.test(sentence.text.slice(from, from + 6)) || /\bsince\s$/i.test(sentence.text.slice(0, from))
  );
}

/** The words of the sentence between two places. */
export function between(sentence: TaggedSentence, a: number, b: number): string {
  const [from, to] = a < b ? [a, b] : [b, a];
  return sentence.text.slice(from - sentence.start, to - sentence.start);
}
