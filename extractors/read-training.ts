import { receivingStates } from "./aid-phases-latin.ts";
import type { Chunk, TaggedSentence } from "./chunk.ts";
import { type Draft, draftFrom, type EventReader, keepAsClaim, refuse } from "./draft.ts";
import { startAtFirstDay } from "./first-day.ts";
import { unique } from "./parties.ts";
import { neighbour, type Reading } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";
import {
  whyNoCourse,
  whyNoForeignTrainees,
  whyNoPoliceTrainees,
  whyNotTaughtByChina,
} from "./training-scope.ts";

/** Training, seminars and exchanges of cadets: trainees, their number, and who trains. */
export const training: EventReader = {
  type: "training",
  read(match, reading) {
    const made = draftFrom(match, reading);
    if ("refused" in made) return made;
    const { draft } = made;
    const outside = whyNoCourse(match, reading) ?? whyNoPoliceTrainees(draft, match, reading);
    if (outside) return refuse(outside);
    if (reading.language !== "zh") draft.countries = receivingStates(draft, reading);
    const ofOne = whyNoForeignTrainees(draft, match, reading) ?? whyNotTaughtByChina(draft, match, reading);
    if (ofOne) return refuse(ofOne);
    if (reading.words.our_school.test(reading.title + reading.text))
      draft.actors = unique([...draft.actors, "POLICE_ACADEMY"]);
    startAtFirstDay(draft, match, reading);
    if (isSumOfYear(draft, match, reading)) return keepAsClaim("total");
    const trainees = traineesOf(match, reading);
    // Thousands are trained over years: without a day of its own, a sum.
    if (trainees && trainees.number >= LARGE && draft.time.date.length < 10) return keepAsClaim("total");
    if (trainees) {
      draft.participants = trainees.number;
      draft.spans.participants = [{ in: trainees.in, start: trainees.start, end: trainees.end }];
    }
    return [draft];
  },
};

const LARGE = 500;

/** "last year 23 officers took part in short-term courses": several courses of a year, and none of them told. */
function isSumOfYear({ time }: Draft, { sentence, slots, start }: RuleMatch, { language }: Reading): boolean {
  if (language === "zh" || time.date.length > 4) return false;
  return COURSES.test(sentence.text.slice((slots.verb?.start ?? start) - sentence.start));
}

const COURSES = /^[^.;]{0,80}\b(?:courses|seminars|workshops|programmes|programs|trainings)\b/;

/** 专家10名, 五人反恐教官组: those counted teach. */
function isOfTrainers(count: Chunk, sentence: TaggedSentence, reading: Reading): boolean {
  const at = count.end - sentence.start;
  const behind = reading.language === "zh" && !count.noun ? sentence.text.slice(at, at + 6) : "";
  return reading.words.not_trainees.test(`${count.noun ?? ""}${behind}`);
}

/** The people trained: a count in the sentence or next to it, of trainees rather than of trainers. */
function traineesOf(match: RuleMatch, reading: Reading) {
  const near = [
    match.sentence,
    ...(reading.genre === "analysis"
      ? []
      : [1, -1, 2].map((step) => neighbour(reading, match.sentence, step))),
  ];
  for (const sentence of near) {
    if (!sentence) continue;
    const counts = sentence.chunks.filter(
      (c) => c.kind === "people_count" && c.number! < 20_000 && !isOfTrainers(c, sentence, reading),
    );
    const verb = match.slots.verb;
    // Who teaches stands before the verb, who is taught behind it.
    const taught =
      sentence === match.sentence && verb && reading.words.teaching_verb.test(verb.text)
        ? counts.find((c) => c.start > verb.end)
        : undefined;
    const chunk = taught ?? counts.find((c) => c.number! > 1) ?? counts[0];
    if (chunk) return { number: chunk.number!, in: sentence.in, start: chunk.start, end: chunk.end };
  }
  return null;
}
