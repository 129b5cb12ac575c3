import type { Chunk, TaggedSentence } from "./chunk.ts";
import { besideOwnState, isPrc, type Reading, sentencesBefore } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/**
 * What a broad rule of training asks besides: its word of teaching or learning names neither trainer nor trainees. A
 * Chinese trainer or a school in China stands in its sentence, or in one beside it that speaks of the course, and no
 * other state trains. Gives the reason why a match is no event, or null.
 */
export function broadCourseRefusal(match: RuleMatch, reading: Reading): string | null {
  const { sentence } = match;
  if (match.rule.alone && !isOfCourse(sentence, reading)) return "no course is told of";
  if (isQuoted(match)) return "somebody tells of a course in words of their own";
  if (!namesTrainees(match, reading)) return "no trainees stand beside the verb";
  if (sentence.chunks.some((c) => isOtherTrainer(c, sentence, reading))) return "another state trains";
  return isChineseCourse(match, reading) ? null : "nobody of China trains";
}

/** A sentence read for any verb speaks of a course or of learning, and not of buildings, papers, plans or cases. */
function isOfCourse({ text, chunks }: TaggedSentence, { words }: Reading): boolean {
  if (words.no_teaching.test(text)) return false;
  const inChina = chunks.some((c) => c.kind === "cn_place" || c.actors.includes("POLICE_ACADEMY"));
  if (words.of_learning.test(text) || words.course_named.test(text)) return true;
  return words.speaks_of_course.test(text) && inChina;
}

/** '"I went for the course and came home with friends," joked the superintendent last night': the day is that of the joke. */
function isQuoted({ slots, sentence }: RuleMatch): boolean {
  const before = sentence.text.slice(0, (slots.verb?.start ?? sentence.start) - sentence.start);
  return /["“]I\s[^"”]*$/.test(before);
}

/** An ambassador opens courses and sees trainees off; he does not train. */
export function isEnvoy(chunk: Chunk): boolean {
  return chunk.actors.length === 1 && chunk.actors[0] === "EMBASSY";
}

/** How far from a verb of teaching those taught stand, in characters. */
const TAUGHT_WITHIN = 60;
/** French and Spanish put the course before those taught: "animent une formation … au profit de vingt agents". */
const TAUGHT_WITHIN_ROMANCE = 170;

/** Counted people, a foreign service or people of one, or the group met before; beside a verb of teaching. */
function namesTrainees(match: RuleMatch, reading: Reading): boolean {
  const { sentence } = match;
  const verb = match.slots.verb ?? match;
  const teaches = reading.words.teaching_verb.test(sentence.text.slice(verb.start - sentence.start));
  const [from, to] = teaches
    ? [
        verb.start - TAUGHT_WITHIN,
        verb.end + (reading.context.romance ? TAUGHT_WITHIN_ROMANCE : TAUGHT_WITHIN),
      ]
    : [sentence.start, sentence.end];
  if (isNamed(sentence, from, to, reading)) return true;
  if (!reading.words.trainees_taken_up.test(sentence.text)) return false;
  return sentencesBefore(reading, sentence, 2, 1).some((s) => isNamed(s, s.start, s.end, reading));
}

function isNamed(sentence: TaggedSentence, from: number, to: number, reading: Reading): boolean {
  const text = sentence.text.slice(Math.max(0, from - sentence.start), to - sentence.start);
  return (
    sentence.chunks.some(
      (c) =>
        c.start >= from &&
        c.start < to &&
        (c.kind === "foreign_organ" ||
          (c.kind === "people_count" && !reading.words.not_trainees.test(c.noun ?? ""))),
    ) || reading.words.foreign_trainees.test(text)
  );
}

function isChineseCourse({ sentence }: RuleMatch, reading: Reading): boolean {
  if (isTaughtByChina(sentence, reading)) return true;
  return besideOwnState(reading, sentence, 2, 1).some(
    (s) => reading.words.speaks_of_course.test(s.text) && isTaughtByChina(s, reading),
  );
}

/** "Australian instructors", "the Fijian police's trainers". */
function isOtherTrainer(chunk: Chunk, sentence: TaggedSentence, reading: Reading): boolean {
  if (chunk.kind !== "country" && chunk.kind !== "foreign_organ") return false;
  const after = sentence.text.slice(chunk.end - sentence.start, chunk.end - sentence.start + 24);
  const at = reading.words.not_trainees.exec(after)?.index;
  return at !== undefined && /^(?:'s)?\s(?:\w+\s)?$/.test(after.slice(0, at));
}

function isTaughtByChina(sentence: TaggedSentence, reading: Reading): boolean {
  return (
    reading.words.china_trains.test(sentence.text) ||
    sentence.chunks.some((c) => isPrc(c) || (c.kind === "cn_place" && isGoal(c, sentence)))
  );
}

/** "in Kunming", "from Langfang": where the course is. */
function isGoal(chunk: Chunk, sentence: TaggedSentence): boolean {
  const before = sentence.text.slice(
    Math.max(0, chunk.start - sentence.start - 24),
    chunk.start - sentence.start,
  );
  return (
    /(?<!\S)(?:in|at|to|from|for|of|en|de|du|à|au|a)\s(?:\w+\s|\w+'s\s)?$/i.test(before) ||
    /,\s$/.test(before)
  );
}
