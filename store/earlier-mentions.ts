import { sql } from "kysely";
import type { Coding, Span } from "../extractors/event.ts";
import { listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";
import { findSurvivors } from "./event-candidates.ts";

/** What an earlier version of a page reported, and the event it belonged to last. */
export interface EarlierMention {
  readonly id: string;
  readonly canonicalUrl: string;
  readonly version: number;
  readonly coding: Coding;
  readonly quote: string;
  readonly evidence: Span;
  /** The version it was read in. */
  readonly document: Pick<Row<"document">, "id" | "text" | "language">;
  /** Of a merged event, the one that stayed. */
  readonly eventId: string;
}

/** The linked mentions of past versions of the addresses, the latest version of each first. */
export async function listEarlierMentions(
  db: Db,
  canonicalUrls: readonly string[],
): Promise<EarlierMention[]> {
  const { rows } = await sql<StoredRow>`
    select mention.id, document.canonical_url as "canonicalUrl", document.version, mention.coding, mention.quote,
      mention.evidence_in as "in", mention.evidence_start as "start", mention.evidence_end as "end",
      document.id as "documentId", document.text, document.language, link.event_id as "eventId"
    from document join mention on mention.document_id = document.id
      join link on link.mention_id = mention.id
    where document.canonical_url in ${listOf(canonicalUrls)} and document.current = 0
      and link.id = (select max(id) from link as last where last.mention_id = mention.id)
    order by document.canonical_url, document.version desc, mention.id`.execute(db);
  const survivors = await findSurvivors(db, [...new Set(rows.map(({ eventId }) => eventId))]);
  return rows.map(({ documentId, text, language, in: where, start, end, coding, eventId, ...row }) => ({
    ...row,
    coding: JSON.parse(coding) as Coding,
    evidence: { in: where, start, end },
    document: { id: documentId, text, language },
    eventId: survivors.get(eventId) ?? eventId,
  }));
}

interface StoredRow extends Omit<EarlierMention, "coding" | "evidence" | "document">, Span {
  readonly coding: string;
  readonly documentId: string;
  readonly text: string;
  readonly language: Row<"document">["language"];
}
