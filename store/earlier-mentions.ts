import { sql } from "kysely";
import type { Coding } from "../extractors/event.ts";
import { listOf } from "./bulk.ts";
import type { Db } from "./database.ts";
import { findSurvivors } from "./event-candidates.ts";

/** What an earlier version of a page reported, and the event it belonged to last. */
export interface EarlierMention {
  readonly id: string;
  readonly canonicalUrl: string;
  readonly version: number;
  readonly coding: Coding;
  readonly quote: string;
  /** Of a merged event, the one that stayed. */
  readonly eventId: string;
}

/** The linked mentions of past versions of the addresses, the latest version of each first. */
export async function listEarlierMentions(
  db: Db,
  canonicalUrls: readonly string[],
): Promise<EarlierMention[]> {
  const { rows } = await sql<Omit<EarlierMention, "coding"> & { coding: string }>`
    select mention.id, document.canonical_url as "canonicalUrl", document.version, mention.coding, mention.quote,
      link.event_id as "eventId"
    from document join mention on mention.document_id = document.id
      join link on link.mention_id = mention.id
    where document.canonical_url in ${listOf(canonicalUrls)} and document.current = 0
      and link.id = (select max(id) from link as last where last.mention_id = mention.id)
    order by document.canonical_url, document.version desc, mention.id`.execute(db);
  const survivors = await findSurvivors(db, [...new Set(rows.map(({ eventId }) => eventId))]);
  return rows.map((row) => ({
    ...row,
    coding: JSON.parse(row.coding) as Coding,
    eventId: survivors.get(row.eventId) ?? row.eventId,
  }));
}
