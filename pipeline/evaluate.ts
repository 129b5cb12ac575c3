import type { EventType } from "../extractors/event.ts";
import { type Band, bandsOf, type Outcome } from "./calibrate.ts";

/** An event of a gold document; the form is the codebook's. */
export interface GoldEvent {
  readonly type: string;
  readonly date?: string | undefined;
  readonly countries?: readonly string[] | undefined;
  readonly topics?: readonly string[] | undefined;
  readonly prc_actors?: readonly string[] | undefined;
  readonly prc_people?: readonly string[] | undefined;
  readonly foreign_people?: readonly string[] | undefined;
  readonly agreement_type?: string | undefined;
  readonly participants?: number | undefined;
  readonly persons?: number | undefined;
  readonly round?: number | undefined;
  /** Background and optional events: found, they are no false positive; missed, no miss. */
  readonly background?: boolean | undefined;
  readonly optional?: boolean | undefined;
  /** The engagement it belongs to, in gold for linking. */
  readonly cluster?: string | undefined;
}

/** What scoring needs of a coded event; gold and machine coding both fit. */
export type ScoredEvent = Omit<GoldEvent, "type" | "optional" | "cluster"> & {
  readonly type: EventType | string;
  /** 0–1; absent where only the coding is compared. */
  readonly confidence?: number;
};

export interface GoldScored {
  readonly id: string;
  readonly title: string;
  readonly lang: string;
  readonly events: readonly GoldEvent[];
}

export interface Rates {
  precision: number;
  recall: number;
  f1: number;
  tp: number;
  fp: number;
  fn: number;
}

export interface Score {
  documents: number;
  events: Rates;
  /** Share of required events found with every scalar field right. */
  exactEvents: number;
  /** Documents with no event, and how many of them were given one. */
  negatives: number;
  negativesWithFalseEvents: number;
  background: { found: number; of: number };
  byType: Record<string, Rates>;
  byLang: Record<string, Rates>;
  fieldAccuracy: Record<string, { accuracy: number | null; of: number }>;
  fieldF1: Record<string, Rates>;
  /** How often events of a confidence are right; background and optional events count neither way. */
  confidence: Band[];
}

export interface ScoreError {
  readonly kind: "missed" | "spurious";
  readonly id: string;
  readonly title: string;
  readonly event: ScoredEvent;
}

interface Tally {
  tp: number;
  fp: number;
  fn: number;
}

const DAY = 86_400_000;
const SETS = ["topics", "prc_actors", "prc_people", "foreign_people"] as const;
const NUMBERS = ["participants", "persons", "round"] as const;
const SCALARS = ["date", "countries", "agreement_type", ...NUMBERS] as const;
type Scalar = (typeof SCALARS)[number];

/** To the coarser precision of the two; days may differ by one. */
function datesAgree(a: string | undefined, b: string | undefined): boolean {
  if (!a || !b) return !a && !b;
  const length = Math.min(a.length, b.length);
  if (length < 10) return a.slice(0, length) === b.slice(0, length);
  return Math.abs(Date.parse(a) - Date.parse(b)) <= DAY;
}

function setOf(values: readonly string[] | undefined): Set<string> {
  return new Set((values ?? []).map((value) => String(value).trim()).filter(Boolean));
}

function overlap(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  const [left, right] = [setOf(a), setOf(b)];
  if (left.size === 0 && right.size === 0) return true;
  return [...left].some((value) => right.has(value));
}

function sameSet(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  const [left, right] = [setOf(a), setOf(b)];
  return left.size === right.size && [...left].every((value) => right.has(value));
}

/** Whether two codings are of the same event: type, a common country (or none in both) and the date. */
function sameEvent(a: ScoredEvent, b: ScoredEvent): boolean {
  return a.type === b.type && overlap(a.countries, b.countries) && datesAgree(a.date, b.date);
}

/** Takes the best candidate for a gold event out of `found`: identical countries and date count most. */
export function take<T extends ScoredEvent>(found: T[], gold: GoldEvent): T | undefined {
  let best = -1;
  let bestScore = -1;
  found.forEach((candidate, index) => {
    if (!sameEvent(candidate, gold)) return;
    const score =
      (sameSet(candidate.countries, gold.countries) ? 2 : 0) +
      (candidate.date === gold.date ? 2 : 0) +
      (candidate.agreement_type === gold.agreement_type ? 1 : 0);
    if (score > bestScore) [best, bestScore] = [index, score];
  });
  return best < 0 ? undefined : found.splice(best, 1)[0];
}

function fieldsRight(found: ScoredEvent, gold: GoldEvent): Partial<Record<Scalar, boolean>> {
  const marks: Partial<Record<Scalar, boolean>> = {
    date: found.date === gold.date,
    countries: sameSet(found.countries, gold.countries),
  };
  if (gold.type === "agreement") marks.agreement_type = found.agreement_type === gold.agreement_type;
  for (const key of NUMBERS) {
    if (gold[key] !== undefined && gold[key] !== null) marks[key] = Number(found[key]) === Number(gold[key]);
  }
  return marks;
}

