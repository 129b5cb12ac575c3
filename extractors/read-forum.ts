import type { Chunk, TaggedSentence } from "./chunk.ts";
import { type Draft, draftFrom, type EventReader, refuse } from "./draft.ts";
import { startAtFirstDay } from "./first-day.ts";
import {
  addVenue,
  hasActorInScope,
  isBroad,
  isOfTwoStates,
  keepOwn,
  ONE_FOREIGN_SIDE,
  whyNoForum,
  whyNotMultilateral,
  whyNotOnSecurity,
} from "./forum-scope.ts";
import { addParticipants } from "./head-count.ts";
import { unique } from "./parties.ts";
import { meeting } from "./read-meeting.ts";
import { isForeign, isPrc, neighbour, type Reading, sentencesBefore } from "./reading.ts";
import { addRound } from "./round.ts";
import { matchedText, type RuleMatch } from "./rule.ts";

/** Multilateral events hosted or attended by a PRC actor in scope; `countries` may stay empty. */
export const forum: EventReader = {
  type: "forum",
  read(match, reading) {
    const made = draftFrom(match, reading);
    if ("refused" in made) return made;
    const { draft } = made;
    const none = whyNoForum(match, reading);
    if (none) return refuse(none);
    if (isOfTwoStates(draft, match, reading)) {
      // 出席中越海警第八次高级别会晤: a session of two states is a meeting, by whatever rule it was found.
      if (match.rule.trigger) return refuse(ONE_FOREIGN_SIDE);
      return meeting.read({ ...match, rule: { ...match.rule, type: "meeting" } }, reading);
    }
    const outside = whyNotMultilateral(draft, match, reading) ?? whyNotOnSecurity(draft, match, reading);
    if (outside) return refuse(outside);
    addActors(draft, match, reading);
    if (!hasActorInScope(draft, match, reading)) return refuse("no PRC actor in scope takes part");
    if (reading.language === "zh") keepOwn(draft, match, reading);
    addRound(draft, match, reading);
    addParticipants(draft, match, reading);
    startAtFirstDay(draft, match, reading);
    addAttending(draft, match, reading);
    if (FIRST_HELD.test(matchedText(match))) draft.countries = ownStates(match);
    if (isOfUnnamed(draft, match, reading)) draft.countries = [];
    if (isBroad(match)) addStatesBefore(draft, match, reading);
    addVenue(draft, match);
    if (reading.language !== "zh") addHostState(draft, match, reading);
    return [draft];
  },
};

/** Where nobody of the PRC is named: who opens it, the drug commission at talks on drugs, the ministry where police are named. */
function addActors(draft: Draft, match: RuleMatch, reading: Reading): void {
  if (draft.actors.length > 0) return;
  const { text, chunks } = match.sentence;
  const police = reading.words.police_named.test(text);
  if (reading.language !== "zh") {
    if (police && chunks.some((c) => c.kind === "cn_place")) draft.actors = ["MPS"];
    return;
  }
  addHost(draft, match, reading);
  if (draft.actors.length > 0) return;
  const ofDrugs = reading.words.of_drugs.test(matchedText(match));
  if (ofDrugs && chunks.some((c) => c.kind === "china" || isPrc(c))) draft.actors = ["NNCC"];
  else if (police) draft.actors = ["MPS"];
}

/** 哈、吉、塔、土、乌五国代表: a body that stands for its members is many guests. */
const isGuest = (c: Chunk): boolean =>
  c.kind === "country" || (isForeign(c) && !c.countryOpen) || (c.kind === "body" && c.countries.length > 2);

