import { receivingStates } from "./aid-phases-latin.ts";
import { isAside } from "./checks-latin.ts";
import { isOfAnotherDonor } from "./checks-zh.ts";
import type { Chunk, TaggedSentence } from "./chunk.ts";
import { broadCourseRefusal, isEnvoy } from "./course-latin.ts";
import { draftFrom, type EventReader, keepAsClaim, refuse } from "./draft.ts";
import { startAtFirstDay } from "./first-day.ts";
import { SECURITY_ACTORS } from "./meeting-scope.ts";
import { unique } from "./parties.ts";
import {
  indexOf,
  isForeign,
  isPrc,
  isSecurityOrgan,
  neighbour,
  type Reading,
  sentencesAfter,
} from "./reading.ts";
import { matchedText, type RuleMatch } from "./rule.ts";

/** Training, seminars and exchanges of cadets: trainees, their number, and who trains. */
export const training: EventReader = {
  type: "training",
  read(match, reading) {
    const made = draftFrom(match, reading);
    if ("refused" in made) return made;
    const { draft } = made;
    if (reading.words.drill_not_course.test(`${reading.title} ${match.sentence.text}`)) {
      return refuse("a joint exercise or military training");
    }
    const inside = matchedText(match, 12);
    if (reading.language !== "zh" && reading.words.paper_on_course.test(inside))
      return refuse("a paper on training");
    const object = wordsFrom(match.slots.verb?.end ?? match.start, match);
    if (!/^ by /.test(object) && reading.words.other_trainees.test(object))
      return refuse("people of other trades are trained");
    if (reading.language === "zh") {
      const other = whyNoCourseZh(match, reading);
      if (other) return refuse(other);
    }
    if (reading.words.schooling_at_home.test(match.sentence.text)) return refuse("schooling at home");
    if (reading.words.peacekeeping_mission.test(match.sentence.text)) return refuse("peacekeeping");
    if (reading.words.about_to_go.test(inside)) return refuse("those who are about to leave for a course");
    if (reading.words.beside_a_course.test(inside)) return refuse("a gathering before or after the course");
    if (/感谢[^，。]{0,20}$/.test(match.sentence.text.slice(0, match.start - match.sentence.start)))
      return refuse("thanks for earlier training");
    const home = reading.words.trainees_from_home.test(match.sentence.text);
    if (
      home &&
      !draft.countryPlaces.some((p) => p.sentence === match.sentence && p.chunk.kind.startsWith("foreign"))
    )
      return refuse("trainees from home");
    const police =
      reading.words.police_trainees.test(match.sentence.text) ||
      (reading.genre === "analysis" && reading.words.information_control.test(match.sentence.text)) ||
      draft.actors.some((actor) => SECURITY_ACTORS.has(actor)) ||
      draft.foreign.some((p) => isSecurityOrgan(p.chunk) && p.chunk.organ !== "customs");
    if (!police) return refuse("the training is not for police, border or security staff");
    if (reading.language !== "zh") draft.countries = receivingStates(draft, reading);
    if (draft.countries.length === 0 && !reading.words.foreign_group.test(match.sentence.text))
      return refuse("no foreign trainees");
    const index = indexOf(reading, match.sentence);
    const near = reading.sentences.slice(Math.max(0, index - 2), index + 3);
    const named = draft.countryPlaces.some(
      (p) =>
        (near.includes(p.sentence) &&
          (p.sentence === match.sentence ||
            reading.language !== "zh" ||
            reading.words.speaks_of_course.test(p.sentence.text))) ||
        (p.sentence.in === "title" && reading.words.title_of_course.test(reading.title)),
    );
    // "KAMPALA: Fifty traffic officers …": the place of the report says whose officers are counted.
    const filed =
      reading.language !== "zh" &&
      draft.countries.length === 1 &&
      match.sentence.chunks.some((c) => c.kind === "people_count");
    if (!named && !filed && !reading.words.foreign_group.test(match.sentence.text))
      return refuse("no foreign trainees beside the course");
    const ours = match.sentence.chunks.some(
      (c) => ["china", "cn_place", "pair"].includes(c.kind) || (isPrc(c) && !isEnvoy(c)),
    );
    const trainers = draft.actors.some((actor) => actor !== "EMBASSY");
    if (reading.language === "zh" && !trainers && !ours) {
      const before = neighbour(reading, match.sentence, -1)?.text ?? "";
      const next = sentencesAfter(reading, match.sentence, 2, 1).some((s) =>
        reading.words.china_taught.test(s.text),
      );
      if (!next && !reading.words.china_trains.test(reading.title + before + match.sentence.text))
        return refuse("nobody of China trains");
    }
    if (reading.language !== "zh" && reading.words.peacekeeping.test(match.sentence.text))
      return refuse("peacekeepers train");
    if (reading.language !== "zh" && isAside(match, reading))
      return refuse("China is only mentioned beside those who train");
    if (reading.language !== "zh" && areOurs(match)) return refuse("trainees from home");
    const broad = match.rule.trigger && reading.language !== "zh" ? broadCourseRefusal(match, reading) : null;
    if (broad) return refuse(broad);
    if (reading.words.our_school.test(reading.title + reading.text))
      draft.actors = unique([...draft.actors, "POLICE_ACADEMY"]);
    if (reading.language !== "zh") startAtFirstDay(draft, match, reading);
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

/** Why what a Chinese sentence tells of is no course for foreign police: others teach or learn, or it is another time. */
function whyNoCourseZh(match: RuleMatch, reading: Reading): string | null {
  const { words } = reading;
  const { text, start } = match.sentence;
  const lead = text.slice(0, (match.slots.verb?.start ?? match.start) - start);
  if (isOfAnotherDonor(match) && (/holds|course/.test(match.rule.id) || TOWARD.test(lead)))
    return "another state trains";
  if (isTaughtInWords(match, reading)) return "teaching is only spoken of";
  if (words.before_departure.test(reading.title + text)) return "those who are about to leave for a task";
  if (words.study_recalled.test(lead)) return "studies that somebody recalls";
  const named = text.slice(Math.max(0, match.start - start - 16), match.end - start);
  return words.course_of_others.test(named) ? "people of other trades are taught" : null;
}

/** 为…讲课, 向…传授: those taught stand before the verb. */
const TOWARD = /[为给向对][^，。；]{1,30}$/;

/** 商谈驾驶教学, 听取教学情况介绍: teaching is what guests and hosts talk about. */
function isTaughtInWords({ slots, sentence }: RuleMatch, reading: Reading): boolean {
  if (!slots.verb) return false;
  const { start, end } = slots.verb;
  return (
    reading.words.teaching_spoken_of.test(sentence.text.slice(0, start - sentence.start)) ||
    reading.words.teaching_as_subject.test(sentence.text.slice(end - sentence.start))
  );
}

/** "40 Chinese officers completed a course of Spanish in Beijing": no foreign school or teacher is named. */
function areOurs({ sentence, slots }: RuleMatch): boolean {
  const verb = slots.verb?.start ?? sentence.end;
  const trainees = sentence.chunks.find((c) => c.kind === "people_count" && c.end <= verb);
  const written =
    trainees && sentence.text.slice(trainees.start - sentence.start, trainees.end - sentence.start);
  return written !== undefined && /\bChinese\b/.test(written) && !learnsAbroad(sentence);
}

const learnsAbroad = ({ chunks }: TaggedSentence): boolean =>
  chunks.some((c) => isForeign(c) || c.kind === "place") || !chunks.some((c) => c.kind === "cn_place");

const LARGE = 500;

/** The words that follow the verb. */
function wordsFrom(from: number, { sentence }: RuleMatch): string {
  return sentence.text.slice(from - sentence.start, from - sentence.start + 60);
}

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
