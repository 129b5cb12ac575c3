import type { Rulebook } from "../extractors/extract.ts";
import { type AutoAcceptance, updateAutoAccepted } from "../store/auto-accepted.ts";
import { mutedRules } from "./muted-rules.ts";
import { provenRules } from "./proven-rules.ts";
import { scoreRules } from "./scorecard.ts";
import type { Workspace } from "./workspace.ts";

/** Events accepted in one transaction: what they must meet is looked up anew each time. */
const BATCH = 2000;

/**
 * Makes the stage that accepts events without a person, where `review.auto_accept` says so, and takes back those that do not meet
 * it any more. Which rules may speak for themselves is asked once. The stage gives how many events changed; 0 at the end.
 */
export function autoAcceptStage(space: Workspace, rulebook: Rulebook): () => Promise<number> {
  let wanted: AutoAcceptance | null | undefined;
  return async () => {
    wanted ??= await readWanted(space, rulebook);
    return updateAutoAccepted(space.db, wanted, BATCH, space.now());
  };
}

async function readWanted({ db, settings }: Workspace, rulebook: Rulebook): Promise<AutoAcceptance | null> {
  const { auto_accept: accept } = settings.review;
  if (accept.above === null) return null;
  const scores = await scoreRules(db);
  const muted = new Set(mutedRules(rulebook.rules, scores, settings.rules).keys());
  return { above: accept.above, rules: provenRules(scores, muted, accept), check: accept.check };
}
