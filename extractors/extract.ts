import type { Language } from "../sources/document.ts";
import { assemble } from "./assemble.ts";
import { placeInBulletin, splitBulletin, splitHeadlines } from "./bulletin.ts";
import { settleLatin } from "./checks-latin.ts";
import { showTagged, type TaggedSentence } from "./chunk.ts";
import { type ClaimDraft, draftClaim, settleClaims, toClaim } from "./claims.ts";
import { codeEvents } from "./code-events.ts";
import { distribute, withoutHosting } from "./distribute.ts";
import { type Draft, type EventReader, isRefusal, keepAsClaim, refuse, refuseAsTold } from "./draft.ts";
import type { EventType, Extraction } from "./event.ts";
import { withoutTalksOfForum } from "./forum-scope.ts";
import type { Genre } from "./genre.ts";
import { isInLead, withoutHeadlineOf } from "./headline.ts";
import { partsOfText, placeInText } from "./long-document.ts";
import { heldIn, matchesOf } from "./matches.ts";
import { normalise } from "./normalise.ts";
import { addPrincipals } from "./principals-latin.ts";
import { agreementReader } from "./read-agreement.ts";
import { assistance } from "./read-assistance.ts";
import { ROMANCE, readDocument } from "./read-document.ts";
import { forum } from "./read-forum.ts";
import { exercise, patrol } from "./read-joint.ts";
import { meeting } from "./read-meeting.ts";
import { operation } from "./read-operation.ts";
import { training } from "./read-training.ts";
import type { Reading } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";
import type { Rulebook } from "./rulebook.ts";

export { loadRulebook, type Rulebook } from "./rulebook.ts";

/** What extraction needs of a document. `published` is YYYY-MM-DD or null. */
export interface TextToCode {
  readonly id: string;
  readonly language: Language;
  /** ISO 639: which language an "other" document is in, where that is known. */
  readonly languageCode?: string;
  readonly title: string;
  readonly text: string;
  readonly published: string | null;
  /** The id of its source in the register: whose police a page means that names no state. */
  readonly sourceId?: string;
  /** An item of a bulletin of the day; told by the document's own signs where it is not given. */
  readonly newsOfDay?: boolean;
  /** How the document tells of events; told by its own signs where it is not given. */
  readonly genre?: Genre;
}

/** A rule that gave no event, and why. */
export interface NearMiss {
  readonly ruleId: string;
  readonly reads: string;
  /** The pattern matched, and the match was refused. */
  readonly matched: boolean;
  readonly sentence: string;
  /** The sentence as patterns see it: `{{prc_person}}会见{{foreign_person}}`. */
  readonly seen: string;
  readonly missing: readonly string[];
}

/** A match that was read as an event, with what its slots hold. */
export interface RuleHit {
  readonly ruleId: string;
  readonly reads: string;
  readonly sentence: string;
  readonly slots: Readonly<Record<string, string>>;
}

export interface Explanation {
  readonly extraction: Extraction;
  readonly hits: readonly RuleHit[];
  /** Matches that were refused; where no pattern matched and there is no event, the rules that come nearest. */
  readonly nearMisses: readonly NearMiss[];
  /** The state that its source writes about, where the document names none and it counts for a party; else null. */
  readonly host: string | null;
  /** Why the document was not read at all, or null. */
  readonly unread: string | null;
}

/** What is noted on the way where somebody asks for the reasons. */
interface Trace {
  readonly hits: RuleHit[];
  readonly nearMisses: NearMiss[];
  host: string | null;
}

const NOTHING: Extraction = { mentions: [], claims: [] };

/**
 * Reads the events and claims of one document. Pure: the same rulebook and document give the same result. A document
 * in another language than Chinese, English, French or Spanish gives nothing.
 */
export function extract(rulebook: Rulebook, document: TextToCode): Extraction {
  return run(rulebook, document, null);
}

/** As {@link extract}, with the reasons: which rule read what, and what kept others from it. */
export function explain(rulebook: Rulebook, document: TextToCode): Explanation {
  const trace: Trace = { hits: [], nearMisses: [], host: null };
  const extraction = run(rulebook, document, trace);
  return { extraction, ...trace, unread: whyUnread(rulebook, document) };
}

function run(rulebook: Rulebook, document: TextToCode, trace: Trace | null): Extraction {
  if (whyUnread(rulebook, document) !== null) return NOTHING;
  const parts = partsOfText(document.text);
  if (parts.length === 1) return runPart(rulebook, document, trace);
  return joined(
    parts.map((part) =>
      placeInText(runPart(rulebook, { ...withoutSource(document), text: part.text }, trace), part),
    ),
  );
}

/** A part of a document names no state where another part does: what the source says is left out. */
function withoutSource({ sourceId: _, ...document }: TextToCode): TextToCode {
  return document;
}

function runPart(rulebook: Rulebook, document: TextToCode, trace: Trace | null): Extraction {
  const chinese = document.language === "zh";
  const headlines = chinese ? splitHeadlines(document.text) : null;
  const items = headlines ?? (chinese ? splitBulletin(document.text) : null);
  if (!items) return runOne(rulebook, document, trace);
  // Of a list of headlines the title is one more; of a bulletin it only says that it is one.
  const whole = withoutSource(document);
  const head = headlines && !document.text.includes(document.title) ? [{ ...whole, text: "" }] : [];
  return joined([
    ...head.map((title) => runOne(rulebook, title, trace)),
    ...items.map((item) => {
      const part = { ...whole, title: item.headline, text: item.text, newsOfDay: headlines === null };
      if (whyUnread(rulebook, part) !== null) return NOTHING;
      return placeInBulletin(runOne(rulebook, part, trace), item);
    }),
  ]);
}

