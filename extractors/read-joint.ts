import { isAside } from "./checks-latin.ts";
import type { Chunk, TaggedSentence } from "./chunk.ts";
import { type Draft, draftFrom, type EventReader, refuse, refuseAsTold } from "./draft.ts";
import type { EventType } from "./event.ts";
import { startAtFirstDay } from "./first-day.ts";
import { forceNamed } from "./forces.ts";
import { addParticipants } from "./head-count.ts";
import { unique } from "./parties.ts";
import { isForeign, isPrc, namesBorder, type Reading, sentencesBefore, titleOf } from "./reading.ts";
import { addRound } from "./round.ts";
import { matchedText, type RuleMatch } from "./rule.ts";

/** 自2006年至今，双方已共同巡逻23次 */
const SUM_SINCE = /(?:至今|以来|迄今)[^。；]{0,30}(?:巡[逻航]|演[练习])(?:执法)?\d{1,3}(?:余|多)?次/;

/** Joint patrols: police, Mekong, coast guard; `round` is the number in the series. */
export const patrol: EventReader = joint("patrol");
/** Joint exercises of police, armed police, coast guard or counter-terrorism forces; not of armies and navies. */
export const exercise: EventReader = joint("exercise");

function joint(type: EventType): EventReader {
  return {
    type,
    read(match, reading) {
      const made = draftFrom(match, reading);
      if ("refused" in made) return made;
      const { draft } = made;
      const chinese = reading.language === "zh";
      const before = chinese ? [] : sentencesBefore(reading, match.sentence, 2);
      const armies = chinese
        ? sentencesBefore(reading, match.sentence, 1)
            .map((s) => s.text)
            .join("")
        : "";
      const text = [match.sentence.text, reading.title, ...before.map((s) => s.text)].join(" ");
      const headed = chinese ? "" : reading.title;
      if (reading.words.peacekeeping.test(match.sentence.text + headed)) return refuse("peacekeeping");
      if (chinese && SUM_SINCE.test(match.sentence.text)) return refuse("a sum of years");
      if (!chinese && isAside(match, reading)) return refuse("China is only mentioned beside those who act");
      const named = match.sentence.text.slice(0, match.end - match.sentence.start).slice(-140);
      if (!chinese && reading.words.talks_on_it.test(named))
        return refuse("talks on it, not the thing itself");
      if (!reading.words.police_force.test(text))
        return refuse("no police, coast guard or counter-terrorism force takes part");
      if (
        reading.words.military.test(chinese ? text + armies : match.sentence.text) &&
        !reading.words.police_beside_military.test(
          match.rule.trigger && !chinese ? match.sentence.text : text,
        )
      ) {
        return refuse("a military event without internal-security content");
      }
      const rest = match.sentence.text.slice(match.end - match.sentence.start);
      const lead = match.sentence.text.slice(
        0,
        (match.slots.verb?.start ?? match.start) - match.sentence.start,
      );
      if (chinese && reading.words.organ_of_patrols.test(rest))
        return refuse("an organ or paper is named by it");
      if (type === "exercise" && reading.words.patrol_before.test(matchedText(match)))
        return refuse("part of a patrol");
      if (reading.words.paper_on_drill.test(rest) || reading.words.talk_of_drill.test(lead))
        return refuse("talks or a paper on it, not the thing itself");
      if (reading.language === "zh" && draft.round === undefined) {
        const spoken = onlySpokenOf(match, reading);
        if (spoken && (draft.time.how !== "stated" || type === "exercise")) return refuse(spoken);
        if (SUBJECT_OF_TALKS.test(match.sentence.text.slice(0, match.end - match.sentence.start)))
          return refuse("what talks are about");
      }
      // Four states patrol the Mekong together; reports name the river more often than the states. In Chinese the name of
      // the series says so, whatever port is named beside it; 中老 before it would make it a patrol of two.
      const two = match.sentence.chunks.some((c) => c.kind === "pair");
      const unnamed = chinese ? type === "patrol" && !two : draft.countries.length === 0;
      if (unnamed && reading.words.mekong_patrol.test(chinese ? match.sentence.text : text))
        draft.countries = ["LA", "MM", "TH"];
      // A broad rule has asked for both sides already.
      const outside = chinese ? whyNotOfChina(match, reading) : null;
      if (outside) return refuseAsTold(outside);
      const ofBoth = !chinese || match.rule.trigger || isOfBoth(match, reading);
      if (!ofBoth) return refuseAsTold("one side's own");
      if (draft.countries.length === 0 && !reading.words.partners_unnamed.test(text)) {
        return refuse("no foreign side is named");
      }
      addRound(draft, match, reading);
      startAtFirstDay(draft, match, reading);
      addParticipants(draft, match, reading);
      addActors(draft, [match.sentence, ...titleOf(reading), ...before], reading);
      return [draft];
    },
  };
}

