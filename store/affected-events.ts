import { sql } from "kysely";
import { listOf } from "./bulk.ts";
import type { Db } from "./database.ts";
import { findSurvivors } from "./event-candidates.ts";

/** The versions of a page that a change is about. */
export interface Versions {
  readonly document: { readonly id: string } | null;
  readonly before: { readonly id: string } | null;
  readonly after: { readonly id: string } | null;
}

interface Reported {
  readonly documentId: string;
  readonly eventId: string;
  readonly coding: string;
  readonly quote: string;
}

/**
 * The events that each change touches. Of an edit: those that only one version reports, or each in another way. Of a loss
 * or return: those that the page reports. Of a merged event, the one that stayed.
 */
export async function affectedEvents(db: Db, changes: readonly Versions[]): Promise<string[][]> {
  const ids = changes.flatMap(({ document, before, after }) => [document?.id, before?.id, after?.id]);
  const reports = await reportsOf(db, [...new Set(ids.filter((id) => id !== undefined))]);
  return changes.map(({ document, before, after }) => {
    const of = (one: { readonly id: string } | null) => (one ? (reports.get(one.id) ?? []) : []);
    const touched = before && after ? differing(of(before), of(after)) : of(document);
    return [...new Set(touched.map(({ eventId }) => eventId))].sort();
  });
}

function differing(before: readonly Reported[], after: readonly Reported[]): Reported[] {
  const key = ({ eventId, coding, quote }: Reported) =>
    JSON.stringify([eventId, coding, quote.replace(/\s+/g, "")]);
  const [was, is] = [new Set(before.map(key)), new Set(after.map(key))];
  return [
    ...before.filter((report) => !is.has(key(report))),
    ...after.filter((report) => !was.has(key(report))),
  ];
}

/** What each document reports, or reported when it was current, by the event the mention belonged to last. */
async function reportsOf(db: Db, documentIds: readonly string[]): Promise<Map<string, Reported[]>> {
  const { rows } = await sql<Reported>`
    select mention.document_id as "documentId", link.event_id as "eventId", mention.coding, mention.quote
    from document join mention on mention.document_id = document.id join link on link.mention_id = mention.id
    where document.id in ${listOf(documentIds)} and (mention.current = 1 or document.current = 0)
      and link.id = (select max(id) from link as last where last.mention_id = mention.id)
    order by mention.id`.execute(db);
  const survivors = await findSurvivors(db, [...new Set(rows.map(({ eventId }) => eventId))]);
  const byDocument = new Map<string, Reported[]>();
  for (const row of rows) {
    const report = { ...row, eventId: survivors.get(row.eventId) ?? row.eventId };
    byDocument.set(row.documentId, [...(byDocument.get(row.documentId) ?? []), report]);
  }
  return byDocument;
}
