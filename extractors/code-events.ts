import type { Assembled } from "./assemble.ts";
import { daysBetween } from "./calendar.ts";
import type { TaggedSentence } from "./chunk.ts";
import { type Calibration, confidenceFor } from "./confidence.ts";
import type { Draft } from "./draft.ts";
import { spanOf } from "./draft.ts";
import type { CodedMention, Coding, PrcActor, Span } from "./event.ts";
import type { TextToCode } from "./extract.ts";
import { toParticipants } from "./participants.ts";
import { actorsOf, type Place, unique } from "./parties.ts";
import { nameText, peopleOf } from "./party-names.ts";
import { principalsOf } from "./principals.ts";
import type { Reading } from "./reading.ts";
import { topicsFor } from "./topics.ts";

const BACKGROUND_DAYS = 45;

/** Gives each assembled event of a document its coding, evidence and confidence. */
export function codeEvents(
  events: readonly Assembled[],
  reading: Reading,
  document: TextToCode,
  calibration: Calibration | null,
): CodedMention[] {
  const main = mainDate(events, reading);
  return events
    .map((event) => ({
      ...codeEvent(event, events, ownReading(event, reading), document, main),
      confidence: confidenceFor(scoreOf(event), calibration),
    }))
    .sort((a, b) => order(a.evidence) - order(b.evidence));
}

/** What an analysis says of an event stands in the event's own sentences; other documents are read as a whole. */
function ownReading(event: Assembled, reading: Reading): Reading {
  if (reading.genre !== "analysis") return reading;
  const own = new Set(event.drafts.map((d) => d.match.sentence));
  return { ...reading, title: "", sentences: reading.sentences.filter((s) => own.has(s)) };
}

const order = (span: Span): number => (span.in === "title" ? -1 : span.start);

/** The date the page is about: of the event nearest to its publication. */
function mainDate(events: readonly Assembled[], reading: Reading): string | null {
  const day = reading.context.anchor.day;
  const dates = events.map((e) => e.draft.time.date);
  if (dates.length === 0) return null;
  if (!day) return dates.sort().at(-1)!;
  return dates.sort((a, b) => distance(a, day) - distance(b, day))[0]!;
}

function distance(date: string, day: string): number {
  return Math.abs(
    daysBetween(
      date
        .padEnd(10, "-15")
        .slice(0, 10)
        .replace(/^(\d{4})-15$/, "$1-07-01"),
      day,
    ),
  );
}

function codeEvent(
  event: Assembled,
  all: readonly Assembled[],
  reading: Reading,
  document: TextToCode,
  main: string | null,
): Omit<CodedMention, "confidence"> {
  const { draft } = event;
  const people = principalsOf(event, all, reading);
  const prc = peopleOf(people.prc, reading);
  const foreign = peopleOf(
    people.foreign.filter((p) => fits(p.chunk.countries, draft.countries)),
    reading,
  );
  const topics = topicsFor(event, all, reading);
  const background = draft.background || isBackground(draft, main);
  const coding: Coding = {
    type: draft.type,
    date: draft.time.date,
    countries: draft.countries,
    prc_actors: unique([...draft.actors, ...actorsBeside(draft, people.prc, reading)]),
    prc_people: prc.map((p) => written(document, reading, p)),
    foreign_people: foreign.map((p) => written(document, reading, p)),
    topics: topics.topics,
    ...(draft.agreementType ? { agreement_type: draft.agreementType } : {}),
    ...(draft.participants ? { participants: draft.participants } : {}),
    ...(draft.round ? { round: draft.round } : {}),
    ...(draft.persons ? { persons: draft.persons } : {}),
    ...(draft.spans.items ? { items: draft.spans.items.map((span) => captured(document, span)) } : {}),
    ...(draft.value ? { value: draft.value } : {}),
    ...(draft.location ? { location: draft.location } : {}),
    ...(background ? { background: true as const } : {}),
  };
  // A broad rule matches no more than a word: what proves its event is the sentence.
  const { start, end } = draft.match.rule.trigger ? draft.match.sentence : draft.match;
  const evidence: Span = { in: draft.match.sentence.in, start, end };
  return {
    coding,
    evidence,
    quote: captured(document, evidence),
    fieldSpans: {
      ...(draft.time.chunk && draft.time.sentence
        ? { date: [{ in: draft.time.sentence.in, start: draft.time.chunk.start, end: draft.time.chunk.end }] }
        : {}),
      // What the source alone says stands nowhere in the document.
      countries: draft.countryPlaces.filter(({ chunk }) => !chunk.ofSource).map(spanOf),
      prc_actors: draft.prc.map(spanOf),
      prc_people: prc.map(nameSpan),
      foreign_people: foreign.map(nameSpan),
      topics: topics.spans,
      ...draft.spans,
    },
    people: toParticipants(prc, foreign, reading, document),
    ruleId: draft.match.rule.id,
  };
}

/** What those who were present besides stand for: in Chinese the sentences of a ceremony and after talks name them. */
function actorsBeside(draft: Draft, present: readonly Place[], reading: Reading): PrcActor[] {
  if (reading.language !== "zh" || draft.type === "exercise") return [];
  const beside = present.filter((p) => !draft.prc.includes(p));
  return actorsOf(beside, draft.time.date, reading).filter((actor) => actor !== "LEADER");
}

function nameSpan(place: {
  chunk: { name?: { start: number; end: number } };
  sentence: TaggedSentence;
}): Span {
  return { in: place.sentence.in, start: place.chunk.name!.start, end: place.chunk.name!.end };
}

/** The characters of a span as captured, before normalisation. */
export function captured(document: TextToCode, span: Span): string {
  return (span.in === "title" ? document.title : document.text).slice(span.start, span.end);
}

function written(
  document: TextToCode,
  reading: Reading,
  place: Parameters<typeof nameSpan>[0] & { chunk: Draft["prc"][number]["chunk"] },
): string {
  return captured(document, nameSpan(place)) || nameText(reading, place);
}

function fits(countries: readonly string[], known: readonly string[]): boolean {
  return countries.length === 0 || countries.some((code) => known.includes(code));
}

function isBackground(draft: Draft, main: string | null): boolean {
  if (!main || draft.time.how !== "stated" || draft.time.date >= main.slice(0, draft.time.date.length))
    return false;
  return (
    distance(
      draft.time.date,
      main
        .padEnd(10, "-15")
        .slice(0, 10)
        .replace(/^(\d{4})-15$/, "$1-07-01"),
    ) > BACKGROUND_DAYS
  );
}

/**
 * How sure an event is before calibration, 0–1 in hundredths: the rule's own precision, less what the context leaves
 * open. It only ranks events; `config/confidence.yaml` says how often events of a score are right.
 */
function scoreOf({ draft, drafts }: Assembled): number {
  let value = draft.confidence;
  if (draft.time.how === "assumed") value -= 0.06;
  if (draft.time.how === "carried") value -= 0.02;
  if (draft.match.sentence.in === "title") value -= 0.1;
  if (draft.actors.length === 0) value -= 0.06;
  if (draft.countries.length === 0) value -= 0.05;
  if (drafts.length > 1) value += 0.03;
  if (draft.foreign.some((p) => p.chunk.countryOpen)) value -= 0.05;
  return Math.round(Math.min(0.99, Math.max(0.05, value)) * 100) / 100;
}
