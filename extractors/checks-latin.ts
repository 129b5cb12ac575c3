import type { TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import type { AgreementType } from "./event.ts";
import { unique } from "./parties.ts";
import { isPrc, isSecurityOrgan, type Reading, sentencesBefore, titleOf } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";
import type { TermIndex } from "./term-index.ts";

/**
 * What pages in Latin script ask beyond the readers: most of them are about other states, and their police, donors and
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
  const organ = sentence.chunks.find((c) => !isPrc(c) && isSecurityOrgan(c));
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

/** Why goods named in this sentence are no assistance to a security service, or null. */
export function aidRefusal(match: RuleMatch, reading: Reading): string | null {
  const own = withoutPrc(match.sentence);
  const { chunks } = match.sentence;
  const counted = chunks.some((c) => c.kind === "count" || c.kind === "money");
  if (!counted && !reading.words.goods.test(own)) return "nothing is named that was given";
  const people = chunks.some(
    (c) => c.kind === "people_count" && c.start >= match.start && c.end <= match.end,
  );
  if (people && !counted && reading.words.suspects_given.test(own))
    return "people are handed over, not goods";
  const verb = match.slots.verb?.text ?? "";
  const beforeVerb = own.slice(0, (match.slots.verb?.start ?? match.start) - match.sentence.start);
  if (/fund|financ|sponsor|provid|offer/i.test(verb) && reading.words.course_paid_for.test(beforeVerb))
    return "a course is paid for";
  if (
    /obtain|acquir|secur|got/i.test(verb) &&
    /\b(?:credit|loan)\b/i.test(own) &&
    !chunks.some((c) => c.kind === "count")
  )
    return "a loan is taken up, nothing is handed over";
  if (/takes|receives/.test(match.rule.id) && isFromOthers(match)) return "another state gives it";
  const other = reading.words.other_recipient.exec(own);
  const service = serviceAt(match, own, reading);
  if (service >= 0 && !(other && nearer(other.index, service, match))) return null;
  if (other) return "the recipient is another service";
  const opening = /^(?:the|this|it|its)\b/i;
  const matched = match.sentence.text.slice(match.start - match.sentence.start);
  if (!counted && !opening.test(match.sentence.text) && !opening.test(matched))
    return "no security service receives it";
  const before = sentencesBefore(reading, match.sentence, 2, 0);
  const near = [...titleOf(reading), ...before].map(withoutPrc).join(" ");
  return reading.words.security_service.test(near) && !reading.words.other_recipient.test(near)
    ? null
    : "the recipient is no police, interior, prison, border or immigration service";
}

/** A session of police bodies of China and one other state that names no organ: the Counternarcotics Working Group. */
export function isPoliceSession(match: RuleMatch, reading: Reading): boolean {
  const { sentence } = match;
  const inside = sentence.text.slice(
    Math.max(0, match.start - sentence.start - 45),
    match.end - sentence.start + 60,
  );
  return (
    reading.words.police_session.test(inside) &&
    sentence.chunks.some((c) => c.kind === "china" || isPrc(c)) &&
    sentence.chunks.some(
      (c) => c.kind === "country" || c.kind === "foreign_organ" || c.kind === "foreign_person",
    )
  );
}

const NEXT_PAPER =
  /^(?:,|,? and|,? as well as)\s(?:(?:an?|the|two|three|several|their|other)\s)?(?:[\w-]+\s){0,3}$/;

/** The kinds of paper named one after another; what follows "on" or "under" describes the paper and is none itself. */
export function papersInLatin(text: string, index: TermIndex<AgreementType>): AgreementType[] {
  const small = text.toLowerCase();
  const kinds: AgreementType[] = [];
  let end = -1;
  for (const hit of index.scan(small)) {
    if (/\p{L}/u.test(small[hit.start - 1] ?? " ") || /\p{L}/u.test(small[hit.end]?.replace("s", " ") ?? " "))
      continue;
    const between = small.slice(end, hit.start);
    if (end >= 0 && between.trim() === "") {
      // "a contract agreement": the last word is the noun.
      kinds[kinds.length - 1] = hit.values[0]!;
      end = hit.end;
      continue;
    }
    if (end >= 0 && !NEXT_PAPER.test(between)) {
      const subject = hit.values.find((kind) => kind === "treaty" || kind === "readmission_agreement");
      if (subject && kinds.at(-1) === "cooperation_agreement" && between.length < 60)
        kinds[kinds.length - 1] = subject;
      continue;
    }
    // "three documents, among them a memorandum": the one that is named.
    if (end >= 0 && /among|includ|one of|such as/.test(between)) kinds.pop();
    kinds.push(hit.values[0]!);
    end = hit.end;
  }
  if (kinds.length === 0) {
    if (/statement|declaration|communiqu/.test(small)) return ["joint_statement"];
    if (
      /minutes|letters? of exchange|exchange of|documents?|\bplan\b|program|arrangement|\bnotes\b/.test(small)
    )
      return ["cooperation_document"];
    if (/contract|agreement|pact|accord|\bdeal\b/.test(small)) return ["cooperation_agreement"];
  }
  return unique(kinds);
}

/**
 * "Australia and Fiji signed a pact as China's role grows": two other states act, and China only stands in an aside. A
 * partner is named before the verb, or after "with", "between", "and" and their like.
 */
export function isAside(match: RuleMatch, reading: Reading): boolean {
  const { sentence } = match;
  const verb = match.slots.verb?.start ?? match.start;
  const actors = sentence.chunks.filter((c) => c.start < verb && c.countries.length > 0);
  if (unique(actors.flatMap((c) => [...c.countries])).length < 2) return false;
  const chinese = sentence.chunks.filter((c) => isPrc(c) || c.kind === "china" || c.kind === "cn_place");
  if (chinese.length === 0) return false;
  return chinese.every((c) => {
    const before = sentence.text.slice(Math.max(0, c.start - sentence.start - 24), c.start - sentence.start);
    return c.start > verb && reading.words.aside.test(before);
  });
}

/**
 * "deported 40 Nigerians": people of other states who are not said to be sent to China. Where no way to China is named,
 * only Chinese nationals count.
 */
export function sendsOthers(match: RuleMatch): boolean {
  const { sentence } = match;
  const around = sentence.text.slice(match.start - sentence.start, match.end - sentence.start + 40);
  const text = around.split(";")[0]!;
  if (/-chinese$/.test(match.rule.id)) return !/\bChin(?:ese|a)\b/.test(text);
  if (!/returns$/.test(match.rule.id) || /\bChin(?:ese|a)\b|Taiwan|Beijing/.test(text)) return false;
  return sentence.chunks.some(
    (c) => c.kind === "country" && c.start > (match.slots.verb?.start ?? match.start) && c.end <= match.end,
  );
}

/** Money granted for a building whose handover the page reports too. */
function isGrantFor(grant: Draft, built: Draft, reading: Reading): boolean {
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
 * Drafts of a page in Latin script that stand: an ambassador's call at which goods are handed over is assistance and no
 * meeting besides.
 */
export function settleLatin(drafts: readonly Draft[], reading: Reading): Draft[] {
  const forums = drafts.filter((d) => d.type === "forum");
  const aid = drafts.filter((d) => d.type === "assistance" || d.type === "training");
  return drafts.filter((d) => {
    if (d.type === "assistance" && drafts.some((built) => isGrantFor(d, built, reading))) return false;
    if (
      d.type === "meeting" &&
      forums.some((f) => f.time.date === d.time.date && f.match.sentence !== d.match.sentence)
    ) {
      return d.match.rule.confidence > 0.85;
    }
    if (d.type !== "meeting" || d.actors.some((a) => a !== "EMBASSY")) return true;
    return !aid.some((a) => {
      const length = Math.min(a.time.date.length, d.time.date.length);
      return (
        a.countries.some((c) => d.countries.includes(c)) &&
        a.time.date.slice(0, length) === d.time.date.slice(0, length)
      );
    });
  });
}
