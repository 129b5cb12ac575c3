import { normalise } from "../extractors/normalise.ts";

const HAN = /\p{Script=Han}/u;
const RUNS = /\p{Script=Han}+|[\p{L}\p{N}\p{M}]+/gu;
/** Characters of a text that are indexed. */
export const LONGEST_TEXT = 200_000;
const LONGEST_QUERY = 200;
const MOST_TERMS = 16;

/** The text as the index knows it: simplified, half-width, lower case, **position for position** that of the input. */
export function fold(text: string): string {
  const same = normalise(text, HAN.test(text) ? "zh" : "other");
  const lower = same.toLowerCase();
  // A few capitals (İ) grow when lowered.
  return lower.length === same.length ? lower : same.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/**
 * The words of a text for a tokenizer that splits at spaces: Chinese as overlapping pairs of characters, and the last
 * character of each run alone, so that any run of two or more characters is a phrase of pairs and a single one a prefix.
 */
export function indexText(text: string): string {
  const words: string[] = [];
  for (const [run] of fold(text.slice(0, LONGEST_TEXT)).matchAll(RUNS)) {
    if (!HAN.test(run)) {
      words.push(run);
      continue;
    }
    const characters = [...run];
    for (let at = 0; at < characters.length; at++) words.push(characters[at]! + (characters[at + 1] ?? ""));
  }
  return words.join(" ");
}

/** The terms of a query: runs of Chinese, and words. */
export function queryTerms(query: string): string[] {
  const runs = [...fold(query.slice(0, LONGEST_QUERY)).matchAll(RUNS)].map(([run]) => run);
  return [...new Set(runs)].slice(0, MOST_TERMS);
}

/** The terms in the language of FTS5: all of them must be found. Undefined when there is no term. */
export function matchExpression(terms: readonly string[]): string | undefined {
  if (terms.length === 0) return undefined;
  return terms.map(termExpression).join(" AND ");
}

function termExpression(term: string): string {
  const characters = [...term];
  if (!HAN.test(term)) return isPrefix(term) ? `"${term}" *` : `"${term}"`;
  if (characters.length === 1) return `"${term}" *`;
  const pairs = characters.slice(0, -1).map((character, at) => character + characters[at + 1]!);
  return `"${pairs.join(" ")}"`;
}

/** A longer word also finds those that begin with it: "minister" finds "ministers". */
function isPrefix(term: string): boolean {
  return term.length >= 4;
}

/** Where the terms stand in a text: `[start, end)` of each, in order, not overlapping. */
export function findTerms(text: string, terms: readonly string[]): [number, number][] {
  if (terms.length === 0) return [];
  const forms = [...terms].sort((a, b) => b.length - a.length).map(termPattern);
  const found = fold(text).matchAll(new RegExp(forms.join("|"), "gu"));
  return [...found].map((match) => [match.index, match.index + match[0].length]);
}

/** Terms are letters, digits and marks only, so nothing in them needs escaping. */
function termPattern(term: string): string {
  if (HAN.test(term)) return term;
  const end = isPrefix(term) ? "[\\p{L}\\p{N}\\p{M}]*" : "(?![\\p{L}\\p{N}])";
  return `(?<![\\p{L}\\p{N}])${term}${end}`;
}

/** Characters shown around the first place found. */
const BEFORE = 40;
const SHOWN = 160;

/** A piece of the text around the first term, and where the terms stand in the piece. */
export function snippetOf(
  text: string,
  terms: readonly string[],
): { snippet: string; highlights: [number, number][] } {
  const first = findTerms(text.slice(0, LONGEST_TEXT), terms)[0]?.[0] ?? 0;
  const start = wholeCharacter(text, Math.max(0, first - BEFORE));
  const end = wholeCharacter(text, Math.min(text.length, start + SHOWN));
  const snippet = text.slice(start, end);
  return { snippet, highlights: findTerms(snippet, terms) };
}

/** A place that does not cut a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
