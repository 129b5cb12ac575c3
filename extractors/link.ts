import { clusterMentions } from "./link-cluster.ts";
import { type Comparison, compareReady, scoreReady } from "./link-compare.ts";
import type { ExistingEvent, LinkableMention } from "./link-mention.ts";
import { neighbourhoods } from "./link-neighbourhood.ts";
import { parts } from "./link-parts.ts";
import { type LinkContext, type ReadyMention, readyMention } from "./link-ready.ts";

/** Where a mention belongs now. */
export interface Assignment {
  readonly mentionId: string;
  /** The event it joins; null for a new event, formed by the mentions of one `cluster`. */
  readonly eventId: string | null;
  /** The smallest mention id of the cluster: the same however often the same mentions are linked. */
  readonly cluster: string;
  /** The event a stored mention leaves; absent for a new mention. */
  readonly from?: string;
  /** 0–1: the score of its best companion; 1 for a mention that stands alone. */
  readonly score: number;
  readonly reasons: readonly string[];
}

export interface LinkedCluster {
  readonly key: string;
  readonly eventId: string | null;
  readonly mentionIds: readonly string[];
  /** Stored events that no cluster carries on and whose mentions mostly went here: they redirect to this event. */
  readonly absorbs: readonly string[];
}

/** Two mentions of different clusters that a person should look at. */
export interface PossibleDuplicate {
  readonly a: string;
  readonly b: string;
  readonly score: number;
  readonly reasons: readonly string[];
  readonly conflicts: readonly string[];
}

export interface LinkResult {
  readonly assignments: readonly Assignment[];
  readonly clusters: readonly LinkedCluster[];
  readonly possible: readonly PossibleDuplicate[];
}

export interface LinkOptions {
  /**
   * Group the mentions of stored events afresh where no person has decided them, so that the result is the same in
   * whatever order the mentions came: stored mentions may then move and events be absorbed, and the caller must save
   * that. Otherwise every stored event keeps its mentions, and two that look like one are a possible duplicate.
   */
  readonly regroup?: boolean;
  /** Pairs of mention ids that a person has said are not one event. */
  readonly apart?: readonly (readonly [string, string])[];
}

/**
 * Joins new mentions to stored events and to one another. The stored events passed should be all that share a block key
 * with a new mention, each with all its mentions. The order within `mentions` and `existing` has no effect; an event
 * keeps its id wherever most of its mentions go. Every new mention gets an assignment, a stored one only if it moves.
 */
export function linkMentions(
  mentions: readonly LinkableMention[],
  existing: readonly ExistingEvent[],
  context: LinkContext,
  options: LinkOptions = {},
): LinkResult {
  const eventOf = new Map<string, string>();
  for (const event of existing) for (const mention of event.mentions) eventOf.set(mention.id, event.eventId);
  const byId = new Map<string, LinkableMention>();
  for (const mention of [...mentions, ...existing.flatMap((event) => event.mentions)])
    byId.set(mention.id, mention);
  const sorted = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const placeOf = new Map(sorted.map(({ id }, place) => [id, place]));
  const apart = new Set((options.apart ?? []).map((pair) => JSON.stringify([...pair].sort())));
  const fixed = existing
    .filter((event) => (event.fixed || !options.regroup) && event.mentions.length > 0)
    .map((event) => event.mentions.map((mention) => placeOf.get(mention.id)!));

  const grouped: Grouped = { groups: [], possible: [], nearest: new Map() };
  for (const part of parts(sorted, fixed)) {
    const local = new Map(part.map((place, at) => [place, at]));
    const ready = part.map((place) => readyMention(sorted[place]!, context));
    groupPart(ready, within(fixed, local), apart, context, grouped);
  }
  const fixedIds = new Set(existing.filter((event) => event.fixed).map((event) => event.eventId));
  const clusters = nameClusters(grouped.groups, eventOf, fixedIds);
  return { assignments: assign(clusters, grouped, eventOf), clusters, possible: grouped.possible };
}

/** Groups of mention ids in their order, and what grouping found on the way. */
interface Grouped {
  readonly groups: string[][];
  readonly possible: PossibleDuplicate[];
  /** How each mention that is not alone compares with the member of its group that is likest. */
  readonly nearest: Map<string, Comparison>;
}

