import type { Lexicon } from "./lexicon.ts";
import {
  chineseNamePinyin,
  fold,
  isChinese,
  letterLikeness,
  romanisedNameForms,
  soundLikeness,
  soundsOfChinese,
  soundsOfLatin,
} from "./romanise.ts";

/** Names known to be one person's: the same key for 觉瑞 and Kyaw Swe, undefined for a name that is not listed. */
export interface NameLookup {
  key(name: string): string | undefined;
}

export const EMPTY_NAMES: NameLookup = { key: () => undefined };

/** A lookup from a dictionary of people: each group lists the forms of one person's name in any script. */
export function buildNameLookup(
  groups: readonly { readonly id: string; readonly forms: readonly string[] }[],
): NameLookup {
  const keys = new Map<string, string | null>();
  for (const { id, forms } of groups) {
    for (const form of forms) {
      const folded = fold(form);
      // A form that two people share proves neither of them.
      keys.set(folded, keys.has(folded) && keys.get(folded) !== id ? null : id);
    }
  }
  return { key: (name) => keys.get(fold(name)) ?? undefined };
}

/** The lookup of the people in the dictionaries. */
export function namesOfLexicon(lexicon: Pick<Lexicon, "people">): NameLookup {
  return buildNameLookup(
    [...lexicon.people.values()].map(({ id, zh, en }) => ({ id, forms: [...zh, ...en] })),
  );
}

/** A name made ready for comparing. */
export interface ReadyName {
  readonly written: string;
  readonly folded: string;
  readonly chinese: boolean;
  readonly key: string | undefined;
  /** Words of the name, the surname usually last (foreign) or the whole (Chinese). */
  readonly words: readonly string[];
  readonly pinyin: readonly string[];
  readonly sounds: readonly string[];
}

/** Prepares a name; `side` decides how Chinese characters are read: a Chinese person's name or a foreign name's sounds. */
export function readyName(written: string, side: "prc" | "foreign", names: NameLookup): ReadyName {
  const folded = fold(written).slice(0, 80);
  const chinese = isChinese(folded);
  const words = folded.split(chinese ? /[·\s]+/ : /[\s·,]+/).filter((word) => word !== "");
  const latin = chinese ? [] : words.filter((word) => word.length > 2);
  return {
    written,
    folded,
    chinese,
    key: names.key(written),
    words,
    pinyin: side === "foreign" ? [] : chinese ? [chineseNamePinyin(folded)] : romanisedNameForms(folded),
    sounds:
      side === "prc"
        ? []
        : chinese
          ? [soundsOfChinese(folded), ...(words.length > 1 ? [soundsOfChinese(words.at(-1)!)] : [])]
          : [...latin.map(soundsOfLatin), soundsOfLatin(words.join(""))],
  };
}

/**
 * How well two names agree, −1 to 1: 1 one person, −1 two people, about 0 when it cannot be told. Names in two scripts
 * never prove two people as surely as names in one script do.
 */
export function compareNames(a: ReadyName, b: ReadyName): number {
  if (a.folded === b.folded) return 1;
  if (a.key !== undefined && b.key !== undefined) return a.key === b.key ? 1 : -1;
  if (a.chinese === b.chinese) return a.chinese ? sameScriptChinese(a, b) : sameScriptLatin(a, b);
  if (a.pinyin.length > 0) {
    const best = Math.max(...a.pinyin.flatMap((x) => b.pinyin.map((y) => letterLikeness(x, y))));
    return best >= 0.9 ? 1 : best >= 0.8 ? 0.5 : -0.8;
  }
  let best = 0;
  let length = 0;
  for (const x of a.sounds) {
    for (const y of b.sounds) {
      const likeness = soundLikeness(x, y);
      if (likeness > best || (likeness === best && Math.min(x.length, y.length) > length)) {
        best = likeness;
        length = Math.min(x.length, y.length);
      }
    }
  }
  if (best >= 0.8) return length >= 3 ? 0.9 : 0.7;
  return best >= 0.65 ? 0.4 : best >= 0.5 ? 0 : best >= 0.3 ? -0.3 : -0.6;
}

function sameScriptChinese(a: ReadyName, b: ReadyName): number {
  const last = (name: ReadyName): string => name.words.at(-1) ?? name.folded;
  // 维托里奥·里齐 and 里齐: the short form is the last part of the long one.
  if (last(a) === last(b) && (a.words.length === 1 || b.words.length === 1)) return 0.9;
  if (a.pinyin.length > 0) return a.pinyin[0] === b.pinyin[0] ? 0.6 : -1;
  const sounds = soundLikeness(soundsOfChinese(last(a)), soundsOfChinese(last(b)));
  return sounds >= 0.85 && last(a).length >= 3 ? 0.6 : sounds >= 0.6 ? -0.4 : -1;
}

function sameScriptLatin(a: ReadyName, b: ReadyName): number {
  const [short, long] = a.words.length <= b.words.length ? [a, b] : [b, a];
  const alike = (x: string): number => Math.max(0, ...long.words.map((y) => letterLikeness(x, y)));
  const likeness = short.words.map(alike);
  if (likeness.length === 0) return 0;
  // "Kamara" and "Memuna Kamara"; "Niyazbekov" and "Niiazbekov": every word of the short form has its like.
  const worst = Math.min(...likeness);
  if (worst >= 0.75) return short.words.length === 1 && short.words[0]!.length < 4 ? 0.7 : 1;
  const surnames = letterLikeness(a.words.at(-1) ?? "", b.words.at(-1) ?? "");
  if (surnames >= 0.85) return 0.4;
  return Math.max(...likeness) >= 0.85 ? 0 : -1;
}
