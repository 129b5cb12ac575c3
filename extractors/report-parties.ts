import type { Chunk, TaggedSentence } from "./chunk.ts";
import { termsOf } from "./context.ts";
import { citationsIn } from "./genre.ts";
import { type Parties, type Place, unique } from "./parties.ts";
import { isForeign, isPrc, type Reading, sentencesBefore } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/**
 * Parties in an analysis. Other states stand near in every paragraph of one, so a state takes part only where the clause
 * of the event names it, or where the clause points back to one ("the two countries").
 */

const STATES: ReadonlySet<string> = new Set(["country", "place", "pair"]);
/** No foreign states of the codebook. */
export const APART: ReadonlySet<string> = new Set(["CN", "HK", "MO", "TW"]);

/** The parties of a match in an analysis; `countries` is empty where the clause neither names nor points back to one. */
export function reportParties(reading: Reading, match: RuleMatch): Parties {
  const { sentence } = match;
  const clause = clauseAt(sentence, match.slots.verb?.start ?? match.start, reading);
  const chunks = ownChunks(sentence, reading);
  const inClause = chunks.filter((c) => c.start >= clause.from && c.start < clause.to);
  const inMatch = chunks.filter((c) => c.start >= match.start && c.end <= match.end);
  const found =
    first([inClause, chunks.filter((c) => c.start < clause.from), inMatch].map(statesIn)) ??
    pointedBack(reading, match);
  const prc = chunks.filter(isPrc).map((chunk): Place => ({ chunk, sentence }));
  return {
    prc: prc.length > 0 || chunks.some((c) => c.kind === "china") ? prc : prcBefore(reading, match),
    foreign: found.filter((p) => isForeign(p.chunk)),
    countries: unique(found.flatMap((p) => [...p.chunk.countries])).filter((code) => !APART.has(code)),
    countryPlaces: found,
    bodies: chunks.filter((c) => c.kind === "body").map((chunk) => ({ chunk, sentence })),
  };

  function statesIn(list: readonly Chunk[]): Place[] {
    return statesOf(list, sentence, reading);
  }
}

function first(lists: readonly Place[][]): Place[] | undefined {
  return lists.find((list) => list.length > 0);
}

/** The chunks of a sentence that may take part: none of a citation, of a newspaper's name, of a comparison. */
export function ownChunks(sentence: TaggedSentence, reading: Reading): Chunk[] {
  const cited = citationsIn(sentence.text);
  return sentence.chunks.filter((c) => {
    const [from, to] = [c.start - sentence.start, c.end - sentence.start];
    if (cited.some((span) => from >= span.start && to <= span.end)) return false;
    if (c.kind === "date") return true;
    return (
      !reading.words.bystander_after.test(sentence.text.slice(to, to + 50)) &&
      !reading.words.bystander_before.test(sentence.text.slice(Math.max(0, from - 40), from))
    );
  });
}

/** The states among chunks: those written out before those that a series of exercises or a known organ implies. */
export function statesOf(chunks: readonly Chunk[], sentence: TaggedSentence, reading: Reading): Place[] {
  const foreign = chunks.filter((c) => c.countries.some((code) => !APART.has(code)));
  const written = foreign.filter((c) => writesState(c, sentence, reading));
  const states = written.filter((c) => c.kind !== "place");
  const implied = foreign.filter((c) => c.kind === "forum_name" || c.kind === "body" || c.known);
  const found = [states, written, implied].find((list) => list.length > 0) ?? [];
  return found.map((chunk) => ({ chunk, sentence }));
}

/** "Ministry of Interior" of a state that only the rest of the page suggests is no word of the sentence. */
function writesState(chunk: Chunk, sentence: TaggedSentence, reading: Reading): boolean {
  if (STATES.has(chunk.kind)) return true;
  if (!isForeign(chunk) && chunk.kind !== "people_count") return false;
  const own = sentence.text.slice(chunk.start - sentence.start, chunk.end - sentence.start);
  return termsOf(reading.context)
    .scan(own)
    .some(({ values }) =>
      values.some((term) => {
        if (term.kind === "country") return chunk.countries.includes(term.code);
        if (term.kind === "place") return chunk.countries.includes(term.country);
        return term.kind === "organ" && !term.shared && values.length === 1 && term.country !== null;
      }),
    );
}

