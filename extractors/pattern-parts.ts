/** A stretch of a pattern as written in a rule, between its gaps. */
export interface PatternPart {
  /** As written: `(?<visitor>{{side}})`, `会见了?`. */
  readonly written: string;
  /** The name of the slot, where the part is one. */
  readonly slot: string | null;
  /** A gap, a look-around or a part that may be absent: nothing is missed where it is not found. */
  readonly optional: boolean;
}

const PIECE = /^\{\{[a-z_]+(?::\d+)?\}\}/;
const GAP = /^\{\{(?:gap|clause)(?::\d+)?\}\}/;
const QUANTIFIER = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/;
const MAY_BE_ABSENT = /^(?:[*?]|\{0)/;
const ASSERTION = /^\(\?<?[=!]|^[$^]|^\\[bB]/;

/**
 * The alternatives of a written pattern, each as a row of parts: named slots, groups, pieces and runs of plain words.
 * Joined, the parts of a row are the alternative again. The pattern must be valid.
 */
export function partsOfPattern(pattern: string): PatternPart[][] {
  const rows: PatternPart[][] = [[]];
  for (let at = 0; at < pattern.length; ) {
    if (pattern[at] === "|") {
      rows.push([]);
      at++;
      continue;
    }
    const atom = atomAt(pattern, at);
    const quantifier = QUANTIFIER.exec(pattern.slice(at + atom.length))?.[0] ?? "";
    addPart(rows.at(-1)!, atom, quantifier);
    at += atom.length + quantifier.length;
  }
  return rows;
}

function addPart(row: PatternPart[], atom: string, quantifier: string): void {
  const written = atom + quantifier;
  const optional = MAY_BE_ABSENT.test(quantifier) || GAP.test(atom) || ASSERTION.test(atom);
  const plain = !/^(?:\(|\{\{)/.test(atom);
  const last = row.at(-1);
  // Words written side by side are one thing to look for: 会见了.
  if (plain && !optional && last && !last.optional && !/^(?:\(|\{\{)/.test(last.written)) {
    row[row.length - 1] = { ...last, written: last.written + written };
    return;
  }
  row.push({ written, slot: /^\(\?<([a-z_]\w*)>/i.exec(atom)?.[1] ?? null, optional });
}

function atomAt(pattern: string, at: number): string {
  const rest = pattern.slice(at);
  const piece = PIECE.exec(rest);
  if (piece) return piece[0];
  if (rest[0] === "\\") return /^\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[pP]\{[^}]*\}|[\s\S])/.exec(rest)![0];
  if (rest[0] === "[") return classAt(rest);
  if (rest[0] === "(") return groupAt(rest);
  return rest[0]!;
}

function classAt(text: string): string {
  let end = 1;
  while (end < text.length && text[end] !== "]") end += text[end] === "\\" ? 2 : 1;
  return text.slice(0, end + 1);
}

function groupAt(text: string): string {
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    if (text[at] === "\\") at += 2;
    else if (text[at] === "[") at += classAt(text.slice(at)).length;
    else {
      if (text[at] === "(") depth++;
      if (text[at] === ")" && --depth === 0) return text.slice(0, at + 1);
      at++;
    }
  }
  return text;
}
