import { disjointSets } from "./disjoint-sets.ts";
import { blockKeys, twinKeys } from "./link-block.ts";
import { scoreReady } from "./link-compare.ts";
import type { LinkContext, ReadyMention } from "./link-ready.ts";

/** Sets of places connected by pairs that could be linked; no group ever reaches beyond its set. */
export function neighbourhoods(
  ready: readonly ReadyMention[],
  fixed: readonly (readonly number[])[],
  context: LinkContext,
): number[][] {
  const connections = disjointSets(ready.length);
  for (const group of fixed) for (const place of group.slice(1)) connections.connect(group[0]!, place);
  const { possible } = context.config.thresholds;
  const connectIfClose = (a: number, b: number): void => {
    if (connections.connected(a, b)) return;
    const { score, conflict } = scoreReady(ready[a]!, ready[b]!, context);
    if (score >= possible && !conflict) connections.connect(a, b);
  };
  for (const block of blocksOf(ready, ({ mention }) => blockKeys(mention, context.config))) {
    block.sort((a, b) => ready[a]!.window.first - ready[b]!.window.first || a - b);
    for (const [at, a] of block.entries()) {
      for (let next = at + 1; next < block.length; next++) {
        const b = block[next]!;
        if (ready[b]!.window.first > ready[a]!.window.last) break;
        connectIfClose(a, b);
      }
    }
  }
  for (const block of blocksOf(ready, ({ mention }) => twinKeys(mention))) {
    for (const [at, a] of block.entries()) for (const b of block.slice(at + 1)) connectIfClose(a, b);
  }
  return connections
    .sets()
    .flatMap((set) => (set.length <= MAX_NEIGHBOURHOOD ? [set] : cut(set, ready, fixed)));
}

/** Mentions grouped at once. No event is reported so often; a larger set is a flood, and its cost grows by the square. */
const MAX_NEIGHBOURHOOD = 1500;

/** Cuts a set in order of date, leaving fixed groups whole. */
function cut(
  set: readonly number[],
  ready: readonly ReadyMention[],
  fixed: readonly (readonly number[])[],
): number[][] {
  const leader = new Map(fixed.flatMap((group) => group.map((place) => [place, group[0]!] as const)));
  const start = (place: number): number => ready[leader.get(place) ?? place]!.days.first;
  const sorted = [...set].sort(
    (a, b) => start(a) - start(b) || (leader.get(a) ?? a) - (leader.get(b) ?? b) || a - b,
  );
  const parts: number[][] = [];
  for (const place of sorted) {
    const part = parts.at(-1);
    const together = leader.has(place) && leader.get(place) === leader.get(part?.at(-1) ?? -1);
    if (part && (part.length < MAX_NEIGHBOURHOOD || together)) part.push(place);
    else parts.push([place]);
  }
  return parts.map((part) => part.sort((a, b) => a - b));
}

/** Places that share a key, for each key that at least two share. */
function blocksOf(
  ready: readonly ReadyMention[],
  keys: (one: ReadyMention) => readonly string[],
): number[][] {
  const blocks = new Map<string, number[]>();
  for (const [place, one] of ready.entries()) {
    for (const key of keys(one)) {
      const block = blocks.get(key);
      if (block) block.push(place);
      else blocks.set(key, [place]);
    }
  }
  return [...blocks.values()].filter((block) => block.length > 1);
}
