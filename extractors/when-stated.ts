import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Reading } from "./reading.ts";
import { between, isInAside, isInClauseOfVerb, isOfAnother, isSince } from "./when-clause.ts";

/**
 * Of the `dates` of a sentence that may be an event's day, the one of the event at `at` (offset in the field): the nearest
 * before it, else the first behind it, unless a day behind the verb is plainly the verb's own.
 */
export function statedDay(
  dates: readonly Chunk[],
  sentence: TaggedSentence,
  at: number,
  reading: Reading,
): Chunk | undefined {
  const behind = dates.some((c) => c.start > at);
  const before = dates.filter((c) => c.start <= at && !isInAside(c, sentence, at, reading, behind));
  const after = dates.filter((c) => c.start > at && !isOfAnother(c, sentence, at, reading));
  const ofVerb = reading.language === "zh" ? undefined : dayOfVerb(before, after, sentence, at, reading);
  const nearest = ofVerb ?? pick(before.toReversed(), sentence, at) ?? pick(after, sentence, at);
  // 2017年第二次…于11月1日开展: the year before the name, the day after it.
  return after.find((c) => isWithin(c, nearest, sentence, at)) ?? nearest;
}

/** In Latin script, the day behind the verb that is its own whatever stands before it. */
function dayOfVerb(
  before: readonly Chunk[],
  after: readonly Chunk[],
  sentence: TaggedSentence,
  at: number,
  reading: Reading,
): Chunk | undefined {
  return (
    after.find((c) => isSince(c, sentence)) ??
    dayOfClause(before, after, sentence, at, reading) ??
    directlyAfter(before, after, sentence, at)
  );
}

/** The day behind the verb in its subordinate clause, where all days before the verb stand outside it. */
function dayOfClause(
  before: readonly Chunk[],
  after: readonly Chunk[],
  sentence: TaggedSentence,
  at: number,
  reading: Reading,
): Chunk | undefined {
  const own = (c: Chunk) => isInClauseOfVerb(c, sentence, at, reading);
  return before.length > 0 && !before.some(own) ? after.find(own) : undefined;
}

/** "Construction began in March 2010 and the hall was handed over on 14 June": the day that follows the verb is its own. */
function directlyAfter(
  before: readonly Chunk[],
  after: readonly Chunk[],
  sentence: TaggedSentence,
  at: number,
) {
  const next = after[0];
  const last = before.at(-1);
  if (!next || !last || !NEXT_ACT.test(between(sentence, last.end, at))) return undefined;
  const words = between(sentence, at, next.start);
  // "Work started in March 2009; the building was given back to its users on 22 January".
  if (between(sentence, last.end, at).includes(";") && !/[;:]/.test(words) && !ANOTHER_ACT.test(words))
    return next;
  if (last.start - sentence.start > 4 && DIRECTLY.test(words)) return next;
  // "met the minister on 14 May and signed a memorandum with him on 16 May": two days, each behind its verb.
  const days = [last, next].every((c) => c.date!.date!.length === 10);
  const told = words + between(sentence, next.start, next.end);
  return days && ITS_DAY.test(told) && !ANOTHER_ACT.test(words) ? next : undefined;
}

const NEXT_ACT = /,? and |[;,] /;
/** An object and a day: no comma, and no further clause. */
const ITS_DAY = /^[^,;:]{0,110}?\bon (?:\w+day\b|the \d|\d|\p{Lu})/u;
const ANOTHER_ACT =
  /\b(?:which|who|whom|that|where|when|after|before|whose|while)\b|\band (?:\w+ly |then |later )?(?:\w+ed|left|met|went|flew|saw|gave|took|held|came|spoke|made|began|got|had|was|were)\b/;
const DIRECTLY = /^[\w-]+(?: \w+){0,3} (?:(?:on|in) |[-:–] )?$/;

/** A full day beats a month, a stated day beats 近日; else the first of the list (nearest to the event). */
function pick(dates: readonly Chunk[], sentence: TaggedSentence, at: number): Chunk | undefined {
  const sameClause = dates.filter((c) => !/[；。]/.test(between(sentence, c.start, at)));
  const list = sameClause.length > 0 ? sameClause : dates;
  const nearest = list[0];
  if (!nearest) return undefined;
  // 星期天（9月3日）, Tuesday (9 May): two forms of one day.
  const fuller = list.find((c) => Math.abs(c.start - nearest.start) <= 8 && c.date!.kind === "exact");
  if (nearest.date!.date!.length < 10 && nearest.date!.kind === "exact") {
    const day = dates.find(
      (c) => c.date!.date!.length === 10 && c.date!.date!.startsWith(nearest.date!.date!),
    );
    if (day) return day;
  }
  // 近日，…2023年第一期培训班: a year says less than 近日 does.
  if (nearest.date!.kind === "vague") {
    const told = nearest.date!.date!.length;
    return list.find((c) => c.date!.kind !== "vague" && c.date!.date!.length >= told) ?? nearest;
  }
  return fuller && fuller.date!.date!.length >= nearest.date!.date!.length ? fuller : nearest;
}

/** A day behind the verb within the month or year before it; 近日…会谈，并于3日签署: the day of another act, where a comma parts them. */
function isWithin(day: Chunk, span: Chunk | undefined, sentence: TaggedSentence, at: number): boolean {
  const [whole, date] = [span?.date?.date ?? "", day.date!.date!];
  if (whole === "" || whole.length === 10 || date.length < 10 || !date.startsWith(whole)) return false;
  const { kind } = span!.date!;
  return kind === "exact" || (kind === "vague" && !/[，；]/.test(between(sentence, at, day.start)));
}
