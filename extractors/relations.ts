import type { RelationConfig, RelationKind, RelationRule } from "./relation-config.ts";
import type { ReadyEvent } from "./relation-ready.ts";
import {
  daysApart,
  mayPrecede,
  type Naming,
  namingOf,
  sameCountries,
  sameSeries,
  sayingSentences,
  sharedCountries,
  sharedPeople,
  sharesSentence,
  sharesText,
} from "./relation-tests.ts";

/** A relation that a rule finds from one event to another. */
export interface FoundRelation {
  readonly kind: RelationKind;
  readonly from: string;
  readonly to: string;
  readonly ruleId: string;
  /** Readable. */
  readonly reasons: readonly string[];
}

/** An event to which a rule may lead, with how well. */
interface Match {
  readonly to: ReadyEvent;
  readonly reasons: readonly string[];
  /** Compared place by place, the greater the better; equals cannot be told apart. */
  readonly merit: readonly number[];
}

/** What people have said of the relations from an event. */
export interface SaidOfRelations {
  /** "kind other" of relations that a person removed. */
  readonly removed: ReadonlySet<string>;
  /** Kinds of which a person has named the only one. */
  readonly settled: ReadonlySet<RelationKind>;
}

/**
 * The relations from one event to others: at most one of a kind, to the event that fits best; none where two fit equally
 * well and cannot be told apart. `others` are the events that may be meant, in any order; those that share no key with
 * the event (`relationKeys`) have no effect. What people have `said` comes first.
 */
export function relationsFrom(
  from: ReadyEvent,
  others: readonly ReadyEvent[],
  config: RelationConfig,
  said?: SaidOfRelations,
): FoundRelation[] {
  const found = new Map<RelationKind, FoundRelation>();
  for (const rule of config.rules) {
    if (found.has(rule.kind) || said?.settled.has(rule.kind) || !rule.from.includes(from.type)) continue;
    const sentences = sayingSentences(from, rule);
    if (rule.says && sentences.length === 0) continue;
    const open = others.filter(({ event }) => !said?.removed.has(`${rule.kind} ${event.id}`));
    const matches = open.flatMap((to) => matchPair(rule, from, to, sentences) ?? []);
    const best = bestOf(matches);
    if (!best) continue;
    found.set(rule.kind, {
      kind: rule.kind,
      from: from.event.id,
      to: best.to.event.id,
      ruleId: rule.id,
      reasons: [rule.reads, ...best.reasons],
    });
  }
  return [...found.values()];
}

function bestOf(matches: readonly Match[]): Match | undefined {
  const sorted = [...matches].sort((a, b) => compareMerit(b, a));
  const [best, next] = sorted;
  return best && (!next || compareMerit(best, next) > 0) ? best : undefined;
}

function compareMerit(a: Match, b: Match): number {
  for (const [at, merit] of a.merit.entries()) {
    const other = b.merit[at] ?? 0;
    if (merit !== other) return merit - other;
  }
  return 0;
}

function matchPair(
  rule: RelationRule,
  from: ReadyEvent,
  to: ReadyEvent,
  sentences: ReturnType<typeof sayingSentences>,
): Match | undefined {
  if (from.event.id === to.event.id || !rule.to.includes(to.type)) return undefined;
  if (rule.same_type && from.type !== to.type) return undefined;
  const countries = sharedCountries(from, to);
  if (countries.length === 0 || (rule.countries === "same" && !sameCountries(from, to))) return undefined;
  const apart = daysApart(from, to);
  if (apart < rule.days.least || apart > rule.days.most) return undefined;
  if (rule.first === "from" && !mayPrecede(from, to)) return undefined;
  if (rule.first === "to" && !mayPrecede(to, from)) return undefined;
  if (rule.share === "text" && !sharesText(from, to)) return undefined;
  const people = sharedPeople(from, to);
  if (rule.share === "person" && people.length === 0) return undefined;
  const numbers = rule.series && seriesStep(from, to, rule.series);
  if (rule.series && !numbers) return undefined;
  const naming = rule.names && namingOf(sentences, from, to, rule.names);
  if (rule.names && !naming) return undefined;
  const oneSentence = sharesSentence(from, to);
  return {
    to,
    reasons: [
      ...(numbers?.reasons ?? []),
      ...(naming ? [naming.text] : []),
      ...(rule.share === "text" ? [oneSentence ? "told in one sentence" : "told in one text"] : []),
      ...(people.length > 0 ? [`same ${people.join(", ")}`] : []),
      `same country ${countries.join(", ")}`,
      distance(from, to, apart),
    ],
    merit: meritOf(naming, numbers?.step ?? 0, oneSentence, people.length, apart),
  };
}

function meritOf(
  naming: Naming | undefined,
  step: number,
  oneSentence: boolean,
  people: number,
  apart: number,
): number[] {
  // Of two papers that a sentence may mean, the later is not the likelier.
  return naming ? [naming.rank] : [-step, oneSentence ? 1 : 0, people, -apart];
}

/** The step from a number of a series to a later one, in words; undefined where it is none or leads elsewhere. */
function seriesStep(
  from: ReadyEvent,
  to: ReadyEvent,
  { most, alike }: NonNullable<RelationRule["series"]>,
): { step: number; reasons: string[] } | undefined {
  if (from.round === undefined || to.round === undefined) return undefined;
  const step = to.round - from.round;
  if (step < 1 || step > most || !sameSeries(from, to, alike)) return undefined;
  const reasons = [`numbers ${from.round} and ${to.round}`];
  if (step === 2) reasons.push(`number ${from.round + 1} is not recorded`);
  if (step > 2) reasons.push(`numbers ${from.round + 1} to ${to.round - 1} are not recorded`);
  return { step, reasons };
}

function distance(from: ReadyEvent, to: ReadyEvent, apart: number): string {
  const exact = from.event.coding.date.length === 10 && to.event.coding.date.length === 10;
  if (apart === 0) return exact ? "same day" : "dates that may be one";
  return `${exact ? "" : "at least "}${apart} ${apart === 1 ? "day" : "days"} apart`;
}
