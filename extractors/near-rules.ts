import { showTagged, type TaggedSentence } from "./chunk.ts";
import type { NearMiss, TextToCode } from "./extract.ts";
import { readsLanguageOf } from "./matches.ts";
import { type PatternPart, partsOfPattern } from "./pattern-parts.ts";
import { readDocument } from "./read-document.ts";
import { compileSource, type Rule } from "./rule.ts";
import type { Rulebook } from "./rulebook.ts";

/** Rules that name so many parts are shown at most, and so much of a part. */
const MOST = 5;
const MOST_OF_PART = 70;

/** A rule that comes near a sentence, and how near: the share of its parts, the keyword among them, that are there. */
interface Candidate {
  readonly rule: Rule;
  readonly sentence: TaggedSentence;
  readonly keyword: boolean;
  readonly share: number;
  readonly missing: readonly string[];
}

/**
 * The rules that come nearest to a document without matching it, best first, at most five: those with a keyword in one
 * of its sentences, and those most of whose parts stand in one. `missing` names the parts of the pattern that nothing
 * in the sentence fits, or where their order or distance breaks.
 */
export function nearestRules(rulebook: Rulebook, document: TextToCode): NearMiss[] {
  const reading = readDocument(rulebook, document);
  const rules = rulebook.rules.filter((rule) => readsLanguageOf(rule, reading) && !rule.claim);
  const rows = new Map(rules.map((rule) => [rule, partsOfPattern(rule.pattern)]));
  const best = new Map<Rule, Candidate>();
  for (const sentence of reading.sentences) {
    if (sentence.chunks.length === 0) continue;
    const text = sentence.text.toLowerCase();
    for (const rule of rules) {
      const keyword = rule.keywords.some((word) => text.includes(word.toLowerCase()));
      const candidate = compare(rule, rows.get(rule)!, sentence, keyword, rulebook.pieces);
      const known = best.get(rule);
      if (candidate && (!known || order(candidate, known) < 0)) best.set(rule, candidate);
    }
  }
  return [...best.values()]
    .filter(({ keyword, share }) => keyword || share > 0.5)
    .toSorted(order)
    .slice(0, MOST)
    .map(({ rule, sentence, missing, keyword }) => ({
      ruleId: rule.id,
      reads: rule.reads,
      matched: false,
      sentence: sentence.text,
      seen: showTagged(sentence),
      missing: keyword ? missing : [...missing, `a keyword: ${shorten(rule.keywords.join(", "))}`],
    }));
}

const order = (a: Candidate, b: Candidate): number =>
  b.share - a.share ||
  Number(b.keyword) - Number(a.keyword) ||
  b.rule.confidence - a.rule.confidence ||
  (a.rule.id < b.rule.id ? -1 : 1);

/** How near the nearest alternative of the pattern comes to the sentence; null where it holds none of its parts. */
function compare(
  rule: Rule,
  rows: readonly (readonly PatternPart[])[],
  sentence: TaggedSentence,
  keyword: boolean,
  pieces: Rulebook["pieces"],
): Candidate | null {
  let best: Candidate | null = null;
  for (const row of rows) {
    const needed = row.filter(({ optional }) => !optional);
    const absent = needed.filter((part) => !holds(rule, part.written, sentence, pieces));
    const found = needed.length - absent.length;
    // A keyword is one more thing that the sentence must hold.
    const share = (found + Number(keyword)) / (needed.length + 1);
    if (found === 0 || (best && share <= best.share)) continue;
    const missing = absent.length > 0 ? absent.map(describe) : [whereItBreaks(rule, row, sentence, pieces)];
    best = { rule, sentence, keyword, share, missing };
  }
  return best;
}

const compiled = new WeakMap<Rule, Map<string, RegExp>>();

function holds(rule: Rule, source: string, { tagged }: TaggedSentence, pieces: Rulebook["pieces"]): boolean {
  const known = compiled.get(rule) ?? new Map<string, RegExp>();
  compiled.set(rule, known);
  const regex = known.get(source) ?? compileSource(source, pieces, rule.language, rule.id);
  known.set(source, regex);
  return regex.test(tagged);
}

/** All parts are there, but not one after the other: names the first that does not follow. */
function whereItBreaks(
  rule: Rule,
  row: readonly PatternPart[],
  sentence: TaggedSentence,
  pieces: Rulebook["pieces"],
): string {
  for (let length = 1; length <= row.length; length++) {
    const head = row.slice(0, length).map(({ written }) => written);
    if (holds(rule, head.join(""), sentence, pieces)) continue;
    const last = row.slice(0, length - 1).findLast(({ optional }) => !optional);
    const next = row.slice(length - 1).find(({ optional }) => !optional) ?? row[length - 1]!;
    return `${describe(next)} is there, but not where the pattern has it${last ? ` (behind ${describe(last)})` : ""}`;
  }
  return "nothing: the whole pattern fits";
}

function describe({ written, slot }: PatternPart): string {
  const body = slot ? written.replace(/^\(\?<\w+>/, "").replace(/\)$/, "") : written;
  return `${slot ? `${slot}: ` : ""}${shorten(body)}`;
}

function shorten(text: string): string {
  return text.length > MOST_OF_PART ? `${text.slice(0, MOST_OF_PART - 1)}…` : text;
}
