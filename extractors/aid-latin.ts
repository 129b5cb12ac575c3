import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import { isPrc, isSecurityOrgan, type Reading, sentencesBefore, titleOf } from "./reading.ts";
import { matchedText, type RuleMatch } from "./rule.ts";

/**
 * What assistance asks of pages in Latin script: most of them are about other states, and their police, donors and
 * ministers stand beside Chinese ones in one sentence.
 */

/** The text of a sentence without its PRC parties: the police that gives is not the police that receives. */
function withoutPrc(sentence: TaggedSentence): string {
  let text = sentence.text;
  for (const c of sentence.chunks) {
    if (!isPrc(c)) continue;
    const [from, to] = [c.start - sentence.start, c.end - sentence.start];
    text = text.slice(0, from) + " ".repeat(to - from) + text.slice(to);
  }
  return text;
}

/** Where the first security service stands in a sentence, or -1. */
function serviceAt(match: RuleMatch, own: string, reading: Reading): number {
  const { sentence } = match;
  const organ = sentence.chunks.find((c) => !isPrc(c) && isSecurityOrgan(c) && c.organ !== "customs");
  const places = [
    reading.words.security_service.exec(own)?.index,
    organ && organ.start - sentence.start,
  ].filter((at) => at !== undefined);
  return places.length > 0 ? Math.min(...places) : -1;
}

/** Whether `a` stands nearer to the verb of giving than `b`: "gave ambulances to the hospital; police were present". */
function nearer(a: number, b: number, match: RuleMatch): boolean {
  const verb = (match.slots.verb?.start ?? match.start) - match.sentence.start;
  return Math.abs(a - verb) < Math.abs(b - verb);
}

/** "received ten rifles from Australia": the giver that is named is another state. */
function isFromOthers(match: RuleMatch): boolean {
  const { sentence } = match;
  const givers = sentence.chunks.filter((c) => {
    const before = sentence.text.slice(Math.max(0, c.start - sentence.start - 40), c.start - sentence.start);
    return c.start > match.start && /\b(?:from|by) (?:the )?(?:government of (?:the )?)?$/i.test(before);
  });
  const chinese = givers.some((c) => isPrc(c) || c.kind === "china" || c.kind === "cn_place");
  return !chinese && givers.some((c) => c.kind === "country" || c.kind === "foreign_organ");
}

/** "the keys", "received it", "the handover took place": goods that were named before. */
function takesUpGoods(match: RuleMatch, reading: Reading): boolean {
  const { sentence } = match;
  const verb = match.slots.verb ?? match;
  const behind = sentence.text.slice(verb.end - sentence.start, verb.end - sentence.start + OBJECT_WITHIN);
  const written = sentence.text.slice(verb.start - sentence.start, verb.end - sentence.start);
  return (
    (HANDOVER.test(written) && !/^\s(?:ceremony )?of\b/.test(behind)) ||
    reading.words.goods_taken_up.test(behind)
  );
}

const HANDOVER = /^hand(?:ing)?[- ]?over/i;

/** Why goods told of in Latin script are no assistance, or null. `control`: an analysis asks for no service that receives. */
export function aidRefusalLatin({ match, time }: Draft, reading: Reading, control: boolean): string | null {
  if (handsOverPeople(match, reading)) return "people are handed over, not goods";
  if (time.how === "assumed" && isRecalled(match, reading)) return "goods are named by an earlier gift";
  const refusal = control ? null : aidRefusal(match, reading);
  return refusal ?? (match.rule.trigger ? broadAidRefusal(match, reading) : null);
}

/** A returned suspect and a gift are told apart by what stands beside the verb. */
function handsOverPeople(match: RuleMatch, reading: Reading): boolean {
  const { text, chunks } = match.sentence;
  const people = chunks.some(
    (c) => c.kind === "people_count" && c.start >= match.start - 2 && c.start <= match.end + 10,
  );
  const goods = chunks.some((c) => c.kind === "count");
  const named = reading.words.people_handed_over;
  return named.test(matchedText(match, 24)) || (named.test(text + reading.title) && (people || !goods));
}

