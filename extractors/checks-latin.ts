import { isGrantFor } from "./aid-phases-latin.ts";
import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import type { AgreementType } from "./event.ts";
import { unique } from "./parties.ts";
import { isForeign, isPrc, type Reading, sentencesBefore } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";
import { FIELD } from "./same-engagement.ts";
import type { TermIndex } from "./term-index.ts";
import { areThree } from "./three-states.ts";
import { subordinateFrom } from "./when-clause.ts";

/**
 * What pages in Latin script ask beyond the readers: most of them are about other states, and their police, donors and
 * ministers stand beside Chinese ones in one sentence.
 */

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

/**
 * Both who meet are foreign: each slot holds a foreign party and China only stands beside them ("welcomed back officers who
 * had studied at …"), or a pronoun takes up the subject of the sentence before, which is foreign too.
 */
export function isAmongForeigners(match: RuleMatch, reading: Reading): boolean {
  const { sentence, slots } = match;
  const verb = slots.verb?.start ?? match.start;
  const absent = (c: Chunk) => isOnlyMentioned(c, sentence, verb, reading);
  const parties = [slots.host, slots.visitor].map((slot) =>
    slot?.chunks.find((c) => isPrc(c) || isForeign(c)),
  );
  if (parties.every((c) => c !== undefined && (isForeign(c) || absent(c))))
    return sentence.chunks.filter((c) => isPrc(c) || c.kind === "china").every(absent);
  const opening = /^(?:\W*\w+ ){0,3}?(?:they|he|she)\b/i.test(sentence.text);
  if (!opening || sentence.chunks.some((c) => (isPrc(c) || c.kind === "china") && !absent(c))) return false;
  const subject = sentencesBefore(reading, sentence, 3, 1)
    .map((s) => s.chunks.find((c) => isPrc(c) || isForeign(c)))
    .find((c) => c !== undefined);
  return subject !== undefined && isForeign(subject) && sentence.chunks.some(isForeign);
}

/** A party that takes no part in what the verb tells: a school named with a course, a maker, one of a later clause. */
export function isOnlyMentioned(
  chunk: Chunk,
  sentence: TaggedSentence,
  verb: number,
  reading: Reading,
): boolean {
  const before = sentence.text.slice(
    Math.max(0, chunk.start - sentence.start - 90),
    chunk.start - sentence.start,
  );
  if (reading.words.course_at.test(before) && chunk.kind === "prc_organ") return true;
  if (reading.words.made_by.test(before)) return true;
  return chunk.start > verb && (subordinateFrom(sentence, chunk.start, reading) ?? verb) > verb;
}

const NEXT_PAPER =
  /^(?:,|,? and|,? as well as)\s(?:(?:an?|the|two|three|several|their|other)\s)?(?:[\w-]+\s){0,3}$|^\s(?:on|for|of|to|against|in|concerning)\s[^;.]{1,80}?,?\sand\san?\s(?:[\w-]+\s){0,3}$/;

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
      /minutes|letters? of exchange|exchange of|letters|documents?|papers?\b|\bplan\b|program|arrangement|\bnotes\b/.test(
        small,
      )
    )
      return ["cooperation_document"];
    if (/contract|agreement|pact|accord|\bdeals?\b|\bloan\b|\bcredit\b/.test(small))
      return ["cooperation_agreement"];
  }
  return unique(kinds);
}

/**
 * "Australia and Fiji signed a pact as China's role grows", "police of Laos drilled with Chinese equipment": others act,
 * and China only stands in an aside or lends its name to things and bystanders.
 */
export function isAside(match: RuleMatch, reading: Reading): boolean {
  const { sentence } = match;
  const verb = match.slots.verb?.start ?? match.start;
  const chinese = sentence.chunks.filter((c) => isPrc(c) || c.kind === "china" || c.kind === "cn_place");
  if (chinese.length === 0) return false;
  const others = unique(sentence.chunks.flatMap((c) => (isPrc(c) ? [] : [...c.countries])));
  return chinese.every((c) => {
    const before = sentence.text.slice(Math.max(0, c.start - sentence.start - 40), c.start - sentence.start);
    if (
      c.kind === "china" &&
      reading.words.chinese_bystander.test(sentence.text.slice(c.end - sentence.start))
    )
      return others.length > 0;
    if (others.length < 2) return false;
    if (isFirstOfList(c, sentence)) return false;
    return reading.words.aside.test(before) || (c.start > verb && reading.words.aside_behind.test(before));
  });
}

/** "boats of China, Laos and Myanmar": one of those who act. */
function isFirstOfList({ end }: Chunk, { chunks, text, start }: TaggedSentence): boolean {
  const next = chunks.find((c) => c.start >= end);
  return (
    next?.kind === "country" && /^(?:,|,? and(?: the)?) $/.test(text.slice(end - start, next.start - start))
  );
}

/**
 * "deported 40 Nigerians": people of other states who are not said to be sent to China. Where no way to China is named,
 * only Chinese nationals count.
 */
