import type { Words } from "./words.ts";

/**
 * How a document tells of events. A page reports or announces what is new: news, a mission's page, a record. An analysis
 * is long prose that recalls events in passing, each with a year or month of its own: a think-tank report, a study.
 */
export type Genre = "page" | "analysis";

const LEAST_WORDS = 280;
const LEAST_YEARS = 3;
/** Notes or dated citations, or this many words of argument in a thousand, beside the years. */
const LEAST_NOTES = 3;
const LEAST_ARGUMENT = 5;
/** A report of the day names days of the week; an analysis at most one in so many words. */
const WORDS_A_DAY = 250;

const YEAR = /(?<![\d-])(?:19[89]\d|20[0-3]\d)(?![\d-])/g;
const DAY_WORD =
  /\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|lundi|mardi|jeudi|hier|lunes|martes|jueves|ayer)\b/gi;
/** A number stuck to the end of a word or mark (`returned.12 The`), or in square brackets. */
const NOTE =
  /(?<=[\p{L}\])%"'][.,;:!?]["')]?|\p{L}{2}["')]|(?<!\d)(?:19|20)\d\d[.,;:])\d{1,3}(?=\s|$)|\[\d{1,3}\](?!\()/gu;
/** A source with its date in brackets: (Reuters, June 20, 2023), (Ministry of Interior, 2019, p. 4). */
const CITATION =
  /\((?=\p{Lu})[^()\n]{2,90}?,\s?(?:\p{Lu}\p{Ll}{2,8}\.? \d{1,2}(?:,? (?:19|20)\d\d)?|\d{1,2} \p{Lu}\p{Ll}{2,8}(?: (?:19|20)\d\d)?|(?:\p{Lu}\p{Ll}{2,8} )?(?:19|20)\d\d)(?:,? ?pp?\. ?\d{1,4}(?:-\d{1,4})?)?\)/gu;
const LIST_OF_NOTES = /\n[ \t]*(?:Notes|Endnotes|References|Bibliography|Works cited)[ \t]*\n[\s\S]*$/i;

/** Tells the genre of a text in Latin script by the signs of the whole: length, past years, notes, words of argument. */
export function genreOf(text: string, published: string | null, words: Words): Genre {
  const length = count(text, /\p{L}+/gu);
  if (length < LEAST_WORDS) return "page";
  const limit = published?.slice(0, 4) ?? "9999";
  const years = new Set((text.match(YEAR) ?? []).filter((year) => year < limit));
  if (years.size < LEAST_YEARS) return "page";
  if (count(text, DAY_WORD) > length / WORDS_A_DAY) return "page";
  const argument = (count(text, new RegExp(words.argument.source, "gi")) * 1000) / length;
  const noted = count(text, NOTE) >= LEAST_NOTES || count(text, CITATION) >= LEAST_NOTES;
  return noted || argument >= LEAST_ARGUMENT ? "analysis" : "page";
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** An analysis without its note numbers and the list of notes at its end, of the same length. */
export function withoutNotes(text: string): string {
  return text
    .replace(LIST_OF_NOTES, (list) => list.replaceAll(/[^\n]/g, " "))
    .replaceAll(NOTE, (note) => " ".repeat(note.length));
}

/** Where the citations of a stretch stand: the days in them are days of sources. */
export function citationsIn(text: string): { start: number; end: number }[] {
  return Array.from(text.matchAll(CITATION), (m) => ({ start: m.index, end: m.index + m[0].length }));
}
