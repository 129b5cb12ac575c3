import { createRequire } from "node:module";
import { normalise } from "./normalise.ts";

const load = createRequire(import.meta.url);
type Pinyin = (
  text: string,
  options: { toneType: "none"; type: "array"; surname?: "head" | "off"; v: true; nonZh: "removed" },
) => string[];
let pinyin: Pinyin | undefined;

const HAN = /\p{Script=Han}/u;

/** Whether the text holds a Chinese character. */
export function isChinese(text: string): boolean {
  return HAN.test(text);
}

/** One form for comparing: simplified characters, half width, lower case, without accents and spaces at the ends. */
export function fold(text: string): string {
  const folded = isChinese(text) ? normalise(text, "zh") : text;
  return folded
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .trim();
}

function syllables(text: string, surname: "head" | "off"): string[] {
  pinyin ??= (load("pinyin-pro") as { pinyin: Pinyin }).pinyin;
  return pinyin(text, { toneType: "none", type: "array", surname, v: true, nonZh: "removed" });
}

/**
 * A Chinese person's name in pinyin letters without spaces: 单霁翔 gives "shanjixiang", with the reading that the
 * character has as a surname.
 */
export function chineseNamePinyin(name: string): string {
  return syllables(fold(name), "head").join("").replaceAll("v", "u");
}

/** Each form that a romanised Chinese name may be compared in: as written, and with the surname moved to the front. */
export function romanisedNameForms(name: string): string[] {
  const parts = fold(name)
    .replaceAll("ü", "u")
    .split(/[\s·]+/)
    .map((part) => part.replace(/[^a-z]/g, ""))
    .filter(Boolean);
  const plain = parts.join("");
  const last = parts.at(-1);
  return parts.length > 1 && last ? [plain, last + parts.slice(0, -1).join("")] : [plain];
}

/**
 * Sound classes of a name, one letter each, vowels left out but for a glide. Chinese writes foreign names by syllables
 * and has no voiced stops of its own and no final consonants, so what survives both ways is the order of consonants.
 */
const CHINESE_SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/^(zh|j)/, "J"],
  [/^(ch|q)/, "C"],
  [/^(sh|x)/, "S"],
  [/^[sz]/, "S"],
  [/^c/, "C"],
  [/^r/, "J"],
  [/^[bp]/, "P"],
  [/^[dt]/, "T"],
  [/^[gk]/, "K"],
  [/^[wfv]/, "F"],
  [/^h/, "H"],
  [/^l/, "R"],
  [/^m/, "M"],
  [/^n/, "N"],
  [/^y/, "Y"],
];

/** Consonants of a foreign name written in Chinese: 科尔曼 gives "KRMN". */
export function soundsOfChinese(name: string): string {
  return syllables(fold(name), "off")
    .map((syllable) => {
      if (syllable === "er") return "R";
      const start = CHINESE_SOUNDS.find(([pattern]) => pattern.test(syllable))?.[1] ?? "";
      return start + (/ng?$/.test(syllable) ? "N" : "");
    })
    .join("")
    .replaceAll("NN", "N");
}

const LATIN_SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/^(tch|ch|ts|tz|cz)/, "C"],
  [/^(zh|dj|dzh|dz)/, "J"],
  [/^(sch|sh|ss|zz|sz)/, "S"],
  [/^(ph|ff)/, "F"],
  [/^(kh|gh)/, "H"],
  [/^(th|tt|dd)/, "T"],
  [/^(ck|qu|x)/, "K"],
  [/^c(?=[eiy])/, "S"],
  [/^g(?=[eiy])/, "J"],
  [/^[ckgq]/, "K"],
  [/^[bp]/, "P"],
  [/^[dt]/, "T"],
  [/^[sz]/, "S"],
  [/^[fvw]/, "F"],
  [/^j/, "J"],
  [/^h/, "H"],
  [/^[lr]/, "R"],
  [/^m/, "M"],
  [/^n/, "N"],
  [/^y/, "Y"],
];