/** "the equipment that was donated by China": nothing is handed over now. */
function isRecalled({ slots, sentence }: RuleMatch, reading: Reading): boolean {
  return (
    slots.verb !== undefined &&
    reading.words.given_earlier.test(sentence.text.slice(0, slots.verb.start - sentence.start))
  );
}

/** "the Chinese Association of Samoa gave": nothing else of China stands in the sentence. */
function isPrivateGift({ sentence }: RuleMatch, reading: Reading): boolean {
  const chinese = sentence.chunks.filter((c) => isPrc(c) || c.kind === "china");
  return (
    chinese.length > 0 &&
    chinese.every(
      (c) =>
        c.kind === "china" && reading.words.private_giver.test(sentence.text.slice(c.end - sentence.start)),
    )
  );
}

/** Why goods named in this sentence are no assistance to a security service, or null. */
function aidRefusal(match: RuleMatch, reading: Reading): string | null {
  const own = withoutPrc(match.sentence);
  const { chunks } = match.sentence;
  const counted = chunks.some((c) => c.kind === "count" || c.kind === "money");
  if (!counted && !reading.words.goods.test(own) && !takesUpGoods(match, reading)) {
    return "nothing is named that was given";
  }
  const people = chunks.some(
    (c) => c.kind === "people_count" && c.start >= match.start && c.end <= match.end,
  );
  if (people && !counted && reading.words.suspects_given.test(own))
    return "people are handed over, not goods";
  if (isPrivateGift(match, reading)) return "people or a firm give it on their own account";
  const verb = match.slots.verb?.text ?? "";
  const beforeVerb = own.slice(0, (match.slots.verb?.start ?? match.start) - match.sentence.start);
  const behind = own.slice((match.slots.verb?.end ?? match.end) - match.sentence.start);
  if (/^(?:gift|grant|donation)$/i.test(verb) && reading.words.signed_for.test(behind)) {
    return "a grant that is signed or agreed";
  }
  if (/fund|financ|sponsor|provid|offer/i.test(verb) && reading.words.course_paid_for.test(beforeVerb))
    return "a course is paid for";
  if (reading.words.loan.test(own) && !chunks.some((c) => c.kind === "count"))
    return "a loan is given or taken up, nothing is handed over";
  if (/takes|receives/.test(match.rule.id) && isFromOthers(match)) return "another state gives it";
  const other = reading.words.other_recipient.exec(own);
  const service = serviceAt(match, own, reading);
  if (service >= 0 && !(other && nearer(other.index, service, match))) return null;
  if (other) return "the recipient is another service";
  return isForServiceBeside(match, reading)
    ? null
    : "the recipient is no police, interior, prison, border or immigration service";
}

/** The nearest sentence that names a recipient, of those before, the title and the next, names a security service. */
function isForServiceBeside(match: RuleMatch, reading: Reading): boolean {
  const { sentence } = match;
  const next = reading.sentences[reading.sentences.indexOf(sentence) + 1];
  const beside = [
    ...sentencesBefore(reading, sentence, 3, 1),
    ...titleOf(reading),
    ...(next && next.in === sentence.in && next.paragraph - sentence.paragraph < 2 ? [next] : []),
  ];
  for (const text of beside.map(withoutPrc)) {
    const service = reading.words.security_service.exec(text)?.index ?? Number.POSITIVE_INFINITY;
    const other = reading.words.other_recipient.exec(text)?.index ?? Number.POSITIVE_INFINITY;
    if (service !== other) return service < other;
  }
  return false;
}

/**
 * "60 jeeps on 14 August and 90 on 3 February", "Phase 1 was opened on 12 November; phase 2 on 3 July": every lot is an
 * event of its own day. Gives the draft and one more for each later lot of its sentence.
 */
