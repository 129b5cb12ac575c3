import type { EventType } from "../extractors/event.ts";
import type { Db } from "../store/database.ts";
import { countVerdicts, type VerdictCount, type WordCount } from "../store/rule-verdicts.ts";
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

/** Scores the rules that were judged, by id. */
export async function scoreRules(db: Db): Promise<RuleScore[]> {
  const { counts, fields, reasons, types } = await countVerdicts(db);
  const byRule = grouped(counts, ({ rule }) => rule);
  const ofRule = (words: readonly WordCount[]) => grouped(words, ({ rule }) => rule);
  const [fieldsOf, reasonsOf] = [ofRule(fields), ofRule(reasons)];
  return [...byRule]
    .map(([rule, own]) => ({
      rule,
      type: types.get(rule)!,
      ...tally(own),
      correctedFields: counted(fieldsOf.get(rule) ?? []),
      reasons: counted(reasonsOf.get(rule) ?? []),
      years: [...grouped(own, ({ year }) => year)]
        .map(([year, counts]) => ({ year, ...tally(counts) }))
        .sort((a, b) => (a.year < b.year ? -1 : 1)),
    }))
    .sort((a, b) => (a.rule < b.rule ? -1 : 1));
}

function tally(counts: readonly VerdictCount[]): Tally {
  const sum = (of: readonly VerdictCount[]) => of.reduce((all, { count }) => all + count, 0);
  const count = (decision: VerdictCount["decision"]) =>
    sum(counts.filter((one) => one.decision === decision));
  const [accepted, corrected, rejected] = [count("accepted"), count("corrected"), count("rejected")];
  const decided = sum(counts);
  return {
    decided,
    accepted,
    corrected,
    rejected,
    precision: decided === 0 ? null : (accepted + corrected) / decided,
    interval: wilson(accepted + corrected, decided),
  };
}

function grouped<T>(rows: readonly T[], by: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(by(row));
    if (group) group.push(row);
    else groups.set(by(row), [row]);
  }
  return groups;
}

/** How often each word is counted, the most frequent first. */
function counted(words: readonly WordCount[]): Record<string, number> {
  const inOrder = [...words].sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  return Object.fromEntries(inOrder.map(({ word, count }) => [word, count]));
}
