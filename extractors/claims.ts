import type { Chunk, TaggedSentence } from "./chunk.ts";
import { claimantIn } from "./claimant.ts";
import { captured } from "./code-events.ts";
import { type Draft, isChinaNear } from "./draft.ts";
import type { CodedClaim, Span } from "./event.ts";
import type { TextToCode } from "./extract.ts";
import { parseNumberLatin } from "./numbers-latin.ts";
import { parseNumberZh } from "./numbers-zh.ts";
import { partiesOf, unique } from "./parties.ts";
import { isPrc, type Reading } from "./reading.ts";
import { APART, ownChunks, reportParties } from "./report-parties.ts";
import { rangeIn } from "./report-time.ts";
import type { RuleMatch, Slot } from "./rule.ts";

/** A claim before it is settled whether its passage is better read as an event. */
export interface ClaimDraft {
  readonly match: RuleMatch;
  readonly kind: CodedClaim["kind"];
  readonly number: number | null;
  readonly countries: readonly string[];
}

/** A planned, pledged or summed-up engagement: kept with who says so, never as an event. Null where it says too little. */
export function draftClaim(match: RuleMatch, reading: Reading, kind: CodedClaim["kind"]): ClaimDraft | null {
  const latin = reading.language !== "zh";
  // The parties of a claim are those of its own words; nothing is lent from the page.
  const countries = latin ? besideMatch(match, reading) : ownCountries(match, reading);
  const number = numberOf(match, latin);
  if (!match.rule.claim) {
    if (countries.length === 0) return null;
    if (latin && !(isOurs(match, reading) && isAnnounced(match, reading))) return null;
  } else if (latin && !isOurs(match, reading)) return null;
  return { match, kind, number, countries };
}

/** The states beside the words of a claim: before them in their clause, in them, or right after (a list in brackets). */
function besideMatch(match: RuleMatch, reading: Reading): readonly string[] {
  const { countryPlaces, countries } = reportParties(reading, match);
  const own = countryPlaces.filter((p) => p.sentence === match.sentence);
  if (own.length === 0) return countries;
  const next = own.find((p) => p.chunk.start >= match.end);
  const far = next !== undefined && next.chunk.start - match.end > NEAR;
  return unique(
    own.filter((p) => !far || p.chunk.start < match.end).flatMap((p) => [...p.chunk.countries]),
  ).filter((code) => !APART.has(code));
}

const NEAR = 40;

function ownCountries(match: RuleMatch, reading: Reading): readonly string[] {
  const parties = partiesOf(reading, match);
  return parties.countryPlaces.some((p) => p.sentence === match.sentence) ? parties.countries : [];
}

/** The number a slot of the rule names, else the nearest count beside the match. */
function numberOf(match: RuleMatch, latin: boolean): number | null {
  const slot = match.slots.number ?? match.slots.count ?? match.slots.one;
  if (slot) return slotNumber(slot, latin);
  const near = match.sentence.chunks.find(
    (c) =>
      (c.kind === "people_count" || c.kind === "count") &&
      c.start >= match.start - 40 &&
      c.end <= match.end + 40,
  );
  return near?.number ?? null;
}

function slotNumber(slot: Slot, latin: boolean): number | null {
  const counted = slot.chunks.find((c) => c.number !== undefined);
  if (counted) return counted.number!;
  if (/^a single$/i.test(slot.text)) return 1;
  return latin ? parseNumberLatin(slot.text) : parseNumberZh(slot.text);
}

/** The PRC speaks or acts in the sentence, and it is not another state alone that gives, trains or catches. */
function isOurs(match: RuleMatch, reading: Reading): boolean {
  const { sentence, slots, start } = match;
  const chinese = (c: Chunk) =>
    isPrc(c) || ["china", "cn_place", "pair", "body", "forum_name"].includes(c.kind);
  const chunks = ownChunks(sentence, reading);
  if (chunks.some(chinese) || reading.words.chinese_campaign.test(sentence.text)) return true;
  const at = slots.verb?.start ?? start;
  const source = new RegExp(`(?:${reading.words.according_to.source})(?:the )?$`, "i");
  const other = chunks.some(
    (c) =>
      c.end <= at &&
      (c.kind === "country" || c.kind === "foreign_organ") &&
      !source.test(sentence.text.slice(0, c.start - sentence.start)),
  );
  return !other && (reading.genre === "analysis" || isChinaNear(match, reading));
}

