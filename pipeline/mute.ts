import type { Rulebook } from "../extractors/extract.ts";
import { updateMuted } from "../store/muted.ts";
import { findMutedRules, type WhyMuted } from "./muted-rules.ts";
import type { Workspace } from "./workspace.ts";

const BATCH = 500;

/**
 * Makes the stage that mutes events only muted rules report, and lets go those that another rule reports, a person decided,
 * or whose rule is muted no more. Which rules are muted is asked once. The stage gives how many events changed; 0 at the end.
 */
export function muteStage(space: Workspace, rulebook: Rulebook): () => Promise<number> {
  let muted: ReadonlyMap<string, WhyMuted> | undefined;
  return async () => {
    muted ??= await findMutedRules(space.db, rulebook.rules, space.settings.rules);
    return updateMuted(space.db, [...muted.keys()], BATCH, space.now());
  };
}
