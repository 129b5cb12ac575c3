import { isOnlyMentioned } from "./checks-latin.ts";
import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import type { EventType } from "./event.ts";
import { areBothNamed, hasLocalForce, isForeignForce, isPrcForce, namesForce, THEY } from "./forces-latin.ts";
import { homewardRefusal } from "./homeward-latin.ts";
import { raidRefusal } from "./raid-latin.ts";
import {
  isForeign,
  isPrc,
  leadOf,
  OF_ONE_SIDE,
  type Reading,
  sentencesAfter,
  sentencesBefore,
  takesUpOurs,
  titleOf,
} from "./reading.ts";
import type { RuleMatch } from "./rule.ts";
import { leadTime } from "./when.ts";

/**
 * Triggers name no parties in their patterns. Their match stands in the text, has a date that the page states, and both
 * sides are at hand: named in its sentence, or one of them (or both) by a word that stands for a party of the sentences
 * before it ("he", "the envoy", "the two sides"). Gives the reason why a match is no event, or null.
 */
export function triggerRefusal(draft: Draft, reading: Reading): string | null {
  const { sentence } = draft.match;
  if (sentence.in === "title") return "a broad rule reads no titles";
  const ofOneSide = OF_ONE_SIDE.has(draft.type);
  if (draft.time.how === "assumed" && !ofOneSide)
    draft.time = leadTime(reading, draft.match.start) ?? draft.time;
  const lead = leadOf(reading).includes(sentence) && JOINT.has(draft.type) && draft.type !== "forum";
  const given = GIVES.test(sentence.text) && takesUpOurs(sentence, reading);
  if (draft.time.how === "assumed" && !draft.time.chunk && !lead && !given)
    return "a broad rule asks for a date";
  if (draft.time.how !== "stated" && RECALLED.test(sentence.text.slice(0, verbAt(draft.match))))
    return "recalled without a date";
  if (ofOneSide) return null;
  if (JOINT.has(draft.type)) return jointRefusal(draft, reading);
  return sidesAtHand(sentence, verbAt(draft.match), reading)
    ? null
    : "the two sides do not stand beside the verb";
}

/** "The vice minister met … He presented the police with computers": told of the visit, whose day stays open. */
const GIVES = /^(?:He|She) (?:also |then |later )?(?:presented|donated|gave|handed over|delivered) /;

/** "He thanked China for the officers who had attended courses", "the academy that China built" */
const RECALLED =
  /\b(?:who|which|that|and) (?:had|have|has) (?:\w+ )?$|\b(?:which|that) (?:the )?(?:china|beijing|chinese \w+|embassy) (?:(?:had|has) )?$/i;

const verbAt = ({ slots, start, sentence }: RuleMatch): number =>
  (slots.verb?.start ?? start) - sentence.start;

/** Acts of forces, which a report often names by their state only: "Chinese and Italian officers". */
const JOINT: ReadonlySet<EventType> = new Set(["patrol", "exercise", "operation", "forum"]);

function jointRefusal({ match, type }: Draft, reading: Reading): string | null {
  const { sentence } = match;
  if (type === "operation")
    return /returns-home$/.test(match.rule.id)
      ? homewardRefusal(match, reading)
      : raidRefusal(match, reading);
  const verb = verbAt(match);
  if (reading.words.only_spoken_of.test(sentence.text.slice(0, verb))) return "only spoken of";
  if (type === "forum") return null;
  const anyVerb = /told$/.test(match.rule.id);
  if (anyVerb) {
    const named = reading.words[type === "patrol" ? "of_patrol" : "of_drill"].exec(sentence.text);
    if (!named) return "nothing common is told of";
    const told = sentence.text.slice(0, named.index + named[0].length);
    if (reading.words.talks_on_it.test(told)) return "talks on it, not the thing itself";
    if (reading.words.only_spoken_of.test(sentence.text.slice(0, named.index))) return "only spoken of";
  }
  const fourStates = type === "patrol" && reading.words.mekong_patrol.test(sentence.text);
  const named = new Set(sentence.chunks.flatMap((c) => [...c.countries]));
  const china = sentence.chunks.some((c) => c.kind === "china");
  if (fourStates && (reading.words.all_states.test(sentence.text) || (china && named.size > 2))) return null;
  if (!actTogether(sentence, verb, reading)) return "the two forces do not act together";
  const both = (s: TaggedSentence) =>
    s.chunks.some(isPrcForce(s, reading)) &&
    (s.chunks.some(isForeignForce(s, reading)) || hasLocalForce(s, reading));
  if (both(sentence)) return null;
  // "the second joint patrol in the gulf between Vietnam and China"
  const byStates = !anyVerb && reading.words.joint_by_states.test(sentence.text);
  if (byStates && china && named.size === 1) return null;
  if (areBothNamed(sentence, reading)) return null;
  // "The officers from Shanghai cannot make arrests. They began patrolling beside Croatian police."
  const they =
    THEY.test(sentence.text) &&
    sentencesBefore(reading, sentence, 1, 1).some((s) => s.chunks.some(isPrcForce(s, reading)));
  if (they && sentence.chunks.some(isForeignForce(sentence, reading))) return null;
  const taken = reading.words.joint_act.test(sentence.text)
    ? [...sentencesBefore(reading, sentence, 3, 1)]
    : [];
  const fielded = sentencesAfter(reading, sentence, 1, 0).filter((s) => reading.words.fielded.test(s.text));
  return [...taken, ...fielded].some(both)
    ? null
    : "the forces of the two sides do not stand beside the verb";
}