/** 来自俄罗斯、法国等26个国家: who attends is listed in the sentence or the next one. */
function addAttending(draft: Draft, match: RuleMatch, reading: Reading): void {
  // 王小洪说…。贝宁、加纳、几内亚等国代表团先后发言: in Chinese the hosts speak first.
  for (const step of reading.language === "zh" ? [0, 1, 2, 3, 4] : [0, 1, 2]) {
    const sentence = neighbour(reading, match.sentence, step);
    if (!sentence || sentence.in !== match.sentence.in) continue;
    const present = sentence.chunks.filter(isGuest);
    const listed = present.flatMap((c) => [...c.countries]);
    if (listed.length < 2 || !reading.words.attended_by.test(sentence.text)) continue;
    // 上合组织成员国会议。印度、巴基斯坦代表首次与会: two of many members, and not the list of those who sat there.
    const ofBody = match.sentence.chunks.some((c) => c.kind === "body" || c.kind === "forum_name");
    if (step > 0 && listed.length < 3 && (ofBody || step > 2)) continue;
    const several = draft.countryPlaces.length > 0 && draft.countries.length > 1;
    const chairs = [0, 1].flatMap((s) => foreignChair(neighbour(reading, match.sentence, s)));
    draft.countries = unique([...(several ? draft.countries : chairs), ...listed]);
    const known = new Set(draft.foreign.map((p) => p.chunk));
    draft.foreign.push(
      ...present.filter((c) => c.name && !known.has(c)).map((chunk) => ({ chunk, sentence })),
    );
    return;
  }
}

/** 王小洪和所罗门群岛警察部长维科共同主持: a guest who chairs it sits there as well as those listed after. */
function foreignChair(sentence: TaggedSentence | undefined): readonly string[] {
  if (!sentence?.text.includes("主持")) return [];
  return sentence.chunks.filter((c) => c.kind === "foreign_person").flatMap((c) => [...c.countries]);
}

/** "The forum, first held in 2015, closes on Friday": those who sit there now did not sit there then. */
const FIRST_HELD = /\bfirst held\b/;

/** "officers from 24 countries gathered": one state that another sentence happens to name stands for none of them. */
const isOfUnnamed = (
  { countries, countryPlaces }: Draft,
  { sentence }: RuleMatch,
  { language }: Reading,
): boolean =>
  language !== "zh" &&
  countries.length === 1 &&
  countryPlaces.every((p) => p.sentence !== sentence && p.sentence.start > sentence.start) &&
  OF_MANY.test(sentence.text);

const OF_MANY =
  /\bfrom (?:more than |over |some |nearly |about )?(?:\d{1,3}|[a-z-]+) (?:other |different )?(?:countries|nations|states)\b/;

const ownStates = ({ sentence }: RuleMatch): string[] =>
  unique(sentence.chunks.flatMap((c) => [...c.countries]));

/** 大会26日开幕。国家主席习近平出席开幕式: who opens the forum is named in the sentence after it. */
function addHost(draft: Draft, match: RuleMatch, reading: Reading): void {
  const next = neighbour(reading, match.sentence, 1);
  if (!next || next.in !== match.sentence.in || !reading.words.opens_forum.test(next.text)) return;
  const host = next.chunks.find((c) => c.kind === "prc_person" && c.name && c.actors.length > 0);
  if (!host) return;
  draft.prc = [{ chunk: host, sentence: next }];
  draft.actors = [...host.actors];
}

/** A forum abroad whose guests are not listed has the state where it is held: "opened here" of a report from Bishkek. */
function addHostState(draft: Draft, { sentence }: RuleMatch, reading: Reading): void {
  const { filedIn } = reading.context;
  if (draft.countries.length > 0 || filedIn === null || filedIn === "CN") return;
  const elsewhere = sentence.chunks.some(
    (c) => c.kind === "cn_place" || (c.kind === "place" && !c.countries.includes(filedIn)),
  );
  if (reading.words.at_the_place.test(sentence.text) || !elsewhere) draft.countries = [filedIn];
}

/** "Ministers of the six countries": the sentence before lists them. */
function addStatesBefore(draft: Draft, { sentence }: RuleMatch, reading: Reading): void {
  if (draft.countries.length > 2 || !reading.words.all_states.test(sentence.text)) return;
  const before = sentencesBefore(reading, sentence, 1, 1).flatMap((s) => s.chunks);
  const listed = unique(before.flatMap((c) => (c.kind === "country" ? [...c.countries] : [])));
  if (listed.length > 2) draft.countries = listed;
}