export function lotsOf(draft: Draft, reading: Reading): Draft[] {
  const { sentence } = draft.match;
  if (draft.time.how !== "stated" || draft.time.sentence !== sentence) return [draft];
  const lots = [draft];
  let last = draft.time.chunk!;
  for (const chunk of sentence.chunks) {
    if (chunk.kind !== "date" || chunk.start < last.end || (chunk.date!.date?.length ?? 0) < 7) continue;
    const between = sentence.text.slice(last.end - sentence.start, chunk.start - sentence.start);
    const counted = sentence.chunks.some(
      (c) => c.kind === "count" && c.start >= last.end && c.end <= chunk.start,
    );
    const another = counted || reading.words.another_lot.test(between);
    if (!another || reading.words.another_act.test(between)) break;
    lots.push({ ...draft, time: { date: chunk.date!.date!, chunk, sentence, how: "stated" }, spans: {} });
    last = chunk;
  }
  return lots;
}

/** Money granted for a building whose handover the page reports too. */
export function isGrantFor(grant: Draft, built: Draft, reading: Reading): boolean {
  const words = grant.match.slots.verb?.text ?? "";
  return (
    built !== grant &&
    built.type === "assistance" &&
    /completed|in-service|ceremony/.test(built.match.rule.id) &&
    built.time.date > grant.time.date &&
    built.countries.some((c) => grant.countries.includes(c)) &&
    /^(?:provid|grant|financ|fund|g[ia]ve)/i.test(words) &&
    reading.words.for_building.test(grant.match.sentence.text)
  );
}

/**
 * What a broad rule asks besides: its word of giving names neither donor nor goods. The goods stand beside the verb, China
 * or one of its missions gives them (in the sentence, or where a sentence beside it or the title speaks of a gift), and no
 * other state does.
 */
function broadAidRefusal(match: RuleMatch, reading: Reading): string | null {
  if (!handsOverGoods(match, reading)) return "no goods stand beside the verb";
  if (!isChineseGift(match, reading)) return "nobody of China gives it";
  return reading.words.no_gift.test(match.sentence.text)
    ? "goods that are bought, borrowed or taken along"
    : null;
}

/** How far from the verb its object stands, in characters. */
const OBJECT_WITHIN = 80;

/** Whether what stands next to the verb, behind it or else before it, is goods and not a course, a team or a paper. */
function handsOverGoods(match: RuleMatch, reading: Reading): boolean {
  if (takesUpGoods(match, reading)) return true;
  const { sentence } = match;
  const verb = match.slots.verb ?? match;
  const [from, to] = [verb.start - sentence.start, verb.end - sentence.start];
  const behind = /^[^;:]*/.exec(sentence.text.slice(to, to + OBJECT_WITHIN))![0];
  const before = /[^;:]*$/.exec(sentence.text.slice(Math.max(0, from - OBJECT_WITHIN), from))![0];
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

/** Whether China is the donor of what a sentence hands over. */
function isChineseGift(match: RuleMatch, reading: Reading): boolean {
  const { sentence } = match;
  if (reading.words.chinese_aid.test(sentence.text)) return true;
  if (sentence.chunks.some((c) => isGiver(c, match, reading))) return true;
  const [main] = reading.context.countries;
  if (sentence.chunks.some((c) => c.kind === "country" && !c.countries.includes(main ?? ""))) return false;
  const index = reading.sentences.indexOf(sentence);
  const beside = [
    ...sentencesBefore(reading, sentence, 4, 2),
    ...reading.sentences.slice(index + 1, index + 3).filter((s) => s.paragraph - sentence.paragraph < 2),
    ...titleOf(reading),
  ];
  return beside.some(
    (s) =>
      reading.words.chinese_aid.test(s.text) ||
      (s.chunks.some((c) => isPrc(c) || c.kind === "china") && reading.words.speaks_of_aid.test(s.text)),
  );
}

/** A PRC party of the sentence; China only before the verb or behind "from", "by" and their like. */
function isGiver(chunk: Chunk, match: RuleMatch, reading: Reading): boolean {
  if (isPrc(chunk)) return true;
  if (chunk.kind !== "china") return false;
  const { sentence } = match;
  const before = sentence.text.slice(0, chunk.start - sentence.start);
  if (reading.words.comes_from.test(before)) return true;
  return chunk.start < (match.slots.verb?.start ?? match.start) && !reading.words.aside.test(before);
}
