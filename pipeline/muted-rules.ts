import type { Rule } from "../extractors/rule.ts";
import type { Settings } from "../sources/settings.ts";
import type { Db } from "../store/database.ts";
import { type RuleScore, scoreRules } from "./scorecard.ts";

/** Why a rule is muted: its own key `muted`, or a precision below `rules.mute_below`. */
export type WhyMuted = "rule" | "precision";

/** The muted rules by id. A rule that the configuration no longer holds is muted by its decisions all the same. */
export function mutedRules(
  rules: readonly Pick<Rule, "id" | "muted">[],
  scores: readonly RuleScore[],
  { mute_below: below, after }: Settings["rules"],
): Map<string, WhyMuted> {
  const muted = new Map<string, WhyMuted>();
  for (const { rule, decided, precision } of scores) {
    if (below !== null && decided >= after && precision !== null && precision < below)
      muted.set(rule, "precision");
  }
  for (const { id, muted: own } of rules) if (own) muted.set(id, "rule");
  return muted;
}

/** The same from the decisions of a database, which are only read where a precision is set. */
export async function findMutedRules(
  db: Db,
  rules: readonly Pick<Rule, "id" | "muted">[],
  settings: Settings["rules"],
): Promise<Map<string, WhyMuted>> {
  const scores = settings.mute_below === null ? [] : await scoreRules(db);
  return mutedRules(rules, scores, settings);
}
