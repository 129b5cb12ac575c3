import type { TaggedSentence } from "./chunk.ts";
import { mainCountry } from "./context.ts";
import type { Draft } from "./draft.ts";
import { hostAsRecipient } from "./host-recipient.ts";
import { unique } from "./parties.ts";
import { type Reading, sentencesAfter, sentencesBefore } from "./reading.ts";

/**
 * The states that receive goods or courses: those the sentence names, else those of the nearest sentence before it, else
 * the one the page is about. Who speaks after it may be of any state.
 */
export function receivingStates(draft: Draft, reading: Reading): string[] {
  const { sentence } = draft.match;
  const named = sentence.chunks.some(
    (c) =>
      (c.countries.length > 0 || c.kind === "body") &&
      !reading.words.states_border.test(sentence.text.slice(c.end - sentence.start)),
  );
  if (named || reading.genre === "analysis") return draft.countries;
  const trainees = draft.type === "training" && sentencesAfter(reading, sentence, 1, 1).find(isOfTrainees);
  if (trainees) {
    const states = draft.countryPlaces.filter((p) => p.sentence === trainees);
    if (states.length > 0) return unique(states.flatMap((p) => [...p.chunk.countries]));
  }
  const near = sentencesBefore(reading, sentence, 3, 1).find((s) =>
    draft.countryPlaces.some((p) => p.sentence === s),
  );
  const places = draft.countryPlaces.filter((p) => p.sentence === near);
  const main = mainCountry(reading.context);
  if (main !== null && main === reading.context.host) {
    return draft.countries.length > 0 ? draft.countries : hostAsRecipient(draft, reading);
  }
  if (places.length > 0) return unique(places.flatMap((p) => [...p.chunk.countries]));
  return main === null ? draft.countries : [main];
}

/** "The officers, who come from Thailand, Laos and Angola, …": the states of those who were counted in the sentence before. */
const isOfTrainees = ({ text }: TaggedSentence): boolean =>
  /^(?:the|these|those|they|all|participants)\b[^.;]{0,60}\bfrom\b/i.test(text);

/**
 * "60 jeeps on 14 August and 90 on 3 February", "Phase 1 was opened on 12 November; phase 2 on 3 July": every lot is an
 * event of its own day. Gives the draft and one more for each later lot of its sentence.
 */
export function lotsOf(draft: Draft, reading: Reading): Draft[] {
  const { sentence } = draft.match;
  if (draft.time.how !== "stated" || draft.time.sentence !== sentence) return [draft];
  const lots = [draft];
  let last = draft.time.chunk!;
  for (const chunk of sentence.chunks) {
    if (chunk.kind !== "date" || chunk.start < last.end || (chunk.date!.date?.length ?? 0) < 7) continue;
    const between = sentence.text.slice(last.end - sentence.start, chunk.start - sentence.start);
    const counted = sentence.chunks.some(
      (c) => c.kind === "count" && c.start >= last.end && c.end <= chunk.start,
    );
    // A date in brackets is that of a source.
    if (between.lastIndexOf("(") > between.lastIndexOf(")")) break;
    const another = counted || reading.words.another_lot.test(between);
    if (!another || reading.words.another_act.test(between)) break;
    lots.push({ ...draft, time: { date: chunk.date!.date!, chunk, sentence, how: "stated" }, spans: {} });
    last = chunk;
  }
  return lots;
}

/** Money granted for a building whose handover the page reports too. */
export function isGrantFor(grant: Draft, built: Draft, reading: Reading): boolean {
  const words = grant.match.slots.verb?.text ?? "";
  return (
    built !== grant &&
    built.type === "assistance" &&
    /completed|in-service|ceremony|changes-hands/.test(built.match.rule.id) &&
    built.time.date > grant.time.date &&
    built.countries.some((c) => grant.countries.includes(c)) &&
    /^(?:provid|grant|financ|fund|g[ia]ve)/i.test(words) &&
    reading.words.for_building.test(grant.match.sentence.text)
  );
}
