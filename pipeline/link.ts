import { linkMentions } from "../extractors/link.ts";
import { dateWindow } from "../extractors/link-block.ts";
import type { ExistingEvent, LinkableMention } from "../extractors/link-mention.ts";
import { type Db, inTransaction } from "../store/database.ts";
import { markLinked } from "../store/documents.ts";
import { findCandidateEvents, findTwinEvents } from "../store/event-candidates.ts";
import { addEvents, findTakenEventIds, mintEventId, type NewEvent } from "../store/events.ts";
import { addLinks } from "../store/links.ts";
import { listUnlinkedMentions, mentionsOfEvents, type StoredMention } from "../store/mentions.ts";
import { findChangedDocuments } from "../store/page-changes.ts";
import { addPossibleDuplicates } from "../store/possible-duplicates.ts";
import { carryOn } from "./carry-on.ts";
import { codeEventsAgain, type Touch } from "./code-events.ts";
import type { RunCounts } from "./counts.ts";
import { codeEvent, type Linker, toLinkable } from "./linker.ts";
import type { Workspace } from "./workspace.ts";

/** Documents whose mentions are linked in one transaction. */
const BATCH = 200;

/**
 * Mentions → events: joins the mentions of one batch of documents to stored events or to new ones. A mention that has an
 * event keeps it, and one of a changed page stays with the event that the page reported before. Gives how many documents there were; 0 when none is left.
 */
export async function linkBatch(space: Workspace, linker: Linker, counts: RunCounts): Promise<number> {
  return inTransaction(space.db, async (trx) => {
    const { documentIds, mentions } = await listUnlinkedMentions(trx, BATCH);
    if (documentIds.length === 0) return 0;
    const changed = await findChangedDocuments(trx, documentIds);
    const fresh = mentions.filter(({ eventId }) => eventId === null);
    const carried = await carryOn(trx, fresh, linker.now());
    const unlinked = fresh.filter(({ id }) => !carried.has(id));
    const touched = await joinMentions(trx, linker, unlinked, changed, counts);
    for (const { id, eventId, documentId } of mentions) {
      const event = eventId ?? carried.get(id)?.eventId;
      if (event === undefined) continue;
      const changedPage = changed.has(documentId);
      const reworded = changedPage && carried.get(id)?.reworded === true;
      touched.set(event, both(touched.get(event), { changedPage, reworded }));
    }
    await codeEventsAgain(trx, linker, touched, counts);
    await markLinked(trx, documentIds);
    return documentIds.length;
  });
}

function both(a: Touch | undefined, b: Touch): Touch {
  return {
    changedPage: b.changedPage || a?.changedPage === true,
    reworded: b.reworded || a?.reworded === true,
  };
}

/** Saves new events and edges of mentions without one. Gives the stored events that got a mention. */
async function joinMentions(
  db: Db,
  linker: Linker,
  mentions: readonly StoredMention[],
  changed: ReadonlySet<string>,
  counts: RunCounts,
): Promise<Map<string, Touch>> {
  const fresh = new Map(mentions.map((mention) => [mention.id, mention]));
  const linkable = await toLinkable(db, linker, [...fresh.values()]);
  const existing = await findExisting(db, linker, [...linkable.values()]);
  const { clusters, assignments, possible } = linkMentions([...linkable.values()], existing, linker.context);
  const minted = await mintIds(
    db,
    clusters.flatMap(({ eventId, key }) => (eventId === null ? [key] : [])),
  );
  const at = linker.now();
  const joined = new Map<string, Touch>();
  const events: NewEvent[] = [];
  for (const { eventId, key, mentionIds } of clusters) {
    const members = mentionIds.flatMap((id) => fresh.get(id) ?? []);
    if (members.length === 0) continue;
    const changedPage = members.some(({ documentId }) => changed.has(documentId));
    if (eventId !== null) joined.set(eventId, { changedPage, reworded: false });
    else {
      const values = codeEvent(linker, members, linkable);
      const queueReason = changedPage ? "changed-page" : "new";
      events.push({ id: minted.get(key)!, ...values, codedBy: linker.codedBy, createdAt: at, queueReason });
    }
  }
  const added = await addEvents(db, events);
  counts.events.added += added;
  const links = assignments.map(({ mentionId, eventId, cluster, score, reasons }) => ({
    eventId: eventId ?? minted.get(cluster)!,
    mentionId,
    score,
    reasons,
    author: "machine",
    at,
  }));
  await addLinks(db, links);
  const eventOf = new Map(links.map(({ mentionId, eventId }) => [mentionId, eventId]));
  for (const event of existing) for (const { id } of event.mentions) eventOf.set(id, event.eventId);
  await addPossibleDuplicates(
    db,
    possible.map(({ a, b, score, reasons }) => ({
      eventIds: [eventOf.get(a)!, eventOf.get(b)!] as const,
      score,
      reasons,
      at,
    })),
  );
  return joined;
}

/** Stored events that one of the mentions could belong to, by type, country and date, or as the twin of a page. */
async function findExisting(
  db: Db,
  linker: Linker,
  mentions: readonly LinkableMention[],
): Promise<ExistingEvent[]> {
  const blocks = mentions.map((mention) => ({
    type: mention.type,
    // As linking compares them: a forum is one whoever a report names of its guests.
    countries: mention.type === "forum" ? [] : mention.coding.countries,
    ...dateWindow(mention, linker.context.config),
  }));
  const found = [...(await findCandidateEvents(db, blocks)), ...(await findTwinEvents(db, mentions))].flat();
  const candidates = new Map(found.map((event) => [event.id, event]));
  const stored = await mentionsOfEvents(db, [...candidates.keys()]);
  const linkable = await toLinkable(db, linker, [...stored.values()].flat());
  return [...candidates.values()].map(({ id, status }) => ({
    eventId: id,
    mentions: (stored.get(id) ?? []).map((mention) => linkable.get(mention.id)!),
    fixed: status !== "new",
  }));
}

/** Event ids from the first mention of each; an id that a person's split has used already is passed over. */
async function mintIds(db: Db, keys: readonly string[]): Promise<Map<string, string>> {
  const used = new Set(
    await findTakenEventIds(
      db,
      keys.map((key) => mintEventId(key)),
    ),
  );
  return new Map(
    keys.map((key) => {
      const id = mintEventId(key, used);
      used.add(id);
      return [key, id];
    }),
  );
}
