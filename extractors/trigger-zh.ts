import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import {
  isForeign,
  isPrc,
  namesBorder,
  OF_ONE_SIDE,
  OF_TALKS,
  type Reading,
  sentencesAfter,
  sentencesBefore,
  titleOf,
} from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/** Triggers name no parties in their patterns; what they ask for instead. Gives why a match is no event, or null. */
export function triggerRefusalZh(draft: Draft, reading: Reading): string | null {
  if (draft.match.sentence.in === "title") return "a broad rule reads no titles";
  if (draft.time.how === "assumed") return "a broad rule asks for a date";
  if (draft.type === "forum") return null;
  return OF_TALKS.has(draft.type) ? talksRefusal(draft, reading) : actRefusal(draft, reading);
}

/**
 * Acts have a day stated in their sentence or in one before it in its paragraph. States do for their police here (塞警 and
 * 中方 name no organ), and both stand in the sentence, or a word stands for the one named before.
 */
function actRefusal({ time, match, type }: Draft, reading: Reading): string | null {
  const { sentence } = match;
  const nearby = time.how === "stated" || time.sentence?.paragraph === sentence.paragraph;
  if (!nearby) return "a broad rule asks for a date";
  const parties = sentence.chunks.filter((c) => !namesBorder(c, sentence, reading));
  if (OF_ONE_SIDE.has(type) || parties.some((c) => c.kind === "pair")) return null;
  const before = sentencesBefore(reading, sentence, 3, 1);
  const here = (side: (chunk: Chunk) => boolean) => parties.some(side);
  const taken = (side: (chunk: Chunk) => boolean) => before.some((s) => s.chunks.some(side));
  const named = (here(isOfChina) ? 1 : 0) + (here(isOfAnother) ? 1 : 0);
  const { both_sides, one_side } = reading.words;
  const stands = both_sides.test(sentence.text) || (named === 1 && one_side.test(sentence.text));
  // 警方在成都机场将…接回: where he comes from stands in the title or beside.
  const fetched = type === "operation" && here(isOfChina) && reading.words.fetched_home.test(sentence.text);
  const beside = [...titleOf(reading), ...sentencesAfter(reading, sentence, 1)];
  if (fetched && beside.some((s) => s.chunks.some(isOfAnother))) return null;
  if (named < 2 && !stands) return "the two sides do not stand beside the verb";
  const all = (side: (chunk: Chunk) => boolean) => here(side) || taken(side);
  return all(isOfChina) && all(isOfAnother) ? null : "the side left out is not named before";
}

const isOfChina = (chunk: Chunk): boolean =>
  (isPrc(chunk) && chunk.actors.length > 0) ||
  chunk.home === true ||
  ["china", "cn_place", "pair"].includes(chunk.kind);
const isOfAnother = (chunk: Chunk): boolean =>
  isForeign(chunk) ||
  ["country", "place", "pair"].includes(chunk.kind) ||
  (chunk.kind === "people_count" && chunk.countries.length > 0);

/**
 * In Chinese a party met before may be left out altogether, so its place is checked: the sentence tells of one state
 * abroad, nobody of another PRC organ acts in it, and the side it leaves out is named in the sentences before. With both
 * left out, a word must stand for them (两人, 双方).
 */
function talksRefusal(draft: Draft, reading: Reading): string | null {
  const { sentence } = draft.match;
  if (reading.words.no_talks.test(sentence.text.slice(0, draft.match.start - sentence.start)))
    return "how long talks went on";
  const prc = sentence.chunks.filter(isPrc);
  if (prc.some((c) => c.kind === "prc_person" && c.actors.length === 0))
    return "somebody of no organ in scope";
  const foreign = sentence.chunks.filter(isForeign);
  if (prc.length === 0 && new Set(foreign.flatMap((c) => c.countries)).size > 1) return "two other states";
  const taken = (side: (chunk: Chunk) => boolean) =>
    sentencesBefore(reading, sentence, 4, 3).some((s: TaggedSentence) => s.chunks.some(side));
  if (prc.length > 0 && foreign.length > 0) return null;
  const own = [...prc, ...foreign];
  const stands = own.length === 0 ? reading.words.both_sides : reading.words.one_side;
  const met = own.some((c) => isMet(c, draft.match));
  if (!met && !stands.test(sentence.text)) return "no word stands for the side that is not named";
  const home = prc.length > 0 || taken((c) => isPrc(c) && c.actors.length > 0);
  const abroad = foreign.length > 0 || taken(isForeign);
  return home && abroad ? null : "the side left out is not named before";
}

/** 会见…部长, 同…部长会谈: the party is the one that is met, so who meets it may be left out. */
function isMet(chunk: Chunk, { sentence, start }: RuleMatch): boolean {
  if (chunk.start >= start) return true;
  const before = sentence.text.slice(0, chunk.start - sentence.start);
  return /(?:[同与和跟]|会同)[^，。；]{0,20}$/.test(before);
}
