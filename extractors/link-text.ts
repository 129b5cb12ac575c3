import type { WordClass } from "./link-config.ts";
import { fold } from "./romanise.ts";

const DIGITS = "〇一二三四五六七八九";
const ENGLISH = [
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
  "eleventh",
  "twelfth",
  "thirteenth",
  "fourteenth",
  "fifteenth",
  "sixteenth",
  "seventeenth",
  "eighteenth",
  "nineteenth",
  "twentieth",
];
const CHINESE_ORDINAL = /第([〇零一二三四五六七八九十百]{1,6}|\d{1,4})(?:次|届|轮|度)/g;
const ENGLISH_ORDINAL = new RegExp(
  `\\b(\\d{1,4}(?:st|nd|rd|th)|${ENGLISH.join("|")})\\b(?=(?: [\\w-]+){0,6} (?:meetings?|rounds?|patrols?|sessions?|` +
    "conferences?|editions?|dialogues?|forums?|exercises?|operations?|talks)\\b)",
  "g",
);

function chineseNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const digit = (character: string | undefined): number => Math.max(0, DIGITS.indexOf(character ?? "〇"));
  const hundreds = text.includes("百") ? digit(text[text.indexOf("百") - 1]) : 0;
  const rest = text.slice(text.indexOf("百") + 1);
  if (!rest.includes("十")) return hundreds * 100 + digit(rest.replace("零", "").at(-1));
  const [tens = "", ones = ""] = rest.replace("零", "").split("十");
  return hundreds * 100 + (tens === "" ? 1 : digit(tens)) * 10 + (ones === "" ? 0 : digit(ones));
}

/** Ordinals of a series that a folded text names: 第九十七次 and "97th joint patrol" both give 97. */
export function ordinals(text: string): Set<number> {
  const found = new Set<number>();
  for (const [, number = ""] of text.matchAll(CHINESE_ORDINAL)) found.add(chineseNumber(number));
  for (const [, word = ""] of text.matchAll(ENGLISH_ORDINAL)) {
    const at = ENGLISH.indexOf(word);
    found.add(at >= 0 ? at + 1 : Number.parseInt(word, 10));
  }
  return found;
}

/** The classes whose words a folded text holds. */
export function wordClasses(text: string, classes: readonly WordClass[]): Set<string> {
  const found = new Set<string>();
  for (const { name, words } of classes) if (words.some((word) => holds(text, word))) found.add(name);
  return found;
}

/** The first class, in the order of the file, that a folded text names. */
export function firstClass(text: string, classes: readonly WordClass[]): string | undefined {
  return classes.find(({ words }) => words.some((word) => holds(text, word)))?.name;
}

/** Whether a folded text holds the word; a Latin word only as a whole, in the singular or plural: "van" is not in Vanuatu. */
export function holds(text: string, word: string): boolean {
  const latin = /^[a-z]/.test(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!latin) return true;
    const before = text[at - 1] ?? " ";
    if (
      !/[a-z]/.test(before) &&
      /^(?:e?s)?(?![a-z])/.test(text.slice(at + word.length, at + word.length + 3))
    ) {
      return true;
    }
  }
  return false;
}

/** 公安部部长, the Chinese minister's own office, which is not a counterpart's although Vietnam's and Laos's is called the same. */
const CHINESE_MINISTER =
  /公安部副?部长|(?:vice |deputy )?minister of public security|public security minister/g;

/** Office classes of a passage that names no counterpart: 拜会司法部长 (calls on the minister of justice). */
export function officesIn(text: string, classes: readonly WordClass[]): Set<string> {
  return wordClasses(text.replace(CHINESE_MINISTER, " "), classes);
}

/** Letters around a name within which its office stands: 内政部长觉瑞; "Kyaw Swe, Minister for Home Affairs". */
const NEAR = 45;

/** The office a folded text gives a person, by the words beside the name. */
export function officeBeside(text: string, name: string, classes: readonly WordClass[]): string | undefined {
  const at = text.indexOf(name);
  if (at < 0) return undefined;
  const end = at + name.length;
  const before =
    text
      .slice(Math.max(0, at - NEAR), at)
      .split(/[,，。;；、和与]/)
      .at(-1) ?? "";
  const after = text.slice(end, end + NEAR);
  return firstClass(before, classes) ?? (/^[,，(（]/.test(after) ? firstClass(after, classes) : undefined);
}

/** Two-letter pieces of a folded text, for comparing wordings in one language. */
export function pieces(text: string): Set<string> {
  const plain = fold(text)
    .replace(/[\p{P}\p{Z}\s]+/gu, "")
    .slice(0, 400);
  const found = new Set<string>();
  for (let at = 0; at + 1 < plain.length; at++) found.add(plain.slice(at, at + 2));
  return found;
}

/** 0–1: twice the shared pieces over all pieces. */
export function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let both = 0;
  for (const piece of small) if (large.has(piece)) both++;
  return (2 * both) / (a.size + b.size);
}

/** 0–1: how much of the shorter of two phrases stands in the longer: words in Latin letters, pairs of characters in Chinese. */
export function contained(a: string, b: string): number {
  const parts = (text: string): Set<string> =>
    /[a-z]/.test(text) ? new Set(text.split(/[^a-z]+/).filter(Boolean)) : pieces(text);
  const [x, y] = [parts(a), parts(b)];
  const [small, large] = x.size <= y.size ? [x, y] : [y, x];
  if (small.size === 0) return 0;
  return [...small].filter((part) => large.has(part)).length / small.size;
}
