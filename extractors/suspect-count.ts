import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import { exactNumber } from "./head-count.ts";
import { type Reading, sentencesAfter, sentencesBefore, titleOf } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/** Sets the number of suspects: in the match, its clause, its sentence, then the title. One named person is one. */
export function addPersons(draft: Draft, match: RuleMatch, reading: Reading): void {
  if (draft.persons !== undefined) return;
  const { sentence } = match;
  const title = titleOf(reading);
  const own = suspectsCounted(sentence, reading);
  const told = withoutCountries(sentence).slice(0, match.end - sentence.start);
  const counted = ofThisAct(own, match, reading);
  const named = counted.length > 0 ? 0 : namedSuspects(told, match, reading);
  if (named > 0) {
    draft.persons = named;
    return;
  }
  // 17名嫌疑人被控制。两天后，这些人被带回: the count stands in the sentence before.
  const earlier = sentencesBefore(reading, sentence, 1, 0);
  const chunks =
    counted.length > 0
      ? counted
      : [sentence, ...title, ...earlier].flatMap((s) => suspectsCounted(s, reading)).slice(0, 1);
  if (chunks.length === 0) {
    if (match.slots.person) draft.persons = 1;
    return;
  }
  const beside = [...sentencesAfter(reading, sentence, 2, 1), ...title, ...earlier];
  const exact = chunks.length === 1 ? exactNumber(chunks[0]!, sentence, beside, reading) : null;
  const read = exact ? [exact] : chunks;
  draft.persons = read.reduce((sum, chunk) => sum + chunk.number!, 0);
  draft.spans.persons = read.map((chunk) => ({
    in: title.some((s) => s.chunks.includes(chunk)) ? "title" : sentence.in,
    start: chunk.start,
    end: chunk.end,
  }));
}

/** The counts of a sentence that may be of suspects: not of the list on which somebody stands, nor of victims. */
function suspectsCounted(sentence: TaggedSentence, reading: Reading): Chunk[] {
  return sentence.chunks.filter(
    (c) =>
      c.kind === "people_count" &&
      (!c.noun || reading.words.counted_suspects.test(c.noun)) &&
      !reading.words.no_suspects_before.test(sentence.text.slice(0, c.start - sentence.start)),
  );
}

/** Of the counts of a sentence those of the act that matched: caught rather than rescued, and of both sides together. */
function ofThisAct(own: readonly Chunk[], match: RuleMatch, reading: Reading): Chunk[] {
  const { sentence } = match;
  const before = (chunk: Chunk) => sentence.text.slice(0, chunk.start - sentence.start);
  const caught = own.filter((c) => reading.words.caught_by_one_side.test(before(c)));
  const summedUp = own.some((c) => reading.words.added_up_already.test(before(c)));
  if (caught.length > 1 && !summedUp) return caught;
  // "Nineteen Japanese suspects and four Chinese were moved": only those who go to China count.
  const ofOthers = (c: Chunk) =>
    sentence.chunks.some((o) => o.kind === "country" && o.start >= c.start && o.end <= c.end);
  const chinese = own.filter((c) => reading.words.chinese_counted.test(c.noun ?? ""));
  const among = chinese.length > 0 && own.some(ofOthers) ? chinese : own;
  const inside = among.find((c) => c.start >= match.start && c.end <= match.end);
  const inClause = among.find((c) => !/[，,；—]/.test(between(match, c.start, c.end)));
  const ahead = among.findLast((c) => c.end <= match.start && c.noun);
  const nearest = inside ?? inClause ?? ahead;
  const rescued = nearest && reading.words.rescued_before.test(before(nearest));
  const found = nearest && !(rescued && caught[0]) ? nearest : caught[0];
  return found ? [found] : [];
}

/** How many are named where none are counted: 阮某、陈某, 首犯糯康, "a man surnamed Chen was brought back". */
function namedSuspects(told: string, match: RuleMatch, reading: Reading): number {
  if (reading.words.several_people.test(told)) return 0;
  if (reading.words.one_suspect.test(told)) {
    const listed = reading.words.suspects_listed.exec(told)?.[0];
    if (listed) return listed.split(/[、和]/).length;
    // 阮某、陈某: as many as are listed.
    return Math.max(1, new Set(told.match(NAMED_IN_PART) ?? []).size);
  }
  if (reading.language === "zh") return 0;
  const { sentence, slots } = match;
  const verb = slots.verb ?? match;
  const behind = sentence.text.slice(verb.end - sentence.start, verb.end - sentence.start + 100);
  const passive = reading.words.one_returned.test(sentence.text.slice(0, verb.start - sentence.start));
  return passive || reading.words.one_handed_over.test(behind) ? 1 : 0;
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

function between(match: RuleMatch, start: number, end: number): string {
  const { sentence } = match;
  const [from, to] = end <= match.start ? [end, match.start] : [match.end, Math.max(start, match.end)];
  return sentence.text.slice(from - sentence.start, to - sentence.start);
}
