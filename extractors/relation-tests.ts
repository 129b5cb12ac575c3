import { compareNames } from "./link-names.ts";
import { holds, shared } from "./link-text.ts";
import type { RelationRule } from "./relation-config.ts";
import type { ReadyEvent, ReadySentence } from "./relation-ready.ts";

/** Days between the nearest days that two dates may mean; 0 where they may be one day. */
export function daysApart(a: ReadyEvent, b: ReadyEvent): number {
  return Math.max(0, a.days.first - b.days.last, b.days.first - a.days.last);
}

/** Whether the dates allow that `a` came before `b`, or on the same day. */
export function mayPrecede(a: ReadyEvent, b: ReadyEvent): boolean {
  return a.days.first <= b.days.last;
}

export function sharedCountries(a: ReadyEvent, b: ReadyEvent): string[] {
  return [...a.countries].filter((country) => b.countries.has(country));
}

export function sameCountries(a: ReadyEvent, b: ReadyEvent): boolean {
  return a.countries.size === b.countries.size && sharedCountries(a, b).length === a.countries.size;
}

export function sharesText(a: ReadyEvent, b: ReadyEvent): boolean {
  return [...a.texts].some((text) => b.texts.has(text));
}

/** Whether one sentence reports both. */
export function sharesSentence(a: ReadyEvent, b: ReadyEvent): boolean {
  const sentences = new Set(a.sentences.map(({ text }) => text));
  return b.sentences.some(({ text }) => sentences.has(text));
}

/** Names that agree at least so well are one person's. */
const ONE_PERSON = 0.6;

/** The people that both name, as the first writes them. */
export function sharedPeople(a: ReadyEvent, b: ReadyEvent): string[] {
  return a.people
    .filter((one) => b.people.some((other) => compareNames(one, other) >= ONE_PERSON))
    .map(({ written }) => written);
}

/**
 * Whether two numbered events of one type are of one series: one that both name, else of the same states and organs and with
 * like words after the number.
 */
export function sameSeries(a: ReadyEvent, b: ReadyEvent, alike: number): boolean {
  if (a.type !== b.type || sharedCountries(a, b).length === 0) return false;
  if (a.series.size > 0 && b.series.size > 0) return [...a.series].some((name) => b.series.has(name));
  if (!sameCountries(a, b)) return false;
  const [organs, others] = [a.event.coding.prc_actors, b.event.coding.prc_actors];
  if (organs.length > 0 && others.length > 0 && !organs.some((organ) => others.includes(organ))) return false;
  if (alike === 0) return true;
  const likeness = a.numbered.flatMap((x) =>
    b.numbered.filter(({ language }) => language === x.language).map((y) => shared(x.pieces, y.pieces)),
  );
  if (likeness.length > 0) return Math.max(...likeness) >= alike;
  // In two languages what it is about must tell.
  const [topics, theirs] = [a.event.coding.topics, b.event.coding.topics];
  return topics.some((topic) => theirs.includes(topic));
}

/** How a sentence names an earlier event: the better, the higher the rank. */
export interface Naming {
  readonly rank: 1 | 2 | 3;
  readonly text: string;
}

const SAME_TITLE = 0.8;

/** The sentences of an event that hold a word of each list of the rule. */
export function sayingSentences(one: ReadyEvent, { says }: RelationRule): ReadySentence[] {
  if (!says) return [];
  return one.sentences.filter(({ text }) => says.every((words) => words.some((word) => holds(text, word))));
}

/** The best way in which one of the sentences names the event: its paper by title, its day or month, or only its year. */
export function namingOf(
  sentences: readonly ReadySentence[],
  from: ReadyEvent,
  to: ReadyEvent,
  by: readonly ("title" | "date")[],
): Naming | undefined {
  const found = sentences.flatMap((sentence) => {
    const ways: Naming[] = [];
    const theirs = to.sentences.flatMap(({ titles }) => titles);
    if (by.includes("title") && sentence.titles.some((a) => theirs.some((b) => shared(a, b) >= SAME_TITLE)))
      ways.push({ rank: 3, text: "names its paper by the title" });
    if (by.includes("date")) {
      for (const date of namedDates(sentence, from)) {
        const meant = date.length === 4 ? to.event.coding.date.startsWith(date) : isSameMonth(date, to);
        if (meant) ways.push({ rank: date.length === 4 ? 1 : 2, text: `names its date (${date})` });
      }
    }
    return ways;
  });
  return found.reduce<Naming | undefined>(
    (best, one) => (best && best.rank >= one.rank ? best : one),
    undefined,
  );
}

/** Days, months and years that a sentence names, other than the event's own. */
export function namedDates(sentence: ReadySentence, { event }: ReadyEvent): string[] {
  return sentence.dates().flatMap(({ date, kind }) => {
    if (date === null || kind === "vague" || event.coding.date.startsWith(date)) return [];
    return [date];
  });
}

function isSameMonth(date: string, { event }: ReadyEvent): boolean {
  const own = event.coding.date;
  return own.length >= 7 && (own.startsWith(date) || date.startsWith(own));
}
