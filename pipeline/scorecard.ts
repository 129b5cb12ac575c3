import type { EventType } from "../extractors/event.ts";
import type { DecidedMention } from "../store/decided-mentions.ts";
import { wilson } from "../store/wilson.ts";

/** Decided events of a rule, by what was decided. */
export interface Tally {
  /** All of them. */
  readonly decided: number;
  readonly accepted: number;
  /** Events with a value that this rule's reports have wrong. */
  readonly corrected: number;
  readonly rejected: number;
  /** 0–1: how many of the decided were events; null where none was decided. */
  readonly precision: number | null;
  /** Where the precision of all its events lies with 95 % certainty (Wilson); 0 to 1 where none was decided. */
  readonly interval: readonly [low: number, high: number];
}

/** How the events of one rule were decided. */
export interface RuleScore extends Tally {
  readonly rule: string;
  readonly type: EventType;
  /** How often reviewers set a field that the rule's reports had otherwise. */
  readonly correctedFields: Readonly<Record<string, number>>;
  /** Why events were rejected: the codes of the form, "other" or "none". */
  readonly reasons: Readonly<Record<string, number>>;
  /** By the year in which they were decided, the first first. */
  readonly years: readonly (Tally & { readonly year: string })[];
}

/** What was decided about one rule in one event. */
interface Verdict {
  readonly decision: DecidedMention["decision"];
  readonly year: string;
  readonly fields: readonly string[];
  readonly reason: string | null;
}

/**
 * Scores the rules that were judged, by id: an event counts once for each rule that reported it when it was decided. A rule
 * has read a corrected event rightly where one of its reports has every value that the reviewer set.
 */
export function scoreRules(decided: readonly DecidedMention[]): RuleScore[] {
  const byRule = new Map<string, Map<string, DecidedMention[]>>();
  for (const mention of decided) {
    if (!mention.judged) continue;
    const events = byRule.get(mention.ruleId) ?? new Map<string, DecidedMention[]>();
    events.set(mention.eventId, [...(events.get(mention.eventId) ?? []), mention]);
    byRule.set(mention.ruleId, events);
  }
  return [...byRule]
    .map(([rule, events]) => score(rule, [...events.values()]))
    .sort((a, b) => (a.rule < b.rule ? -1 : 1));
}

function score(rule: string, events: readonly (readonly DecidedMention[])[]): RuleScore {
  const verdicts = events.map(verdict);
  const years = [...new Set(verdicts.map(({ year }) => year))].sort();
  return {
    rule,
    type: events[0]![0]!.type,
    ...tally(verdicts),
    correctedFields: counted(verdicts.flatMap(({ fields }) => fields)),
    reasons: counted(verdicts.flatMap(({ reason }) => reason ?? [])),
    years: years.map((year) => ({ year, ...tally(verdicts.filter((one) => one.year === year)) })),
  };
}

function verdict(mentions: readonly DecidedMention[]): Verdict {
  const [{ decision, at, reason }] = mentions as [DecidedMention];
  // Of several reports by one rule the one that is nearest to what the reviewer set counts.
  const nearest = mentions.reduce((x, y) => (y.wrongFields.length < x.wrongFields.length ? y : x));
  const fields = nearest.wrongFields;
  const right = decision === "corrected" && fields.length === 0;
  return { decision: right ? "accepted" : decision, year: at.slice(0, 4), fields, reason };
}

function tally(verdicts: readonly Verdict[]): Tally {
  const count = (decision: Verdict["decision"]) =>
    verdicts.filter((verdict) => verdict.decision === decision).length;
  const [accepted, corrected, rejected] = [count("accepted"), count("corrected"), count("rejected")];
  const decided = verdicts.length;
  return {
    decided,
    accepted,
    corrected,
    rejected,
    precision: decided === 0 ? null : (accepted + corrected) / decided,
    interval: wilson(accepted + corrected, decided),
  };
}

/** How often each word is in the list, the most frequent first. */
function counted(words: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)));
}