/**
 * A word says that both forces act together, or they stand on one side of the verb, before or behind it ("a bus was the
 * scene rehearsed by …"). Where one stands on each side, the one acts on the other.
 */
function actTogether(sentence: TaggedSentence, verb: number, reading: Reading): boolean {
  if (reading.words.act_together.test(sentence.text)) return true;
  const forces = (side: (chunk: Chunk) => boolean) =>
    new Set(sentence.chunks.filter(side).map((c) => c.end - sentence.start <= verb));
  const [ours, theirs] = [forces(isPrcForce(sentence, reading)), forces(isForeignForce(sentence, reading))];
  const company = sentence.chunks.some(
    (c) =>
      c.start - sentence.start > verb &&
      (isForeignForce(sentence, reading)(c) || isPrcForce(sentence, reading)(c)) &&
      WITH.test(sentence.text.slice(verb, c.start - sentence.start)),
  );
  if (company) return true;
  return ours.size === 0 || theirs.size === 0 || [...ours].some((place) => theirs.has(place));
}

/** "made their rounds with Serbian police": the company of those who act. */
const WITH = /\b(?:with|beside|alongside|next to) (?:the )?(?:\w+ )?$/;

/** Whether both a PRC and a foreign side stand in a sentence, or are taken up by a word for somebody met before. */
function sidesAtHand(sentence: TaggedSentence, verb: number, reading: Reading): boolean {
  const people = (c: Chunk) => c.kind === "china" && namesForce(c, sentence, reading);
  const takesPart = (c: Chunk) => !isOnlyMentioned(c, sentence, sentence.start + verb, reading);
  const prc = sentence.chunks.some((c) => (isPrcSide(c) || people(c)) && takesPart(c));
  const foreign = sentence.chunks.some(
    (c) => isForeign(c) || (c.kind === "country" && namesForce(c, sentence, reading)),
  );
  if (prc && (foreign || opensWithGuest(sentence, reading))) return true;
  // "Ministers of seven states came. He afterwards travelled to Beijing, where Wang received him": whoever was told of before.
  const before = /^(?:He|She)\b/.test(sentence.text)
    ? sentencesBefore(reading, sentence, 4, 2)
    : sentencesBefore(reading, sentence, 3, 1);
  const taken = (side: (chunk: Chunk) => boolean) => before.some((s) => s.chunks.some(side));
  const both = reading.words.both_sides.exec(sentence.text)?.[0];
  // "The trainees saw the academy. They met instructors": "they" are both sides only of people who stand together.
  const ofPeople = (side: (chunk: Chunk) => boolean) => (c: Chunk) => side(c) && c.kind.endsWith("_person");
  const they = both !== undefined && /^they$/i.test(both);
  if (they && taken(ofPeople(isPrcSide)) && taken(ofPeople(isForeign))) return true;
  if (both && !they) return taken(isPrcSide) && taken(isForeign);
  // "Three investigators from Guangdong are in Lusaka. They went through files with Director Mbahwe."
  const guestsOf = (s: TaggedSentence) =>
    s.chunks.some((c) => (c.kind === "china" || c.kind === "cn_place") && namesForce(c, s, reading));
  if (they) return sentence.chunks.some(ofPeople(isForeign)) && before.slice(0, 1).some(guestsOf);
  if (!reading.words.one_side.test(sentence.text)) return false;
  return (prc && taken(isForeign)) || (foreign && taken(isPrcSide));
}

/** "Mongolia's Minister of Justice in Hohhot": a title gives the office of him whose bare name opens the report. */
function opensWithGuest(sentence: TaggedSentence, reading: Reading): boolean {
  const unnamed = (c: Chunk) => c.kind === "foreign_person" && !c.name;
  return (
    leadOf(reading)[0] === sentence &&
    titleOf(reading).some((s) => s.chunks.some(unnamed)) &&
    BARE_NAME.test(sentence.tagged)
  );
}

/** Behind the date-line, two words and more with capitals that no chunk holds. */
const BARE_NAME =
  /^(?:[\p{Lu} .,'/-]{3,40}(?:--?|—|:) )?\p{Lu}[\p{L}'’.-]{0,20}(?: \p{Lu}[\p{L}'’.-]{1,20}){1,3}(?= (?:and\b|\p{Ll}))/u;

const isPrcSide = (chunk: Chunk): boolean =>
  isPrc(chunk) && (chunk.actors.length > 0 || chunk.name !== undefined);
