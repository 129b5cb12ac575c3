/** A sentence of a title or text: offsets into it, and the number of its paragraph. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly paragraph: number;
}

const CHINESE_END = /[。！？!?；]+[”’）》"']*|…{2,}/g;
/** A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number. */
const LATIN_END = /[.!?]+["')\]]*(?=\s+["'(]?[\p{Lu}\d]|\s*$)/gu;
const ABBREVIATION =
  /(?:^|[\s("'])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Brig|Capt|Cmdr|Supt|Insp|Sgt|Adm|Hon|Gov|Sen|Rep|Rev|St|Jr|Sr|No|Nos|Rs|Pol|Det|Asst|Amb|Engr|Mme|Sra|Dra|Lic|Ing|Excmo|Gral|Cnel|Ts|Kh|Sh|Dz|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|[A-Z](?:\.[A-Z])?)$/;

/** No sentence of a person is longer, in characters. Work on one sentence grows faster than its length. */
const LONGEST = 1200;

/**
 * Splits a normalised field into sentences. A line end always ends a sentence; white space around one is left out. What
 * runs on for more than 1,200 characters, as text without marks does, is cut at a comma or space, or anywhere.
 */
export function splitSentences(text: string, language: "zh" | "en" | "other"): Sentence[] {
  const sentences: Sentence[] = [];
  let paragraph = 0;
  let lineStart = 0;
  for (const line of text.split("\n")) {
    const ends = language === "zh" ? chineseEnds(line) : latinEnds(line);
    let from = 0;
    for (const to of withCuts(line, [...ends, line.length])) {
      if (to <= from) continue;
      const piece = line.slice(from, to);
      const lead = piece.length - piece.trimStart().length;
      const trimmed = piece.trim();
      if (trimmed !== "") {
        const start = lineStart + from + lead;
        sentences.push({ start, end: start + trimmed.length, paragraph });
      }
      from = to;
    }
    lineStart += line.length + 1;
    paragraph++;
  }
  return sentences;
}

function withCuts(line: string, ends: readonly number[]): number[] {
  const all: number[] = [];
  let from = 0;
  for (const end of ends) {
    while (end - from > LONGEST) {
      const most = from + LONGEST;
      const head = line.slice(from, most);
      const mark = Math.max(...["，", "、", ",", " "].map((one) => head.lastIndexOf(one)));
      from = mark > LONGEST / 2 ? from + mark + 1 : most;
      all.push(from);
    }
    all.push(end);
    from = end;
  }
  return all;
}

function chineseEnds(line: string): number[] {
  return Array.from(line.matchAll(CHINESE_END), (m) => m.index + m[0].length);
}

function latinEnds(line: string): number[] {
  const ends: number[] = [];
  for (const match of line.matchAll(LATIN_END)) {
    const before = line.slice(Math.max(0, match.index - 12), match.index);
    if (match[0].startsWith(".") && ABBREVIATION.test(before)) continue;
    ends.push(match.index + match[0].length);
  }
  return ends;
}