/** The fixed groups that lie within these places, numbered as these are. */
function within(
  fixed: readonly (readonly number[])[],
  local: ReadonlyMap<number, number>,
): (readonly number[])[] {
  return fixed
    .filter((group) => local.has(group[0]!))
    .map((group) => group.map((place) => local.get(place)!));
}

function groupPart(
  ready: readonly ReadyMention[],
  fixed: readonly (readonly number[])[],
  apart: ReadonlySet<string>,
  context: LinkContext,
  found: Grouped,
): void {
  const fixedAt = new Map(fixed.flatMap((group) => group.map((place) => [place, group] as const)));
  for (const places of neighbourhoods(ready, fixed, context)) {
    const members = places.map((place) => ready[place]!);
    const local = new Map(places.map((place, at) => [place, at]));
    const held = new Set<readonly number[]>();
    for (const place of places) if (fixedAt.has(place)) held.add(fixedAt.get(place)!);
    const result = clusterMentions(
      {
        ready: members,
        fixed: within([...held], local),
        apart: (a, b) =>
          apart.size > 0 &&
          apart.has(JSON.stringify([members[a]!.mention.id, members[b]!.mention.id].sort())),
      },
      context,
    );
    for (const group of result.groups) {
      const together = group.map((at) => members[at]!);
      found.groups.push(together.map(({ mention }) => mention.id));
      for (const one of together) {
        const best = nearest(one, together, context);
        if (best) found.nearest.set(one.mention.id, best);
      }
    }
    for (const { a, b, comparison } of result.possible) {
      found.possible.push({ a: members[a]!.mention.id, b: members[b]!.mention.id, ...comparison });
    }
  }
}

/** Gives each group the event id most of its mentions bring, each id to one group only. */
function nameClusters(
  groups: readonly (readonly string[])[],
  eventOf: ReadonlyMap<string, string>,
  fixedIds: ReadonlySet<string>,
): LinkedCluster[] {
  const claims = groups.flatMap((group, at) => {
    const counts = new Map<string, number>();
    for (const id of group) {
      const event = eventOf.get(id);
      if (event !== undefined) counts.set(event, (counts.get(event) ?? 0) + 1);
    }
    return [...counts].map(([eventId, count]) => ({
      at,
      eventId,
      count,
      fixed: fixedIds.has(eventId) ? 1 : 0,
    }));
  });
  claims.sort(
    (x, y) =>
      y.fixed - x.fixed ||
      y.count - x.count ||
      (x.eventId < y.eventId ? -1 : x.eventId > y.eventId ? 1 : x.at - y.at),
  );
  const idOf = new Map<number, string>();
  const taken = new Set<string>();
  for (const { at, eventId } of claims) {
    if (idOf.has(at) || taken.has(eventId)) continue;
    idOf.set(at, eventId);
    taken.add(eventId);
  }
  const absorbs = new Map<string, number>();
  for (const { at, eventId } of claims)
    if (!taken.has(eventId) && !absorbs.has(eventId)) absorbs.set(eventId, at);
  return groups.map((group, at) => ({
    key: group[0]!,
    eventId: idOf.get(at) ?? null,
    mentionIds: group,
    absorbs: [...absorbs].flatMap(([eventId, into]) => (into === at ? [eventId] : [])).sort(),
  }));
}

function assign(
  clusters: readonly LinkedCluster[],
  { nearest }: Grouped,
  eventOf: ReadonlyMap<string, string>,
): Assignment[] {
  const assignments: Assignment[] = [];
  for (const { eventId, key, mentionIds } of clusters) {
    for (const mentionId of mentionIds) {
      const from = eventOf.get(mentionId);
      if (from !== undefined && from === eventId) continue;
      const best = nearest.get(mentionId);
      assignments.push({
        mentionId,
        eventId,
        cluster: key,
        ...(from === undefined ? {} : { from }),
        score: best?.score ?? 1,
        reasons: best?.reasons ?? ["no other report of it is known"],
      });
    }
  }
  return assignments;
}

/** How a mention compares with the member of its group that is likest. */
function nearest(
  one: ReadyMention,
  group: readonly ReadyMention[],
  context: LinkContext,
): Comparison | undefined {
  let best: ReadyMention | undefined;
  let top = -1;
  for (const other of group) {
    if (other === one) continue;
    const score = group.length === 2 ? 0 : scoreReady(one, other, context).score;
    if (score > top) [best, top] = [other, score];
  }
  return best && compareReady(one, best, context);
}
