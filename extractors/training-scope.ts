import { isAside } from "./checks-latin.ts";
import { isOfAnotherDonor } from "./checks-zh.ts";
import type { TaggedSentence } from "./chunk.ts";
import { broadCourseRefusal, isEnvoy } from "./course-latin.ts";
import type { Draft } from "./draft.ts";
import { SECURITY_ACTORS } from "./meeting-scope.ts";
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

/** Why what is told is no course for people of another state, by the words of the sentence alone, or null. */
export function whyNoCourse(match: RuleMatch, reading: Reading): string | null {
  const { words } = reading;
  const { text, start } = match.sentence;
  const chinese = reading.language === "zh";
  if (words.drill_not_course.test(`${reading.title} ${text}`)) return "a joint exercise or military training";
  const inside = matchedText(match, 12);
  if (!chinese && words.paper_on_course.test(inside)) return "a paper on training";
  if (!chinese && STUDIED_ONCE.test(text.slice(0, match.start - start)))
    return "studies that somebody recalls";
  if (
    !chinese &&
    (TALKS_ON.test(text) ||
      LOOKS_FORWARD.test(text.slice(0, (match.slots.verb?.end ?? match.end) - start + 24)))
  )
    return "only spoken of";
  if (!chinese && LANDED.test(match.slots.verb?.text ?? "") && !words.of_a_course.test(text))
    return "who lands comes from no course";
  const object = wordsFrom(match.slots.verb?.end ?? match.start, match);
  if (!/^ by /.test(object) && words.other_trainees.test(object)) return "people of other trades are trained";
  const other = chinese ? whyNoCourseZh(match, reading) : null;
  if (other) return other;
  if (words.schooling_at_home.test(text)) return "schooling at home";
  if (words.peacekeeping_mission.test(text)) return "peacekeeping";
  if (words.about_to_go.test(inside)) return "those who are about to leave for a course";
  if (words.beside_a_course.test(inside)) return "a gathering before or after the course";
  return THANKS.test(text.slice(0, match.start - start)) ? "thanks for earlier training" : null;
}

/** "the minister, who studied in Beijing in 2009, said": one man's schooling is told in passing. */
const STUDIED_ONCE = /(?<!officers|cadets|policemen|trainees), who (?:had |has |once |also |himself )?$/;

/** "ahead of a talk between the two on training", "looked forward to places at police colleges" */
const TALKS_ON =
  /\b(?:a talk|talks|discussions?) (?:between [^,;.]{1,30} )?(?:on|about) (?:[\w ,]{0,30})?training\b/;
const LOOKS_FORWARD = /\blook(?:s|ed|ing)? forward to\b/;

const LANDED = /^(?:landed|touched down|disembarked|are home|were home)$/;

/** 感谢中方培训: those who were taught thank for it. */
const THANKS = /感谢[^，。]{0,20}$/;

/** The words that follow the verb. */
function wordsFrom(from: number, { sentence }: RuleMatch): string {
  return sentence.text.slice(from - sentence.start, from - sentence.start + 60);
}

/** Why what a Chinese sentence tells of is no course for foreign police: others teach or learn, or it is another time. */
function whyNoCourseZh(match: RuleMatch, reading: Reading): string | null {
  const { words } = reading;
  const { text, start } = match.sentence;
  const lead = text.slice(0, (match.slots.verb?.start ?? match.start) - start);
  if (isOfAnotherDonor(match) && (/holds|course/.test(match.rule.id) || TOWARD.test(lead)))
    return "another state trains";
  if (PLACES_OFFERED.test(text.slice(match.start - start))) return "places are offered";
  if (SINCE_YEAR.test(lead)) return "since a year, and no course of it";
  if (FESTIVE.test(text)) return "a festivity at a school";
  if (CALLED_ON.test(lead)) return "trainers at work are called on";
  if (isTaughtInWords(match, reading)) return "teaching is only spoken of";
  if (words.before_departure.test(reading.title + text)) return "those who are about to leave for a task";
  if (words.study_recalled.test(lead)) return "studies that somebody recalls";
  const named = text.slice(Math.max(0, match.start - start - 16), match.end - start);
  return words.course_of_others.test(named) ? "people of other trades are taught" : null;
}

