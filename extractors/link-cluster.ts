import { type Comparison, compareReady } from "./link-compare.ts";
import type { LinkContext, ReadyMention } from "./link-ready.ts";

/** Mentions that may belong together, numbered by place in `ready`, and what binds or parts them. */
export interface Neighbourhood {
  readonly ready: readonly ReadyMention[];
  /** Groups that stay together; two of them never join, but may be a possible duplicate. */
  readonly fixed: readonly (readonly number[])[];
  /** Whether a person has said that two mentions are not one event. */
  readonly apart: (a: number, b: number) => boolean;
}

export interface ClusterResult {
  /** Places in `ready`, each list in ascending order. */
  readonly groups: readonly (readonly number[])[];
  /** Pairs of groups that are neither joined nor clearly apart, by their best pair of mentions. */
  readonly possible: readonly { readonly a: number; readonly b: number; readonly comparison: Comparison }[];
}

interface Tie {
  /** The average of the mean and of the best pair, so that one terse report does not hold back a clear match. */
  readonly score: number;
  readonly best: readonly [number, number];
  /** Some pair of mentions conflicts. */
  readonly veto: boolean;
}

interface Cluster {
  readonly members: number[];
  fixed: boolean;
  /** Whether some member names a day. */
  dated: boolean;
  alive: boolean;
  /** Ties to clusters of a higher place; a missing tie has not been worked out. */
  readonly ties: Map<number, Tie>;
}

/**
 * Groups mentions by joining the two closest groups again and again while their tie is strong enough and no pair of
 * their mentions conflicts. Mentions without a day join last, and only where one group is clearly nearest. The result
 * depends on the mentions and their order in `ready` (sort by id), not on how they arrived.
 */
export function clusterMentions(neighbourhood: Neighbourhood, context: LinkContext): ClusterResult {
  const { ready, fixed } = neighbourhood;
  const { linked, possible, margin } = context.config.thresholds;
  const pairs = new Map<number, Comparison>();
  const pair = (a: number, b: number): Comparison => {
    const [low, high] = a < b ? [a, b] : [b, a];
    const key = low * ready.length + high;
    let found = pairs.get(key);
    if (!found) {
      found = compareReady(ready[low]!, ready[high]!, context);
      if (neighbourhood.apart(low, high))
        found = { ...found, conflicts: [...found.conflicts, "told apart by a person"] };
      pairs.set(key, found);
    }
    return found;
  };

  const inFixed = new Set(fixed.flat());
  const clusters: Cluster[] = [
    ...fixed.map((members) => [...members].sort((x, y) => x - y)),
    ...ready
      .map((_, at) => at)
      .filter((at) => !inFixed.has(at))
      .map((at) => [at]),
  ]
    .sort((x, y) => x[0]! - y[0]!)
    .map((members) => ({
      members,
      fixed: inFixed.has(members[0]!),
      dated: members.some((at) => ready[at]!.mention.coding.date.length === 10),
      alive: true,
      ties: new Map<number, Tie>(),
    }));

  const work = (x: Cluster, y: Cluster): Tie => {
    let sum = 0;
    let count = 0;
    let best: readonly [number, number] = [x.members[0]!, y.members[0]!];
    let bestScore = -1;
    let veto = false;
    for (const a of x.members) {
      for (const b of y.members) {
        const { score, conflicts } = pair(a, b);
        if (conflicts.length > 0) veto = true;
        sum += score;
        count++;
        if (score > bestScore) [best, bestScore] = [[a, b], score];
      }
      if (veto) break;
    }
    return { score: (sum / count + bestScore) / 2, best, veto };
  };
  const tie = (i: number, j: number): Tie => {
    const [low, high] = i < j ? [i, j] : [j, i];
    const known = clusters[low]!.ties.get(high);
    if (known) return known;
    const made = work(clusters[low]!, clusters[high]!);
    clusters[low]!.ties.set(high, made);
    return made;
  };
  const join = (i: number, j: number): void => {
    const [into, from] = [clusters[i]!, clusters[j]!];
    into.members.push(...from.members);
    into.members.sort((x, y) => x - y);
    into.dated ||= from.dated;
    into.fixed ||= from.fixed;
    from.alive = false;
    from.ties.clear();
    into.ties.clear();
    for (let k = 0; k < i; k++) clusters[k]!.ties.delete(i);
  };
  const alive = (): number[] => clusters.flatMap((cluster, at) => (cluster.alive ? [at] : []));

  /** Joins the closest pair that passes `allowed`, until there is none. */
  const joinWhile = (allowed: (i: number, j: number, tie: Tie) => boolean): void => {
    for (;;) {
      let best: { i: number; j: number; score: number } | undefined;
      const places = alive();
      for (const [at, i] of places.entries()) {
        for (const j of places.slice(at + 1)) {
          const found = tie(i, j);
          if (clusters[i]!.fixed && clusters[j]!.fixed) continue;
          if (found.veto || found.score < linked || (best && found.score <= best.score)) continue;
          if (allowed(i, j, found)) best = { i, j, score: found.score };
        }
      }
      if (!best) return;
      join(best.i, best.j);
    }
  };
  joinWhile((i, j) => clusters[i]!.dated && clusters[j]!.dated);
  const rivalled = (vague: number, chosen: number, score: number): boolean =>
    alive().some((other) => {
      if (other === vague || other === chosen || !tie(chosen, other).veto) return false;
      const rival = tie(vague, other);
      return !rival.veto && rival.score >= score - margin;
    });
  joinWhile((i, j, { score }) => {
    if (!clusters[i]!.dated && rivalled(i, j, score)) return false;
    return clusters[j]!.dated || !rivalled(j, i, score);
  });

  const places = alive();
  const open: { a: number; b: number; comparison: Comparison }[] = [];
  for (const [at, i] of places.entries()) {
    for (const j of places.slice(at + 1)) {
      const { veto, score, best } = tie(i, j);
      if (!veto && score >= possible)
        open.push({ a: best[0], b: best[1], comparison: { ...pair(...best), score } });
    }
  }
  return { groups: places.map((at) => clusters[at]!.members), possible: open };
}
