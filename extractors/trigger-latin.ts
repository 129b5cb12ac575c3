import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import type { EventType } from "./event.ts";
import { isForeign, isPrc, type Reading, sentencesBefore } from "./reading.ts";

/** Goods and courses are told from the side that receives them; their readers look for the Chinese side themselves. */
const OF_ONE_SIDE: ReadonlySet<EventType> = new Set(["assistance", "training"]);

/**
 * Triggers name no parties in their patterns. Their match stands in the text, has a date that the page states, and both
 * sides are at hand: named in its sentence, or one of them (or both) by a word that stands for a party of the sentences
 * before it ("he", "the envoy", "the two sides"). Gives the reason why a match is no event, or null.
 */
export function triggerRefusal(draft: Draft, reading: Reading): string | null {
  const { sentence } = draft.match;
  if (sentence.in === "title") return "a broad rule reads no titles";
  if (draft.time.how === "assumed" && !draft.time.chunk) return "a broad rule asks for a date";
  if (OF_ONE_SIDE.has(draft.type)) return null;
  return sidesAtHand(sentence, reading) ? null : "the two sides do not stand beside the verb";
}

/** Whether both a PRC and a foreign side stand in a sentence, or are taken up by a word for somebody met before. */
export function sidesAtHand(sentence: TaggedSentence, reading: Reading): boolean {
  const prc = sentence.chunks.some(isPrcSide);
  const foreign = sentence.chunks.some(isForeignSide);
  if (prc && foreign) return true;
  const before = sentencesBefore(reading, sentence, 3, 1);
  const taken = (side: (chunk: Chunk) => boolean) => before.some((s) => s.chunks.some(side));
  if (reading.words.both_sides.test(sentence.text)) return taken(isPrcSide) && taken(isForeignSide);
  if (!reading.words.one_side.test(sentence.text)) return false;
  return (prc && taken(isForeignSide)) || (foreign && taken(isPrcSide));
}

const isPrcSide = (chunk: Chunk): boolean => isPrc(chunk) && chunk.actors.length > 0;
const isForeignSide = (chunk: Chunk): boolean => isForeign(chunk);