export function sendsOthers(match: RuleMatch): boolean {
  const { sentence } = match;
  const around = sentence.text.slice(match.start - sentence.start, match.end - sentence.start + 40);
  const text = around.split(";")[0]!;
  // "extradited to Kazakhstan": the way is named, and it is another.
  const verb = match.slots.verb;
  const way =
    verb && sentence.text.slice(verb.end - sentence.start).match(/^(?: over| back)? to (?:the )?/)?.[0];
  const there = way === undefined || !verb ? null : verb.end + way.length;
  if (there !== null && sentence.chunks.some((c) => c.kind === "country" && c.start === there)) return true;
  if (verb && TO_TAIWAN.test(sentence.text.slice(verb.end - sentence.start))) return true;
  if (/-chinese$/.test(match.rule.id)) return !/\bChin(?:ese|a)\b/.test(text);
  if (!/returns$/.test(match.rule.id) || /\bChin(?:ese|a)\b|Taiwan|Beijing/.test(text)) return false;
  return sentence.chunks.some(
    (c) => c.kind === "country" && c.start > (match.slots.verb?.start ?? match.start) && c.end <= match.end,
  );
}

const TO_TAIWAN = /^[^.;]{0,40}\bto (?:Taiwan|Taipei)\b/;

/** "signed the document": the paper that an earlier sentence has named. */
function isNamedBefore({ match }: Draft, drafts: readonly Draft[], reading: Reading): boolean {
  const paper = match.slots.paper?.text ?? "";
  return (
    reading.words.paper_named_before.test(paper) &&
    drafts.some(
      (d) => d.type === "agreement" && d.match.sentence !== match.sentence && d.match.start < match.start,
    )
  );
}

/** "agreed on it when they signed the accord": the agreeing is the signing. */
function isSigning(meeting: Draft, drafts: readonly Draft[]): boolean {
  return drafts.some((d) => d.type === "agreement" && d.match.sentence === meeting.match.sentence);
}

/** Two principals beside each other: a meeting, unless the page tells of what else brought them together that day. */
const TOGETHER = /^meeting\.en\.(?:side-by-side|tells)$/;

function isAnotherOccasion(meeting: Draft, drafts: readonly Draft[]): boolean {
  return drafts.some(
    (d) =>
      d.type !== "meeting" &&
      !(d.type === "agreement" && d.match.sentence !== meeting.match.sentence && saysTalks(meeting)) &&
      (d.match.sentence === meeting.match.sentence ||
        (d.time.date === meeting.time.date && d.countries.some((c) => meeting.countries.includes(c)))),
  );
}

/** "the fourth meeting, which he chaired with …": beside a paper of that day it tells of talks of its own. */
const saysTalks = ({ match }: Draft): boolean =>
  /\b(?:meeting|talks|session|dialogue|consultations?|discussions?)\b/.test(match.sentence.text);

/** A broad rule's meeting at which nobody is named: of the day of a patrol, a drill or a handover it is a part. */
function isPartOfAct(meeting: Draft, drafts: readonly Draft[]): boolean {
  const named = [...meeting.prc, ...meeting.foreign].some(
    (p) => p.chunk.name && p.sentence === meeting.match.sentence,
  );
  if (meeting.type !== "meeting" || !meeting.match.rule.trigger || named) return false;
  return drafts.some(
    (d) =>
      FIELD.has(d.type) &&
      (d.time.date === meeting.time.date || meeting.time.how !== "stated") &&
      d.countries.some((c) => meeting.countries.includes(c)),
  );
}

/** "The deputy commissioner opened the dialogue" names one side: of a day with a forum it tells of the forum. */
function namesBothSides({ match: { sentence }, foreign }: Draft): boolean {
  const guest = foreign.some((p) => p.chunk.name && p.sentence === sentence);
  return guest && sentence.chunks.some((c) => isPrc(c) || c.kind === "china" || c.kind === "pair");
}

/** "began a ten-day seminar at the police academy": read as a course, it is no gathering besides. */
function isCourse({ type, match }: Draft, drafts: readonly Draft[]): boolean {
  if (type !== "forum" || !match.rule.trigger || areThree(match)) return false;
  return drafts.some((d) => d.type === "training" && d.match.sentence === match.sentence);
}

/** "police of China, Laos and Thailand wrapped up a workshop": nobody teaches anybody. */
function isWorkshopOfThree({ type, match }: Draft, forums: readonly Draft[]): boolean {
  return type === "training" && areThree(match) && forums.some((f) => f.match.sentence === match.sentence);
}

/**
 * Drafts of a page in Latin script that stand: an ambassador's call at which goods are handed over is assistance and no
 * meeting besides.
 */
export function settleLatin(drafts: readonly Draft[], reading: Reading): Draft[] {
  const forums = drafts.filter((d) => d.type === "forum");
  const aid = drafts.filter((d) => d.type === "assistance" || d.type === "training");
  return drafts.filter((d) => {
    if (d.type === "agreement" && isNamedBefore(d, drafts, reading)) return false;
    if (d.type === "meeting" && /^agreed/i.test(d.match.slots.verb?.text ?? "") && isSigning(d, drafts))
      return false;
    if (d.type === "assistance" && drafts.some((built) => isGrantFor(d, built, reading))) return false;
    if (isPartOfAct(d, drafts)) return false;
    if (isCourse(d, drafts)) return false;
    if (isWorkshopOfThree(d, forums)) return false;
    if (TOGETHER.test(d.match.rule.id) && isAnotherOccasion(d, drafts)) return false;
    // "co-chaired the second ministerial dialogue with island countries": two chair it, and many sit there.
    const chaired = d.type === "meeting" && /chair/.test(d.match.slots.verb?.text ?? "");
    if (chaired && forums.some((f) => f.match.sentence === d.match.sentence)) return false;
    if (
      d.type === "meeting" &&
      !namesBothSides(d) &&
      forums.some(
        (f) => f.time.date === d.time.date && (f.match.sentence !== d.match.sentence || d.match.rule.trigger),
      )
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
