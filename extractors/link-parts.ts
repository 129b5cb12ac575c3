import { disjointSets } from "./disjoint-sets.ts";
import type { LinkableMention } from "./link-mention.ts";

/** So many mentions are taken together: fewer would not be worth the parting. */
const WORTH_PARTING = 20_000;

/**
 * Places of mentions that could ever be one event, by type and country, in order of their first place: large sets are linked
 * part by part, so that only one part has to be kept ready. `fixed` groups stay whole.
 */
export function parts(
  mentions: readonly LinkableMention[],
  fixed: readonly (readonly number[])[],
  worth = WORTH_PARTING,
): number[][] {
  if (mentions.length < worth) return [[...mentions.keys()]];
  const sets = disjointSets(mentions.length);
  const holder = new Map<string, number>();
  for (const [place, mention] of mentions.entries()) {
    for (const key of keysOf(mention.coding)) {
      const other = holder.get(key);
      if (other === undefined) holder.set(key, place);
      else sets.connect(other, place);
    }
  }
  for (const group of fixed) for (const place of group.slice(1)) sets.connect(group[0]!, place);
  return sets.sets();
}

/** Mentions of other types, or without a common country, are never one event, twins or not; guests of a forum differ. */
function keysOf({ type, countries }: LinkableMention["coding"]): string[] {
  return countries.length === 0 || type === "forum"
    ? [type]
    : countries.map((country) => `${type}|${country}`);
}
