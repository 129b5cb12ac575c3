import { type Draft, draftFrom, type EventReader, refuse } from "./draft.ts";
import { kindsOf, listOf, papersBeside } from "./paper-kinds.ts";
import {
  isBySecurityOrgans,
  isOfThoseNamed,
  isOnPolicing,
  leaveOutOthersThan,
  whyNoSigning,
  whyRecalled,
  wordsOfPaper,
} from "./paper-scope.ts";
import { leaveOutVenue, unique } from "./parties.ts";
import { indexOf, isPrc, type Reading, sentencesBefore } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";
import type { Rulebook } from "./rulebook.ts";
import { atLastDay, timeOf } from "./when.ts";

/** Papers signed. Each kind named at one signing is one event (ruling 3); unnamed papers are a cooperation document. */
export function agreementReader(book: Pick<Rulebook, "papers">): EventReader {
  return {
    type: "agreement",
    read(match, reading) {
      const made = draftFrom(match, reading);
      if ("refused" in made) return made;
      const { draft } = made;
      if (/zh\.listed$/.test(match.rule.id) && !ledByList(draft, match, reading))
        return refuse("no line before the list says that its papers were signed");
      if (draft.countries.length === 0 && !namesBody(match, reading))
        return refuse("no foreign side is named");
      leaveOutVenue(draft, reading);
      const paper = match.slots.paper && listOf(match.slots.paper, match, reading, book);
      const named = paper && reading.language !== "zh" ? papersBeside(match, reading) : null;
      const words = named ?? wordsOfPaper(paper, match, reading);
      const bySecurity = isBySecurityOrgans(draft);
      const outside = whyNoSigning(words, match, reading) ?? whyRecalled(draft, match, reading);
      if (outside) return refuse(outside);
      if (reading.language === "zh" && ofArmies(match, reading)) return refuse("armies sign it");
      if (isBetweenOthers(draft, match, reading)) return refuse("two other states sign it");
      if (isTotal(draft, match)) return refuse("a total of papers, with no day");
      leaveOutOthersThan(draft, match, reading);
      const near = bySecurity && isOfThoseNamed(draft, words, match, reading);
      if (!near && !isOnPolicing(draft, words, bySecurity, match, reading))
        return refuse("the paper is not about policing, extradition, drugs, borders or coast guard");
      const { text } = match.sentence;
      if (reading.words.witnessed.test(text) || reading.words.witnessed_by_leaders.test(text))
        addWitness(draft, match, reading);
      if (reading.words.at_close.test(text)) draft.time = atLastDay(draft.time);
      const kinds = draft.agreementType
        ? [draft.agreementType]
        : kindsOf([...(named ? [named] : []), paper?.text], match, reading, book, near);
      if (kinds.length === 0) return refuse("no paper is named");
      return kinds.map((agreementType) => ({
        ...draft,
        agreementType,
        spans: paper
          ? { agreement_type: [{ in: match.sentence.in, start: paper.start, end: paper.end }] }
          : {},
      }));
    },
  };
}

/** 两国元首共同见证…签署: the leaders whose talks the sentences before report witness the signing. */
function addWitness(draft: Draft, match: RuleMatch, reading: Reading): void {
  if (draft.actors.includes("LEADER")) return;
  const from = indexOf(reading, match.sentence);
  for (const sentence of reading.sentences.slice(0, from + 3)) {
    if (sentence.in !== "text") continue;
    const leader = sentence.chunks.find((c) => c.kind === "prc_person" && c.actors.includes("LEADER"));
    if (!leader) continue;
    draft.prc = [{ chunk: leader, sentence }, ...draft.prc];
    draft.actors = unique(["LEADER", ...draft.actors]);
    const guest = sentence.chunks.find(
      (c) => c.rank === "leader" && c.countries.some((code) => draft.countries.includes(code)),
    );
    if (guest && !draft.foreign.some((p) => p.chunk.name)) draft.foreign.push({ chunk: guest, sentence });
    return;
  }
  if (reading.words.witnessed_by_leaders.test(match.sentence.text))
    draft.actors = unique(["LEADER", ...draft.actors]);
}

/** 双方就两军政治工作、海军北部湾巡逻交换意见，签署了有关合作文件 */
const ofArmies = ({ sentence }: RuleMatch, { words }: Reading): boolean =>
  words.military.test(sentence.text) && !words.police_named.test(sentence.text);

/** To Lam and his Lao counterpart held talks; "they put their signatures to a plan": people of two states, and nobody of China. */
function isBetweenOthers({ foreign, prc }: Draft, { sentence }: RuleMatch, { language }: Reading): boolean {
  if (language === "zh" || prc.length > 0) return false;
  if (sentence.chunks.some((c) => isPrc(c) || c.kind === "china" || c.kind === "cn_place")) return false;
  const people = foreign.filter((p) => p.chunk.kind === "foreign_person");
  return new Set(people.flatMap((p) => [...p.chunk.countries])).size > 1;
}

/** 签署各类合作文件近400份, "China has signed 50 extradition treaties" */
const isTotal = ({ time }: Draft, { slots, sentence }: RuleMatch): boolean =>
  SUM_OF_PAPERS.test(sentence.text.slice((slots.verb?.end ?? 0) - sentence.start)) ||
  (time.how !== "stated" &&
    /^[^,;]{0,12}\b(?:\d{2,}|dozens of|scores of) (?:[\w-]+ ){0,3}(?:treaties|agreements|memorand\w+|papers|documents)\b/i.test(
      sentence.text.slice((slots.verb?.end ?? 0) - sentence.start),
    ));

const SUM_OF_PAPERS = /^了?(?:各类|各种)?[^，。；]{0,10}(?:近|逾|超|约)?\d{2,}(?:余|多)?[份项个](?!国)/;

/** 中国东盟, 上合组织: a body may be the other side where no state is named. */
function namesBody(match: RuleMatch, reading: Reading): boolean {
  return [match.sentence, ...sentencesBefore(reading, match.sentence, 2, 1)].some((s) =>
    s.chunks.some((c) => c.kind === "body" || c.kind === "forum_name"),
  );
}

/** The line that leads a list of papers: the talks it tells of date them, and who led them witnessed the signing. */
function ledByList(draft: Draft, match: RuleMatch, reading: Reading): boolean {
  const at = indexOf(reading, match.sentence);
  const lead = reading.sentences
    .slice(0, at)
    .findLastIndex((s) => s.in === match.sentence.in && !reading.words.list_item.test(s.text));
  const line = reading.sentences[lead];
  if (!line || at - lead > 40 || !reading.words.list_of_papers.test(line.text)) return false;
  const time = draft.time.how === "stated" ? null : timeOf(reading, line, line.end);
  if (time) draft.time = time;
  addWitness(draft, match, reading);
  return true;
}
