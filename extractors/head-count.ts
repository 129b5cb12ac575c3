import { daysBetween } from "./calendar.ts";
import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import { neighbour, type Reading } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/** People counted, and the counts they were read from. */
export interface HeadCount {
  readonly number: number;
  readonly sentence: TaggedSentence;
  readonly chunks: readonly Chunk[];
}

/** Sets how many took part in a patrol, an exercise or a forum: told in the sentence, else beside it. */
export function addParticipants(draft: Draft, { sentence }: RuleMatch, reading: Reading): void {
  const steps = reading.language === "zh" ? [1, 2, 3] : [1, 2, -1, 3];
  const beside = reading.genre === "analysis" ? [] : steps.map((step) => neighbour(reading, sentence, step));
  for (const place of [sentence, ...beside]) {
    if (!place || (place !== sentence && isOfAnotherDay(place, draft))) continue;
    const found = headsIn(place, draft, reading);
    if (!found) continue;
    draft.participants = found.number;
    draft.spans.participants = found.chunks.map((c) => ({ in: place.in, start: c.start, end: c.end }));
    return;
  }
}

/** A sentence beside that names another day tells of something else. */
function isOfAnotherDay(sentence: TaggedSentence, { time }: Draft): boolean {
  if (time.date.length < 10) return false;
  const days = sentence.chunks.filter((c) => c.date?.date?.length === 10).map((c) => c.date!.date!);
  return days.length > 0 && days.every((day) => Math.abs(daysBetween(day, time.date)) > 31);
}

function headsIn(sentence: TaggedSentence, draft: Draft, reading: Reading): HeadCount | null {
  const { words } = reading;
  const before = (c: Chunk) =>
    sentence.text.slice(Math.max(0, c.start - sentence.start - 30), c.start - sentence.start);
  const after = (c: Chunk) => sentence.text.slice(c.end - sentence.start, c.end - sentence.start + 30);
  const counts = sentence.chunks.filter(
    (c) =>
      c.kind === "people_count" &&
      !words.not_taking_part.test(c.noun ?? "") &&
      !words.not_taking_part_before.test(before(c)) &&
      !(draft.type !== "forum" && words.looks_on.test(after(c))) &&
      !(c.noun === "" && words.not_taking_part.test(after(c).slice(0, 8))),
  );
  const several = counts.filter((c) => c.number! > 1);
  const first = counts.find((c) => words.counted_in_all.test(before(c))) ?? several[0] ?? counts[0];
  if (!first) return null;
  const each = words.each_before.test(before(first)) || words.each_after.test(after(first));
  if (each) return { number: first.number! * (draft.countries.length + 1), sentence, chunks: [first] };
  const chunks = words.counted_in_all.test(before(first))
    ? [first]
    : sidesCounted(first, counts, sentence, reading);
  return { number: chunks.reduce((sum, c) => sum + c.number!, 0), sentence, chunks };
}

/**
 * A count with those of the other side that follow it: "ten Chinese and ten Serbian officers", 中方20人、越方15人, "five
 * policemen and three policewomen".
 */
function sidesCounted(
  first: Chunk,
  counts: readonly Chunk[],
  sentence: TaggedSentence,
  reading: Reading,
): Chunk[] {
  const { words } = reading;
  const listed = [first];
  for (const next of counts.filter((c) => c.start > first.start)) {
    const last = listed.at(-1)!;
    const gap = sentence.text.slice(last.end - sentence.start, next.start - sentence.start);
    if (gap.length > 70 || !words.other_side_joins.test(gap)) break;
    const sides = [sideOf(last, next.start, sentence, reading), sideOf(next, Infinity, sentence, reading)];
    const ofWomen = words.counted_women.test(next.noun ?? "") !== words.counted_women.test(last.noun ?? "");
    const elliptic = next.noun === last.noun && next.end - next.start < (next.noun ?? "").length;
    if (!ofWomen && !elliptic && (sides[0] === sides[1] || sides.includes(null))) break;
    listed.push(next);
  }
  return listed;
}

/** Of which side those counted are: a party inside the count, in Chinese before it, in other languages behind it. */
function sideOf(
  count: Chunk,
  until: number,
  sentence: TaggedSentence,
  { language, words }: Reading,
): "china" | "abroad" | null {
  const ahead = sentence.text.slice(
    Math.max(0, count.start - sentence.start - 14),
    count.start - sentence.start,
  );
  if (words.side_of_china.test(ahead)) return "china";
  if (words.side_abroad.test(ahead)) return "abroad";
  const from = language === "zh" ? count.start - 14 : count.start;
  const to = language === "zh" ? count.end : Math.min(until, count.end + 60);
  const party = sentence.chunks.filter((c) => c !== count && c.start >= from && c.end <= to);
  const near = language === "zh" ? party.toReversed() : party;
  for (const { kind } of near) {
    if (["china", "prc_organ", "prc_person", "cn_place"].includes(kind)) return "china";
    if (["country", "foreign_organ", "foreign_person", "place"].includes(kind)) return "abroad";
  }
  return null;
}

/** 200余名 in one sentence and 217名 in another, "more than 200" and "217": the exact number of what is told roughly. */
export function exactNumber(
  chunk: Chunk,
  sentence: TaggedSentence,
  others: readonly TaggedSentence[],
  reading: Reading,
): Chunk | null {
  if (!isRoughly(chunk, sentence, reading)) return null;
  for (const other of others) {
    const exact = other.chunks.find(
      (c) =>
        c.kind === "people_count" &&
        c.number! > chunk.number! &&
        c.number! < chunk.number! * 1.5 &&
        !isRoughly(c, other, reading),
    );
    if (exact) return exact;
  }
  return null;
}

/** More than 200, 200余名. */
function isRoughly(chunk: Chunk, sentence: TaggedSentence, reading: Reading): boolean {
  const at = chunk.start - sentence.start;
  const written =
    reading.language === "zh"
      ? sentence.text.slice(at, chunk.end - sentence.start)
      : sentence.text.slice(Math.max(0, at - 16), at);
  return reading.words.rough_count.test(written);
}