/** The clause around an offset of the field: from the last word that opens another clause to the next. */
export function clauseAt(
  sentence: TaggedSentence,
  at: number,
  reading: Reading,
): { from: number; to: number } {
  const breaks = Array.from(
    sentence.text.matchAll(new RegExp(reading.words.opens_clause.source, "gi")),
    (m) => sentence.start + m.index,
  );
  return {
    from: breaks.findLast((b) => b <= at) ?? sentence.start,
    to: breaks.find((b) => b > at) ?? sentence.end,
  };
}

/** "The two countries signed …": the states of the nearest sentence of the paragraph that names any. */
function pointedBack(reading: Reading, match: RuleMatch): Place[] {
  if (!reading.words.points_back.test(match.sentence.text)) return [];
  // "The two countries" are China and one other.
  const one = reading.words.points_back_to_one.test(match.sentence.text);
  for (const sentence of sentencesBefore(reading, match.sentence, 4, 0)) {
    const states = statesOf(ownChunks(sentence, reading), sentence, reading);
    const countries = unique(states.flatMap((p) => [...p.chunk.countries]));
    if (countries.length === 1 || (countries.length > 1 && !one)) return states;
  }
  return [];
}

/** "It signed …", "The ministry …": the PRC side was named in the sentence before. */
function prcBefore(reading: Reading, match: RuleMatch): Place[] {
  const { text } = match.sentence;
  if (!reading.words.points_to_prc.test(text) || reading.words.points_back_to_one.test(text)) return [];
  for (const sentence of sentencesBefore(reading, match.sentence, 2, 0)) {
    const prc = sentence.chunks.filter((c) => isPrc(c) && !c.actors.includes("LEADER"));
    if (prc.length > 0) return prc.map((chunk) => ({ chunk, sentence }));
  }
  return [];
}

/** Whether the PRC takes part in what a clause of an analysis tells, and is not only compared with or talked about. */
export function prcTakesPart(reading: Reading, match: RuleMatch): boolean {
  const { sentence } = match;
  const own = ownChunks(sentence, reading);
  const at = match.slots.verb?.start ?? match.start;
  const clause = clauseAt(sentence, at, reading);
  const isOurs = (c: Chunk) => isPrc(c) || ["china", "cn_place", "pair", "forum_name"].includes(c.kind);
  const ours = own.filter((c) => isOurs(c) && c.start >= clause.from && c.start < clause.to);
  const inClause = sentence.text.slice(clause.from - sentence.start, clause.to - sentence.start);
  if (ours.length > 0 || reading.words.chinese_campaign.test(inClause)) return true;
  if (match.rule.type === "operation" && isPursuit(reading, sentence)) return true;
  const others = own.filter((c) => c.start < at && c.start >= clause.from && c.countries.length > 0);
  if (own.some((c) => isOurs(c) && c.start < at) && others.length === 0) return true;
  const pronoun = reading.words.points_to_prc.test(inClause);
  if (!pronoun) return false;
  return sentencesBefore(reading, sentence, 3, 0).some(
    (s) => s.chunks.some(isOurs) || reading.words.chinese_campaign.test(s.text),
  );
}

/** Who is seized or detained abroad without China being named: the paragraph tells that the PRC pursues them. */
function isPursuit(reading: Reading, sentence: TaggedSentence): boolean {
  const paragraph = [sentence, ...sentencesBefore(reading, sentence, 12, 0)].map((s) => s.text).join(" ");
  return reading.words.pursued_abroad.test(paragraph) && reading.words.prc_named.test(paragraph);
}
