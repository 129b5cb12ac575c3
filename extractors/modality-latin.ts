import { daysBetween } from "./calendar.ts";
import { taggedIndex } from "./chunk.ts";
import { heldByChain, heldByClause, isNoun } from "./clause-latin.ts";
import { type Held, heldOf, type Modality } from "./modality.ts";
import type { Reading } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";
import { groupAt, verbGroups } from "./verb-groups.ts";

/** "Meeting with the Indian Home Secretary, Zhao said the two should …": what is hoped for is said there. */
const MEETING_HE_SAID =
  /^(?:Meeting|Receiving|Welcoming|Hosting|Greeting) [^,;.]{0,90},\s[^,;.]{0,60}?\b(?:said|told|thanked|expressed|stressed|noted|called|hoped|voiced|praised|urged)\b/;
/** A new clause between a plan and the verb: "the minister, who will leave on Friday, met …". */
const CLAUSE = /\b(?:who|which|that|and|but|after|when|while|where)\b|[-,;:(]/;
/** "officers who are to guard the games completed …": the plan is that of the relative clause. */
const WHO = /\b(?:who|which|that)\s(?:\w+\s)?$/;
/** "agreed that he be extradited"; and "to sign", where the verbs of the sentence are not understood. */
const BE = /\bbe $/i;
const TO_BE = /\b(?:be|to) $/i;
/** Auxiliaries of what is finished: "was signed", "has handed over", "did meet". */
const FINISHED = /^(?:(?:was|were|did)|(?:has|have|had)(?: been)?)$/;
const SINCE = /^since\b/i;

/**
 * Whether the clause of a match in Latin script reports something that has happened: the patterns of
 * `config/rules/modality.yaml`, corrected by the tense, mood and negation of the verb itself, of those that govern it
 * ("managed to sign", "agreed to sign"), and for a noun ("the joint drill") of the verb it stands with.
 */
export function heldInLatin(match: RuleMatch, modality: Modality, reading: Reading): Held {
  const byPattern = heldOf(match, modality);
  const { verb } = match.slots;
  if (reading.words.first_to_do.test(match.sentence.text) && !hasDay(match)) return "undated";
  if (!verb || byPattern === "wished") return byPattern;
  const { tagged } = match.sentence;
  if (verb.start === match.sentence.start && MEETING_HE_SAID.test(tagged)) return "held";
  const { words } = reading;
  const at = taggedIndex(match.sentence, verb.start);
  const all = verbGroups(match.sentence);
  const group = groupAt(all, at);
  const groups = all.filter((g) => g === group || !isNoun(g, words));
  const before = tagged.slice(Math.max(0, at - 120), at);
  if (words.nobody.test(before) || words.denied_report.test(tagged)) return "negated";
  if (words.not_said_whether.test(before)) return "negated";
  if (isStillAhead(match, reading)) return "planned";
  const isVerb = group !== undefined && !isNoun(group, words);
  const byVerbs = isVerb ? heldByChain(groups, group, tagged, words) : null;
  if (byVerbs && byVerbs !== "held") return byVerbs;
  if (byVerbs === null && !/ed$/i.test(verb.text)) {
    const byClause = heldByClause(groups, at, tagged, words);
    if (byClause !== "held") return byClause;
  }
  const unsaid = byVerbs === null ? TO_BE.test(before) && !words.carries_out.test(before) : BE.test(before);
  // "Government to sign extradition treaty": in a headline an infinitive that nothing governs is the future.
  const isAhead = match.sentence.in === "title" && /\bto $/i.test(before) && !words.carries_out.test(before);
  if (unsaid || isAhead) return "planned";
  if (byPattern === "planned") {
    if (byVerbs === "held" && FINISHED.test(group!.auxiliary)) return "held";
    if (byVerbs === "held" && words.carries_out.test(before)) return "held";
    const past = group?.tense === "PastTense" && !/^(?:to )?be\b/.test(group.text);
    const trigger = lastPlan(before.slice(-60), modality);
    return past && trigger && (CLAUSE.test(trigger.behind) || WHO.test(trigger.before)) ? "held" : "planned";
  }
  if (byPattern !== "held") return byPattern;
  const after = /^[^,;.]{0,110}/.exec(tagged.slice(at))?.[0] ?? "";
  // "has trained 20 officers each year" is a habit; "signed an agreement on 20 places each year" is not.
  const lasting =
    group === undefined || /^(?:has|have|had)\b/.test(group.text) || group.tense === "PresentTense";
  // "On Tuesday police said that 60 officers had been trained over the years": the day is that of what they said.
  const perfect = /^ha(?:s|ve|d)\b/.test(group?.text ?? "");
  if (lasting && modality.undated.test(after) && !hasDay(match, perfect ? verb.end : 0)) return "undated";
  const going = /ing$/.test(verb.text) && /\b(?:has|have) (?:\w+ )?been $/i.test(before);
  return onlySince(match) || (going && !hasDay(match)) ? "undated" : "held";
}

/** Every day the sentence names is later than the page: a plan, whatever its verb. "until 24 May" is an end. */
function isStillAhead({ sentence }: RuleMatch, { context }: Reading): boolean {
  const { day } = context.anchor;
  const days = sentence.chunks.filter((c) => c.kind === "date" && c.date?.date);
  return (
    day !== null &&
    days.length > 0 &&
    days.every(
      (c) =>
        c.date!.date!.length === 10 &&
        daysBetween(day, c.date!.date!) > 1 &&
        !UNTIL.test(sentence.text.slice(0, c.start - sentence.start + 6)),
    )
  );
}

const UNTIL =
  /\b(?:until|till|til|through|by|before|to|ends?|ending|end|for|next|expires?|ahead of|and)\b[^,.;]{0,20}$/i;

function hasDay(match: RuleMatch, from = 0): boolean {
  return match.sentence.chunks.some(
    (c) => c.kind === "date" && c.start >= from && c.date!.date?.length === 10,
  );
}

/** What stands before the last word of planning, and between it and the verb. */
function lastPlan(near: string, modality: Modality): { before: string; behind: string } | null {
  const found = modality.planned.exec(near);
  return found && { before: near.slice(0, found.index), behind: found[0].replace(/^\W*\w+/, "") };
}

/** "Since 2010 China has donated …": a sum of years, unless the sentence also names a day. */
function onlySince({ sentence }: RuleMatch): boolean {
  const dates = sentence.chunks.filter((c) => c.kind === "date" && c.date?.date);
  const written = (start: number, end: number) =>
    sentence.text.slice(start - sentence.start, end - sentence.start);
  return (
    dates.length > 0 &&
    dates.every(
      (c) =>
        c.date!.date!.length < 10 &&
        (SINCE.test(written(c.start, c.end)) ||
          /\bsince\b[^,;]{0,70}$/i.test(written(sentence.start, c.start))),
    )
  );
}
