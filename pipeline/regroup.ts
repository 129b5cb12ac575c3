import { type LinkedCluster, type LinkResult, linkMentions } from "../extractors/link.ts";
import type { ExistingEvent, LinkableMention } from "../extractors/link-mention.ts";
import { absorbEvents, reviveEvents } from "../store/absorbed.ts";
import type { Db } from "../store/database.ts";
import { findDecidedEvents, nameGroups } from "../store/event-grouping.ts";
import { addEvents } from "../store/events.ts";
import { listHeldApart } from "../store/held-apart.ts";
import { addLinks, withdrawLinks } from "../store/links.ts";
import type { StoredMention } from "../store/mentions.ts";
import { replacePossibleDuplicates } from "../store/possible-duplicates.ts";
import type { RunCounts } from "./counts.ts";
import { type Gathered, gather } from "./gather.ts";
import { codeEvent, type Linker } from "./linker.ts";

/** What regrouping came to. */
export interface Regrouped {
  /** The event of each mention that was looked at. */
  readonly eventOf: ReadonlyMap<string, string>;
  /** Events that have other mentions than before and must be coded again. */
  readonly touched: readonly string[];
  /** Events made now, which are coded. */
  readonly made: ReadonlySet<string>;
  /** Events that have no mention left and lead to another now. */
  readonly absorbed: readonly string[];
}

/**
 * Groups the seeds anew with all that ties with them, as linking everything at once would: stored mentions move, events
 * without a mention are absorbed, those whose first mention stands alone again are revived, and the possible duplicates
 * among them are found afresh. What people decided stays as they left it. Events that come to be wait as "changed-page"
 * where a page in `changed` reports them. Everything is saved but the codings of `touched`.
 */
export async function regroup(
  db: Db,
  linker: Linker,
  seeds: readonly StoredMention[],
  changed: ReadonlySet<string>,
  counts: RunCounts,
): Promise<Regrouped> {
  const { stored, linkable, existing, clusters, assignments, possible } = await groupAnew(db, linker, seeds);
  const at = linker.now();
  const made = await makeEvents(db, linker, clusters, { stored, linkable, changed, at });
  counts.events.added += made.added;
  const eventOf = new Map(
    clusters.flatMap(({ key, eventId, mentionIds }) =>
      mentionIds.map((id) => [id, eventId ?? made.idOf.get(key)!] as const),
    ),
  );
  const moved = assignments.flatMap(({ mentionId, from }) =>
    from === undefined ? [] : [{ eventId: from, mentionId }],
  );
  if (moved.length > 0) await withdrawLinks(db, moved, at);
  await addLinks(
    db,
    assignments.map(({ mentionId, score, reasons }) => {
      return { eventId: eventOf.get(mentionId)!, mentionId, score, reasons, author: "machine", at };
    }),
  );
  const absorptions = clusters.flatMap(({ absorbs, mentionIds }) =>
    absorbs.map((id) => ({ id, into: eventOf.get(mentionIds[0]!)! })),
  );
  await absorbEvents(db, absorptions);
  const absorbed = absorptions.map(({ id }) => id);
  await replacePossibleDuplicates(
    db,
    [...existing.map(({ eventId }) => eventId), ...made.idOf.values()],
    possible.map(({ a, b, score, reasons }) => {
      return { eventIds: [eventOf.get(a)!, eventOf.get(b)!] as const, score, reasons, at };
    }),
  );
  const touched = new Set([
    ...made.known,
    ...moved.map(({ eventId }) => eventId),
    ...assignments.map(({ mentionId }) => eventOf.get(mentionId)!),
  ]);
  for (const id of [...absorbed, ...made.fresh]) touched.delete(id);
  return { eventOf, touched: [...touched], made: new Set(made.fresh), absorbed };
}

/** What {@link regroup} comes to, before anything is saved. */
export async function groupAnew(
  db: Db,
  linker: Linker,
  seeds: readonly StoredMention[],
): Promise<Gathered & LinkResult & { readonly existing: readonly ExistingEvent[] }> {
  const { stored, linkable } = await gather(db, linker, seeds);
  const existing = await existingEvents(db, stored, linkable);
  const fresh = [...stored.values()].filter(({ eventId }) => eventId === null);
  const apart = await listHeldApart(db, [...stored.keys()]);
  const result = linkMentions(
    fresh.map(({ id }) => linkable.get(id)!),
    existing,
    linker.context,
    { regroup: true, apart },
  );
  return { stored, linkable, existing, ...result };
}

async function existingEvents(
  db: Db,
  stored: ReadonlyMap<string, StoredMention>,
  linkable: ReadonlyMap<string, LinkableMention>,
): Promise<ExistingEvent[]> {
  const byEvent = new Map<string, LinkableMention[]>();
  for (const { id, eventId } of stored.values()) {
    if (eventId !== null) byEvent.set(eventId, [...(byEvent.get(eventId) ?? []), linkable.get(id)!]);
  }
  const decided = await findDecidedEvents(db, [...byEvent.keys()]);
  return [...byEvent].map(([eventId, mentions]) => ({ eventId, mentions, fixed: decided.has(eventId) }));
}

interface Made {
  /** The key of a cluster → the event it became. */
  readonly idOf: ReadonlyMap<string, string>;
  /** Events that were stored before, and those that were not. */
  readonly known: readonly string[];
  readonly fresh: readonly string[];
  readonly added: number;
}

/** Gives clusters without an event theirs: one that was once made from one of their mentions, or a new one. */
async function makeEvents(
  db: Db,
  linker: Linker,
  clusters: readonly LinkedCluster[],
  {
    stored,
    linkable,
    changed,
    at,
  }: {
    stored: ReadonlyMap<string, StoredMention>;
    linkable: ReadonlyMap<string, LinkableMention>;
    changed: ReadonlySet<string>;
    at: string;
  },
): Promise<Made> {
  const nameless = clusters.filter(({ eventId }) => eventId === null);
  const names = await nameGroups(
    db,
    nameless.map(({ mentionIds }) => mentionIds),
  );
  const known = names.filter((name) => name.known).map(({ id }) => id);
  await reviveEvents(db, known, "new", at);
  const events = nameless.flatMap(({ mentionIds }, place) => {
    if (names[place]!.known) return [];
    const members = mentionIds.map((id) => stored.get(id)!);
    const queueReason = members.some(({ documentId }) => changed.has(documentId)) ? "changed-page" : "new";
    const values = codeEvent(linker, members, linkable);
    return [{ id: names[place]!.id, ...values, codedBy: linker.codedBy, createdAt: at, queueReason }];
  });
  const added = await addEvents(db, events);
  const idOf = new Map(nameless.map(({ key }, place) => [key, names[place]!.id]));
  return { idOf, known, fresh: events.map(({ id }) => id), added };
}
