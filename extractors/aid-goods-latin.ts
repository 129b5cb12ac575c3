import type { TaggedSentence } from "./chunk.ts";
import { isPrc, type Reading, sentencesBefore } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/** The text of a sentence without its PRC parties: the police that gives is not the police that receives. */
export function withoutPrc(sentence: TaggedSentence): string {
  let text = sentence.text;
  for (const c of sentence.chunks) {
    if (!isPrc(c)) continue;
    const [from, to] = [c.start - sentence.start, c.end - sentence.start];
    text = text.slice(0, from) + " ".repeat(to - from) + text.slice(to);
  }
  return text;
}

/** How far from the verb its object stands, in characters. */
const OBJECT_WITHIN = 80;

/** Whether what stands next to the verb, behind it or else before it, is goods and not a course, a team or a paper. */
export function handsOverGoods(match: RuleMatch, reading: Reading): boolean {
  if (takesUpGoods(match, reading)) return true;
  const { sentence } = match;
  const verb = match.slots.verb ?? match;
  const [from, to] = [verb.start - sentence.start, verb.end - sentence.start];
  const text = withoutPrc(sentence);
  // What is handed over stands behind "the handover ceremony of".
  const behind = /^[^;:]*/.exec(text.slice(to, to + OBJECT_WITHIN))![0].replace(/^ ceremon(?:y|ies)\b/, " ");
  const before = /[^;:]*$/.exec(text.slice(Math.max(0, from - OBJECT_WITHIN), from))![0];
  const passive = /\b(?:was|were|been|be|is|are|being) (?:\w+ )?$/i.test(before);
  const other = reading.words.no_goods.exec(behind)?.index ?? Number.POSITIVE_INFINITY;
  const goods = Math.min(
    reading.words.goods.exec(behind)?.index ?? Number.POSITIVE_INFINITY,
    ...countsIn(sentence, to, to + behind.length).map((at) => at - to),
  );
  if (goods < other) return true;
  if (other < Number.POSITIVE_INFINITY && !passive) return false;
  const last = Math.max(
    -1,
    ...places(reading.words.goods, before),
    ...countsIn(sentence, from - before.length, from).map((at) => at - from + before.length),
  );
  return last > Math.max(-1, ...places(reading.words.no_goods, before));
}

/** Where words of a list stand, without those that only say where: "at the city hall". */
function places(words: RegExp, text: string): number[] {
  return Array.from(text.matchAll(new RegExp(words.source, "gi")), (m) => m.index).filter(
    (at) => !LOCATED.test(text.slice(0, at)),
  );
}

const LOCATED = /\b(?:at|in|inside|outside|near|behind)\s(?:(?:the|its|their|a|an)\s)?(?:[\w'-]+\s){0,2}$/i;

/** Where things and sums are counted between two places of a sentence. */
function countsIn(sentence: TaggedSentence, from: number, to: number): number[] {
  return sentence.chunks
    .filter((c) => c.kind === "count" || c.kind === "money")
    .map((c) => c.start - sentence.start)
    .filter((at) => at >= from && at < to);
}

/** "the keys", "received it", "All were signed over", "the handover took place": goods that were named before. */
export function takesUpGoods(match: RuleMatch, reading: Reading): boolean {
  const { sentence } = match;
  const verb = match.slots.verb ?? match;
  const before = sentence.text.slice(0, verb.start - sentence.start);
  const behind = sentence.text.slice(verb.end - sentence.start, verb.end - sentence.start + OBJECT_WITHIN);
  const written = sentence.text.slice(verb.start - sentence.start, verb.end - sentence.start);
  if (HANDOVER.test(written) && !/^\s(?:ceremony )?of\b/.test(behind)) return true;
  if (REMISE.test(written) && !/^\s(?:de|des|du|del|d')(?!\p{L})/u.test(behind)) return true;
  const earlier = sentencesBefore(reading, sentence, 2, 1);
  const told = `${reading.title} ${earlier.map((s) => s.text).join(" ")}`;
  if (/^cut the ribbon/i.test(written)) return reading.words.goods.test(told);
  if (DELIVERY.test(written) && !/^s? of\b/.test(behind)) return reading.words.goods.test(told);
  if (OPENING.test(written) || /^transfer$/i.test(written))
    return /^ (?:to|took place|was held|ceremony)\b/.test(behind) && reading.words.goods.test(told);
  if (reading.words.goods_as_subject.test(before)) return reading.words.goods.test(told);
  const pronoun = /^\s(?:it|them|both|all|these|those)\b/.test(behind);
  // "Immigration police received them": people who were flown in.
  if (pronoun && earlier[0]?.chunks.some((c) => c.kind === "people_count")) return false;
  return reading.words.goods_taken_up.test(behind);
}

/** "La cérémonie de remise s'est déroulée", "La entrega se realizó": of goods named before. */
const REMISE = /^(?:remise|réception|livraison|entrega|recepción)$/i;
const HANDOVER = /^hand(?:ing)?[- ]?over/i;
/** "delivery was finished in April", "Completion: March 2016": of what was named before. */
const DELIVERY = /^(?:delivery|shipment|completion|acceptance|certified)$/i;
const OPENING = /^(?:commissioning|inauguration|opening)/i;
