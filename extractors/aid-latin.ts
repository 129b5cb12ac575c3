import { isChineseGift, isFromOthers, isNamedAsDonor, isPrivateGift } from "./aid-donor-latin.ts";
import { handsOverGoods, takesUpGoods, withoutPrc } from "./aid-goods-latin.ts";
import type { Draft } from "./draft.ts";
import { isPrc, isSecurityOrgan, neighbour, type Reading, sentencesBefore, titleOf } from "./reading.ts";
import { matchedText, type RuleMatch } from "./rule.ts";
import type { EventTime } from "./when.ts";

/**
 * What assistance asks of pages in Latin script: most of them are about other states, and their police, donors and
 * ministers stand beside Chinese ones in one sentence.
 */

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

/** Why goods told of in Latin script are no assistance, or null. `control`: an analysis asks for no service that receives. */
export function aidRefusalLatin({ match, time }: Draft, reading: Reading, control: boolean): string | null {
  if (handsOverPeople(match, reading)) return "people are handed over, not goods";
  if (reading.words.peacekeeping.test(match.sentence.text)) return "peacekeepers are fitted out";
  if (receivesGuests(match, reading)) return "guests are received, not goods";
  if (isSeenInUse(match)) return "a building or system is seen that was made once";
  if (time.how === "assumed" && isRecalled(match, reading)) return "goods are named by an earlier gift";
  if (time.how !== "stated" && isBeforehand(match)) return "an earlier gift is recalled";
  if (isThankedFor(match, time, reading)) return "thanks for an earlier gift";
  if (match.rule.alone && (time.how !== "stated" || time.sentence !== match.sentence))
    return "a rule that takes any verb asks for a day in its sentence";
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

/** "received a delegation", "was received by the minister": what else is given is told by another word. */
function receivesGuests(match: RuleMatch, reading: Reading): boolean {
  const { slots, sentence } = match;
  if (!slots.verb || !/receiv|welcom|accept|re[cç]u|reçoi|recib/i.test(slots.verb.text)) return false;
  const behind = sentence.text.slice(slots.verb.end - sentence.start);
  if (goodsWereReceived(match, reading)) return false;
  return reading.words.guests_received.test(behind);
}

/** "China provided a van and six motorcycles. They were received by the Superintendent": the pronoun stands for goods. */
function goodsWereReceived({ slots, sentence }: RuleMatch, reading: Reading): boolean {
  const before = sentence.text.slice(0, slots.verb!.start - sentence.start);
  const [named] = sentencesBefore(reading, sentence, 1, 1);
  return (
    reading.words.goods_as_subject.test(before) &&
    named !== undefined &&
    reading.words.goods.test(withoutPrc(named)) &&
    !named.chunks.some((c) => c.kind === "people_count")
  );
}

/** "heard a briefing on the system installed by a Chinese firm", "visited the academy built by China": the day is that of the visit. */
function isSeenInUse({ slots, sentence }: RuleMatch): boolean {
  if (!slots.verb || !MADE_BY.test(slots.verb.text)) return false;
  const before = sentence.text.slice(0, slots.verb.start - sentence.start);
  return NOUN_BEFORE.test(before) && SEEN.test(before);
}

const SEEN =
  /\b(?:been using|is using|are using|uses?|housed in|trains? (?:at|in)|heard|saw|seen|toured|visited|inspected|watched|was shown|were shown|praised|briefing on|tour of|visit to|viewed)\b[^.;]*$/;

/** "the equipment that was donated by China", "a system installed by a Chinese firm": nothing is handed over now. */
function isRecalled({ slots, sentence }: RuleMatch, reading: Reading): boolean {
  if (!slots.verb) return false;
  const before = sentence.text.slice(0, slots.verb.start - sentence.start);
  return (
    reading.words.given_earlier.test(before) || (MADE_BY.test(slots.verb.text) && NOUN_BEFORE.test(before))
  );
}

const MADE_BY = /^(?:installed|built|erected|put up|constructed|developed|made|supplied)\b/;
/** The participle follows its noun, with no auxiliary. */
const NOUN_BEFORE = /\b(?!(?:was|were|is|are|been|be|being|has|have|had|and|also|newly|recently)\b)[a-z]+ $/;

/** "India handed over pickups on Sunday. China had given bicycles": it was done before what the page reports. */
function isBeforehand({ slots, sentence }: RuleMatch): boolean {
  const before = sentence.text.slice(0, (slots.verb?.start ?? sentence.start) - sentence.start);
  return /\bhad (?:\w+ )?(?:been )?$/.test(before);
}

/** "thanked China on 3 June for the equipment provided": the day is that of the thanks, unless it stands behind them. */
function isThankedFor({ slots, sentence }: RuleMatch, time: EventTime, reading: Reading): boolean {
  const before = sentence.text.slice(0, (slots.verb?.start ?? sentence.start) - sentence.start);
  const thanks = reading.words.thanked_for.exec(before);
  // What is counted is thanked for when it comes.
  if (!thanks || sentence.chunks.some((c) => c.kind === "count")) return false;
  if (time.sentence !== sentence || time.how !== "stated") return true;
  return time.chunk!.start < sentence.start + thanks.index + 60 && time.chunk!.end <= slots.verb!.start;
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
  if (HONOURS.test(behind)) return "certificates, scholarships or souvenirs are given";
  if (/receiv|welcom/i.test(verb) && isGuest(match)) return "a guest is received, and no goods";
  if (
    /fund|financ|sponsor|provid|offer|deliver|conduct|gave|given/i.test(verb) &&
    reading.words.course_paid_for.test(`${beforeVerb}${verb} `)
  )
    return "a course is paid for";
  const taken = /obtain|acquir|secur|got/i.test(verb) && reading.words.loan.test(own);
  const lent = reading.words.loan.exec(behind.slice(0, 60))?.index ?? -1;
  if ((taken || lent >= 0) && !chunks.some((c) => c.kind === "count"))
    return "a loan is given or taken up, nothing is handed over";
  if (isFromOthers(match)) return "another state gives it";
  const other = reading.words.other_recipient.exec(own);
  const service = serviceAt(match, own, reading);
  if (service >= 0 && !(other && nearer(other.index, service, match))) return null;
  if (other) return "the recipient is another service";
  return isForServiceBeside(match, reading)
    ? null
    : "the recipient is no police, interior, prison, border or immigration service";
}

/** "gave them certificates", "presented him with a scholarship package" */
const HONOURS =
  /^ (?:(?:him|her|them|it) )?(?:with )?(?:an? |the |their |his |her )?(?:\w+ ){0,4}(?:certificates|diplomas|awards|medals|scholarships?|souvenirs?|mementos?|plaques?)\b/;

/** "received Wang Xiaohong in his office" */
function isGuest({ sentence, slots }: RuleMatch): boolean {
  const end = slots.verb?.end ?? -1;
  return sentence.chunks.some((c) => c.kind.endsWith("_person") && c.start === end + 1);
}

/** The nearest sentence that names a recipient, of those before, the title and the next, names a security service. */
function isForServiceBeside(match: RuleMatch, reading: Reading): boolean {
  const { sentence } = match;
  const next = neighbour(reading, sentence, 1);
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
 * What a rule that takes any verb asks besides: the donor is named as one ("from the embassy", "Chinese grant"), and no word of the sentence speaks of papers, promises or other business.
 */
function wholeSentenceRefusal(match: RuleMatch, reading: Reading): string | null {
  if (!isNamedAsDonor(match, reading)) return "nobody of China is named as the donor";
  return reading.words.no_handover.test(match.sentence.text)
    ? "papers, promises or other business, no handover"
    : null;
}

/**
 * What a broad rule asks besides: its word of giving names neither donor nor goods. The goods stand beside the verb, China
 * or one of its missions gives them (in the sentence, or where a sentence beside it or the title speaks of a gift), and no
 * other state does.
 */
function broadAidRefusal(match: RuleMatch, reading: Reading): string | null {
  if (!handsOverGoods(match, reading)) return "no goods stand beside the verb";
  if (!isChineseGift(match, reading)) return "nobody of China gives it";
  const { other_recipient, security_service } = reading.words;
  if (other_recipient.test(reading.title) && !security_service.test(reading.title))
    return "the title names another service";
  if (match.rule.alone) return wholeSentenceRefusal(match, reading);
  const brought = /^brought/i.test(match.slots.verb?.text ?? "");
  if (brought && !reading.words.for_whom.test(match.sentence.text))
    return "brought along by those who come, not given";
  return reading.words.no_gift.test(match.sentence.text)
    ? "goods that are bought, borrowed or taken along"
    : null;
}
