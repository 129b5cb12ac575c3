import { diffArrays } from "diff";
import { alike } from "../extractors/alike.ts";

/** A run of characters that both versions have, or only one. */
export interface Piece {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** A paragraph of two versions side by side: in both, in one, or in both with changes inside. */
export type Line =
  | { readonly kind: "same" | "added" | "removed"; readonly text: string }
  | { readonly kind: "changed"; readonly pieces: readonly Piece[] };

/** Beyond so many edits a comparison would take long and its result would help nobody. */
const MOST_EDITS = { lines: 1000, words: 500 };
/** Longer paragraphs are shown whole, before and after. */
const LONGEST_COMPARED = 20_000;
/** Paragraphs that have less than this in common are not one paragraph with changes. */
const LEAST_ALIKE = 0.4;
/** Paragraphs are paired by likeness where there are at most so many pairs to try, else in their order. */
const MOST_PAIRS = 400;

/** Compares two texts paragraph by paragraph, and changed paragraphs character by character, or word by word in Latin script. */
export function compareLines(before: readonly string[], after: readonly string[]): Line[] {
  const found = diffArrays([...before], [...after], { maxEditLength: MOST_EDITS.lines });
  if (!found) return compareBlock(before, after);
  const lines: Line[] = [];
  for (let at = 0; at < found.length; at++) {
    const { added, removed, value } = found[at]!;
    const next = found[at + 1];
    if (!added && !removed) lines.push(...value.map((text) => ({ kind: "same" as const, text })));
    else if (next && ((removed && next.added) || (added && next.removed))) {
      lines.push(...(removed ? compareBlock(value, next.value) : compareBlock(next.value, value)));
      at++;
    } else lines.push(...(removed ? compareBlock(value, []) : compareBlock([], value)));
  }
  return lines;
}

/** Paragraphs that stand in the place of others. */
function compareBlock(before: readonly string[], after: readonly string[]): Line[] {
  const partner = pairUp(before, after);
  const lines: Line[] = [];
  let next = 0;
  for (const [at, text] of before.entries()) {
    const other = partner[at] ?? -1;
    if (other < 0) {
      lines.push({ kind: "removed", text });
      continue;
    }
    while (next < other) lines.push({ kind: "added", text: after[next++]! });
    next = other + 1;
    const pieces = comparePieces(text, after[other]!);
    if (pieces) lines.push({ kind: "changed", pieces });
    else lines.push({ kind: "removed", text }, { kind: "added", text: after[other]! });
  }
  while (next < after.length) lines.push({ kind: "added", text: after[next++]! });
  return lines;
}

/** For each paragraph before, the place of the one after that it became, rising; -1 for one that is gone. */
function pairUp(before: readonly string[], after: readonly string[]): number[] {
  const [rows, columns] = [before.length, after.length];
  if (rows * columns > MOST_PAIRS) return before.map((_, at) => (at < columns ? at : -1));
  const score = before.map((one) => after.map((other) => likeness(one, other)));
  // The pairs whose likenesses add up to the most, none crossing another.
  const best = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1));
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const paired = score[i]![j]! > 0 ? score[i]![j]! + best[i + 1]![j + 1]! : 0;
      best[i]![j] = Math.max(paired, best[i + 1]![j]!, best[i]![j + 1]!);
    }
  }
  const partner = before.map(() => -1);
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (score[i]![j]! > 0 && best[i]![j] === score[i]![j]! + best[i + 1]![j + 1]!) partner[i++] = j++;
    else if (best[i]![j] === best[i + 1]![j]) i++;
    else j++;
  }
  return partner;
}

function likeness(a: string, b: string): number {
  if (a.length > LONGEST_COMPARED || b.length > LONGEST_COMPARED) return 0;
  const score = alike(a, b);
  return score >= LEAST_ALIKE ? score : 0;
}

/** The pieces of a changed paragraph or title; null when the two have too little in common to be shown as one. */
export function comparePieces(before: string, after: string): Piece[] | null {
  if (likeness(before, after) === 0) return null;
  const found = diffArrays(tokens(before), tokens(after), { maxEditLength: MOST_EDITS.words });
  if (!found) return null;
  const pieces = found.map(({ added, removed, value }): Piece => {
    return { kind: added ? "added" : removed ? "removed" : "same", text: value.join("") };
  });
  return withoutIslands(pieces);
}

/** Words and numbers of Latin script whole, spaces together, every other character alone. */
function tokens(text: string): string[] {
  return text.match(/[\p{Script=Latin}\p{M}'’-]+|\d+|\s+|./gsu) ?? [];
}

/** A single character left between two changes is chance; it is shown as changed too. Removals come before additions. */
function withoutIslands(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  let [removed, added] = ["", ""];
  const flush = () => {
    if (removed) joined.push({ kind: "removed", text: removed });
    if (added) joined.push({ kind: "added", text: added });
    [removed, added] = ["", ""];
  };
  for (const [at, { kind, text }] of pieces.entries()) {
    if (kind === "removed") removed += text;
    else if (kind === "added") added += text;
    else if ((removed || added) && at + 1 < pieces.length && [...text].length === 1) {
      removed += text;
      added += text;
    } else {
      flush();
      joined.push({ kind, text });
    }
  }
  flush();
  return joined;
}
