import type { Chunk, TaggedSentence } from "./chunk.ts";
import { besideOwnState, isPrc, type Reading, sentencesBefore } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/** Whether China is the donor of what a sentence hands over. */
export function isChineseGift(match: RuleMatch, reading: Reading): boolean {
  const { sentence } = match;
  if (isOthersGift(match, reading)) return false;
  if (reading.words.chinese_aid.test(sentence.text)) return true;
  if (sentence.chunks.some((c) => isGiver(c, match, reading))) return true;
  const before = sentence.text.slice(0, (match.slots.verb?.start ?? match.start) - sentence.start);
  if (reading.words.giver_taken_up.test(before)) {
    const named = sentencesBefore(reading, sentence, 3, 1).flatMap((s) => s.chunks);
    if (named.some((c) => isPrc(c) && c.actors.length > 0)) return true;
  }
  return besideOwnState(reading, sentence, 4, 2).some(
    (s) =>
      reading.words.chinese_aid.test(s.text) ||
      s.chunks.some((c) => c.kind === "prc_person" && c.actors.includes("EMBASSY")) ||
      (s.chunks.some((c) => isPrc(c) || (c.kind === "china" && !isOfBystander(c, s, reading))) &&
        reading.words.speaks_of_aid.test(s.text)),
  );
}

/** "ten lorries from the Chinese Embassy", "at China's cost", or a sentence beside it speaks of Chinese aid. */
export function isNamedAsDonor({ sentence }: RuleMatch, reading: Reading): boolean {
  const ofAid = (s: TaggedSentence) => reading.words.chinese_aid.test(s.text);
  if ([sentence, ...besideOwnState(reading, sentence, 2, 1)].some(ofAid)) return true;
  return sentence.chunks.some((c) => {
    const before = sentence.text.slice(0, c.start - sentence.start);
    const from = (isPrc(c) || c.kind === "china") && reading.words.comes_from.exec(before);
    // "a team from China's ministry": people, not goods.
    return from && !reading.words.people_from.test(before.slice(0, from.index).slice(-24));
  });
}

/** "India provided 12 vehicles to the Maldives Police": another state before the verb, a second one behind it. */
function isOthersGift(match: RuleMatch, reading: Reading): boolean {
  const { sentence } = match;
  const verb = match.slots.verb?.start ?? match.start;
  if (sentence.chunks.some((c) => isGiver(c, match, reading))) return false;
  // "l'ambassadeur de France a remis", "Japan's ambassador gave": an envoy of another state gives.
  const envoy = (c: Chunk) => c.kind === "foreign_person" && c.rank === "diplomat" && c.end <= verb;
  if (sentence.chunks.some(envoy)) return true;
  const giver = sentence.chunks.find((c) => c.kind === "country" && c.start < verb);
  return (
    giver !== undefined &&
    sentence.chunks.some((c) => c.start > verb && c.countries.some((code) => !giver.countries.includes(code)))
  );
}

/** A PRC party of the sentence; China only before the verb or behind "from", "by" and their like. */
function isGiver(chunk: Chunk, match: RuleMatch, reading: Reading): boolean {
  if (isPrc(chunk)) return true;
  const { sentence } = match;
  if (chunk.kind !== "china" && !isBeijing(chunk, sentence)) return false;
  if (isOfBystander(chunk, sentence, reading)) return false;
  const before = sentence.text.slice(0, chunk.start - sentence.start);
  if (reading.words.comes_from.test(before)) return true;
  if (chunk.start >= (match.slots.verb?.start ?? match.start)) return false;
  return !reading.words.aside.test(before) && !reading.words.aside_behind.test(before);
}

/** "Beijing shipped 1,000 shields": the capital stands for the state. */
function isBeijing({ kind, start, end }: Chunk, sentence: TaggedSentence): boolean {
  return (
    kind === "cn_place" &&
    /^Beijing$/i.test(sentence.text.slice(start - sentence.start, end - sentence.start))
  );
}

/** "Chinese-made cars", "a Chinese shop": China lends its name to things and people, and gives nothing. */
function isOfBystander({ end }: Chunk, { text, start }: TaggedSentence, { words }: Reading): boolean {
  const behind = text.slice(end - start);
  return MADE.test(behind) || words.bystander_owner.test(behind);
}

const MADE = /^-(?:made|manufactured|owned|registered|language|speaking|born)\b/;

/** "the Chinese Association of Samoa gave": nothing else of China stands in the sentence. */
export function isPrivateGift({ sentence, slots }: RuleMatch, reading: Reading): boolean {
  if (reading.words.firm_supplies.test(slots.verb?.text ?? "") && FIRM.test(sentence.text)) return false;
  if (namesPrivateGiverOnly(sentence, reading)) return true;
  // "Its president, Tang Hong, presented the items": head of the chamber the sentence before told of.
  const [before] = sentencesBefore(reading, sentence, 1, 0);
  return ITS_HEAD.test(sentence.text) && before !== undefined && namesPrivateGiverOnly(before, reading);
}

function namesPrivateGiverOnly({ chunks, start, text }: TaggedSentence, reading: Reading): boolean {
  const chinese = chunks.filter((c) => isPrc(c) || c.kind === "china");
  const isPrivate = (c: Chunk) =>
    c.kind === "china" && reading.words.private_giver.test(text.slice(c.end - start));
  return chinese.length > 0 && chinese.every(isPrivate) && !/\b(?:the|our) embassy\b/i.test(text);
}

const ITS_HEAD =
  /^(?:Its|Their|The (?:chamber|association|community|company|firm|group)(?:'s)?) (?:[\w-]+ ){0,2}(?:president|chair\w*|head|leader|director|manager|representative|secretary)\b/i;

const FIRM = /\bChinese (?:[\w-]+ ){0,2}(?:compan(?:y|ies)|firms?|contractors?)\b/;

/** "received ten rifles from Australia", "presented by the Japanese Ambassador": the giver that is named is another state. */
export function isFromOthers(match: RuleMatch): boolean {
  const { sentence } = match;
  const from = /takes|receives/.test(match.rule.id) ? match.start : sentence.start;
  const givers = sentence.chunks.filter((c) => c.start > from && BY_OR_FROM.test(textBefore(c, sentence)));
  if (givers.some((c) => isPrc(c) || c.kind === "china" || c.kind === "cn_place")) return false;
  return /takes|receives/.test(match.rule.id)
    ? givers.some((c) => c.kind === "country" || c.kind === "foreign_organ")
    : givers.some((c) => !isPrc(c) && c.countries.length > 0 && ENVOY.test(textFrom(c, sentence)));
}

const BY_OR_FROM = /\b(?:from|by) (?:the )?(?:government of (?:the )?)?$/i;
const ENVOY = /^[^,.;]{0,24}\b(?:ambassador|embassy|high commission\w*|envoy)\b/i;

const textBefore = (c: Chunk, { text, start }: TaggedSentence): string =>
  text.slice(Math.max(0, c.start - start - 40), c.start - start);

const textFrom = (c: Chunk, { text, start }: TaggedSentence): string => text.slice(c.start - start);
