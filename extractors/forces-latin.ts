import type { Chunk, TaggedSentence } from "./chunk.ts";
import { isForeign, isPrc, type Reading, sentencesAfter, sentencesBefore, titleOf } from "./reading.ts";

/**
 * Forces in Latin script: organs, and states or places that are named for their people ("Chinese officers", "detectives
 * from Hunan"). An embassy or a leader is none, nor who only speaks.
 */
export function isPrcForce(sentence: TaggedSentence, reading: Reading): (chunk: Chunk) => boolean {
  return (chunk) => {
    // "four Chinese policemen": the count holds the word for their state. Three Chinese nationals are no force.
    if (chunk.kind === "people_count") {
      const counted = sentence.text.slice(chunk.start - sentence.start, chunk.end - sentence.start);
      return /\bChinese\b/.test(counted) && reading.words.people_from.test(counted);
    }
    if (chunk.kind === "china" || chunk.kind === "cn_place") return namesForce(chunk, sentence, reading);
    const [from, to] = [chunk.start - sentence.start, chunk.end - sentence.start];
    const mission = chunk.actors.every((actor) => actor === "EMBASSY" || actor === "LEADER");
    if (!isPrc(chunk) || (mission && !POLICE_OF_MISSION.test(sentence.text.slice(from, to)))) return false;
    return !reading.words.speaks.test(sentence.text.slice(to));
  };
}

/** The police attaché of an embassy acts for the police. */
const POLICE_OF_MISSION = /police (?:attach|liaison|counsel)/i;

export function isForeignForce(sentence: TaggedSentence, reading: Reading): (chunk: Chunk) => boolean {
  return (chunk) =>
    isForeign(chunk) ||
    ((chunk.kind === "country" || chunk.kind === "place") && namesForce(chunk, sentence, reading));
}

/** "Chinese policemen in Zadar accompanied local officers" */
export function hasLocalForce({ text, chunks }: TaggedSentence, reading: Reading): boolean {
  return (
    reading.words.local_force.test(text) && chunks.some((c) => c.kind === "place" || c.kind === "country")
  );
}

/** "China's 46305": a ship called by its number. */
const SHIP_BY_NUMBER = /^'s (?:\w+ )?\d{3,5}\b/;
const OF = /\b(?:of|from|de|des|du|del) (?:the |la |el |los |l')?/g;
/** Nothing, or the states listed before this one: "of China and the …". */
const LISTED = /^(?:[^.;]{0,60}(?:,|\b(?:and|et|y|e)) (?:the |la |de |du |des |del )?)?$/;
const LIST_AFTER = /^(?:,? (?:and )?\p{Lu}\p{L}+(?=,| and| \p{Ll})){0,4}/u;

/** "the police of the two countries": China is one of them, and one other state is named near it. */
export function areBothNamed(sentence: TaggedSentence, reading: Reading): boolean {
  if (!reading.words.forces_of_both.test(sentence.text)) return false;
  const near = [
    sentence,
    ...sentencesBefore(reading, sentence, 3, 2),
    ...sentencesAfter(reading, sentence, 1, 1),
  ];
  const chunks = [...near, ...titleOf(reading)].flatMap((s) => s.chunks);
  const others = new Set(chunks.flatMap((c) => [...c.countries]));
  return others.size === 1 && chunks.some((c) => c.kind === "china" || c.kind === "cn_place" || isPrc(c));
}

/** The forces named before are taken up. */
export const THEY = /^(?:[^,;]{0,30}(?:,| ))?they\b/i;

/** "Chinese officers", "boats of China, Laos and Myanmar", "Lao and Thai river police": a state named for its people. */
export function namesForce(
  chunk: Chunk,
  sentence: TaggedSentence,
  reading: Reading,
  people_from: RegExp = reading.words.people_from,
): boolean {
  const [from, to] = [chunk.start - sentence.start, chunk.end - sentence.start];
  const rest = sentence.text.slice(to).replace(LIST_AFTER, "");
  if (people_from.test(rest.slice(0, 25)) || SHIP_BY_NUMBER.test(rest)) return true;
  const before = sentence.text.slice(Math.max(0, from - 110), from);
  // "policiers chinois et croates": French and Spanish write the state small, behind its people.
  if (/^\p{Ll}/u.test(sentence.text.slice(from)) && people_from.test(before.slice(-34))) return true;
  return Array.from(before.matchAll(OF)).some(
    (of) =>
      LISTED.test(before.slice(of.index + of[0].length)) &&
      people_from.test(before.slice(Math.max(0, of.index - 20), of.index)),
  );
}
