import { normalise } from "./normalise.ts";

/** A text reduced to what its copies share: simplified, in small letters, without marks, spaces and furniture. */
export interface Passages {
  /** Whether it is compared by letters; other texts are by words, with one space between two. */
  readonly chinese: boolean;
  /** Its clauses in their order. */
  readonly pieces: readonly string[];
  /** Numbers below 2^48 for the clauses long enough to tell texts apart, ascending; of a very long text a sample. */
  readonly hashes: readonly number[];
}

export interface PassageText {
  readonly text: string;
  readonly language: "zh" | "en" | "other";
  readonly script: string;
}

/** Letters of a clause that two texts do not share by chance. */
const LONG_ENOUGH = { chinese: 8, other: 24 };
/** A longer clause is no furniture, whatever word it holds. */
const LONGEST_FURNITURE = 40;
/** What stands further on in a text is not compared: so much is hardly ever one report. */
const LONGEST_TEXT = 100_000;
/** Hashes of one document, at most: more than a text of 4,000 Chinese letters has. */
export const MOST_HASHES = 400;

/** Between clauses of Chinese text. A space parts them too, but not two Latin words. */
const CHINESE_END = /[，。！？；：（）“”【】|\n]+|(?<!\w) | (?!\w)/;
const LATIN_END = /[;:!?()[\]"|\n]+|[,.](?=\s|$)| --? /;
const BRACKETS = /[（(【[][^（）()【】[\]]{0,40}[）)】\]]/g;
/** All letters of a line that only numbers a page or says when it was put out: 2024年6月14日 09:30. */
const NUMBER_LETTERS =
  /^(?:[年月日时分第共页]|星期.|[ap]m|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber)*$/;

/**
 * Cuts a text into passages; its title is left out, as reprints have their own. `furniture` are words, in small letters,
 * that mark a short clause as no part of the report. Linear in the text.
 */
export function readPassages(
  { text, language, script }: PassageText,
  furniture: readonly string[],
): Passages {
  const chinese = language === "zh" || script === "hans" || script === "hant";
  const plain = normalise(text.slice(0, LONGEST_TEXT), chinese ? "zh" : language).toLowerCase();
  const pieces = plain
    .replace(/[^\S\n]+/g, " ")
    .split("\n")
    .filter((line) => /[。！？.!?]$/.test(line) || !(isFurniture(line, furniture) || isNumberLine(line)))
    .map((line) => line.replace(BRACKETS, (whole) => (isFurniture(whole, furniture) ? "\n" : whole)))
    .flatMap((line) => line.split(chinese ? CHINESE_END : LATIN_END))
    .filter((clause) => !isFurniture(clause, furniture))
    .map((clause) => letters(clause, chinese))
    .filter((clause) => clause !== "");
  const hashes = new Set(pieces.filter((piece) => isLong(piece, chinese)).map(hashOf));
  // The smallest ones: of two texts that share clauses, the samples do too.
  return { chinese, pieces, hashes: [...hashes].sort((a, b) => a - b).slice(0, MOST_HASHES) };
}

/** Whether a clause is long enough to tell texts apart. */
export function isLong(piece: string, chinese: boolean): boolean {
  return piece.length >= (chinese ? LONG_ENOUGH.chinese : LONG_ENOUGH.other);
}

/** A short line, bracket or clause that says nothing of the event: 责任编辑：赵文 (editor), a number of a page. */
function isFurniture(part: string, furniture: readonly string[]): boolean {
  if (part.length > LONGEST_FURNITURE) return false;
  return !/\p{L}/u.test(part) || furniture.some((word) => part.includes(word));
}

function isNumberLine(line: string): boolean {
  return line.length <= LONGEST_FURNITURE && NUMBER_LETTERS.test(line.replace(/\P{L}+/gu, ""));
}

function letters(clause: string, chinese: boolean): string {
  const spaced = clause.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  return chinese ? spaced.replace(/(?<!\w) | (?!\w)/g, "") : spaced;
}

/** 48 bits by two rounds of FNV-1a with different starts. */
function hashOf(piece: string): number {
  let [high, low] = [0x811c9dc5, 0x01000193];
  for (let at = 0; at < piece.length; at++) {
    const code = piece.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x85ebca6b) ^ (low >>> 13);
  }
  return ((high ^ (high >>> 15)) & 0xffff) * 0x1_0000_0000 + ((low ^ (low >>> 16)) >>> 0);
}
