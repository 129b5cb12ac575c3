import { isAside } from "./checks-latin.ts";
import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import { SECURITY_ACTORS } from "./meeting-scope.ts";
import { type Place, unique } from "./parties.ts";
import { isForeign, isPrc, type Reading, sentencesAfter, sentencesBefore } from "./reading.ts";
import { matchedText, type RuleMatch } from "./rule.ts";
import { areThree } from "./three-states.ts";

/** Rules that name no forum, but a noun or verb of gathering: who gathers stands around it. */
export const isBroad = ({ rule }: RuleMatch): boolean => /en\.(?:gathers|occasion)$/.test(rule.id);

/** Why a match tells of no forum by the words and parties around it, or null; which others sit there is asked next. */
export function whyNoForum(match: RuleMatch, reading: Reading): string | null {
  const { sentence, start } = match;
  const before = sentence.text.slice(0, start - sentence.start);
  if (reading.words.domestic_meeting.test(matchedText(match)) || reading.words.domestic_before.test(before))
    return "a domestic meeting";
  if (CLOSES_PATROL.test(matchedText(match))) return "the ceremony of a patrol";
  if (DURING.test(sentence.text.slice(start - sentence.start)))
    return "only named as the occasion of something else";
  const none = isBroad(match)
    ? whyNoGathering(match, reading)
    : isBroadZh(match, reading)
      ? whyNoGatheringZh(match, reading)
      : null;
  if (none || reading.language === "zh" || reading.genre === "analysis") return none;
  if (isOnlyOccasion(match, reading)) return "only named as the occasion of something else";
  return isOfOtherBusiness(match, reading) ? NOT_ON_SECURITY : null;
}

/** 第86届全体大会召开期间，…会见: what went on beside it is told. */
const DURING = /^[^，。；]{0,30}(?:召开|举行|举办|会议|大会|论坛|峰会)(?:期间|间隙|之际|前夕)，/;

/** 第100次湄公河联合巡逻执法总结会: what opens or closes a patrol belongs to it. */
const CLOSES_PATROL =
  /巡[逻航](?:执法)?(?:行动|任务)?(?:的)?(?:总结|启动|启航|首航|闭幕|收官|表彰)(?:会|仪式|大会)/;

/** Triggers in Chinese: their matches name neither the forum nor who sits at it. */
const isBroadZh = ({ rule }: RuleMatch, { language }: Reading): boolean =>
  language === "zh" && Boolean(rule.trigger);

export const ONE_FOREIGN_SIDE = "one foreign side: a meeting, not a forum";
const NOT_ON_SECURITY = "the forum is not about internal security";

/** A session of China and one state, named as theirs: 中越海警第八次高级别会晤. */
export function isOfTwoStates({ countries }: Draft, match: RuleMatch, reading: Reading): boolean {
  const beside = reading.language === "zh" ? match.sentence.chunks : namedIn(match);
  const ofTwo = (c: Chunk) => (c.kind === "pair" || c.kind === "forum_name") && c.countries.length === 1;
  return countries.length === 1 && beside.some(ofTwo) && !beside.some(isOfMany);
}

/** What a match names; a broad rule matches no more than a noun or verb, and its whole sentence stands for it. */
function namedIn(match: RuleMatch): readonly Chunk[] {
  const { chunks } = match.sentence;
  return isBroad(match) ? chunks : chunks.filter((c) => c.start >= match.start && c.end <= match.end);
}

const isForumOrBody = (c: Chunk): boolean => c.kind === "forum_name" || c.kind === "body";
const isOfMany = (c: Chunk): boolean => isForumOrBody(c) && c.countries.length !== 1;

/** Why no more than one foreign side is told of, or null: a forum, a body, three states or words of many are named. */
export function whyNotMultilateral({ countries }: Draft, match: RuleMatch, reading: Reading): string | null {
  const { words } = reading;
  const { text } = match.sentence;
  const many =
    isBroadZh(match, reading) ||
    namedIn(match).some(isForumOrBody) ||
    words.multilateral.test(reading.language === "zh" ? matchedText(match) : text) ||
    words.guests_of_many.test(text) ||
    countries.length > 2 ||
    areThree(match);
  return many ? null : ONE_FOREIGN_SIDE;
}

/** Why a forum is none of internal security, or null: its subject is another, or leaders alone are named. */
export function whyNotOnSecurity({ actors }: Draft, match: RuleMatch, reading: Reading): string | null {
  const { words } = reading;
  const inside = matchedText(match);
  // 卫生合作论坛举行，当地警方做好安保: police who only guard it make it no forum of theirs.
  const guarded = words.guards_it.test(match.sentence.text);
  if (!words.security_forum.test(guarded ? inside : wordsAround(match, reading))) return NOT_ON_SECURITY;
  const leadersOnly = actors.length > 0 && actors.every((a) => a === "LEADER" || a === "EMBASSY");
  return leadersOnly && !words.police_forum.test(inside) ? "a summit, not a security forum" : null;
}