/** 为老挝警察来华学习提供更多名额 */
const PLACES_OFFERED =
  /^[^，。；]{0,20}(?:学习|培训|进修|研修|深造)提供[^，。；]{0,6}(?:名额|机会|便利|奖学金)/;

/** 该院自2002年起承办外警培训, 从2013年招收学生开始 */
const SINCE_YEAR = /(?:自|从)(?:19|20)\d\d年(?:\d{1,2}月)?(?:起|以来|开始)?[^，。；]{0,6}$/;
/** 教学点举办中国文化日 */
const FESTIVE = /文化(?:日|节|周|体验)|联欢会|汉语桥|晚会/;

/** 大使探访正在这里执教的教官组: when they came is another day. */
const CALLED_ON = /(?:探访|看望|慰问|探望)[^，。；]{0,20}$/;

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

/** Why those taught are people from home, or of no police, border or security service, or null. */
export function whyNoPoliceTrainees(draft: Draft, { sentence }: RuleMatch, reading: Reading): string | null {
  const { words } = reading;
  const { text } = sentence;
  const guests = draft.countryPlaces.some(
    (p) => p.sentence === sentence && p.chunk.kind.startsWith("foreign"),
  );
  if (words.trainees_from_home.test(text) && !guests) return "trainees from home";
  const police =
    words.police_trainees.test(text) ||
    (reading.genre === "analysis" && words.information_control.test(text)) ||
    draft.actors.some((actor) => SECURITY_ACTORS.has(actor)) ||
    draft.foreign.some((p) => isSecurityOrgan(p.chunk) && p.chunk.organ !== "customs");
  return police ? null : "the training is not for police, border or security staff";
}

/** Why no other state's people are taught, or null: a state is named, and named beside the course, or many are. */
export function whyNoForeignTrainees(draft: Draft, match: RuleMatch, reading: Reading): string | null {
  const { sentence } = match;
  if (reading.words.foreign_group.test(sentence.text)) return null;
  if (draft.countries.length === 0) return "no foreign trainees";
  // "KAMPALA: Fifty traffic officers …": the place of the report says whose officers are counted.
  const filed =
    reading.language !== "zh" &&
    draft.countries.length === 1 &&
    sentence.chunks.some((c) => c.kind === "people_count");
  return filed || isStateNamedNear(draft, match, reading) ? null : "no foreign trainees beside the course";
}

/** A state is named within two sentences, in Chinese where they speak of the course, or in a title that does. */
function isStateNamedNear({ countryPlaces }: Draft, { sentence }: RuleMatch, reading: Reading): boolean {
  const { words } = reading;
  const index = indexOf(reading, sentence);
  const near = reading.sentences.slice(Math.max(0, index - 2), index + 3);
  const ofCourse = (s: TaggedSentence) =>
    s === sentence || reading.language !== "zh" || words.speaks_of_course.test(s.text);
  return countryPlaces.some(
    (p) =>
      (near.includes(p.sentence) && ofCourse(p.sentence)) ||
      (p.sentence.in === "title" && words.title_of_course.test(reading.title)),
  );
}

/** Why nobody of China teaches those of another state, or null. */
export function whyNotTaughtByChina(draft: Draft, match: RuleMatch, reading: Reading): string | null {
  if (reading.language === "zh")
    return namesTrainerZh(draft, match, reading) ? null : "nobody of China trains";
  if (reading.words.peacekeeping.test(match.sentence.text)) return "peacekeepers train";
  if (isAside(match, reading)) return "China is only mentioned beside those who train";
  if (areOurs(match)) return "trainees from home";
  return match.rule.trigger ? broadCourseRefusal(match, reading) : null;
}

/** An organ or place of China stands in the sentence, or its words or those beside it say that China teaches. */
function namesTrainerZh({ actors }: Draft, { sentence }: RuleMatch, reading: Reading): boolean {
  const { words } = reading;
  if (actors.some((actor) => actor !== "EMBASSY")) return true;
  const ours = sentence.chunks.some(
    (c) => ["china", "cn_place", "pair"].includes(c.kind) || (isPrc(c) && !isEnvoy(c)),
  );
  if (ours) return true;
  if (sentencesAfter(reading, sentence, 2, 1).some((s) => words.china_taught.test(s.text))) return true;
  const before = neighbour(reading, sentence, -1)?.text ?? "";
  return words.china_trains.test(reading.title + before + sentence.text);
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