/** "will sign", "plans to hold": said of a day to come; "should", "could" and "to attend" announce nothing. */
function isAnnounced(match: RuleMatch, reading: Reading): boolean {
  const at = (match.slots.verb?.start ?? match.start) - match.sentence.start;
  return reading.words.announced.test(match.sentence.text.slice(Math.max(0, at - 70), at));
}

/**
 * Settles claims against events of the same passage, so that nothing is both. A promise or plan is no event. A sum is
 * none either; but a number given with a day or month, or without any word of a sum, is that of one event.
 */
export function settleClaims(
  claims: readonly ClaimDraft[],
  drafts: readonly Draft[],
  reading: Reading,
): { claims: ClaimDraft[]; drafts: Draft[] } {
  const gone = new Set<Draft>();
  const kept: ClaimDraft[] = [];
  const draftsOf = bySentence(drafts);
  for (const claim of claims) {
    const beside = draftsOf.get(claim.match.sentence) ?? [];
    const rivals = beside.filter((d) => isSamePassage(d.match, claim.match) && !gone.has(d));
    if (rivals.length > 0 && claim.kind === "total" && !isSum(claim, rivals, reading)) continue;
    if (rivals.length > 0 && !claim.match.rule.claim) continue;
    for (const rival of rivals) gone.add(rival);
    kept.push(claim);
  }
  const told = bySentence(kept.filter((claim) => claim.match.rule.claim));
  return {
    // A plan read from an event's words gives way to the rule that reads it as a plan or pledge.
    claims: kept.filter(
      ({ match }) =>
        match.rule.claim || !told.get(match.sentence)?.some((other) => overlaps(other.match, match)),
    ),
    drafts: drafts.filter((d) => !gone.has(d)),
  };
}

/** Only what stands in one sentence can overlap; a long document has many. */
function bySentence<T extends { readonly match: RuleMatch }>(list: readonly T[]): Map<TaggedSentence, T[]> {
  const found = new Map<TaggedSentence, T[]>();
  for (const one of list) {
    const { sentence } = one.match;
    const beside = found.get(sentence);
    if (beside) beside.push(one);
    else found.set(sentence, [one]);
  }
  return found;
}

function isSamePassage(a: RuleMatch, b: RuleMatch): boolean {
  return a.rule.type === b.rule.type && overlaps(a, b);
}

function overlaps(a: RuleMatch, b: RuleMatch): boolean {
  return a.sentence === b.sentence && a.start < b.end && b.start < a.end;
}

function isSum(claim: ClaimDraft, rivals: readonly Draft[], reading: Reading): boolean {
  if (rangeIn(claim.match.sentence) || reading.words.sum_of_years.test(claim.match.sentence.text))
    return true;
  // Returns of a whole year are counted; one return has its day.
  return claim.match.rule.type === "operation" && rivals.every((d) => d.time.date.length === 4);
}

/** A settled claim with its words as captured. */
export function toClaim(
  { match, kind, number, countries }: ClaimDraft,
  reading: Reading,
  document: TextToCode,
): CodedClaim {
  const { sentence } = match;
  const evidence: Span = { in: sentence.in, start: Math.max(sentence.start, match.start), end: match.end };
  const said = match.slots.number?.start ?? match.slots.verb?.start ?? match.end;
  const by = claimantIn(sentence, said, reading);
  return {
    kind,
    type: match.rule.type,
    countries: unique(countries),
    number,
    claimant: by ? captured(document, by) : null,
    evidence,
    quote: captured(document, evidence),
    ruleId: match.rule.id,
  };
}
