import type { Chunk, TaggedSentence } from "./chunk.ts";
import { areBothNamed, hasLocalForce, isForeignForce, isPrcForce, namesForce, THEY } from "./forces-latin.ts";
import { type Reading, sentencesAfter, sentencesBefore, titleOf } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/**
 * Why a raid, search or arrest told by a broad rule is no joint act, or null: something comes of it, and the police of
 * China and of another state act in it together, in the sentence or by what its neighbours tell.
 */
export function raidRefusal(match: RuleMatch, reading: Reading): string | null {
  const { sentence } = match;
  const yields = [sentence, ...sentencesAfter(reading, sentence, 2, 1), ...titleOf(reading)];
  if (!yields.some((s) => reading.words.raid_yields.test(s.text)))
    return "nobody is caught or freed and nothing is found";
  const around = [...yields, ...sentencesBefore(reading, sentence, 3, 2)].map((s) => s.text).join(" ");
  if (!reading.words.crime.test(around)) return "no crime is named";
  if (reading.words.patrol_or_drill.test(around) || reading.words.of_a_course.test(sentence.text))
    return "told of a patrol, an exercise or a course";
  const told =
    actTogether(match, reading) ||
    isOneCase(sentence, reading) ||
    areBothNamed(sentence, reading) ||
    isTakenUp(sentence, reading) ||
    isJoined(sentence, reading);
  return told ? null : "the two forces do not act together";
}

/** The forces of either side that act in a sentence: those of arrests, and not ships or experts of any kind. */
function forcesIn(sentence: TaggedSentence, reading: Reading) {
  const { police_people } = reading.words;
  const named = (c: Chunk) => !OF_STATE.has(c.kind) || namesForce(c, sentence, reading, police_people);
  const acting = sentence.chunks.filter((c) => named(c) && !standsApart(c, sentence, reading));
  return {
    ours: acting.filter(isPrcForce(sentence, reading)),
    theirs: acting.filter(isForeignForce(sentence, reading)),
  };
}

const OF_STATE: ReadonlySet<string> = new Set(["china", "cn_place", "country", "place"]);

/** "wanted by Chinese police", "posing as Chinese officers", "informed the Chinese side": named, and no part of the act. */
function standsApart(chunk: Chunk, sentence: TaggedSentence, { words }: Reading): boolean {
  const [from, to] = [chunk.start - sentence.start, chunk.end - sentence.start];
  return (
    words.force_apart_before.test(sentence.text.slice(Math.max(0, from - 70), from)) ||
    words.force_apart_after.test(sentence.text.slice(to, to + 60))
  );
}

/**
 * Forces of both sides act in the sentence: both before the verb, both named in one breath ("by Georgian investigators and
 * officials of the ministry"), or the one brought in by the other ("with inspectors from China watching").
 */
function actTogether({ sentence, slots, start }: RuleMatch, reading: Reading): boolean {
  const { ours, theirs } = forcesIn(sentence, reading);
  const local = hasLocalForce(sentence, reading) || hasUnnamedForce(sentence, ours, reading);
  if (ours.length === 0 || (theirs.length === 0 && !local)) return false;
  if (reading.words.act_together.test(sentence.text) || hasLocalForce(sentence, reading)) return true;
  const verb = slots.verb?.start ?? start;
  if (theirs.length === 0) return ours.some((c) => isBroughtIn(c, sentence, reading));
  const passive = /\b(?:was|were|been) $/.test(sentence.text.slice(0, verb - sentence.start));
  return ours.some((a) =>
    theirs.some((b) => {
      const [first, second] = a.start < b.start ? [a, b] : [b, a];
      const words = sentence.text.slice(first.end - sentence.start, second.start - sentence.start);
      if (!passive && second.end <= verb) return true;
      return ONE_BREATH.test(words) || isBroughtIn(a, sentence, reading) || isBroughtIn(b, sentence, reading);
    }),
  );
}

/** "PAOCC agents broke into a tower in Pasay": police of no named state, at a place abroad. */
function hasUnnamedForce(
  { text, chunks, start }: TaggedSentence,
  ours: readonly Chunk[],
  { words }: Reading,
): boolean {
  if (!chunks.some((c) => c.kind === "place" || c.kind === "country")) return false;
  const spans = ours.map((c) => [c.start - start - 40, c.end - start + 25] as const);
  const own = Array.from(text.matchAll(new RegExp(words.police_people.source, "gi")));
  return own.some(({ index }) => !spans.some(([from, to]) => index > from && index < to));
}

const ONE_BREATH =
  /^[^,;.]{0,40}\b(?:and|with|alongside|beside|together|by)\b[^;.]{0,60}$|^,? (?:\w+ )?$|^'s? /;

/** A force that lends a hand or looks on: "with two negotiators from …", "armed with addresses from Chinese police". */
function isBroughtIn(chunk: Chunk, { text, start }: TaggedSentence, { words }: Reading): boolean {
  const [from, to] = [chunk.start - start, chunk.end - start];
  return (
    words.force_brought_in.test(text.slice(Math.max(0, from - 70), from)) ||
    words.force_takes_part.test(text.slice(to, to + 90))
  );
}

/** Arrests that the sentences beside them tell as the fruit of one case of both sides' police. */
function isOneCase(sentence: TaggedSentence, reading: Reading): boolean {
  const near = [
    sentence,
    ...sentencesBefore(reading, sentence, 3, 2),
    ...sentencesAfter(reading, sentence, 1, 1),
  ];
  const some = (of: (sentence: TaggedSentence, reading: Reading) => (chunk: Chunk) => boolean) =>
    near.some((s) => s.chunks.some(of(s, reading)));
  return near.some((s) => reading.words.joint_case.test(s.text)) && some(isPrcForce) && some(isForeignForce);
}

/** "In this operation …", "They raided …": the forces stand in the sentences before, or in the title. */
function isTakenUp(sentence: TaggedSentence, reading: Reading): boolean {
  const both = (s: TaggedSentence) => {
    const { ours, theirs } = forcesIn(s, reading);
    return ours.length > 0 && (theirs.length > 0 || hasLocalForce(s, reading));
  };
  if (reading.words.joint_act.test(sentence.text) || THEY.test(sentence.text))
    if (sentencesBefore(reading, sentence, 3, 1).some(both)) return true;
  const titled = titleOf(reading).some((s) => both(s) && !reading.words.talks_on_it.test(s.text));
  const { ours, theirs } = forcesIn(sentence, reading);
  return titled && ours.length + theirs.length > 0;
}

/** "Police detained eleven. Investigators from China were in the command room.": the next sentence brings China's in. */
function isJoined(sentence: TaggedSentence, reading: Reading): boolean {
  if (forcesIn(sentence, reading).theirs.length === 0) return false;
  const beside = [...sentencesAfter(reading, sentence, 2, 1), ...sentencesBefore(reading, sentence, 1, 0)];
  return beside.some((s) => forcesIn(s, reading).ours.some((c) => isBroughtIn(c, s, reading)));
}
