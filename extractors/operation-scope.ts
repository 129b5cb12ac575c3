import { sendsOthers } from "./checks-latin.ts";
import type { Chunk } from "./chunk.ts";
import { type Draft, type Refusal, refuse, refuseAsTold } from "./draft.ts";
import { isWishedReturn } from "./homeward-latin.ts";
import {
  indexOf,
  isForeign,
  isPrc,
  type Reading,
  sentencesAfter,
  sentencesBefore,
  titleOf,
} from "./reading.ts";
import { matchedText, type RuleMatch, tells } from "./rule.ts";

/** Why a case is of one state or service alone, or null: customs' own, or with nobody abroad named. */
export function whyOfOneState({ countries }: Draft, match: RuleMatch, reading: Reading): string | null {
  const { words } = reading;
  const { text } = match.sentence;
  if (words.customs_case.test(text) && !words.police_in_customs_case.test(text))
    return "customs' own business";
  if (countries.length > 0) return null;
  if (!words.abroad.test(text + reading.title)) return "no foreign side is named";
  // Who comes home by himself is no joint act, unless the state he was in is named beside.
  return tells(match, "surrender") ? "nobody abroad takes part in the return" : null;
}

/** Statistics, or the sum of a year. A headline on the returns of a year tells their sum: 今年遣返千名嫌犯. */
export function isSumOfMany({ time }: Draft, { sentence }: RuleMatch, { words, language }: Reading): boolean {
  const inHeadline = language === "zh" && sentence.in === "title";
  const wholeYear = time.date.length === 4 && (inHeadline || words.sum_of_a_year.test(sentence.text));
  return wholeYear || words.statistics.test(sentence.text);
}

/** The words that may say what a case has to do with China: of the sentence, the title and what leads to it. */
export function wordsAround(match: RuleMatch, reading: Reading): string {
  const { sentence } = match;
  const [count, paragraphs] = reading.genre === "analysis" ? [12, 0] : [1, 1];
  const before = sentencesBefore(reading, sentence, count, paragraphs);
  // 嫌疑人走下包机。这是我公安机关首次…: who brought them is told next.
  const next = tells(match, "flight") ? sentencesAfter(reading, sentence, 1) : [];
  return sentence.text + reading.title + [...before, ...next].map((s) => s.text).join("");
}

/** Why what is told `around` is no police case of China now, or null. */
export function whyNoCaseOfChina(around: string, match: RuleMatch, reading: Reading): string | null {
  const { words } = reading;
  const { text, chunks } = match.sentence;
  if (reading.language === "zh" && words.recalled_in_court.test(text)) return "recalled in court";
  const chinese = chunks.some((c) => isPrc(c) || c.kind === "china" || c.kind === "cn_place");
  if (!words.chinese_case.test(around) && !chinese) return "no Chinese police or suspects wanted by China";
  const pursued = reading.genre === "analysis" && words.pursued_abroad.test(around);
  if (!words.police_case.test(around) && !pursued) return "no police matter";
  return reading.language !== "zh" && sendsOthers(match) ? "those sent away are not Chinese" : null;
}

/** Why the verb tells of another act than an operation, or null: a return not made, a patrol, people taken in. */
export function whyOtherAct(match: RuleMatch, reading: Reading): string | null {
  const notReturned = tells(match, "return") ? whyNoReturn(match, reading) : null;
  if (notReturned) return notReturned;
  const inside = matchedText(match);
  if (reading.language === "zh" && isSpokenOf(match)) return "what talks are about";
  const lead = match.sentence.text.slice(0, (match.slots.verb?.start ?? match.start) - match.sentence.start);
  if (/(?:处以|并处|附加)$/.test(lead)) return "a penalty for those who stay without leave";
  if (reading.words.patrol_or_drill.test(inside)) return "a patrol or an exercise";
  if (match.rule.id.endsWith("this-one") && isPatrolNamed(match, reading)) return "a patrol or an exercise";
  if (tells(match, "received") && !reading.words.wanted.test(inside))
    return "people are taken in who are no suspects";
  return null;
}

/** 双方就引渡在逃人员交换意见, 商定加强对侵害侨胞案件的侦破: named as a subject of talks. */
function isSpokenOf({ sentence, start, end }: RuleMatch): boolean {
  const before = sentence.text.slice(0, start - sentence.start);
  const behind = sentence.text.slice(end - sentence.start);
  if (
    /商[定议][^。；]{0,40}$/.test(before) ||
    /商定/.test(sentence.text.slice(start - sentence.start, end - sentence.start))
  )
    return true;
  return (
    /[，。；]?就(?![地近此])[^，。；]{0,10}$/.test(before) &&
    /^[^，。；]{0,40}(?:交换|磋商|沟通|达成|交流|讨论|协商|商谈|会谈)/.test(behind)
  );
}

/** 本次行动于15日启动, where the sentence before tells of a patrol. */
function isPatrolNamed({ sentence }: RuleMatch, reading: Reading): boolean {
  return sentencesBefore(reading, sentence, 1, 1).some((s) => reading.words.patrol_or_drill.test(s.text));
}

