import { type PatternNode, parsePattern } from "./pattern-tree.ts";

/** More words than this say no more than fewer and longer ones elsewhere in the pattern. */
const MOST_WORDS = 64;
const LETTER = /[\p{L}\p{N}]/u;
/** In tagged sentences a character of the private use area stands for a chunk, whatever its words are. */
const CHUNK = /[\ue000-\uf8ff]/;

/**
 * Words of which a text must hold one, in any case, for the pattern to match anywhere in it; null where there are none
 * (`\d{2}`, an optional part alone). Look-arounds and anchors are taken to be fulfilled, so the words are never too many.
 */
export function wordsOfPattern(source: string): string[] | null {
  const { exact, need } = wordsOf(parsePattern(source));
  const words = best([exact, need]);
  return words && [...new Set(words.map((word) => word.toLowerCase()))];
}

interface NodeWords {
  /** All the texts a node matches, where they are few; else null. */
  readonly exact: readonly string[] | null;
  /** Words of which every text it matches holds one; null where nothing is known. */
  readonly need: readonly string[] | null;
}

const ANYTHING: NodeWords = { exact: null, need: null };

function wordsOf(node: PatternNode): NodeWords {
  switch (node.kind) {
    case "empty":
      return { exact: [""], need: null };
    case "character":
      return { exact: charactersOf(node.source), need: null };
    case "sequence":
      return wordsOfSequence(node.parts.map(wordsOf));
    case "choice":
      return wordsOfChoice(node.options.map(wordsOf));
    case "repeat": {
      const body = wordsOf(node.body);
      if (node.min === 1 && node.max === 1) return body;
      if (node.min > 0) return { exact: null, need: best([body.exact, body.need]) };
      if (node.max === 1 && body.exact) return { exact: [...body.exact, ""], need: null };
      return ANYTHING;
    }
  }
}

/** The words of what stands side by side are put together as far as they are known; the longest such stretch counts. */
function wordsOfSequence(parts: readonly NodeWords[]): NodeWords {
  const stretches: (readonly string[] | null)[] = [];
  let open: readonly string[] = [""];
  let whole = true;
  for (const { exact, need } of parts) {
    stretches.push(need);
    const joined = exact && open.length * exact.length <= MOST_WORDS ? product(open, exact) : null;
    if (joined) open = joined;
    else {
      whole = false;
      stretches.push(open);
      open = exact ?? [""];
    }
  }
  return { exact: whole ? open : null, need: best([...stretches, open]) };
}

function wordsOfChoice(options: readonly NodeWords[]): NodeWords {
  const exact = options.flatMap((option) => option.exact ?? []);
  const few = options.every((option) => option.exact !== null) && exact.length <= MOST_WORDS;
  const needs = options.map((option) => best([option.exact, option.need]));
  const need = needs.every((one) => one !== null) ? needs.flat() : null;
  return { exact: few ? exact : null, need };
}

function product(before: readonly string[], after: readonly string[]): string[] {
  return before.flatMap((start) => after.map((end) => start + end));
}

/** Of lists of words the one whose shortest word is longest; one with a word without letters tells nothing. */
function best(lists: readonly (readonly string[] | null)[]): readonly string[] | null {
  let found: readonly string[] | null = null;
  let most = 0;
  for (const list of lists) {
    if (!list || list.length === 0) continue;
    const shortest = Math.min(
      ...list.map((word) => [...word].filter((letter) => LETTER.test(letter)).length),
    );
    if (shortest > most) [found, most] = [list, shortest];
  }
  return found;
}

/** The characters that one atom stands for: a plain one, an escaped one, or a short class as [来访]. */
function charactersOf(source: string): string[] | null {
  if (source.startsWith("[")) {
    const inside = source.slice(1, -1);
    if (/^\^|[\\-]/.test(inside) || CHUNK.test(inside)) return null;
    return [...inside].length <= MOST_WORDS ? [...inside] : null;
  }
  if (source === "." || CHUNK.test(source)) return null;
  if (!source.startsWith("\\")) return [source];
  const code = /^\\(?:u|x)([0-9a-fA-F]{2,4})$/.exec(source)?.[1];
  if (code !== undefined) return [String.fromCharCode(Number.parseInt(code, 16))];
  return /^\\[A-Za-z0-9]/.test(source) ? null : [source.slice(1)];
}
