/** A compiled pattern taken apart: what follows what, what may repeat. Look-arounds and anchors are `empty`. */
export type PatternNode =
  | { readonly kind: "character"; readonly source: string }
  | { readonly kind: "empty" }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  | { readonly kind: "repeat"; readonly min: number; readonly max: number; readonly body: PatternNode };

const EMPTY: PatternNode = { kind: "empty" };
const LONG_ESCAPE =
  /^\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[pP]\{[^}]*\}|k<[^>]*>|c[A-Za-z]|[\s\S])/;
const QUANTIFIER = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/;
const GROUP = /^\((?:\?(?::|<?[=!]|<[A-Za-z_$][\w$]*>))?/;

/** Takes a valid regular expression of JavaScript apart; the engine itself has checked the syntax. */
export function parsePattern(source: string): PatternNode {
  const at = { index: 0 };
  return readChoice(source, at);
}

function readChoice(source: string, at: { index: number }): PatternNode {
  const options = [readSequence(source, at)];
  while (source[at.index] === "|") {
    at.index++;
    options.push(readSequence(source, at));
  }
  return options.length === 1 ? options[0]! : { kind: "choice", options };
}

function readSequence(source: string, at: { index: number }): PatternNode {
  const parts: PatternNode[] = [];
  while (at.index < source.length && source[at.index] !== "|" && source[at.index] !== ")") {
    const atom = readAtom(source, at);
    const quantifier = QUANTIFIER.exec(source.slice(at.index, at.index + 24));
    if (!quantifier) {
      parts.push(atom);
      continue;
    }
    at.index += quantifier[0].length;
    parts.push({ kind: "repeat", ...boundsOf(quantifier), body: atom });
  }
  return parts.length === 1 ? parts[0]! : { kind: "sequence", parts };
}

function boundsOf([written, least, comma, most]: RegExpExecArray): { min: number; max: number } {
  if (written.startsWith("*")) return { min: 0, max: Infinity };
  if (written.startsWith("+")) return { min: 1, max: Infinity };
  if (written.startsWith("?")) return { min: 0, max: 1 };
  const min = Number(least);
  return { min, max: comma === undefined ? min : most === "" ? Infinity : Number(most) };
}

function readAtom(source: string, at: { index: number }): PatternNode {
  const rest = source.slice(at.index);
  const first = rest[0]!;
  if (first === "(") {
    const opening = GROUP.exec(rest)![0];
    at.index += opening.length;
    const body = readChoice(source, at);
    at.index++;
    return /[=!]$/.test(opening) ? EMPTY : body;
  }
  if (first === "^" || first === "$") {
    at.index++;
    return EMPTY;
  }
  const text = first === "\\" ? LONG_ESCAPE.exec(rest)![0] : first === "[" ? classAt(rest) : first;
  at.index += text.length;
  return /^\\(?:[bB1-9]|k<)/.test(text) ? EMPTY : { kind: "character", source: text };
}

/** The character class a text begins with, brackets included. */
function classAt(text: string): string {
  let end = 1;
  while (text[end] !== "]") end += text[end] === "\\" ? 2 : 1;
  return text.slice(0, end + 1);
}
