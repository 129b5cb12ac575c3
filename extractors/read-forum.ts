import type { Chunk } from "./chunk.ts";
import { type Draft, draftFrom, type EventReader, refuse } from "./draft.ts";
import { startAtFirstDay } from "./first-day.ts";
import {
  addVenue,
  isBroad,
  isOfOtherBusiness,
  isOnlyOccasion,
  keepOwn,
  whyNoGathering,
  whyNoGatheringZh,
} from "./forum-scope.ts";
import { addParticipants } from "./head-count.ts";
import { SECURITY_ACTORS } from "./meeting-scope.ts";
import { unique } from "./parties.ts";
import { meeting } from "./read-meeting.ts";
import { isForeign, isPrc, neighbour, type Reading, sentencesBefore } from "./reading.ts";
import { addRound } from "./round.ts";
import { matchedText, type RuleMatch } from "./rule.ts";
import { areThree } from "./three-states.ts";

/** 哈、吉、塔、土、乌五国代表: a body that stands for its members is many guests. */
const isGuest = (c: Chunk): boolean =>
  c.kind === "country" || (isForeign(c) && !c.countryOpen) || (c.kind === "body" && c.countries.length > 2);

/** 来自俄罗斯、法国等26个国家: who attends is listed in the sentence or the next one. */
function addAttending(draft: Draft, match: RuleMatch, reading: Reading): void {
  for (const step of [0, 1, 2]) {
    const sentence = neighbour(reading, match.sentence, step);
    if (!sentence || sentence.in !== match.sentence.in) continue;
    const present = sentence.chunks.filter(isGuest);
    const listed = present.flatMap((c) => [...c.countries]);
    if (listed.length < 2 || !reading.words.attended_by.test(sentence.text)) continue;
    draft.countries = unique([
      ...(draft.countryPlaces.length > 0 && draft.countries.length > 1 ? draft.countries : []),
      ...listed,
    ]);
    const known = new Set(draft.foreign.map((p) => p.chunk));
    draft.foreign.push(
      ...present.filter((c) => c.name && !known.has(c)).map((chunk) => ({ chunk, sentence })),
    );
    return;
  }
}

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

/** Multilateral events hosted or attended by a PRC actor in scope; `countries` may stay empty. */
export const forum: EventReader = {
  type: "forum",
  read(match, reading) {
    const made = draftFrom(match, reading);
    if ("refused" in made) return made;
    const { draft } = made;
    const text =
      [
        match.sentence,
        ...(reading.genre === "analysis" ? sentencesBefore(reading, match.sentence, 12, 0) : []),
      ]
        .map((s) => s.text)
        .join(" ") + reading.title;
    const inside = matchedText(match);
    const before = match.sentence.text.slice(0, match.start - match.sentence.start);
    if (reading.words.domestic_meeting.test(inside) || reading.words.domestic_before.test(before))
      return refuse("a domestic meeting");
    const gathers = isBroad(match);
    const chunks = match.sentence.chunks.filter(
      (c) => gathers || (c.start >= match.start && c.end <= match.end),
    );
    const told = reading.language !== "zh" && reading.genre !== "analysis";
    const broadZh = match.rule.trigger && reading.language === "zh";
    const none = gathers ? whyNoGathering(match, reading) : broadZh ? whyNoGatheringZh(match, reading) : null;
    if (none) return refuse(none);
    if (told && isOnlyOccasion(match, reading)) return refuse("only named as the occasion of something else");
    if (told && isOfOtherBusiness(match, reading)) return refuse("the forum is not about internal security");
    const ofTwo = (c: Chunk) => (c.kind === "pair" || c.kind === "forum_name") && c.countries.length === 1;
    const ofMany = (c: Chunk) => (c.kind === "forum_name" || c.kind === "body") && c.countries.length !== 1;
    const beside = reading.language === "zh" ? match.sentence.chunks : chunks;
    const bilateral = draft.countries.length === 1 && beside.some(ofTwo) && !beside.some(ofMany);
    // 出席中越海警第八次高级别会晤: a session of two states is a meeting, by whatever rule it was found.
    if (bilateral && match.rule.trigger) return refuse("one foreign side: a meeting, not a forum");
    if (bilateral) return meeting.read({ ...match, rule: { ...match.rule, type: "meeting" } }, reading);
    const many = chunks.some((c) => c.kind === "forum_name" || c.kind === "body");
    if (
      !many &&
      !broadZh &&
      !reading.words.multilateral.test(reading.language === "zh" ? inside : match.sentence.text) &&
      !reading.words.guests_of_many.test(match.sentence.text) &&
      draft.countries.length < 3 &&
      !areThree(match)
    ) {
      return refuse("one foreign side: a meeting, not a forum");
    }
    // 卫生合作论坛举行，当地警方做好安保: police who only guard it make it no forum of theirs.
    const guarded = reading.words.guards_it.test(match.sentence.text);
    if (!reading.words.security_forum.test(guarded ? inside : text))
      return refuse("the forum is not about internal security");
    const leadersOnly =
      draft.actors.length > 0 && draft.actors.every((a) => a === "LEADER" || a === "EMBASSY");
    if (leadersOnly && !reading.words.police_forum.test(inside)) {
      return refuse("a summit, not a security forum");
    }
    const police = reading.words.police_named.test(match.sentence.text);
    if (draft.actors.length === 0 && reading.language === "zh") addHost(draft, match, reading);
    if (draft.actors.length === 0 && reading.language === "zh") {
      const drugs = reading.words.of_drugs.test(inside) && beside.some((c) => c.kind === "china" || isPrc(c));
      if (drugs) draft.actors = ["NNCC"];
      else if (police) draft.actors = ["MPS"];
    }
    const inChina = match.sentence.chunks.some((c) => c.kind === "cn_place");
    if (draft.actors.length === 0 && police && inChina) draft.actors = ["MPS"];
    // "a police conference being held in China": the host is the PRC though no organ is named.
    const atHome =
      reading.language !== "zh" &&
      (gathers || match.sentence.chunks.some((c) => c.kind === "china" || c.kind === "cn_place"));
    if (
      !(draft.actors.length === 0 && atHome) &&
      !draft.actors.some((a) => SECURITY_ACTORS.has(a) || a === "PROC" || a === "LEADER" || a === "EMBASSY")
    ) {
      return refuse("no PRC actor in scope takes part");
    }
    if (reading.language === "zh") keepOwn(draft, match, reading);
    addRound(draft, match, reading);
    addParticipants(draft, match, reading);
    startAtFirstDay(draft, match, reading);
    addAttending(draft, match, reading);
    if (gathers) addStatesBefore(draft, match, reading);
    addVenue(draft, match);
    if (reading.language !== "zh") addHostState(draft, match, reading);
    return [draft];
  },
};
