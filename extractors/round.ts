import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import type { EventType } from "./event.ts";
import { neighbour, type Reading, titleOf } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/**
 * Sets the number of the event in its series: the ordinal in the match, else in its sentence, else in a sentence that goes
 * on about it ("It was the 21st joint patrol since 2006") or in the title.
 */
export function addRound(draft: Draft, match: RuleMatch, reading: Reading): void {
  if (draft.round !== undefined) return;
  const { sentence } = match;
  const own = reading.language === "zh" ? inSentenceZh(draft, match, reading) : inSentence(sentence, reading);
  if (own) setRound(draft, own, sentence);
  if (own || reading.genre === "analysis") return;
  const next = [1, 2].map((step) => neighbour(reading, sentence, step));
  for (const place of [...next.filter((s) => s && goesOn(s, reading)), ...titleOf(reading)]) {
    const chunk =
      reading.language === "zh"
        ? place!.chunks.find((c) => c.kind === "ordinal" && namesSeries(c, place!, reading))
        : inSentence(place!, reading);
    if (!chunk) continue;
    setRound(draft, chunk, place!);
    return;
  }
}

function setRound(draft: Draft, chunk: Chunk, sentence: TaggedSentence): void {
  draft.round = chunk.number!;
  draft.spans.round = [{ in: sentence.in, start: chunk.start, end: chunk.end }];
}

function goesOn(sentence: TaggedSentence, reading: Reading): boolean {
  return reading.words.goes_on_about_event.test(sentence.text);
}

/** The ordinal nearest to the series it counts: in the match, else in its sentence. */
function inSentenceZh(draft: Draft, match: RuleMatch, reading: Reading): Chunk | undefined {
  const { sentence, start, end } = match;
  const ordinals = sentence.chunks.filter(
    (c) => c.kind === "ordinal" && (!IN_SERIES.has(draft.type) || isOfSeries(c, sentence, reading)),
  );
  return (
    ordinals.find((c) => c.start >= start && c.end <= end) ??
    ordinals.find((c) => Math.abs(c.start - end) < 60 || Math.abs(start - c.end) < 25)
  );
}

/** Types whose reports often say that something was done for the first time; sessions are numbered from the first on. */
const IN_SERIES: ReadonlySet<EventType> = new Set(["patrol", "exercise"]);

/** 今年第二次 counts the year's, and 首次与…开展 says that it never was before: neither is the number of a series. */
function isOfSeries(chunk: Chunk, sentence: TaggedSentence, reading: Reading): boolean {
  const at = chunk.start - sentence.start;
  if (reading.words.counted_in_a_year.test(sentence.text.slice(Math.max(0, at - 16), at))) return false;
  const rest = sentence.text.slice(at, at + 24);
  if (reading.words.number_of_session.test(rest)) return false;
  return !reading.words.first_time.test(rest) || reading.words.first_of_series.test(rest);
}

/** 第六次中越海警联合巡逻, 首次中阿联合巡逻, 已是第十一次: told apart from the event itself the ordinal must stand with its noun. */
function namesSeries(chunk: Chunk, sentence: TaggedSentence, reading: Reading): boolean {
  const rest = sentence.text.slice(chunk.end - sentence.start);
  return isOfSeries(chunk, sentence, reading) && reading.words.counted_by_ordinal.test(rest);
}

/** An English ordinal counts the event only where it stands before its noun ("the 69th joint patrol", "for the first time"). */
function inSentence(sentence: TaggedSentence, { words }: Reading): Chunk | undefined {
  return sentence.chunks.find((c) => {
    if (c.kind !== "ordinal") return false;
    // Organs and forums inside the phrase have names of their own: "the second Global Public Security Cooperation Forum".
    const next = sentence.chunks.find((other) => other.start >= c.end);
    if (next?.kind === "forum_name" && next.start - c.end < 3) return true;
    const rest = sentence.text.slice(c.end - sentence.start);
    return words.counted_by_ordinal.test(rest) && !words.counted_in_a_year.test(rest);
  });
}
