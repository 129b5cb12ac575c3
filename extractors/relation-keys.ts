import type { RelationConfig, RelationRule } from "./relation-config.ts";
import type { ReadyEvent } from "./relation-ready.ts";
import { namedDates, sayingSentences } from "./relation-tests.ts";

/** Keys under which events find one another. */
export interface RelationKeys {
  /** What the event can be found by. */
  readonly has: readonly string[];
  /** What it looks for: a rule leads from it only to events that have one of these. */
  readonly wants: readonly string[];
}

/**
 * The keys of an event: a rule can lead from one event to another only where the second has a key that the first wants, so
 * that candidates are looked up and never compared all with all.
 */
export function relationKeys(one: ReadyEvent, { rules }: RelationConfig): RelationKeys {
  const has = new Set<string>();
  const wants = new Set<string>();
  for (const rule of rules) {
    if (rule.to.includes(one.type)) for (const key of foundBy(rule, one)) has.add(key);
    if (rule.from.includes(one.type)) for (const key of wanted(rule, one)) wants.add(key);
  }
  return { has: [...has].sort(), wants: [...wants].sort() };
}

function foundBy(rule: RelationRule, one: ReadyEvent): string[] {
  const { date } = one.event.coding;
  if (rule.share === "text") return [...one.texts].map((text) => `text ${text}`);
  if (rule.share === "person") return date.length < 10 ? [] : perCountry(one, `day ${one.days.first}`);
  if (rule.series) return one.round === undefined ? [] : perCountry(one, `round ${one.type} ${one.round}`);
  const titled = one.sentences.some(({ titles }) => titles.length > 0);
  return [
    ...perCountry(one, `date ${one.type} ${date.slice(0, 7)}`),
    ...(rule.names?.includes("title") && titled ? perCountry(one, `titled ${one.type}`) : []),
  ];
}

function wanted(rule: RelationRule, one: ReadyEvent): string[] {
  if (rule.share === "text") return [...one.texts].map((text) => `text ${text}`);
  if (rule.share === "person") {
    if (one.event.coding.date.length < 10) return [];
    const days = Array.from(
      { length: 2 * rule.days.most + 1 },
      (_, at) => one.days.first - rule.days.most + at,
    );
    return days.flatMap((day) => perCountry(one, `day ${day}`));
  }
  if (rule.series) {
    const { round } = one;
    if (round === undefined) return [];
    const numbers = Array.from({ length: rule.series.most }, (_, at) => round + 1 + at);
    return numbers.flatMap((number) => perCountry(one, `round ${one.type} ${number}`));
  }
  const sentences = sayingSentences(one, rule);
  const types = rule.same_type ? [one.type] : rule.to;
  const dates = rule.names?.includes("date")
    ? sentences.flatMap((sentence) => namedDates(sentence, one)).flatMap(monthsOf)
    : [];
  const titled = rule.names?.includes("title") && sentences.some(({ titles }) => titles.length > 0);
  return types.flatMap((type) => [
    ...dates.flatMap((date) => perCountry(one, `date ${type} ${date}`)),
    ...(titled ? perCountry(one, `titled ${type}`) : []),
  ]);
}

function perCountry(one: ReadyEvent, key: string): string[] {
  return [...one.countries].map((country) => `${key} ${country}`);
}

/** A year may be meant of any of its months. */
function monthsOf(date: string): string[] {
  if (date.length >= 7) return [date.slice(0, 7)];
  return [date, ...Array.from({ length: 12 }, (_, at) => `${date}-${String(at + 1).padStart(2, "0")}`)];
}
