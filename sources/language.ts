import type { Language, Script } from "./document.ts";

export interface DetectedLanguage {
  readonly language: Language;
  /** ISO 639-3 as franc names it; "und" when nothing can be told. */
  readonly languageCode: string;
  readonly script: Script;
}

const SAMPLE = 1500;
/** A Chinese character says about as much as three letters, so bilingual pages are weighed by that. */
const LETTERS_PER_CHARACTER = 3;
/** Japanese text is at least a third kana; Chinese text quotes a name or two. */
const MIN_KANA = 0.1;
/** Of the characters of a traditional text more than a fifth differ from simplified; 著 or 乾 alone do not count. */
const MIN_TRADITIONAL = 0.05;
/** Languages of mission sites and of news in Latin script; fewer candidates, fewer mistakes on short texts. */
const LATIN =
  "eng fra spa por deu ita nld swe dan nob fin pol ces slk hun ron hrv slv lit est tur ind vie sqi swh som".split(
    " ",
  );
const SURE_LETTERS = 100;
const ENGLISH_WORDS = /\b(?:the|of|and|to|in|with|on|for|at|by|holds?|meets?|visits?|police)\b/gi;

/** Tells language and script by counting scripts; only Latin text is put to franc, which is loaded on first need. */
export async function detectLanguage(title: string, text: string, hint?: string): Promise<DetectedLanguage> {
  const sample = `${title}\n${text.slice(0, SAMPLE)}`;
  const han = count(sample, /\p{Script=Han}/gu);
  const kana = count(sample, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const hangul = count(sample, /\p{Script=Hangul}/gu);
  const latin = count(sample, /\p{Script=Latin}/gu);
  const letters = count(sample, /\p{L}/gu);
  const others = letters - han - kana - hangul - latin;

  if (kana > MIN_KANA * (han + kana) && kana + han > latin / LETTERS_PER_CHARACTER) return other("jpn");
  if (hangul * LETTERS_PER_CHARACTER > latin && hangul > han) return other("kor");
  if (han > 0 && han * LETTERS_PER_CHARACTER >= latin + others) {
    return { language: "zh", languageCode: "cmn", script: await chineseScript(sample, han) };
  }
  if (others > latin) return other(await guess(sample, []));
  if (latin === 0) return { language: languageOf(hint), languageCode: codeOf(hint), script: "other" };
  const code = await latinLanguage(sample, latin, hint);
  return { language: code === "eng" ? "en" : "other", languageCode: code, script: "latn" };
}

async function latinLanguage(sample: string, letters: number, hint: string | undefined): Promise<string> {
  const code = await guess(sample, LATIN);
  if (letters >= SURE_LETTERS && code !== "und") return code;
  if (hint) return codeOf(hint);
  const words = count(sample, /\p{L}+/gu);
  return count(sample, ENGLISH_WORDS) * 6 >= words ? "eng" : code;
}

async function guess(sample: string, only: readonly string[]): Promise<string> {
  const { franc } = await import("franc");
  return franc(sample, { only: [...only] });
}

let simplifier: Promise<(text: string) => string> | undefined;

async function chineseScript(sample: string, han: number): Promise<Script> {
  simplifier ??= import("opencc-js/t2cn").then(({ Converter }) => Converter({ from: "t", to: "cn" }));
  const simplified = [...(await simplifier)(sample)];
  const changed = [...sample].filter((character, i) => character !== simplified[i]).length;
  return changed > Math.max(1, han * MIN_TRADITIONAL) ? "hant" : "hans";
}

function other(languageCode: string): DetectedLanguage {
  return { language: "other", languageCode, script: "other" };
}

function codeOf(hint: string | undefined): string {
  const short = (hint ?? "").toLowerCase().split(/[-_]/)[0]!;
  return { zh: "cmn", cmn: "cmn", en: "eng", eng: "eng" }[short] ?? "und";
}

function languageOf(hint: string | undefined): Language {
  const code = codeOf(hint);
  return code === "cmn" ? "zh" : code === "eng" ? "en" : "other";
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