/** Another state is named in the title or close by: up to three sentences before and two behind, for a raid none behind. */
export function isForeignSideNear({ countryPlaces }: Draft, match: RuleMatch, reading: Reading): boolean {
  const index = indexOf(reading, match.sentence);
  const behind = tells(match, "raid") ? 0 : 2;
  const near = new Set([
    ...reading.sentences.slice(Math.max(0, index - 3), index + 1 + behind),
    ...titleOf(reading),
  ]);
  return countryPlaces.some((p) => near.has(p.sentence));
}

/** 被引渡回国。…塞警方将其抓获: those who were caught are the ones whose return is told before. */
function isOfReturned({ sentence, end }: RuleMatch, reading: Reading): boolean {
  if (!/[将把][其他她]们?[^，。；]{0,6}$/.test(sentence.text.slice(0, Math.max(0, end - sentence.start - 2))))
    return false;
  return [...sentencesBefore(reading, sentence, 3, 2), ...titleOf(reading)].some((s) =>
    /引渡|遣返|押解|押回|移交/.test(s.text),
  );
}

/** The refusal of a capture that is a drill, was made at home or by foreign police alone, or is of no crime; or null. */
export function whyNoCapture(around: string, match: RuleMatch, reading: Reading): Refusal | null {
  const { text } = match.sentence;
  if (reading.words.drill.test(text)) return refuse("an exercise");
  if (reading.language === "zh" && isCaughtAtHome(match, reading)) return refuse("caught at home");
  if (reading.language === "zh" && isOfReturned(match, reading))
    return refuse("the arrest of those whose return is told");
  if (isCaughtByOthers(match, reading, around)) return refuseAsTold("foreign police act alone");
  // Leads of Chinese news are cut short; what was done stands in the title.
  const told = reading.language === "zh" ? text + reading.title : text;
  return reading.words.crime.test(told) ? null : refuse("no crime is named");
}

/** Why police of China and of another state are not told to act together, or null. */
export function whyNotTogether({ countries }: Draft, match: RuleMatch, reading: Reading): string | null {
  const { sentence, end } = match;
  const ofMany = (c: Chunk) => c.kind === "body" || c.kind === "forum_name";
  const here = [sentence, ...sentencesBefore(reading, sentence, 1, 0)];
  const prcHere = here.some((s) => s.chunks.some((c) => isPrc(c) || c.kind === "pair" || ofMany(c)));
  if (!prcHere && !reading.words.chinese_police_act.test(sentence.text)) return "no Chinese police act";
  const abroad = sentence.chunks.some((c) => c.start < end && (c.countries.length > 0 || ofMany(c)));
  const upToVerb = sentence.text.slice(0, end - sentence.start);
  if (reading.language === "zh" && !abroad && !reading.words.states_act.test(upToVerb))
    return "those who act together are all Chinese";
  return countries.length === 0 && !tells(match, "raid") ? "no foreign side is named" : null;
}

/** 团伙设在缅甸，警方在国内抓获: the place beside the verb is in China, and nobody abroad acts. */
function isCaughtAtHome({ slots, sentence }: RuleMatch, reading: Reading): boolean {
  const verb = slots.verb;
  if (!verb || sentence.chunks.some(isForeign)) return false;
  const clause = /[^，；]*$/.exec(sentence.text.slice(0, verb.start - sentence.start))![0];
  const places = sentence.chunks.filter(
    (c) => c.end <= verb.start && ["cn_place", "country", "place"].includes(c.kind),
  );
  const beside = places.findLast((c) => c.start >= verb.start - clause.length);
  return beside ? beside.kind === "cn_place" : reading.words.at_home.test(clause);
}

/**
 * 马来西亚警方在槟城逮捕五名中国籍男子: police abroad seize people of China, and its own have no hand in it. Where the
 * sentence names who acts, it must say so; where it does not (在曼谷落网), the title or the sentence before may.
 */
function isCaughtByOthers({ rule, slots, sentence }: RuleMatch, reading: Reading, link: string): boolean {
  if (!/zh\.caught-abroad$/.test(rule.id)) return false;
  const verb = slots.verb?.start ?? sentence.end;
  const others = sentence.chunks.some((c) => isForeign(c) && c.end <= verb);
  const told = (others ? sentence.text : link)
    .replace(reading.words.poses_as_police, "")
    .replace(reading.words.not_yet_returned, "");
  return !reading.words.caught_for_china.test(told);
}

/** A return that is wished, asked for, ruled or only named, and police who fly: nobody is brought home. Null: somebody is. */
function whyNoReturn(match: RuleMatch, reading: Reading): string | null {
  if (reading.language !== "zh") return isWishedReturn(match) ? "wished, not done" : null;
  const { sentence } = match;
  const verb = match.slots.verb ?? match.slots.caught ?? match.slots.sent ?? match.slots.landed ?? match;
  const lead = sentence.text.slice(0, verb.start - sentence.start);
  const rest = sentence.text.slice(verb.end - sentence.start);
  if (reading.words.not_brought_yet.test(lead)) return "asked for, feared or ruled, not carried out";
  if (reading.words.helped_home.test(sentence.text)) return "people who are helped home";
  if (reading.words.returned_named.test(rest)) return "only a procedure, request or question is named";
  const counted = sentence.chunks.filter(
    (c) => c.kind === "people_count" && c.start >= match.start && c.end <= match.end,
  );
  const police = counted.length > 0 && counted.every((c) => reading.words.police_counted.test(c.noun ?? ""));
  return police && tells(match, "flight") ? "police arrive, no suspects" : null;
}
