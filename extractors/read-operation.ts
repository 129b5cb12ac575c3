import { sendsOthers } from "./checks-latin.ts";
import type { Chunk, TaggedSentence } from "./chunk.ts";
import { type Draft, draftFrom, type EventReader, keepAsClaim, refuse } from "./draft.ts";
import { indexOf, isPrc, type Reading, sentencesBefore, titleOf } from "./reading.ts";
import { matchedText, type RuleMatch } from "./rule.ts";

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
    if (/surrender/.test(match.rule.id) && draft.countries.length === 0)
      return refuse("nobody abroad takes part in the return");
    const wholeYear = draft.time.date.length === 4 && reading.words.sum_of_a_year.test(text);
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
    const inside = matchedText(match);
    if (reading.language === "zh" && RETURN.test(match.rule.id)) {
      const refused = returnRefusal(match, reading);
      if (refused) return refuse(refused);
    }
    if (reading.words.patrol_or_drill.test(inside)) return refuse("a patrol or an exercise");
    if (/received/.test(match.rule.id) && !reading.words.wanted.test(inside))
      return refuse("people are taken in who are no suspects");
    const index = indexOf(reading, match.sentence);
    const raid = /joint-raid/.test(match.rule.id);
    const near = new Set([
      ...reading.sentences.slice(Math.max(0, index - 3), index + (raid ? 1 : 3)),
      ...titleOf(reading),
    ]);
    if (!draft.countryPlaces.some((p) => near.has(p.sentence))) {
      draft.countries = [];
      if (!reading.words.abroad.test(link)) return refuse("no foreign side beside the operation");
    }
    if (/joint-raid|caught|tip-off/.test(match.rule.id)) {
      if (reading.words.drill.test(text)) return refuse("an exercise");
      if (!reading.words.crime.test(chineseText(text, reading))) return refuse("no crime is named");
    }
    if (/joint-/.test(match.rule.id)) {
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
      if (draft.countries.length === 0 && /joint-operation/.test(match.rule.id))
        return refuse("no foreign side is named");
    }
    if (RETURN.test(match.rule.id) && !reading.words.wanted.test(text + reading.title))
      return refuse("nobody wanted is returned");
    addPersons(draft, match, reading);
    addActors(draft, match, reading);
    return [draft];
  },
};

/** Rules by which people are brought from one state to another. */
const RETURN = /return|plane|people-sent/;

/** A return that is asked for, ruled or only named, and police who fly: nobody is brought home. Null: somebody is. */
function returnRefusal(match: RuleMatch, reading: Reading): string | null {
  const { sentence } = match;
  const verb = match.slots.verb ?? match.slots.caught ?? match.slots.sent ?? match.slots.landed ?? match;
  const lead = sentence.text.slice(0, verb.start - sentence.start);
  const rest = sentence.text.slice(verb.end - sentence.start);
  if (reading.words.not_brought_yet.test(lead)) return "asked for, feared or ruled, not carried out";
  if (reading.words.returned_named.test(rest)) return "only a procedure, request or question is named";
  const counted = sentence.chunks.filter(
    (c) => c.kind === "people_count" && c.start >= match.start && c.end <= match.end,
  );
  const police = counted.length > 0 && counted.every((c) => reading.words.police_counted.test(c.noun ?? ""));
  return police && /plane/.test(match.rule.id) ? "police arrive, no suspects" : null;
}

/** Leads of Chinese news are cut short; what was done stands in the title. */
function chineseText(text: string, reading: Reading): string {
  return reading.language === "zh" ? text + reading.title : text;
}

