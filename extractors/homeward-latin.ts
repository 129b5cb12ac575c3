import { withoutPrc } from "./aid-goods-latin.ts";
import { type Chunk, type ChunkKind, chunkLetter, type TaggedSentence, taggedIndex } from "./chunk.ts";
import { isForeignForce, isPrcForce } from "./forces-latin.ts";
import { isPrc, type Reading, sentencesAfter, sentencesBefore, titleOf } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/**
 * Why a verb of taking, giving or moving brings nobody wanted over a border, or null: somebody wanted goes to China or into
 * the hands of its police, or China gives somebody to another state.
 */
export function homewardRefusal(match: RuleMatch, reading: Reading): string | null {
  const { sentence, slots } = match;
  if (reading.words.of_a_course.test(sentence.text)) return "people who travel for a course";
  if (reading.words.travels_to_gathering.test(sentence.text)) return "people who travel to a conference";
  if (THING_SENT.test(sentence.text.slice(0, slots.verb!.start - sentence.start))) return "a thing is sent";
  if (LED_TO.test(sentence.text.slice(slots.verb!.start - sentence.start)))
    return "what a call or tip led to";
  if (!isOfWanted(match, reading)) return "nobody wanted is returned";
  if (reading.words.comes_home.test(slots.verb!.text) && !isEscorted(match, reading))
    return "who comes home comes by himself";
  return WAYS.some((way) => way(match, reading)) ? null : "no way to China is named";
}

/** "a video of the man was sent to his parents in Fujian": what is moved is nobody. */
const THING_SENT =
  /\b(?:videos?|footage|photos?|pictures?|money|cash|funds|ransom|proceeds|letters?|notes?|notices?|messages?|goods|parcels?|evidence|files?|documents?|dossiers?|requests?|reports?|drugs?|vehicles?|equipment|samples?)\b[^,;.]{0,60}\b(?:was|were|been|being|is|are)\s(?:\w+ly\s)?$/i;

/** "a call led to the arrest of three couriers" */
const LED_TO = /^led to (?:the |an? |several )?(?:\w+ )?(?:arrests?|seizures?|discovery|capture|detention)\b/;

/** "the Chinese want three nationals, now held in a jail, sent home" */
export function isWishedReturn({ sentence, slots, start }: RuleMatch): boolean {
  return WISHED.test(sentence.text.slice(0, (slots.verb?.start ?? start) - sentence.start));
}

const WISHED = /\b(?:wants?|demands?|seeks?|asks?)\s(?!to know|why|how|whether|under|what|who)[^;.]{0,110}$/;

type Way = (match: RuleMatch, reading: Reading) => boolean;

const WAYS: readonly Way[] = [
  goesToChina,
  comesFromAbroad,
  isGivenToPrc,
  isFetchedByPrc,
  isGivenAbroad,
  isToldBeside,
];

/** Somebody wanted is spoken of: in the sentence, or before it and in the title where a count, a pronoun or a handover takes it up. */
function isOfWanted(match: RuleMatch, reading: Reading): boolean {
  const { sentence, slots } = match;
  const { words } = reading;
  const counted = sentence.chunks.some((c) => c.kind === "people_count");
  const handed = sentence.chunks.some(
    (c) => c.start > slots.verb!.start && (c.kind === "prc_organ" || isPrcForce(sentence, reading)(c)),
  );
  const pronoun = isTakenUp(match, reading);
  const escorted = words.under_escort.test(sentence.text);
  const before = handed || pronoun ? sentencesBefore(reading, sentence, pronoun ? 2 : 1) : [];
  const next = sentencesAfter(reading, sentence, 2, 1);
  const guarded = counted && next.some((s) => s.chunks.some(isPrcForce(s, reading)));
  const behind = escorted || guarded ? next.map((s) => s.text) : [];
  const told = [sentence, ...before].map(withoutPrc).join(" ");
  const whole = counted || handed || escorted || pronoun;
  return words.wanted.test(whole ? [told, reading.title, ...behind].join(" ") : told);
}