/** Consonants of one word of a name in Latin letters: "Coleman" gives "KRMN". */
export function soundsOfLatin(word: string): string {
  let rest = fold(word)
    .replace(/[^a-z]/g, "")
    .replace(/(.)\1/g, (both, letter: string) => (/[sz]/.test(letter) ? both : letter));
  let sounds = "";
  while (rest.length > 0) {
    const found = LATIN_SOUNDS.map(([pattern, sound]) => [pattern.exec(rest)?.[0], sound] as const).find(
      ([text]) => text !== undefined,
    );
    sounds += found?.[1] ?? "";
    rest = rest.slice(found?.[0]?.length ?? 1);
  }
  return sounds;
}

/** Sounds that Chinese spelling of foreign names is known to exchange; the number is what the exchange costs. */
const NEAR: Readonly<Record<string, number>> = {
  CJ: 0.3,
  CS: 0.3,
  JS: 0.3,
  CT: 0.4,
  CK: 0.6,
  JY: 0.3,
  HK: 0.3,
  HJ: 0.5,
  HY: 0.5,
  MN: 0.3,
  FP: 0.4,
  JK: 0.4,
  JT: 0.5,
  ST: 0.5,
  FH: 0.5,
  FR: 0.8,
};
/** What leaving a sound out costs; glides and h come and go. */
const LOSS: Readonly<Record<string, number>> = { H: 0.3, Y: 0.3, F: 0.7, N: 0.7, R: 0.7, K: 0.8 };

/** 0–1: how well two consonant orders agree. Two names of one consonant each agree by chance and give at most 0.6. */
export function soundLikeness(a: string, b: string): number {
  if (a === "" || b === "") return 0;
  const loss = (sound: string | undefined): number => LOSS[sound ?? ""] ?? 1;
  let row = [0];
  for (const sound of b) row.push((row.at(-1) ?? 0) + loss(sound));
  for (let i = 1; i <= a.length; i++) {
    const next = [(row[0] ?? 0) + loss(a[i - 1])];
    for (let j = 1; j <= b.length; j++) {
      const pair = [a[i - 1], b[j - 1]].sort().join("");
      const change = a[i - 1] === b[j - 1] ? 0 : (NEAR[pair] ?? 1);
      next.push(
        Math.min(
          (row[j - 1] ?? 0) + change,
          (row[j] ?? 0) + loss(a[i - 1]),
          (next[j - 1] ?? 0) + loss(b[j - 1]),
        ),
      );
    }
    row = next;
  }
  const likeness = Math.max(0, 1 - (row.at(-1) ?? 0) / Math.max(a.length, b.length));
  return Math.min(a.length, b.length) < 2 ? Math.min(likeness, 0.6) : likeness;
}

/** 0–1: how alike two texts are in their letters, by edit distance. */
export function letterLikeness(a: string, b: string): number {
  if (a === b) return 1;
  const longest = Math.max(a.length, b.length);
  if (longest === 0 || longest > 80) return 0;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return 1 - (row.at(-1) ?? 0) / longest;
}

const NO_SURNAMES: ReadonlySet<string> = new Set();

/**
 * A Chinese person's name as English texts print it: 郭声琨 gives "Guo Shengkun", 欧阳明 with `surnames` "Ouyang Ming", and a
 * name in parts (雪克来提·扎克尔) one word for each.
 */
export function romanise(name: string, surnames: ReadonlySet<string> = NO_SURNAMES): string {
  const plain = fold(name);
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  if (plain.includes("·")) {
    const words = plain.split("·").map((part) => capital(syllables(part, "off").join("")));
    return words.filter(Boolean).join(" ").replaceAll("v", "ü");
  }
  const parts = syllables(plain, "head");
  // With a surname of two characters the reader of names gives either both as one part or each as its own.
  const double = plain.length > 2 && surnames.has(plain.slice(0, 2)) && parts.length === plain.length;
  const length = double ? 2 : 1;
  return [capital(parts.slice(0, length).join("")), capital(parts.slice(length).join(""))]
    .filter(Boolean)
    .join(" ")
    .replaceAll("v", "ü");
}
