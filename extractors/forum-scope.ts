import { isAside } from "./checks-latin.ts";
import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import { SECURITY_ACTORS } from "./meeting-scope.ts";
import { unique } from "./parties.ts";
import { isForeign, isPrc, type Reading, sentencesAfter, sentencesBefore } from "./reading.ts";
import { matchedText, type RuleMatch } from "./rule.ts";

/** Rules that name no forum, but a noun or verb of gathering: who gathers stands around it. */
export const isBroad = ({ rule }: RuleMatch): boolean => /en\.(?:gathers|occasion)$/.test(rule.id);

/** Why a broad English rule tells of no forum, or null: who sits at it, whether it is held, and what it is about. */
export function whyNoGathering(match: RuleMatch, reading: Reading): string | null {
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
export function isOnlyOccasion(match: RuleMatch, reading: Reading): boolean {
  const { sentence, start, end } = match;
  if (/gathers$/.test(match.rule.id)) return /\b(?:side-?lines?|margins?|fringes?) of\b/.test(sentence.text);
  const named = sentence.chunks.find((c) => c.kind === "forum_name" && c.start >= start && c.end <= end);
  const noun = named?.start ?? (/occasion$/.test(match.rule.id) ? start : end);
  return reading.words.occasion_before.test(sentence.text.slice(0, noun - sentence.start));
}

/** "a business forum", "health ministers met for a conference": another business is named with it, and no police. */
export function isOfOtherBusiness(match: RuleMatch, reading: Reading): boolean {
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
export function whyNoGatheringZh(match: RuleMatch, reading: Reading): string | null {
  const { sentence } = match;
  const { words } = reading;
  if (words.patrol_or_drill.test(sentence.text)) return "they gather for a patrol or a drill";
  const after = sentencesAfter(reading, sentence, 1, 0);
  if (![sentence, ...after].some(sendsSecuritySide) && !isOurPolice(sentence))
    return "no PRC organ of security gathers with them";
  const others = new Set(sentence.chunks.flatMap((c) => (isPrc(c) ? [] : [...c.countries])));
  const ofMany = sentence.chunks.some(
    (c) => (c.kind === "forum_name" || c.kind === "body") && c.countries.length !== 1,
  );
  return ofMany || others.size > 1 || words.many_states.test(matchedText(match))
    ? null
    : "one foreign side: a meeting, not a forum";
}

/** 驻越南使馆警务参赞 */
const isOurPolice = ({ chunks, text, start }: TaggedSentence): boolean =>
  chunks.some((c) => isPrc(c) && /警/.test(text.slice(c.start - start, c.end - start)));

/** The sentences beside it that tell of who came. */
function besideOf({ sentence }: RuleMatch, reading: Reading): TaggedSentence[] {
  const beside = [...sentencesAfter(reading, sentence, 1, 1), ...sentencesBefore(reading, sentence, 1, 1)];
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
  const others = draft.countryPlaces.some((p) => p.sentence !== sentence && isForeign(p.chunk));
  if (others && !reading.words.all_states.test(sentence.text)) {
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