/** "She was passed to …", "took him from the escort": a pronoun is what the verb moves. */
function isTakenUp({ sentence, slots }: RuleMatch, { words }: Reading): boolean {
  const { start, end } = slots.verb!;
  const lead = sentence.text.slice(0, start - sentence.start);
  const subject =
    /(?:^|[,;:] |\band )(?:[^,;:]{0,40}, )?([\w-]+(?: [\w-]+)?)(?: (?:was|were|has|have|had|been|also|then|finally|both|all|later|\w+ly))*\s$/i.exec(
      lead,
    )?.[1];
  const object = /^(?: (?:over|back|up|away))?\s(\w+(?: \w+)?)/.exec(
    sentence.text.slice(end - sentence.start),
  )?.[1];
  return [subject, object].some((word) => word !== undefined && words.wanted_taken_up.test(word));
}

/** "landed in Hefei with two officers at her side": police are with who comes home. */
function isEscorted({ sentence }: RuleMatch, reading: Reading): boolean {
  return (
    reading.words.under_escort.test(sentence.text) ||
    sentence.chunks.some((c) => isPrcForce(sentence, reading)(c) || isForeignForce(sentence, reading)(c))
  );
}

/** "flown to Wuhan", "brought home" */
function goesToChina({ sentence, slots }: RuleMatch, { words }: Reading): boolean {
  const verb = slots.verb!.end;
  return (
    WAY_HOME.test(taggedFrom(sentence, verb)) ||
    words.way_home.test(sentence.text.slice(verb - sentence.start))
  );
}

/** "deported from Spain", "the deportation of 44 Chinese gamblers" */
function comesFromAbroad({ sentence, slots }: RuleMatch, reading: Reading): boolean {
  const behind = taggedFrom(sentence, slots.verb!.end);
  const chinese = reading.words.chinese_case.test(sentence.text + reading.title);
  return (chinese && FROM_ABROAD.test(behind)) || (isSending(slots.verb!.text) && OF_CHINESE.test(behind));
}

/** "passed to detectives from Chengdu", "given into the custody of Chinese officers", "to their counterparts from Yunnan" */
function isGivenToPrc({ sentence, slots }: RuleMatch, reading: Reading): boolean {
  const verb = slots.verb!.end;
  if (TO_COLLEAGUES.test(taggedFrom(sentence, verb))) return true;
  return sentence.chunks.some((c) => {
    const words = sentence.text.slice(verb - sentence.start, c.start - sentence.start);
    return c.start > verb && isPrcForce(sentence, reading)(c) && reading.words.into_hands_of.test(words);
  });
}

/** "Officers from Lanzhou took him from the escort": police of China take somebody whom another state held. */
function isFetchedByPrc({ sentence, slots }: RuleMatch, reading: Reading): boolean {
  const { start, end } = slots.verb!;
  const { text, chunks } = sentence;
  if (/\b(?:was|were|been|be) (?:\w+ly )?$/.test(text.slice(0, start - sentence.start))) return false;
  const fetcher = chunks.some((c) => c.end <= start && (isPrc(c) || isPrcForce(sentence, reading)(c)));
  const somebody = reading.words.somebody_taken.test(text.slice(end - sentence.start));
  if (!fetcher || !somebody || !reading.words.fetches.test(text.slice(start - sentence.start))) return false;
  const behind = chunks.filter((c) => c.start >= end);
  if (behind.some((c) => c.kind === "cn_place") && !behind.some(isAbroad)) return false;
  const near = [
    ...titleOf(reading),
    ...sentencesBefore(reading, sentence, 1),
    ...sentencesAfter(reading, sentence, 1),
  ];
  return [sentence, ...near].some((s) => s.chunks.some(isAbroad));
}

/** Chinese police hand somebody to another state's, or lead him aboard: "delivered to the Mongolian police by …". */
function isGivenAbroad({ sentence, slots }: RuleMatch, reading: Reading): boolean {
  const { start, end } = slots.verb!;
  const { text, chunks } = sentence;
  const ours = isPrcForce(sentence, reading);
  const brought = chunks.some((c) => (isPrc(c) || ours(c)) && c.end <= start);
  if (brought && BOARDS.test(taggedFrom(sentence, end))) return true;
  const taker = chunks.find(
    (c) =>
      c.start > end &&
      (c.kind === "foreign_organ" ||
        (c.kind === "country" &&
          OFFICERS_OF.test(text.slice(end - sentence.start, c.start - sentence.start)))),
  );
  if (!taker) return false;
  const given = reading.words.into_hands_of.test(
    text.slice(end - sentence.start, taker.start - sentence.start),
  );
  const beside = [sentence, ...sentencesAfter(reading, sentence, 1, 1)];
  return given && (brought || beside.some((s) => s.chunks.some(isPrcForce(s, reading))));
}

