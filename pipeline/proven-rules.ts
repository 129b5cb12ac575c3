import type { ReviewSettings } from "../sources/review-settings.ts";
import type { RuleScore } from "./scorecard.ts";

/**
 * The rules that may speak for themselves: persons decided so many of their events, and at least the share were events. A muted
 * rule never may.
 */
export function provenRules(
  scores: readonly Pick<RuleScore, "rule" | "decided" | "precision">[],
  muted: ReadonlySet<string>,
  { precision: least, after }: Pick<ReviewSettings["auto_accept"], "precision" | "after">,
): string[] {
  return scores
    .filter(({ decided, precision }) => decided >= after && precision !== null && precision >= least)
    .map(({ rule }) => rule)
    .filter((rule) => !muted.has(rule));
}
