import { sendsOthers } from "./checks-latin.ts";
import { type Draft, draftFrom, type EventReader, keepAsClaim, refuse, refuseAsTold } from "./draft.ts";
import { isOfPlace } from "./forces.ts";
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
import { addPersons } from "./suspect-count.ts";

/** Joint operations, and suspects repatriated, extradited or handed over to China; `persons` is their number. */
export const operation: EventReader = {
  type: "operation",
  read(match, reading) {
    const made = draftFrom(match, reading);
    if ("refused" in made) return made;
    const { draft } = made;
    const text = match.sentence.text;
    if (reading.words.customs_case.test(text) && !reading.words.police_in_customs_case.test(text))
      return refuse("customs' own business");
    if (draft.countries.length === 0 && !reading.words.abroad.test(text + reading.title)) {
      return refuse("no foreign side is named");
    }
    // Who comes home by himself is no joint act, unless the state he was in is named beside.
    if (tells(match, "surrender") && draft.countries.length === 0)
      return refuse("nobody abroad takes part in the return");
    // A headline on the returns of a year tells their sum: 今年遣返千名嫌犯.
    const inHeadline = reading.language === "zh" && match.sentence.in === "title";
    const wholeYear = draft.time.date.length === 4 && (inHeadline || reading.words.sum_of_a_year.test(text));
    if (wholeYear || reading.words.statistics.test(text)) return keepAsClaim("total");
    if (reading.language === "zh" && reading.words.recalled_in_court.test(text))
      return refuse("recalled in court");
    const link =
      text +
      reading.title +
      sentencesBefore(
        reading,
        match.sentence,
        reading.genre === "analysis" ? 12 : 1,
        reading.genre === "analysis" ? 0 : 1,
      )
        .map((s) => s.text)
        .join("");
    const chinese = match.sentence.chunks.some(
      (c) => isPrc(c) || c.kind === "china" || c.kind === "cn_place",
    );
    if (!reading.words.chinese_case.test(link) && !chinese)
      return refuse("no Chinese police or suspects wanted by China");
    const pursued = reading.genre === "analysis" && reading.words.pursued_abroad.test(link);
    if (!reading.words.police_case.test(link) && !pursued) return refuse("no police matter");
    if (reading.language !== "zh" && sendsOthers(match)) return refuse("those sent away are not Chinese");
    if (reading.language !== "zh" && tells(match, "return") && isWishedReturn(match))
      return refuse("wished, not done");
    const inside = matchedText(match);
    if (reading.language === "zh" && tells(match, "return")) {
      const refused = returnRefusal(match, reading);
      if (refused) return refuse(refused);
    }
    if (reading.words.patrol_or_drill.test(inside)) return refuse("a patrol or an exercise");
    if (tells(match, "received") && !reading.words.wanted.test(inside))
      return refuse("people are taken in who are no suspects");
    const index = indexOf(reading, match.sentence);
    const raid = tells(match, "raid");
    const near = new Set([
      ...reading.sentences.slice(Math.max(0, index - 3), index + (raid ? 1 : 3)),
      ...titleOf(reading),
    ]);
    if (!draft.countryPlaces.some((p) => near.has(p.sentence))) {
      draft.countries = [];
      if (!reading.words.abroad.test(link)) return refuse("no foreign side beside the operation");
    }
    if (tells(match, "capture")) {
      if (reading.words.drill.test(text)) return refuse("an exercise");
      if (reading.language === "zh" && isCaughtAtHome(match, reading)) return refuse("caught at home");
      if (isCaughtByOthers(match, reading, link)) return refuseAsTold("foreign police act alone");
      if (!reading.words.crime.test(chineseText(text, reading))) return refuse("no crime is named");
    }
    if (tells(match, "joint")) {
      const here = [match.sentence, ...sentencesBefore(reading, match.sentence, 1, 0)];
      const prcHere = here
        .flatMap((s) => s.chunks)
        .some(
          (c) =>
            c.kind === "prc_organ" ||
            c.kind === "prc_person" ||
            c.kind === "pair" ||
            c.kind === "forum_name" ||
            c.kind === "body",
        );
      if (!prcHere && !reading.words.chinese_police_act.test(text)) return refuse("no Chinese police act");
      const upToVerb = text.slice(0, match.end - match.sentence.start);
      const abroad = match.sentence.chunks.some(
        (c) =>
          c.start < match.end && (c.countries.length > 0 || c.kind === "body" || c.kind === "forum_name"),
      );
      if (reading.language === "zh" && !abroad && !reading.words.states_act.test(upToVerb))
        return refuse("those who act together are all Chinese");
      if (draft.countries.length === 0 && !tells(match, "raid")) return refuse("no foreign side is named");
    }
    if (tells(match, "return") && !reading.words.wanted.test(text + reading.title))
      return refuse("nobody wanted is returned");
    addPersons(draft, match, reading);
    addActors(draft, match, reading);
    return [draft];
  },
};

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

/** A return that is asked for, ruled or only named, and police who fly: nobody is brought home. Null: somebody is. */
function returnRefusal(match: RuleMatch, reading: Reading): string | null {
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

/** Leads of Chinese news are cut short; what was done stands in the title. */
function chineseText(text: string, reading: Reading): string {
  return reading.language === "zh" ? text + reading.title : text;
}

/** Provincial police bring their own suspects home: 内蒙古押解40名嫌疑人归案, 经辽宁省监察机关、公安机关. */
function addActors(draft: Draft, match: RuleMatch, reading: Reading): void {
  draft.actors = draft.actors.filter((actor) => actor !== "PROC");
  const { text } = match.sentence;
  const all = text + reading.title + reading.text;
  const here = [...titleOf(reading), match.sentence];
  const place = here.some(
    (s) =>
      isOfPlace(s, reading) ||
      s.chunks.some(
        (c) =>
          c.kind === "cn_place" &&
          reading.words.local_police_act.test(s.text.slice(c.end - s.start, c.end - s.start + 24)),
      ),
  );
  if (place && !draft.actors.includes("LOCAL_PSB")) {
    const ministry = draft.prc.some((p) => p.sentence === match.sentence && p.chunk.actors.includes("MPS"));
    draft.actors = [...draft.actors.filter((a) => a !== "MPS" || ministry), "LOCAL_PSB"];
  }
  if (draft.actors.length > 0) return;
  if (reading.words.graft_campaign.test(all)) draft.actors = ["CCDI"];
  else if (reading.words.police_campaign.test(all)) draft.actors = ["MPS"];
  else if (
    [...here, ...sentencesAfter(reading, match.sentence, 1)].some((s) =>
      reading.words.chinese_force_acts.test(s.text),
    )
  )
    draft.actors = ["MPS"];
}
