import { findSuccessors, isSameQuote } from "../extractors/succession.ts";
import type { Db } from "../store/database.ts";
import { type EarlierMention, listEarlierMentions } from "../store/earlier-mentions.ts";
import { addLinks } from "../store/links.ts";
import type { StoredMention } from "../store/mentions.ts";

/** A mention that stays with the event of an earlier version of its page. */
export interface CarriedOn {
  readonly mentionId: string;
  readonly eventId: string;
  /** Whether the sentence it is read in has changed. */
  readonly reworded: boolean;
}

/**
 * Links new mentions of changed pages to the events that earlier versions of the pages reported in the same place, however
 * date or countries read now: an edit is a second reading of one event, and the reviewer sees both. Links are saved.
 */
export async function carryOn(
  db: Db,
  mentions: readonly StoredMention[],
  at: string,
): Promise<Map<string, CarriedOn>> {
  const byPage = new Map<string, StoredMention[]>();
  for (const mention of mentions) {
    byPage.set(mention.canonicalUrl, [...(byPage.get(mention.canonicalUrl) ?? []), mention]);
  }
  const carried = new Map<string, CarriedOn>();
  for (const earlier of versionsOf(await listEarlierMentions(db, [...byPage.keys()]))) {
    const here = byPage.get(earlier[0]!.canonicalUrl)!.filter(({ id }) => !carried.has(id));
    const known = new Map(earlier.map((mention) => [mention.id, mention]));
    for (const [id, before] of findSuccessors(earlier, here)) {
      const { eventId, quote } = known.get(before)!;
      const now = here.find((mention) => mention.id === id)!;
      carried.set(id, { mentionId: id, eventId, reworded: !isSameQuote(quote, now.quote) });
    }
  }
  const edges = [...carried.values()].map(({ mentionId, eventId }) => {
    const reasons = ["an earlier version of the page reports it"];
    return { mentionId, eventId, score: 1, reasons, author: "machine", at };
  });
  await addLinks(db, edges);
  return carried;
}

/** The mentions by page and version, the latest version of a page first. */
function versionsOf(earlier: readonly EarlierMention[]): EarlierMention[][] {
  const groups = new Map<string, EarlierMention[]>();
  for (const mention of earlier) {
    const key = `${mention.version} ${mention.canonicalUrl}`;
    groups.set(key, [...(groups.get(key) ?? []), mention]);
  }
  return [...groups.values()];
}