const joined = (read: readonly Extraction[]): Extraction => ({
  mentions: read.flatMap((r) => r.mentions),
  claims: read.flatMap((r) => r.claims),
});

function runOne(rulebook: Rulebook, document: TextToCode, trace: Trace | null): Extraction {
  const reading = readDocument(rulebook, document);
  if (trace) trace.host = reading.context.host;
  const readers = readersOf(rulebook);
  const drafts: Draft[] = [];
  const claims: ClaimDraft[] = [];
  const otherwise = new Set<EventType>();
  const told = new Map<TaggedSentence, Set<EventType>>();
  const isTold = ({ rule, sentence }: RuleMatch) => told.get(sentence)?.has(rule.type) === true;
  const matches = matchesOf(rulebook, reading);
  for (const match of [...matches.filter((m) => !m.rule.trigger), ...triggersOf(matches)]) {
    if (match.rule.trigger && isTold(match)) continue;
    if (match.rule.alone && told.has(match.sentence)) continue;
    const result = readMatch(match, reading, rulebook, readers);
    if (isRefusal(result)) {
      if (result.toldOtherwise && isInLead(match, reading)) otherwise.add(match.rule.type);
      trace?.nearMisses.push({
        ...ruleOf(match),
        matched: true,
        seen: showTagged(match.sentence),
        missing: [result.refused],
      });
      const claim = result.claim && !match.rule.trigger ? draftClaim(match, reading, result.claim) : null;
      if (claim) claims.push(claim);
    } else {
      trace?.hits.push({ ...ruleOf(match), slots: textsOf(match) });
      const read = reading.genre === "analysis" ? result.flatMap((d) => distribute(d, reading)) : result;
      for (const { match: by } of read) {
        told.set(by.sentence, (told.get(by.sentence) ?? new Set()).add(by.rule.type));
      }
      for (const draft of read) drafts.push(draft);
    }
  }
  const kept = withoutHeadlineOf(otherwise, drafts, reading);
  const settledClaims = settleClaims(
    claims,
    reading.genre === "analysis" ? withoutHosting(kept) : kept,
    reading,
  );
  if (reading.language !== "zh" && reading.genre !== "analysis") addPrincipals(settledClaims.drafts, reading);
  const settled =
    reading.language === "zh"
      ? withoutTalksOfForum(settledClaims.drafts)
      : settleLatin(settledClaims.drafts, reading);
  return {
    mentions: codeEvents(assemble(settled, reading), reading, document, rulebook.calibration),
    claims: settledClaims.claims.map((claim) => toClaim(claim, reading, document)),
  };
}

const ruleOf = ({ rule, sentence }: RuleMatch) => ({
  ruleId: rule.id,
  reads: rule.reads,
  sentence: sentence.text,
});

function textsOf({ slots }: RuleMatch): Record<string, string> {
  return Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, slot.text]));
}

/** Most pages, and items of bulletins, hold no word of the gate, or no keyword of any rule; they are done here. Null: it must be read. */
function whyUnread(rulebook: Rulebook, document: TextToCode): string | null {
  if (document.language === "other" && !ROMANCE.has(document.languageCode ?? "")) {
    return `no rules for this language (${document.languageCode ?? "unknown"})`;
  }
  const text = `${document.title}\n${document.text}`;
  if (document.language === "zh") {
    // Traditional text is tried as it stands first: most of the words are written alike.
    if (rulebook.gate.zh.test(text) || rulebook.gate.zh.test(normalise(text, "zh"))) return null;
    return NO_GATE;
  }
  if (!rulebook.gate.latin.test(text)) return NO_GATE;
  const found = rulebook.keywords.latin.scan(text.toLowerCase()).length > 0;
  return found ? null : "it holds no keyword of any rule";
}

const NO_GATE = "it holds no word of internal security (config/rules/gate.yaml)";

/** The surer first: what a broad rule tells of a sentence, a broader one does not tell again. */
function triggersOf(matches: readonly RuleMatch[]): RuleMatch[] {
  return matches.filter((m) => m.rule.trigger).toSorted((a, b) => b.rule.confidence - a.rule.confidence);
}

function readMatch(match: RuleMatch, reading: Reading, rulebook: Rulebook, readers: Readers) {
  if (match.rule.claim) return keepAsClaim(match.rule.claim);
  const held = heldIn(match, reading, rulebook);
  if (held === "planned") return keepAsClaim("planned");
  // An analysis says of what it dates how often or how long it goes on.
  const dated = reading.genre === "analysis" && held === "undated";
  if (held !== "held" && !dated) {
    // A habit (每月两次) may have begun on the day that the headline is about.
    const why = `the sentence says it is ${held}, not held`;
    return held === "undated" ? refuse(why) : refuseAsTold(why);
  }
  return readers[match.rule.type].read(match, reading);
}

type Readers = Readonly<Record<EventType, EventReader>>;
const readersByBook = new WeakMap<Rulebook, Readers>();

function readersOf(rulebook: Rulebook): Readers {
  const known = readersByBook.get(rulebook);
  if (known) return known;
  const readers: Readers = {
    meeting,
    agreement: agreementReader(rulebook),
    training,
    assistance,
    patrol,
    exercise,
    operation,
    forum,
  };
  readersByBook.set(rulebook, readers);
  return readers;
}
