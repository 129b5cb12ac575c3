import { sql } from "kysely";
import type { Coding, EventType, Span } from "../extractors/event.ts";
import { listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";
import { findSurvivors } from "./event-candidates.ts";
import { heirsOf } from "./held-apart.ts";

/** What a page reported before, in an earlier version or by other rules, and the event it belonged to last. */
export interface EarlierMention {
  readonly id: string;
  readonly canonicalUrl: string;
  readonly version: number;
  readonly coding: Coding;
  readonly quote: string;
  readonly evidence: Span;
  /** The version it was read in. */
  readonly document: Pick<Row<"document">, "id" | "text" | "language">;
  /** Of an event that is part of another, that one. */
  readonly eventId: string;
  /** Who made its last edge: "machine" or a reviewer. */
  readonly author: string;
  /** Whether that edge is still active: then it is the reading that the present one takes the place of. */
  readonly active: boolean;
  /** Where a person decided on the event or holds the mention apart from others, the type that stands. */
  readonly decided: EventType | undefined;
}

/**
 * The linked mentions of the addresses that are no longer read, or are read again without an edge, the latest version of each
 * address first. Those whose place another one has taken that is still read are left out.
 */
export async function listEarlierMentions(
  db: Db,
  canonicalUrls: readonly string[],
): Promise<EarlierMention[]> {
  const { rows: all } = await sql<StoredRow>`
    select mention.id, document.canonical_url as "canonicalUrl", document.version, mention.coding, mention.quote,
      mention.evidence_in as "in", mention.evidence_start as "start", mention.evidence_end as "end",
      document.id as "documentId", document.text, document.language, link.event_id as "eventId", link.author,
      case when link.withdrawn_at is null then 1 else 0 end as "active",
      exists (select 1 from held_apart where mention_a = mention.id or mention_b = mention.id) as "held"
    from document join mention on mention.document_id = document.id
      join link on link.mention_id = mention.id
    where document.canonical_url in ${listOf(canonicalUrls)}
      and (mention.current = 0 or link.withdrawn_at is not null)
      and link.id = (select max(id) from link as last where last.mention_id = mention.id)
    order by document.canonical_url, document.version desc, mention.id`.execute(db);
  const replaced = await replacedMentions(
    db,
    all.map(({ id }) => id),
  );
  const rows = all.filter(({ id }) => !replaced.has(id));
  const survivors = await findSurvivors(db, [...new Set(rows.map(({ eventId }) => eventId))]);
  const types = await decidedTypes(db, [
    ...new Set(rows.map(({ eventId }) => survivors.get(eventId) ?? eventId)),
  ]);
  return rows.map((row) => {
    const coding = JSON.parse(row.coding) as Coding;
    const eventId = survivors.get(row.eventId) ?? row.eventId;
    const byPerson = row.author !== "machine" || row.held === 1;
    return {
      id: row.id,
      canonicalUrl: row.canonicalUrl,
      version: row.version,
      coding,
      quote: row.quote,
      evidence: { in: row.in, start: row.start, end: row.end },
      document: { id: row.documentId, text: row.text, language: row.language },
      eventId,
      author: row.author,
      active: row.active === 1,
      decided: types.get(eventId) ?? (byPerson ? coding.type : undefined),
    };
  });
}

/** Those of the mentions whose place another one has that is read now. */
async function replacedMentions(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const heirs = await heirsOf(db, ids);
  const current = await db
    .selectFrom("mention")
    .select("id")
    .where("id", "in", listOf([...new Set([...heirs.values()].flat())]))
    .where("current", "=", 1)
    .execute();
  const read = new Set(current.map(({ id }) => id));
  return new Set([...heirs].filter(([, of]) => of.some((id) => read.has(id))).map(([id]) => id));
}

async function decidedTypes(db: Db, eventIds: readonly string[]): Promise<Map<string, EventType>> {
  const rows = await db
    .selectFrom("event")
    .select(["id", "type"])
    .where("id", "in", listOf(eventIds))
    .where("status", "!=", "new")
    .where("autoAccepted", "is", null)
    .execute();
  return new Map(rows.map(({ id, type }) => [id, type as EventType]));
}

interface StoredRow
  extends Pick<EarlierMention, "id" | "canonicalUrl" | "version" | "quote" | "author">,
    Span {
  readonly coding: string;
  readonly documentId: string;
  readonly text: string;
  readonly language: Row<"document">["language"];
  readonly eventId: string;
  readonly active: number;
  readonly held: number;
}
