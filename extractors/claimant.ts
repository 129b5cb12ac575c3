import type { TaggedSentence } from "./chunk.ts";
import type { Span } from "./event.ts";
import { isPrc, type Reading } from "./reading.ts";

const LONGEST = 90;

/**
 * Who a sentence says claims what it tells: after "according to", 据; before "said", "announced", 宣布. Null where the page
 * itself speaks.
 */
export function claimantIn(sentence: TaggedSentence, at: number, reading: Reading): Span | null {
  const found = reading.language === "zh" ? inChinese(sentence, reading) : inLatin(sentence, at, reading);
  return found && { in: sentence.in, start: sentence.start + found.start, end: sentence.start + found.end };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function inLatin(sentence: TaggedSentence, at: number, reading: Reading): Stretch | null {
  const { text } = sentence;
  const source = reading.words.according_to.exec(text);
  if (source) {
    const start = source.index + source[0].length;
    const length = /^[^,;.()]{2,}/.exec(text.slice(start, start + LONGEST))?.[0].trimEnd().length;
    return length ? { start, end: start + length } : null;
  }
  const verb = reading.words.says.exec(text);
  if (!verb || verb.index === 0) return null;
  // The subject of the verb: back to the clause, without the date before it.
  const before = text.slice(0, verb.index);
  const lead = Math.max(...[", ", "; ", ": ", "—", " and that "].map((mark) => lastAfter(before, mark)));
  const raw = before.slice(lead);
  const name = raw.trim().replace(/\s(?:also|later|reportedly|publicly)$/i, "");
  const start = lead + raw.indexOf(name);
  if (name.length < 2 || name.length > LONGEST || /^(?:who|which|that|it|he|she|they)$/i.test(name))
    return null;
  const after = verb.index + sentence.start >= at;
  // "the ministry said" may follow what it says; "identified" only says where it comes first.
  return after && !/said|says|told/i.test(verb[0]) ? null : { start, end: start + name.length };
}

function lastAfter(text: string, mark: string): number {
  const at = text.lastIndexOf(mark);
  return at < 0 ? 0 : at + mark.length;
}

const NOBODY = /^(?:介绍|了解|悉|统计|通报|报道)$/;

function inChinese(sentence: TaggedSentence, reading: Reading): Stretch | null {
  const { text } = sentence;
  const source = reading.words.according_to.exec(text);
  if (source && source.index < 2) {
    const start = source.index + source[0].length;
    const name = /^[\u4e00-\u9fff·]{2,24}?(?=(?:介绍|统计|报道|通报|透露|公布|称|数据|发布|，))/.exec(
      text.slice(start),
    )?.[0];
    if (name && !NOBODY.test(name)) return { start, end: start + name.length };
  }
  const verb = reading.words.says.exec(text);
  if (!verb) return null;
  const person = sentence.chunks.findLast(
    (c) =>
      (isPrc(c) || c.kind.startsWith("foreign_") || c.kind === "some_person") &&
      c.end <= sentence.start + verb.index,
  );
  if (person && sentence.start + verb.index - person.end < 20) {
    return { start: person.start - sentence.start, end: person.end - sentence.start };
  }
  const clause = /[\u4e00-\u9fff·]{2,20}$/.exec(text.slice(0, verb.index))?.[0];
  return clause && !NOBODY.test(clause) && !clause.startsWith("据")
    ? { start: verb.index - clause.length, end: verb.index }
    : null;
}
