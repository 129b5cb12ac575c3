import { mentionKeys } from "../extractors/link-block.ts";
import { inTransaction } from "../store/database.ts";
import { markLinked } from "../store/documents.ts";
import { listMentionKeys, replaceMentionKeys } from "../store/mention-keys.ts";
import { listUnlinkedMentions } from "../store/mentions.ts";
import { findChangedDocuments } from "../store/page-changes.ts";
import { carryOn } from "./carry-on.ts";
import { codeEventsAgain, type Touch } from "./code-events.ts";
import type { RunCounts } from "./counts.ts";
import { findUnderKeys } from "./gather.ts";
import { type Linker, toLinkable } from "./linker.ts";
import { regroup } from "./regroup.ts";
import type { Workspace } from "./workspace.ts";

/** Documents whose mentions are linked in one transaction. */
const BATCH = 200;

/**
 * Mentions → events: groups the mentions of one batch of documents with the stored ones they tie with, so that in the end the
 * events are the same in whatever order the documents came. A mention of a changed page goes with the event that the page
 * reported before. Gives how many documents there were; 0 when none is left.
 */
export async function linkBatch(space: Workspace, linker: Linker, counts: RunCounts): Promise<number> {
  return inTransaction(space.db, async (trx) => {
    const { documentIds, mentions } = await listUnlinkedMentions(trx, BATCH);
    if (documentIds.length === 0) return 0;
    const changed = await findChangedDocuments(trx, documentIds);
    const fresh = mentions.filter(({ eventId }) => eventId === null);
    const carried = await carryOn(trx, fresh, linker.now());
    const seeds = mentions.map((mention) => {
      return { ...mention, eventId: mention.eventId ?? carried.get(mention.id)?.eventId ?? null };
    });
    // What was linked before now reads otherwise: what it tied with may have to do without it.
    const linked = mentions.filter(({ eventId }) => eventId !== null).map(({ id }) => id);
    const beside = await findUnderKeys(trx, await listMentionKeys(trx, linked));
    const linkable = await toLinkable(trx, linker, mentions);
    const keys = mentions.map(
      ({ id }) => [id, mentionKeys(linkable.get(id)!, linker.context.config)] as const,
    );
    await replaceMentionKeys(trx, new Map(keys));
    const { eventOf, touched, made } = await regroup(trx, linker, [...seeds, ...beside], changed, counts);
    const touches = new Map<string, Touch>(
      touched.map((id) => [id, { changedPage: false, reworded: false }]),
    );
    for (const { id, documentId } of seeds) {
      const event = eventOf.get(id)!;
      if (made.has(event)) continue;
      const before = touches.get(event);
      const changedPage = changed.has(documentId);
      touches.set(event, {
        changedPage: changedPage || before?.changedPage === true,
        reworded: (changedPage && carried.get(id)?.reworded === true) || before?.reworded === true,
      });
    }
    await codeEventsAgain(trx, linker, touches, counts);
    await markLinked(trx, documentIds, linker.context.config.sha256);
    return documentIds.length;
  });
}
