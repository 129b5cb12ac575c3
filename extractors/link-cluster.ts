import { type Comparison, compareReady, scoreReady } from "./link-compare.ts";
import type { LinkContext, ReadyMention } from "./link-ready.ts";
import { Ties } from "./link-ties.ts";

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

/**
 * Groups mentions by joining the two closest groups again and again while their tie is strong enough and no pair of
 * their mentions conflicts. Mentions without a day join last, and only where one group is clearly nearest. The result
 * depends on the mentions and their order in `ready` (sort by id), not on how they arrived.
 */
export function clusterMentions(neighbourhood: Neighbourhood, context: LinkContext): ClusterResult {
  const { ready, fixed, apart } = neighbourhood;
  const { linked, possible, margin } = context.config.thresholds;
  if (ready.length === 1) return { groups: [[0]], possible: [] };
  const inFixed = new Set(fixed.flat());
  const members = [
    ...fixed.map((group) => [...group].sort((x, y) => x - y)),
    ...[...ready.keys()].filter((at) => !inFixed.has(at)).map((at) => [at]),
  ].sort((x, y) => x[0]! - y[0]!);
  const held = members.map((group) => inFixed.has(group[0]!));
  const dated = members.map((group) => group.some((at) => ready[at]!.mention.coding.date.length === 10));
  const ties = new Ties(members, (a, b) => {
    const { score, conflict } = scoreReady(ready[a]!, ready[b]!, context);
    return { score, conflict: conflict || apart(a, b) };
  });
  let alive = [...members.keys()];

  const joinable = (i: number, j: number): boolean =>
    !(held[i] && held[j]) && !ties.conflict(i, j) && ties.score(i, j) >= linked;
  const join = (i: number, j: number): void => {
    members[i] = [...members[i]!, ...members[j]!].sort((x, y) => x - y);
    held[i] ||= held[j]!;
    dated[i] ||= dated[j]!;
    alive = alive.filter((at) => at !== j);
    ties.join(i, j, alive);
  };
  /** The nearest group of a higher place that passes; the lowest place of equals. */
  const nearest = (i: number, passes: (i: number, j: number) => boolean): number | undefined => {
    let best: number | undefined;
    for (const j of alive) {
      if (j <= i || !joinable(i, j)) continue;
      if (best !== undefined && ties.score(i, j) <= ties.score(i, best)) continue;
      if (passes(i, j)) best = j;
    }
    return best;
  };
  const closest = (next: (i: number) => number | undefined): readonly [number, number] | undefined => {
    let found: readonly [number, number] | undefined;
    for (const i of alive) {
      const j = next(i);
      if (j !== undefined && (!found || ties.score(i, j) > ties.score(...found))) found = [i, j];
    }
    return found;
  };

  // First what has a day. Each place remembers its nearest, so that a join looks again only where it changed something.
  const bothDated = (i: number, j: number): boolean => dated[i]! && dated[j]!;
  const remembered = new Map(alive.map((i) => [i, nearest(i, bothDated)]));
  for (let pair = closest((i) => remembered.get(i)); pair; pair = closest((i) => remembered.get(i))) {
    const [i, j] = pair;
    join(i, j);
    for (const k of alive) {
      const before = remembered.get(k);
      if (k === i || before === i || before === j) remembered.set(k, nearest(k, bothDated));
      else if (k < i && bothDated(k, i) && joinable(k, i)) {
        const nearer = before === undefined || ties.score(k, i) > ties.score(k, before);
        if (nearer || (ties.score(k, i) === ties.score(k, before) && i < before)) remembered.set(k, i);
      }
    }
  }
  // Then what has none, unless another event comes about as close.
  const rivalled = (vague: number, chosen: number): boolean =>
    alive.some((other) => {
      if (other === vague || other === chosen || ties.conflict(vague, other)) return false;
      if (ties.score(vague, other) < ties.score(vague, chosen) - margin) return false;
      return ties.conflict(chosen, other) || (held[chosen]! && held[other]!);
    });
  const clear = (i: number, j: number): boolean =>
    !bothDated(i, j) && (dated[i]! || !rivalled(i, j)) && (dated[j]! || !rivalled(j, i));
  if (alive.some((i) => !dated[i])) {
    for (let pair = closest((i) => nearest(i, clear)); pair; pair = closest((i) => nearest(i, clear)))
      join(...pair);
  }

  const open: { a: number; b: number; comparison: Comparison }[] = [];
  for (const [at, i] of alive.entries()) {
    for (const j of alive.slice(at + 1)) {
      const score = ties.score(i, j);
      if (score < possible || ties.conflict(i, j)) continue;
      const [a, b] = ties.best(i, j);
      open.push({ a, b, comparison: { ...compareReady(ready[a]!, ready[b]!, context), score } });
    }
  }
  return { groups: alive.map((at) => members[at]!), possible: open };
}