/** The title says where those go who are counted here, or a neighbouring sentence puts them into the hands of China's police. */
function isToldBeside({ sentence }: RuleMatch, reading: Reading): boolean {
  const counted = sentence.chunks.some((c) => c.kind === "people_count");
  const titled = counted && titleOf(reading).some((s) => SENT_HOME.test(s.tagged) || GOT_BACK.test(s.tagged));
  return (
    titled ||
    [sentence, ...sentencesAfter(reading, sentence, 1, 1)].some((s) => {
      const held = reading.words.under_escort.test(s.text) || reading.words.takes_over.test(s.text);
      return held && s.chunks.some(isPrcForce(s, reading));
    })
  );
}

/** "to officers from" Japan */
const OFFICERS_OF =
  /\b(?:officers|police|policemen|detectives|agents|investigators|authorities) (?:from|of|in) (?:the )?$/;

const isAbroad = (c: Chunk): boolean =>
  ["country", "place", "foreign_organ", "foreign_person"].includes(c.kind);
const isSending = (verb: string): boolean =>
  /^(?:extradition|deportation|repatriation|rendition|expulsion|removal)/i.test(verb);
const taggedFrom = (sentence: TaggedSentence, at: number): string =>
  sentence.tagged.slice(taggedIndex(sentence, at));

const letters = (...kinds: ChunkKind[]): string => `[${kinds.map(chunkLetter).join("")}]`;
const WAY_HOME = new RegExp(
  `^[^.;]{0,60}(?<!\\S)(?:to|into|for|in|onto|with|by|vers|en|à|aux?|a|hacia)\\s[^.;]{0,12}${letters("china", "cn_place", "prc_organ")}`,
);
/** "Chinese officers led the man aboard a plane" */
const BOARDS =
  /^[^.;]{0,50}\b(?:aboard|onto|on board|off|into) (?:an?|the|their) (?:\w+ )?(?:plane|flight|aircraft|jet|charter)\b/;
/** A title: "Cambodia sends 25 back to China" */
const SENT_HOME = new RegExp(
  `\\b(?:send|sent|flown|flies|deport|extradit|repatriat|hand|return|put|back)\\w*\\b[^.;]{0,50}(?:\\bto (?:mainland )?${letters("china", "cn_place", "prc_organ")}|\\bhome\\b)|\\b(?:entreg|extrad|deport|repatri|expuls|remet|livr|renv)\\p{L}*\\s(?:[^.;]{0,50}\\s)?(?:a|à|vers|hacia) (?:la )?${letters("china", "cn_place", "prc_organ")}`,
  "iu",
);
/** A title: "China gets smuggler back from Peru" */
const GOT_BACK = new RegExp(
  `${letters("china", "cn_place", "prc_organ")} (?:gets?|got|brings?|brought|has|wins?) [^.;]{0,60}\\b(?:back|home) from ${letters("country", "place")}`,
);
/** "transferred to their counterparts from Yunnan" */
const TO_COLLEAGUES = new RegExp(
  `\\b(?:to|into the (?:hands|care|custody) of) (?:their |the |his )?(?:counterparts?|colleagues|police|officers|agents|detectives)(?: who (?:had )?c[oa]me)? (?:from|of|in) ${letters("cn_place", "china", "prc_organ")}`,
);
const FROM_ABROAD = new RegExp(`^[^.;]{0,30}\\bfrom (?:the )?${letters("country", "place")}`);

/** "of 44 Chinese online gamblers" */
const OF_CHINESE = new RegExp(`^ (?:\\w+ )?of [^.;]{0,25}(?:${letters("china", "people_count")})`);