/** The number of suspects: in the match, its clause, its sentence, then the title. One named person is one. */
function addPersons(draft: Draft, match: RuleMatch, reading: Reading): void {
  if (draft.persons !== undefined) return;
  const title = titleOf(reading);
  const countsOf = (sentence: TaggedSentence) =>
    sentence.chunks.filter(
      (c) => c.kind === "people_count" && (!c.noun || reading.words.counted_suspects.test(c.noun)),
    );
  const own = countsOf(match.sentence);
  const inside = own.find((c) => c.start >= match.start && c.end <= match.end);
  const inClause = own.find((c) => !/[，,；]/.test(between(match, c.start, c.end)));
  const before = own.findLast((c) => c.end <= match.start && c.noun);
  const told = withoutCountries(match.sentence).slice(0, match.end - match.sentence.start);
  const one = reading.words.one_suspect.test(told) && !reading.words.several_people.test(told);
  if (!inside && !inClause && !before && one) {
    // 阮某、陈某: as many as are listed.
    draft.persons = Math.max(1, new Set(told.match(NAMED_IN_PART) ?? []).size);
    return;
  }
  // 17名嫌疑人被控制。两天后，这些人被带回: the count stands in the sentence before.
  const earlier = sentencesBefore(reading, match.sentence, 1, 0);
  const sides = countsOfSides(own, match.sentence, reading);
  const counted =
    sides.length > 1
      ? sides
      : [inside ?? inClause ?? before ?? [match.sentence, ...title, ...earlier].flatMap(countsOf)[0]];
  const chunks = counted.filter((chunk) => chunk !== undefined);
  if (chunks.length > 0) {
    draft.persons = chunks.reduce((sum, chunk) => sum + chunk.number!, 0);
    draft.spans.persons = chunks.map((chunk) => ({
      in: title.some((s) => s.chunks.includes(chunk)) ? "title" : match.sentence.in,
      start: chunk.start,
      end: chunk.end,
    }));
  } else if (match.slots.person) draft.persons = 1;
}

/** 阮某, 孙某某: names that are written in part. 湖南某公司 is none. */
const NAMED_IN_PART = /[\u4e00-\u9fff]某{1,2}(?=[，。、；被从回在等由及和于等（\s]|$)/g;

/** 从斐济被押解: the characters of a country must not read as those of a name. */
function withoutCountries(sentence: TaggedSentence): string {
  const keep = sentence.text.split("");
  for (const c of sentence.chunks) {
    if (c.kind === "country" || c.kind === "place" || c.kind === "cn_place")
      keep.fill(" ", c.start - sentence.start, c.end - sentence.start);
  }
  return keep.join("");
}

/** 中方抓获5人，越方抓获8人: what each side counts, where the sentence gives no sum. */
function countsOfSides(counts: readonly Chunk[], sentence: TaggedSentence, reading: Reading): Chunk[] {
  const before = (chunk: Chunk) => sentence.text.slice(0, chunk.start - sentence.start);
  if (counts.some((c) => reading.words.added_up_already.test(before(c)))) return [];
  return counts.filter((c) => reading.words.caught_by_one_side.test(before(c)));
}

function between(match: RuleMatch, start: number, end: number): string {
  const { sentence } = match;
  const [from, to] = end <= match.start ? [end, match.start] : [match.end, Math.max(start, match.end)];
  return sentence.text.slice(from - sentence.start, to - sentence.start);
}

/** Provincial police bring their own suspects home: 内蒙古押解40名嫌疑人归案, 经辽宁省监察机关、公安机关. */
function addActors(draft: Draft, match: RuleMatch, reading: Reading): void {
  draft.actors = draft.actors.filter((actor) => actor !== "PROC");
  const { text } = match.sentence;
  const all = text + reading.title + reading.text;
  const beside = reading.words.local_police_beside.test(text + reading.title);
  const place =
    beside ||
    [...titleOf(reading), match.sentence].some((s) =>
      s.chunks.some(
        (c) =>
          c.kind === "cn_place" &&
          reading.words.local_police_act.test(s.text.slice(c.end - s.start, c.end - s.start + 24)),
      ),
    );
  if (place && !draft.actors.includes("LOCAL_PSB")) {
    draft.actors = [...draft.actors.filter((a) => a !== "MPS" || /公安部/.test(text)), "LOCAL_PSB"];
  }
  if (draft.actors.length > 0) return;
  if (reading.words.graft_campaign.test(all)) draft.actors = ["CCDI"];
  else if (reading.words.police_campaign.test(all)) draft.actors = ["MPS"];
}
