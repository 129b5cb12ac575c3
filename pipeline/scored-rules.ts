import type { Rule } from "../extractors/rule.ts";
import type { Settings } from "../sources/settings.ts";
import type { Db } from "../store/database.ts";
import { wilson } from "../store/wilson.ts";
import { mutedRules, type WhyMuted } from "./muted-rules.ts";
import { type RuleScore, scoreRules, type Tally } from "./scorecard.ts";

/** A rule with how its events were decided. */
export interface ScoredRule extends RuleScore {
  /** What it recognises; null for a rule that the configuration no longer holds. */
  readonly reads: string | null;
  readonly muted: WhyMuted | null;
}

type KnownRule = Pick<Rule, "id" | "type" | "reads" | "muted">;

/** Every rule of the configuration, and those of earlier ones that were decided about, by id. */
export async function scoredRules(
  db: Db,
  rules: readonly KnownRule[],
  settings: Settings["rules"],
): Promise<ScoredRule[]> {
  const scores = await scoreRules(db);
  const muted = mutedRules(rules, scores, settings);
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const scored = new Set(scores.map(({ rule }) => rule));
  const undecided = rules
    .filter(({ id }) => !scored.has(id))
    .map(({ id, type }) => ({ ...NOTHING, rule: id, type }));
  return [...scores, ...undecided]
    .map((score) => ({
      ...score,
      reads: known.get(score.rule)?.reads ?? null,
      muted: muted.get(score.rule) ?? null,
    }))
    .sort((a, b) => (a.rule < b.rule ? -1 : 1));
}

const NOTHING = {
  decided: 0,
  accepted: 0,
  corrected: 0,
  rejected: 0,
  precision: null,
  interval: wilson(0, 0),
  correctedFields: {},
  reasons: {},
  years: [],
};

/** "87 %"; nothing where nothing was decided. */
export function percentOf(share: number | null): string {
  return share === null ? "" : `${Math.round(share * 100)} %`;
}

/** The interval in words: "71–95 %"; nothing where nothing was decided. */
export function rangeOf({ decided, interval: [low, high] }: Tally): string {
  return decided === 0 ? "" : `${Math.round(low * 100)}–${Math.round(high * 100)} %`;
}
