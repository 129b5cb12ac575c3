import type { TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import { type Place, unique } from "./parties.ts";
import { type Reading, sentencesAfter, sentencesBefore, titleOf } from "./reading.ts";
import { matchedText, type RuleMatch } from "./rule.ts";

/**
 * 四国指挥官在班相果开会: those who lead the sides of a joint patrol meet. One meeting of all of them, however many; which states
 * they are of stands beside them or with the patrol, and without a joint patrol beside it is none of internal security.
 */
export function commandersMeeting(draft: Draft, match: RuleMatch, reading: Reading): Draft | null {
  const { words } = reading;
  const beside = [
    match.sentence,
    ...sentencesBefore(reading, match.sentence, 4, 2),
    ...sentencesAfter(reading, match.sentence, 3, 2),
    ...titleOf(reading),
  ].filter((s) => words.joint_patrol.test(s.text));
  if (beside.length === 0 || !words.leads_patrol.test(matchedText(match))) return null;
  const places = statesAt([match.sentence, ...beside]);
  const countries = unique(places.flatMap((p) => [...p.chunk.countries]));
  const mekong = beside.some((s) => words.of_mekong.test(s.text));
  if (countries.length < 2 && mekong) countries.splice(0, countries.length, "LA", "MM", "TH");
  if (countries.length === 0) return null;
  const coastGuard = !mekong && beside.some((s) => /海警/.test(s.text));
  return { ...draft, countries, countryPlaces: places, foreign: [], actors: [coastGuard ? "CCG" : "MPS"] };
}

/** The states of the first sentence that tells whose patrol it is: 中老缅泰, 中国和越南海警. */
function statesAt(sentences: readonly TaggedSentence[]): Place[] {
  for (const sentence of sentences) {
    const named = sentence.chunks.filter((c) => c.kind !== "place" && c.countries.length > 0);
    const pairs = named.filter((c) => c.kind === "pair");
    const sides = pairs.length > 0 ? pairs : named;
    if (sides.length > 0) return sides.map((chunk) => ({ chunk, sentence }));
  }
  return [];
}