/** The words that may say what a forum is about: of its sentence and the title, in an analysis of what leads to it too. */
function wordsAround({ sentence }: RuleMatch, reading: Reading): string {
  const before = reading.genre === "analysis" ? sentencesBefore(reading, sentence, 12, 0) : [];
  return [sentence, ...before].map((s) => s.text).join(" ") + reading.title;
}

/** "a police conference being held in China": the host is the PRC though no organ is named. */
export function hasActorInScope({ actors }: Draft, match: RuleMatch, { language }: Reading): boolean {
  if (actors.length === 0 && language !== "zh")
    return isBroad(match) || match.sentence.chunks.some((c) => c.kind === "china" || c.kind === "cn_place");
  return actors.some((a) => SECURITY_ACTORS.has(a) || a === "PROC" || a === "LEADER" || a === "EMBASSY");
}

/** Why a broad English rule tells of no forum, or null: who sits at it, whether it is held, and what it is about. */
function whyNoGathering(match: RuleMatch, reading: Reading): string | null {
  const { words } = reading;
  const { text } = match.sentence;
  const occasion = /occasion$/.test(match.rule.id);
  if (words.patrol_or_drill.test(text) || (!occasion && words.of_a_course.test(text)))
    return "they gather for a patrol, a drill or a course";
  if (isAside(match, reading) || !prcGathers(match, reading)) return "no PRC side gathers with them";
  if (!occasion) return null;
  if (!words.gathering_act.test(text)) return "it is not told that it is held or attended";
  if (TO_COME.test(text.slice(match.end - match.sentence.start))) return "it is still to come";
  const police = [match.sentence, ...besideOf(match, reading)].some(sendsSecuritySide);
  if (words.academics.test(text) && !police) return "scholars meet, and no officials";
  return police || words.officials_gather.test(text) ? null : "nobody of internal security gathers";
}

/** "a meeting on drugs, which it will host in the spring" */
const TO_COME =
  /^[^.;]{0,90}\b(?:which|that|where)\s(?:\w+\s){0,3}(?:will|would|shall|(?:is|are) (?:to|due|set))\b/;

/** "On the sidelines of the forum": it is named as the occasion of something else. */
function isOnlyOccasion(match: RuleMatch, reading: Reading): boolean {
  const { sentence, start, end } = match;
  if (/gathers$/.test(match.rule.id)) return /\b(?:side-?lines?|margins?|fringes?) of\b/.test(sentence.text);
  const named = sentence.chunks.find((c) => c.kind === "forum_name" && c.start >= start && c.end <= end);
  const noun = named?.start ?? (/occasion$/.test(match.rule.id) ? start : end);
  return (
    reading.words.occasion_before.test(sentence.text.slice(0, noun - sentence.start)) ||
    OPENS_LATER.test(sentence.text.slice((named?.end ?? end) - sentence.start))
  );
}

/** "who are in Jiangsu for the forum opening on Wednesday": guests have come, and it has yet to begin. */
const OPENS_LATER =
  /^(?: (?:of|on) [^,;.]{0,80}?)?,? (?:opening|starting|beginning|due|which (?:opens|starts|begins)) (?:on|later|next|this|in)\b/;

/** "a business forum", "health ministers met for a conference": another business is named with it, and no police. */
function isOfOtherBusiness(match: RuleMatch, reading: Reading): boolean {
  const { sentence } = match;
  const named = sentence.text.slice(
    Math.max(0, match.start - sentence.start - NAME_REACH),
    match.end - sentence.start,
  );
  return reading.words.other_gathering.test(named) && !reading.words.officials_gather.test(named);
}

/** How far before its noun the name of a gathering begins. */
const NAME_REACH = 45;

/** "… and China", "in Lianyungang", a PRC organ or person; or one that the sentences beside it send there. */
function prcGathers(match: RuleMatch, reading: Reading): boolean {
  const { sentence } = match;
  if (hasPrcSide(sentence)) return !reading.words.without.test(sentence.text);
  if (
    reading.words.all_states.test(sentence.text) &&
    sentencesBefore(reading, sentence, 2, 1).some(hasPrcSide)
  )
    return true;
  return besideOf(match, reading).some(sendsSecuritySide);
}

