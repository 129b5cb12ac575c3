import type { Clause } from "./clause-zh.ts";
import type { RuleMatch } from "./rule.ts";

/** The lists of `config/rules/modality.yaml` for Chinese; what each is for stands there. */
export const MOOD_LISTS = [
  "future",
  "time_ahead",
  "object_after_jiang",
  "future_after_jiang",
  "verb_after_jiang",
  "settled",
  "settled_before_mark",
  "wished",
  "invites",
  "discussed",
  "faint",
  "conditional",
  "done",
  "done_behind",
  "fell_through",
  "negated",
  "ahead_behind",
  "makes_noun",
  "engages",
  "intends",
  "goes_on",
  "aside",
  "topic",
  "talked_about",
  "topic_ends",
  "opens_phrase",
  "only_when",
  "event_noun",
  "summed_up",
  "undated",
  "one_before",
  "thanks",
  "only_named",
  "rumoured",
  "signs",
  "named_by_act",
  "denies",
  "forbids",
  "serves",
  "served",
  "names_paper",
  "said",
] as const;
/** Each list as one pattern that finds all of its words. */
export type Mood = Readonly<Record<MoodList, RegExp>>;
export type MoodList = (typeof MOOD_LISTS)[number];

/** A word that may govern the predicate. */
export interface Sign {
  readonly at: number;
  readonly end: number;
  readonly word: string;
}

/** A clause with the match it was cut around and the words that are asked for. */
export type Scene = Clause & { readonly match: RuleMatch; readonly mood: Mood };

export const has = (words: RegExp, text: string): boolean => text.search(words) >= 0;

/** Whether the text begins with one of the words; the rest of it is not looked at. */
export function begins(words: RegExp, text: string): boolean {
  let here = atStart.get(words);
  if (!here) {
    here = new RegExp(words.source, "y");
    atStart.set(words, here);
  }
  here.lastIndex = 0;
  return here.test(text);
}

const atStart = new WeakMap<RegExp, RegExp>();

/** The words of a list in the clause before the predicate. */
export function signsBefore({ text, start, from, mood }: Scene, list: MoodList): readonly Sign[] {
  return signsIn(text, mood[list]).filter((sign) => sign.end > start && sign.end <= from);
}

/** The words of a list in a text. The matches of one sentence ask one after the other: the last answer is kept. */
export function signsIn(text: string, words: RegExp): readonly Sign[] {
  const last = lastSigns.get(words);
  if (last?.text === text) return last.signs;
  const signs = Array.from(text.matchAll(words), (m) => ({
    at: m.index,
    end: m.index + m[0].length,
    word: m[0],
  }));
  lastSigns.set(words, { text, signs });
  return signs;
}

const lastSigns = new WeakMap<RegExp, { readonly text: string; readonly signs: readonly Sign[] }>();
