import { createRequire } from "node:module";

const load = createRequire(import.meta.url);

/** What opencc-js converts, and for each UTF-16 unit whether it may be part of what changes. */
interface Conversion {
  readonly convert: (text: string) => string;
  readonly changes: Uint8Array;
}
let known: Conversion | undefined;

/** Written alike in both scripts, and other characters in some words only: 沈默 is 沉默, 答覆 is 答复. */
const CHANGED_IN_WORDS = "坏瞭藉覆沈哩甦衹";

function conversion(): Conversion {
  if (known) return known;
  const { Converter } = load("opencc-js/t2cn") as {
    Converter: (options: { from: string; to: string }) => Conversion["convert"];
  };
  const convert = Converter({ from: "t", to: "cn" });
  const changes = new Uint8Array(0x10000);
  // Surrogates are left to the converter.
  changes.fill(1, 0xd800, 0xe000);
  const ideographs: string[] = [];
  for (let code = 0x2e80; code < 0xfb00; code++) {
    if (code < 0xd800 || code >= 0xf900) ideographs.push(String.fromCharCode(code));
  }
  // On lines of their own no two make a word.
  const converted = convert(ideographs.join("\n")).split("\n");
  for (const [i, one] of ideographs.entries()) if (converted[i] !== one) changes[one.charCodeAt(0)] = 1;
  for (const one of CHANGED_IN_WORDS) changes[one.charCodeAt(0)] = 1;
  known = { convert, changes };
  return known;
}

/** Traditional to simplified characters by opencc-js. Most text holds none, and is given back as it is. */
function simplify(text: string): string {
  const { convert, changes } = conversion();
  for (let i = 0; i < text.length; i++) if (changes[text.charCodeAt(i)] === 1) return convert(text);
  return text;
}

/** Characters that have one equivalent of the same length: full-width forms, quotes, dots and spaces. */
const SAME: ReadonlyMap<string, string> = new Map([
  ["\u00a0", " "],
  ["\u3000", " "],
  ["\u2002", " "],
  ["\u2003", " "],
  ["\u2009", " "],
  ["\u200b", " "],
  ["\ufeff", " "],
  ["\t", " "],
  ["\r", " "],
  ["•", "·"],
  ["・", "·"],
  ["‧", "·"],
  ["∙", "·"],
  ["．", "."],
  ["○", "〇"],
  ["「", "“"],
  ["」", "”"],
  ["『", "“"],
  ["』", "”"],
  ["〈", "《"],
  ["〉", "》"],
  ["＂", '"'],
]);
const CHINESE_MARKS: ReadonlyMap<string, string> = new Map([
  [",", "，"],
  [";", "；"],
  [":", "："],
  ["?", "？"],
  ["!", "！"],
  ["(", "（"],
  [")", "）"],
]);
const LATIN_MARKS: ReadonlyMap<string, string> = new Map([
  ["’", "'"],
  ["‘", "'"],
  ["“", '"'],
  ["”", '"'],
  ["–", "-"],
  ["‑", "-"],
]);
const CANDIDATE =
  /[\u00a0\u2002-\u200b\ufeff\t\r\u3000•・‧∙．○「」『』〈〉＂０-９Ａ-Ｚａ-ｚ％＋－／,;:?!()’‘“”–‑]/g;

/**
 * The text as the rules see it: simplified characters, half-width digits and letters, one form of each quotation mark,
 * dot and space, Chinese marks in Chinese text and ASCII marks in Latin text. **The result has the length of the
 * input, position for position**, so a span found in it is the same span of the captured text.
 */
export function normalise(text: string, language: "zh" | "en" | "other"): string {
  const chinese = language === "zh";
  const folded = text.replace(CANDIDATE, (mark, at: number) => {
    const same = SAME.get(mark);
    if (same) return same;
    const code = mark.charCodeAt(0);
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
    if (!chinese) return LATIN_MARKS.get(mark) ?? mark;
    const between = /\d/.test(text[at - 1] ?? "") && /\d/.test(text[at + 1] ?? "");
    return between ? mark : (CHINESE_MARKS.get(mark) ?? mark);
  });
  return chinese ? sameLength(folded.replace(TYPED_YEAR, (year) => year.replaceAll("0", "〇"))) : folded;
}

/** 二00一年: the figure typed for the Chinese zero (〇). */
const TYPED_YEAR = /[一二][0〇零一二三四五六七八九]{3}(?=年)/g;

/** The text in simplified characters, of the same length, everything else as it was: for reading. */
export function simplified(text: string): string {
  return sameLength(text);
}

/** opencc-js may in principle change the length of a phrase; then the paragraph is converted character by character. */
function sameLength(text: string): string {
  const simplified = simplify(text);
  if (simplified.length === text.length) return simplified;
  return text
    .split("\n")
    .map((paragraph) => {
      const whole = simplify(paragraph);
      if (whole.length === paragraph.length) return whole;
      return Array.from(paragraph, (character) => {
        const one = simplify(character);
        return one.length === character.length ? one : character;
      }).join("");
    })
    .join("\n");
}