/** A name without case, spaces and joining marks: 觉·瑞 and 觉瑞 are one. */
function nameKey(name: string): string {
  return name.toLowerCase().replace(/[\s·•・.\-’'`]/g, "");
}

function countSet(
  tally: Tally,
  found: readonly string[] | undefined,
  gold: readonly string[] | undefined,
  names: boolean,
) {
  const keys = (values: readonly string[] | undefined) =>
    new Set([...setOf(values)].map((value) => (names ? nameKey(value) : value)));
  const [left, right] = [keys(found), keys(gold)];
  const hit = (value: string, set: Set<string>) =>
    set.has(value) || (names && [...set].some((other) => other.includes(value) || value.includes(other)));
  for (const value of left) hit(value, right) ? tally.tp++ : tally.fp++;
  for (const value of right) if (!hit(value, left)) tally.fn++;
}

const tally = (): Tally => ({ tp: 0, fp: 0, fn: 0 });

function rates({ tp, fp, fn }: Tally): Rates {
  const precision = tp + fp ? tp / (tp + fp) : 1;
  const recall = tp + fn ? tp / (tp + fn) : 1;
  const f1 = precision + recall ? (2 * precision * recall) / (precision + recall) : 0;
  return { precision, recall, f1, tp, fp, fn };
}

function ratesOf(tallies: Record<string, Tally>): Record<string, Rates> {
  return Object.fromEntries(
    Object.entries(tallies)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, rates(value)]),
  );
}

/** What is counted while documents are scored. */
interface Counts {
  readonly total: Tally;
  readonly byType: Record<string, Tally>;
  readonly byLang: Record<string, Tally>;
  readonly fields: Readonly<Record<Scalar, { right: number; of: number }>>;
  readonly sets: Readonly<Record<(typeof SETS)[number], Tally>>;
  readonly background: { found: number; of: number };
  negatives: number;
  negativesWithFalseEvents: number;
  exact: number;
  readonly errors: ScoreError[];
  readonly outcomes: Outcome[];
}

/** Scores events read in documents against a gold standard, by the codebook's rules of agreement. */
export function scoreEvents(
  documents: readonly GoldScored[],
  read: (document: GoldScored) => readonly ScoredEvent[],
): { score: Score; errors: ScoreError[]; outcomes: Outcome[] } {
  const counts = nothingCounted();
  for (const document of documents) countDocument(counts, document, [...read(document)]);
  const { errors, outcomes } = counts;
  return { score: scoreOf(counts, documents.length), errors, outcomes };
}

function nothingCounted(): Counts {
  return {
    total: tally(),
    byType: {},
    byLang: {},
    fields: Object.fromEntries(SCALARS.map((key) => [key, { right: 0, of: 0 }])) as Counts["fields"],
    sets: Object.fromEntries(SETS.map((key) => [key, tally()])) as Counts["sets"],
    background: { found: 0, of: 0 },
    negatives: 0,
    negativesWithFalseEvents: 0,
    exact: 0,
    errors: [],
    outcomes: [],
  };
}

/** Counts one document. What gold events take is taken out of `found`; what is left is spurious. */
function countDocument(counts: Counts, document: GoldScored, found: ScoredEvent[]): void {
  const { id, title } = document;
  counts.byLang[document.lang] ??= tally();
  if (document.events.length === 0) {
    counts.negatives++;
    if (found.length > 0) counts.negativesWithFalseEvents++;
  }
  // Required events choose first, so that an optional one never takes their candidate.
  for (const gold of document.events.filter((event) => !event.background && !event.optional)) {
    const event = take(found, gold);
    countOne(counts, gold.type, document.lang, event ? "tp" : "fn");
    if (!event) {
      counts.errors.push({ kind: "missed", id, title, event: gold });
      continue;
    }
    noteOutcome(counts, id, event, true);
    countFields(counts, event, gold);
  }
  for (const gold of document.events.filter((event) => event.background || event.optional)) {
    counts.background.of++;
    if (take(found, gold)) counts.background.found++;
  }
  for (const event of found) {
    countOne(counts, event.type, document.lang, "fp");
    noteOutcome(counts, id, event, false);
    counts.errors.push({ kind: "spurious", id, title, event });
  }
}

function countOne({ total, byType, byLang }: Counts, type: string, lang: string, kind: keyof Tally): void {
  byType[type] ??= tally();
  for (const one of [total, byType[type], byLang[lang]!]) one[kind]++;
}

function noteOutcome(counts: Counts, document: string, { confidence }: ScoredEvent, right: boolean): void {
  if (confidence !== undefined) counts.outcomes.push({ document, score: confidence, right });
}

function countFields(counts: Counts, event: ScoredEvent, gold: GoldEvent): void {
  const marks = Object.entries(fieldsRight(event, gold)) as [Scalar, boolean][];
  for (const [key, right] of marks) {
    counts.fields[key].of++;
    if (right) counts.fields[key].right++;
  }
  if (marks.every(([, right]) => right)) counts.exact++;
  for (const key of SETS) countSet(counts.sets[key], event[key], gold[key], key.endsWith("people"));
}

function scoreOf(counts: Counts, documents: number): Score {
  const { total } = counts;
  const required = total.tp + total.fn;
  return {
    documents,
    events: rates(total),
    exactEvents: required ? counts.exact / required : 1,
    negatives: counts.negatives,
    negativesWithFalseEvents: counts.negativesWithFalseEvents,
    background: counts.background,
    byType: ratesOf(counts.byType),
    byLang: ratesOf(counts.byLang),
    fieldAccuracy: Object.fromEntries(
      Object.entries(counts.fields).map(([key, { right, of }]) => [
        key,
        { accuracy: of ? right / of : null, of },
      ]),
    ),
    fieldF1: ratesOf(counts.sets),
    confidence: bandsOf(counts.outcomes),
  };
}
