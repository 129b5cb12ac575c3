import { daysBetween } from "./calendar.ts";
import { type Chunk, type TaggedSentence, taggedIndex } from "./chunk.ts";
import type { RuleMatch } from "./rule.ts";

/** A Chinese sentence around what a match tells of. Places are offsets into `text`. */
export interface Clause {
  /** The tagged sentence, of the same length; the words of mottoes and brackets are blanked. */
  readonly text: string;
  /** The predicate: the verb of the match, or the noun that names the event. */
  readonly from: number;
  readonly to: number;
  readonly nominal: boolean;
  /** Where the clause of the predicate begins and ends: at commas, semicolons, colons. */
  readonly start: number;
  readonly end: number;
  readonly dates: readonly ClauseDate[];
}

/** A date of the sentence, beside the day the page speaks from. */
export interface ClauseDate {
  readonly at: number;
  /** past: a day that is over, or that day · ahead: after it · open: a month, a year, recently */
  readonly when: "past" | "ahead" | "open";
}

const MARKS = /[，；：。？！,;]/;
const BLANK = "“";

/** The words by which a clause is cut: asides govern nothing, and some words name a day to come. */
export interface ClauseWords {
  readonly aside: RegExp;
  readonly time_ahead: RegExp;
}

/** The clause of a match. `today` is the day the page speaks from. */
export function clauseOf(match: RuleMatch, today: string | null, words: ClauseWords): Clause {
  const { sentence } = match;
  const [from, to] = predicateOf(match);
  const text = withoutAsides(sentence.tagged, from, words.aside);
  return {
    text,
    from,
    to,
    nominal: match.slots.verb === undefined,
    start: clauseStart(text, from),
    end: clauseEnd(text, match.slots.verb ? to : match.to),
    dates: datesOf(sentence, today, words.time_ahead),
  };
}

/** Where the clause that holds a place begins. */
export function clauseStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && !MARKS.test(text[start - 1]!)) start--;
  return start;
}

/** Where the clause that holds a place ends. */
export function clauseEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !MARKS.test(text[end]!)) end++;
  return end;
}

/** The verb where the rule names it, else the last of the rule's words in the match: the noun that names the event. */
function predicateOf(match: RuleMatch): [number, number] {
  const { verb } = match.slots;
  if (verb) return [taggedIndex(match.sentence, verb.start), taggedIndex(match.sentence, verb.end)];
  const matched = match.sentence.tagged.slice(match.from, match.to);
  const words = match.rule.keywords.map((word) => ({ word, at: matched.lastIndexOf(word) }));
  const last = words.reduce((a, b) => (a.at >= b.at ? a : b));
  if (last.at < 0) return [match.to, match.to];
  return [match.from + last.at, match.from + last.at + last.word.length];
}

/** Themes and mottoes stand in quotation marks (以“加强执法合作”为主题), remarks in brackets: they say nothing about the verb. */
function withoutAsides(tagged: string, verbAt: number, words: RegExp): string {
  const blank = (aside: string, at: number) =>
    at <= verbAt && verbAt < at + aside.length ? aside : BLANK.repeat(aside.length);
  return tagged.replace(/“[^“”]{0,60}”|（[^（）]{0,60}）/g, blank).replace(words, blank);
}

function datesOf(sentence: TaggedSentence, today: string | null, ahead: RegExp): ClauseDate[] {
  return sentence.chunks.flatMap((chunk) => {
    if (chunk.kind !== "date") return [];
    const at = taggedIndex(sentence, chunk.start);
    return sentence.chunkAt[at] === chunk ? [{ at, when: whenOf(chunk, sentence, today, ahead) }] : [];
  });
}

function whenOf(chunk: Chunk, sentence: TaggedSentence, today: string | null, ahead: RegExp) {
  const written = sentence.text.slice(chunk.start - sentence.start, chunk.end - sentence.start);
  if (written.search(ahead) === 0) return "ahead";
  // 当天, 同日: the day that was told of.
  if (/^[当同]/.test(written)) return "past";
  const date = chunk.date?.date;
  if (!date || today === null) return "open";
  // A year alone is mostly part of a name: 2022年冬奥会.
  if (date.length < 10) return date.length === 7 && date > today.slice(0, 7) ? "ahead" : "open";
  const days = daysBetween(today, date);
  // A page filed the evening before tells of the next day.
  return days > 1 ? "ahead" : "past";
}
