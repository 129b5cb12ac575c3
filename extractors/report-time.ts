import type { Chunk, TaggedSentence } from "./chunk.ts";
import { citationsIn } from "./genre.ts";
import { type Reading, sentencesBefore } from "./reading.ts";
import { clauseAt } from "./report-parties.ts";
import type { RuleMatch } from "./rule.ts";
import type { EventTime } from "./when.ts";

/**
 * When an event that an analysis recalls happened: a date of its own sentence, a word that carries one ("that same
 * year"), or, for what goes on ("trains", "has supplied"), the year of the source cited for it. Null where none is stated.
 */
export function reportTime(reading: Reading, match: RuleMatch): EventTime | null {
  const { sentence } = match;
  const at = match.slots.verb?.start ?? match.start;
  const stated = ownDate(reading, sentence, at, match);
  if (stated) return { date: stated.date!.date!, chunk: stated, sentence, how: "stated" };
  return (goesOn(match) ? null : carried(reading, sentence)) ?? cited(reading, match);
}

/** The dates of a sentence that are no days of sources. */
export function datesIn(sentence: TaggedSentence): Chunk[] {
  const sources = citationsIn(sentence.text);
  return sentence.chunks.filter((c) => {
    if (c.kind !== "date" || !c.date?.date || c.date.kind === "relative") return false;
    const from = c.start - sentence.start;
    // "recently", "last year": of no year of its own in a text that speaks from no day.
    const written = sentence.text.slice(from, c.end - sentence.start);
    return /\d{4}/.test(written) && !sources.some((s) => from >= s.start && from < s.end);
  });
}

function ownDate(
  reading: Reading,
  sentence: TaggedSentence,
  at: number,
  match: RuleMatch,
): Chunk | undefined {
  const limit = reading.published;
  const range = rangeIn(sentence);
  const dates = datesIn(sentence).filter((c) => {
    if (limit && c.date!.date! > limit.slice(0, c.date!.date!.length)) return false;
    const before = sentence.text.slice(Math.max(0, c.start - sentence.start - 40), c.start - sentence.start);
    const own = sentence.text.slice(c.start - sentence.start, c.end - sentence.start);
    if (reading.words.cut_off_day.test(before)) return false;
    if (/^since/i.test(own) || /\bsince $/i.test(before)) return match.rule.type === "forum";
    const ranged = range && c.start >= range.from && c.start < range.to;
    return !ranged || (match.rule.type === "operation" && c.start - range.from < 9);
  });
  const clause = clauseAt(sentence, at, reading);
  const inClause = dates.filter((c) => c.start >= clause.from && c.start < clause.to);
  // A date at the head of the sentence holds for all of it: "In 2015, after the raid, the two signed …".
  const head = dates.find((c) => c.start - sentence.start < 12);
  const list = inClause.length > 0 ? inClause : head ? [head] : [];
  const before = list.findLast((c) => c.start <= at);
  const after = list.find((c) => c.start > at);
  if (!before || !after) return before ?? after;
  // "Construction was agreed in 2010 and the hall handed over in 2014": a new predicate has the day that follows it.
  const between = sentence.text.slice(before.end - sentence.start, at - sentence.start);
  return /,? and |;/.test(between) && before !== head ? after : before;
}

const RANGE =
  /\b(?:from|between)\s(?:\p{L}+\s)?(?:19|20)\d\d\s(?:to|and|through|until)\s(?:\p{L}+\s)?(?:19|20)\d\d|\b(?:19|20)\d\d-(?:19|20)?\d\d\b/iu;

/** "From 1997 to 2021": a span of years, which is the time of a sum and of no one event. */
export function rangeIn(sentence: TaggedSentence): { from: number; to: number } | null {
  const match = RANGE.exec(sentence.text);
  return match
    ? { from: sentence.start + match.index, to: sentence.start + match.index + match[0].length }
    : null;
}

/** "That same year", "the following year", "weeks later": counted from the last date of the paragraph. */
function carried(reading: Reading, sentence: TaggedSentence): EventTime | null {
  const { words } = reading;
  const step = words.year_after.test(sentence.text) ? 1 : 0;
  const same = words.same_year.test(sentence.text) || words.same_occasion.test(sentence.text);
  if (step === 0 && !same) return null;
  for (const earlier of sentencesBefore(reading, sentence, 5, 0)) {
    const chunk = datesIn(earlier).at(-1);
    if (!chunk) continue;
    const date = chunk.date!.date!;
    const whole = words.same_occasion.test(sentence.text) && !words.same_year.test(sentence.text);
    const year = String(Number(date.slice(0, 4)) + step);
    return { date: whole && step === 0 ? date : year, chunk, sentence: earlier, how: "carried" };
  }
  return null;
}

/** What goes on when a source is written is dated by the year of the source; what is called recent by its month. */
function cited(reading: Reading, match: RuleMatch): EventTime | null {
  const { sentence } = match;
  const verb = match.slots.verb;
  if (!verb) return null;
  const recent = reading.words.recent.test(sentence.text);
  if (!recent && !goesOn(match)) return null;
  const source = citationsIn(sentence.text).find((s) => sentence.start + s.start > verb.start);
  if (!source) return null;
  const chunk = sentence.chunks.find(
    (c) =>
      c.kind === "date" &&
      c.date?.date &&
      c.start - sentence.start > source.start &&
      c.end - sentence.start <= source.end,
  );
  if (!chunk) return null;
  const date = chunk.date!.date!;
  if (reading.published && date > reading.published.slice(0, date.length)) return null;
  return { date: date.slice(0, recent ? 7 : 4), chunk, sentence, how: "stated" };
}

/** "trains", "has supplied", "instruct": what goes on at the time of writing. */
function goesOn({ sentence, slots }: RuleMatch): boolean {
  if (!slots.verb) return false;
  const before = sentence.text.slice(0, slots.verb.start - sentence.start);
  return (
    /^(?:[a-z]+[^s]s|train|instruct|teach|supply|provide|host|run|coach)\b/i.test(slots.verb.text) ||
    /\b(?:has|have) (?:also )?$/i.test(before)
  );
}
