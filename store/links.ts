import { sql } from "kysely";
import { insertRows, listOf, rowsOf } from "./bulk.ts";
import { type Db, inTransaction, type Row } from "./database.ts";
import { countMentionsOf } from "./event-refresh.ts";

/** An edge from a mention to its event: how sure, why, and who made it ("machine" or a reviewer's name). */
export interface NewLink {
  readonly eventId: string;
  readonly mentionId: string;
  readonly score: number;
  readonly reasons: readonly string[];
  readonly author: string;
  readonly at: string;
}

/** An edge as it is read, withdrawn or not. */
export type StoredLink = Omit<Row<"link">, "reasons"> & { readonly reasons: string[] };

/** An edge by its two ends. */
export interface Edge {
  readonly eventId: string;
  readonly mentionId: string;
}

/** Adds edges. A mention belongs to one event: one that has an edge keeps it. Gives how many were new. */
export function addLinks(db: Db, links: readonly NewLink[]): Promise<number> {
  const columns = ["eventId", "mentionId", "score", "reasons", "author", "at"] as const;
  return inTransaction(db, async (trx) => {
    const rows = links.map((link) => ({ ...link, reasons: JSON.stringify(link.reasons), withdrawnAt: null }));
    const added = await insertRows(trx, "link", columns, rows);
    if (added > 0) await countMentionsOf(trx, [...new Set(links.map((link) => link.eventId))]);
    return added;
  });
}

/** All edges an event ever had, in the order they were made. */
export async function listLinks(db: Db, eventId: string): Promise<StoredLink[]> {
  const rows = await db.selectFrom("link").selectAll().where("eventId", "=", eventId).orderBy("id").execute();
  return rows.map((row) => ({ ...row, reasons: JSON.parse(row.reasons) as string[] }));
}

/** Active edges to mentions that are no longer read, and whether that is because their page has changed. */
export async function listStaleLinks(db: Db, limit: number): Promise<(Edge & { changedPage: boolean })[]> {
  const rows = await db
    .selectFrom("mention")
    .innerJoin("link", "link.mentionId", "mention.id")
    .innerJoin("document", "document.id", "mention.documentId")
    .select(["link.eventId", "link.mentionId", "document.current"])
    .where("mention.current", "=", sql.lit(0))
    .where("link.withdrawnAt", "is", null)
    .limit(limit)
    .execute();
  return rows.map(({ current, ...edge }) => ({ ...edge, changedPage: current === 0 }));
}

/** Withdraws active edges. They stay in the table; their events wait to be coded anew. */
export function withdrawLinks(db: Db, edges: readonly Edge[], at: string): Promise<void> {
  return inTransaction(db, async (trx) => {
    await sql`update link set withdrawn_at = ${at} from ${rowsOf(edges)}
      where link.mention_id = r.value ->> 'mentionId' and link.event_id = r.value ->> 'eventId'
        and link.withdrawn_at is null`.execute(trx);
    await recodeEvents(
      trx,
      edges.map((edge) => edge.eventId),
    );
  });
}

/**
 * Puts edges in the place of those that their mentions have to the event `from`. It and the events that get mentions wait to be
 * coded anew.
 */
export function replaceLinks(db: Db, from: string, links: readonly NewLink[], at: string): Promise<void> {
  return inTransaction(db, async (trx) => {
    const edges = links.map(({ mentionId }) => ({ eventId: from, mentionId }));
    await withdrawLinks(trx, edges, at);
    await addLinks(trx, links);
    const gaining = links.map(({ eventId }) => eventId);
    await recodeEvents(trx, [from, ...gaining]);
  });
}

/** Has linking look again at the pages that report the events. */
export async function relinkEvents(db: Db, eventIds: readonly string[]): Promise<void> {
  await sql`update document set linked = 0 where extracted_with is not null and id in (
      select mention.document_id from link join mention on mention.id = link.mention_id
      where link.event_id in ${listOf(eventIds)} and link.withdrawn_at is null and mention.current = 1)`.execute(
    db,
  );
}

/** What an absorbed event once had is of no concern any more. */
async function recodeEvents(db: Db, eventIds: readonly string[]): Promise<void> {
  const ids = [...new Set(eventIds)];
  await db
    .updateTable("event")
    .set({ recode: 1 })
    .where("id", "in", listOf(ids))
    .where("absorbedInto", "is", null)
    .execute();
  await countMentionsOf(db, ids);
}
