import type { Assembled } from "./assemble.ts";
import type { TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import { unique } from "./parties.ts";
import { firstOfText, indexOf, neighbour, type Reading, titleOf } from "./reading.ts";
import { ofOwnTurn } from "./topic-turns.ts";

/** A part of a sentence that speaks of an event; offsets are into the field. */
export interface Stretch {
  readonly sentence: TaggedSentence;
  readonly from: number;
  readonly to: number;
  /** True in the event's own sentences and the title. */
  readonly near: boolean;
}

/**
 * What is said of an event. Its own sentences, cut where another event of theirs begins; the title, if it is not
 * another's; and what follows: for a paper the sentence on its contents, for others all up to the next event, where a
 * paragraph further on must still name the parties or the talks.
 */
export function stretchesOf(event: Assembled, all: readonly Assembled[], reading: Reading): Stretch[] {
  const { type } = event.draft;
  const rivals = all.filter((other) => other !== event).flatMap((other) => other.drafts);
  const own = unique(event.drafts.map((d) => d.match.sentence));
  const stretches = own.flatMap((sentence) => ownStretches(sentence, event, rivals));
  const rest =
    type === "agreement" ? afterThePaper(own, reading) : aroundTheEvent(event, own, rivals, reading);
  const around = rest
    .filter((sentence) => !own.includes(sentence))
    .flatMap((sentence) => withoutRivals(sentence, type === "agreement" ? [] : rivals));
  return ofOwnTurn([...stretches, ...around], event, all, reading);
}

function afterThePaper(own: readonly TaggedSentence[], reading: Reading): TaggedSentence[] {
  return own
    .filter((s) => s.in === "text")
    .flatMap((s) => {
      const at = indexOf(reading, s) + 1;
      return reading.sentences.slice(at, at + 3).filter((next) => reading.words.of_the_paper.test(next.text));
    });
}

/** The papers of an event's own pages, for what its talks were about when nothing else says so. */
export function papersOf(event: Assembled, all: readonly Assembled[], reading: Reading): Stretch[] {
  const papers = all.filter(
    (other) =>
      other.draft.type === "agreement" &&
      other.draft.countries.some((code) => event.draft.countries.includes(code)),
  );
  return papers.flatMap((paper) => stretchesOf(paper, all, reading));
}

/** The title, for an event of which nothing else says what it is about. */
export function titleStretches(reading: Reading): Stretch[] {
  return titleOf(reading).map((sentence) => ({
    sentence,
    from: sentence.start,
    to: sentence.end,
    near: true,
  }));
}

function aroundTheEvent(
  event: Assembled,
  own: readonly TaggedSentence[],
  rivals: readonly Draft[],
  reading: Reading,
): TaggedSentence[] {
  const others = rivals.filter((d) => d.type !== "agreement" && d.match.sentence.in === "text");
  const starts = new Set(others.map((d) => d.match.sentence));
  const inText = own.filter((s) => s.in === "text");
  const at = inText.map((s) => indexOf(reading, s));
  const textFrom = firstOfText(reading);
  const first = at.length > 0 ? Math.min(...at) : textFrom - 1;
  const paragraphs = inText.map((s) => s.paragraph);
  const last = paragraphs.length > 0 ? Math.max(...paragraphs) : 0;
  const scope: TaggedSentence[] = others.length === 0 ? titleOf(reading) : [];
  if (others.length === 0 && first >= 0) {
    const lead = reading.sentences.slice(Math.max(0, textFrom), first);
    scope.push(
      ...lead.filter((s) => s.paragraph >= (inText[0]?.paragraph ?? 0) - 1 && keeps(event, s, last, reading)),
    );
  }
  // What another event begins is its own until this one is told of again.
  let ours = true;
  for (let i = first + 1; i < reading.sentences.length; i++) {
    const sentence = reading.sentences[i]!;
    if (own.includes(sentence)) ours = true;
    else if (starts.has(sentence)) ours = false;
    if (ours && sentence.in === "text" && keeps(event, sentence, last, reading)) scope.push(sentence);
  }
  return scope;
}

function keeps(event: Assembled, sentence: TaggedSentence, last: number, reading: Reading): boolean {
  const { type } = event.draft;
  if (type === "exercise" || type === "patrol") {
    return sentence.paragraph <= last + 2 && reading.words.of_the_drill.test(sentence.text);
  }
  if (type === "operation" || type === "assistance") return sentence.paragraph <= last + 1;
  if (sentence.paragraph <= last + 1) return true;
  const named = sentence.chunks.some(
    (c) => c.kind.endsWith("_person") || c.countries.some((code) => event.draft.countries.includes(code)),
  );
  return named || reading.words.of_the_talks.test(sentence.text);
}

/** A sentence's part for the event: from the clause of its match to the clause of the next rival's. */
function ownStretches(sentence: TaggedSentence, event: Assembled, rivals: readonly Draft[]): Stretch[] {
  const mine = event.drafts.filter((d) => d.match.sentence === sentence).map((d) => anchorOf(d));
  const theirs = rivals.filter((d) => d.match.sentence === sentence).map((d) => anchorOf(d));
  const first = Math.min(...mine);
  const before = theirs.filter((at) => at < first);
  const after = theirs.filter((at) => at > first);
  const paper = event.draft.type === "agreement";
  const from = paper || before.length > 0 ? clauseStart(sentence, first) : sentence.start;
  const next = after.length > 0 ? clauseStart(sentence, Math.min(...after)) : sentence.end;
  return [{ sentence, from, to: next > first ? next : sentence.end, near: true }];
}

/** What a sentence says beside the papers signed and goods handed over in it. */
function withoutRivals(sentence: TaggedSentence, rivals: readonly Draft[]): Stretch[] {
  const theirs = rivals.filter((d) => d.match.sentence === sentence).map((d) => anchorOf(d));
  const to = theirs.length > 0 ? clauseStart(sentence, Math.min(...theirs)) : sentence.end;
  return to > sentence.start ? [{ sentence, from: sentence.start, to, near: sentence.in === "title" }] : [];
}

function anchorOf(draft: Draft): number {
  if (draft.type === "agreement") return draft.match.start;
  return draft.match.slots.verb?.start ?? draft.match.start;
}

/** Where the clause around an offset begins: after the comma, semicolon or full stop before it. */
function clauseStart(sentence: TaggedSentence, at: number): number {
  const before = sentence.text.slice(0, at - sentence.start);
  const cut = Math.max(...["，", "；", "。", ",", ";"].map((mark) => before.lastIndexOf(mark)));
  return cut < 0 ? sentence.start : sentence.start + cut + 1;
}

/**
 * The sentences that speak of an event. A paper is described where it is named; an event that is alone on its page has
 * all of it; several events share the page, each from its own sentence to the next event's.
 */
export function scopeOf(event: Assembled, all: readonly Assembled[], reading: Reading): TaggedSentence[] {
  const own = unique(event.drafts.map((d) => d.match.sentence));
  if (event.draft.type === "agreement") {
    const next = own.flatMap((s) => neighbour(reading, s, 1) ?? []);
    return unique([
      ...own,
      ...next.filter((s) => s.in === "text" && reading.words.of_the_paper.test(s.text)),
    ]);
  }
  const rivals = all.filter((other) => other !== event && other.draft.type !== "agreement");
  if (rivals.length === 0) return [...reading.sentences];
  const starts = new Set(rivals.flatMap((r) => r.drafts.map((d) => d.match.sentence)));
  const first = Math.min(...own.map((s) => indexOf(reading, s)));
  const scope: TaggedSentence[] = [...own];
  for (let i = first + 1; i < reading.sentences.length; i++) {
    const sentence = reading.sentences[i]!;
    if (starts.has(sentence)) break;
    scope.push(sentence);
  }
  return unique(scope);
}