/** Why a broad Chinese rule tells of no forum, or null: a Chinese organ of security sits there with two others or more. */
function whyNoGatheringZh(match: RuleMatch, reading: Reading): string | null {
  const { sentence } = match;
  const { words } = reading;
  if (words.patrol_or_drill.test(sentence.text)) return "they gather for a patrol or a drill";
  if (/zh\.gathers$/.test(match.rule.id) && /研修班|培训班|研修项目|学员/.test(sentence.text))
    return "they gather for a course";
  // 分别同三国部门负责人举行会谈
  const at = match.start - sentence.start;
  if (words.in_turn.test(sentence.text.slice(Math.max(0, at - IN_TURN_BEFORE), at)))
    return "they are met one after the other";
  const after = sentencesAfter(reading, sentence, 1, 0);
  if (![sentence, ...after].some(sendsSecuritySide) && !isOurPolice(sentence))
    return "no PRC organ of security gathers with them";
  const others = new Set(sentence.chunks.flatMap((c) => (isPrc(c) ? [] : [...c.countries])));
  const many =
    sentence.chunks.some(isOfMany) || others.size > 1 || words.many_states.test(matchedText(match));
  return many ? null : ONE_FOREIGN_SIDE;
}

/** How far before the gathering it may say that guests are met in turn. */
const IN_TURN_BEFORE = 10;

/** 驻越南使馆警务参赞 */
const isOurPolice = ({ chunks, text, start }: TaggedSentence): boolean =>
  chunks.some((c) => isPrc(c) && /警/.test(text.slice(c.start - start, c.end - start)));

/** The sentences beside it that tell of who came. */
function besideOf({ sentence }: RuleMatch, reading: Reading): TaggedSentence[] {
  const beside = [...sentencesAfter(reading, sentence, 2, 2), ...sentencesBefore(reading, sentence, 1, 1)];
  return beside.filter((s) => reading.words.sends_delegation.test(s.text));
}

function hasPrcSide(s: TaggedSentence): boolean {
  return s.chunks.some((c) => {
    if (isPrc(c)) return c.actors.length > 0;
    if (c.kind !== "china" && c.kind !== "cn_place") return false;
    const before = s.text.slice(Math.max(0, c.start - s.start - 24), c.start - s.start);
    return BESIDE.test(before) || c.start === s.start;
  });
}

const BESIDE = /(?:\b(?:in|at|and|with|from|of|by)|[,:(])\s(?:the\s|\w+ern\s)?$/;

/** "China's delegation was headed by Vice Minister of Public Security Xu Ganlu." */
function sendsSecuritySide({ chunks, text, start }: TaggedSentence): boolean {
  return chunks.some(
    (c) =>
      (isPrc(c) && c.actors.some((a) => SECURITY_ACTORS.has(a))) ||
      (c.kind === "china" && DELEGATION.test(text.slice(c.end - start))),
  );
}

/** "the Chinese team", "China's delegation" */
const DELEGATION = /^(?:'s)? (?:[\w-]+ ){0,2}(?:team|delegation|delegates?|side|representatives?|officers)\b/;

/** Guests of other events on the page did not sit at this table: only people of the sentence count, and their states. */
export function keepOwn(draft: Draft, { sentence }: RuleMatch, reading: Reading): void {
  // What is named behind it is told of, and did not come: 大会闭幕，决定在越南增设中心.
  const isOther = ({ sentence: s, chunk }: Place) =>
    s !== sentence && (isForeign(chunk) || (s.in === sentence.in && s.start > sentence.start));
  const others = draft.countryPlaces.some(isOther);
  const inTitle = draft.countryPlaces.some((p) => p.sentence.in === "title");
  const allNamed = reading.words.all_states.test(sentence.text) && (draft.countries.length > 2 || inTitle);
  if (others && !allNamed) {
    draft.countries = [];
    draft.countryPlaces = [];
  }
  draft.foreign = draft.foreign.filter((p) => p.sentence === sentence);
}

/** "in Bangkok", "Astana was the venue": the state where a forum is held is host to it, beside the guests who are named. */
export function addVenue(draft: Draft, { sentence }: RuleMatch): void {
  const venues = sentence.chunks.filter((c) => c.kind === "place" && isVenue(c, sentence));
  draft.countries = unique([...draft.countries, ...venues.flatMap((c) => c.countries)]);
}

function isVenue({ start, end }: Chunk, sentence: TaggedSentence): boolean {
  const before = sentence.text.slice(Math.max(0, start - sentence.start - 12), start - sentence.start);
  const after = sentence.text.slice(end - sentence.start, end - sentence.start + 40);
  return (
    /(?:\b(?:in|at)|[(,])\s(?:the\s)?$|[在赴于]$|聚[会首]$/.test(before) ||
    /^ (?:was (?:the )?(?:venue|host|place|site)|hosted|played host|saw|welcomed)\b/.test(after)
  );
}

/** 内务部长会晤27日举行, 四国举行会商: one noun that a broad rule has read as talks of two, and which is a forum. */
export function withoutTalksOfForum(drafts: readonly Draft[]): Draft[] {
  const forums = drafts.filter((d) => d.type === "forum");
  return drafts.filter(
    ({ type, match: m }) =>
      type !== "meeting" ||
      !m.rule.trigger ||
      !forums.some((f) => f.match.sentence === m.sentence && f.match.start < m.end && m.start < f.match.end),
  );
}
