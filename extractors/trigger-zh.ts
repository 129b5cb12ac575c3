import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import { isForeign, isPrc, type Reading, sentencesBefore } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/**
 * Triggers name no parties in their patterns. In Chinese a party met before may be left out altogether, so its place is
 * checked: the sentence tells of one state abroad, nobody of another PRC organ acts in it, and the side it leaves out is
 * named in the sentences before. With both left out, a word must stand for them (两人, 双方). Gives why a match is no
 * event, or null.
 */
export function triggerRefusalZh(draft: Draft, reading: Reading): string | null {
  const { sentence } = draft.match;
  if (sentence.in === "title") return "a broad rule reads no titles";
  if (draft.time.how === "assumed") return "a broad rule asks for a date";
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