/** 沿中老边境联合巡逻: only the border is named. 没收中国产香烟: two other states act, and China is where goods come from. */
function whyNotOfChina({ sentence }: RuleMatch, reading: Reading): string | null {
  const { text, start, chunks } = sentence;
  const after = (c: Chunk) => text.slice(c.end - start);
  const abroad = chunks.filter((c) => isForeign(c) || c.kind === "country" || c.countries.length > 0);
  const alongIt = (c: Chunk) =>
    namesBorder(c, sentence, reading) && /[沿在于至到]$/.test(text.slice(0, c.start - start));
  const titled = titleOf(reading).flatMap((s) => s.chunks);
  const beside = titled.some((c) => isForeign(c) || ["country", "pair", "body"].includes(c.kind));
  if (abroad.length > 0 && abroad.every(alongIt) && !beside) return "only the border of two states is named";
  const states = new Set(abroad.filter((c) => !c.countryOpen).flatMap((c) => [...c.countries]));
  const ours = (c: Chunk) =>
    isPrc(c) ||
    c.home === true ||
    ["pair", "cn_place", "body", "forum_name"].includes(c.kind) ||
    (c.kind === "china" && !reading.words.where_from.test(after(c)));
  return states.size > 1 && !chunks.some(ours) && chunks.some((c) => c.kind === "china")
    ? "other states act, and China is only where goods or people come from"
    : null;
}

/** A force of China takes part: it is named, or the sentence or title says that states act together. */
function isOfBoth({ sentence }: RuleMatch, reading: Reading): boolean {
  if (isOnBorderOnly(sentence, reading)) return reading.words.drill_of_both.test(sentence.text);
  const chinese = sentence.chunks.some((c) => isPrc(c) || ["pair", "body", "forum_name"].includes(c.kind));
  return chinese || reading.words.drill_of_both.test(sentence.text + reading.title);
}

/** 武警在中哈边境组织演练: the other state is named by its border with China alone. */
function isOnBorderOnly(sentence: TaggedSentence, reading: Reading): boolean {
  const abroad = sentence.chunks.filter((c) => c.countries.length > 0 || c.kind === "body");
  const isBorder = (c: Chunk) => namesBorder(c, sentence, reading);
  return abroad.length > 0 && abroad.every(isBorder) && sentence.chunks.some(isPrc);
}

/** Patrols and drills that are shown to guests, or only named among the fields of talks and cooperation. */
function onlySpokenOf(match: RuleMatch, reading: Reading): string | null {
  const { sentence } = match;
  const before = sentence.text.slice(0, match.start - sentence.start).slice(-30);
  const after = sentence.text.slice(match.end - sentence.start, match.end - sentence.start + 30);
  if (reading.words.drill_watched_before.test(before) || reading.words.drill_watched_after.test(after)) {
    return "a drill shown to guests";
  }
  if (reading.words.drill_held.test(sentence.text)) return null;
  if (reading.words.field_named_after.test(after)) {
    return "only named among fields of cooperation";
  }
  if (reading.words.field_named_before.test(before)) {
    return "only named among fields of cooperation";
  }
  return null;
}

/** 26日，双方就联合巡逻、信息通报等沟通: the day is that of the talks. */
const SUBJECT_OF_TALKS = /[，。；]就(?![地近此])[^，。；]{0,14}$/;

/** A joint act is one of a force of China, and the patrols of the Mekong are the ministry's, whoever reports them. */
function addActors(draft: Draft, near: readonly TaggedSentence[], reading: Reading): void {
  const { text } = draft.match.sentence;
  const mekong = draft.type === "patrol" && reading.words.mekong_patrol.test(text + reading.title);
  if (mekong) draft.actors = unique(["MPS", ...draft.actors]);
  if (draft.actors.length > 0) return;
  const force = forceNamed(near, reading);
  if (force) draft.actors = [force];
}
