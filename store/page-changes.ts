import { sql } from "kysely";
import { insertRows, listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";

/** An edit as the parse stage notices it: the versions of one address before and after. */
export interface NewEdit {
  readonly canonicalUrl: string;
  readonly sourceId: string;
  readonly at: string;
  readonly beforeDocumentId: string;
  readonly afterDocumentId: string;
}

/** A page that is lost: when it was last read, and when it first was missing. */
export interface NewRemoval {
  readonly canonicalUrl: string;
  readonly sourceId: string;
  readonly at: string;
  readonly lastSeen: string;
  readonly firstMissing: string;
}

const COLUMNS = [
  "canonicalUrl",
  "sourceId",
  "kind",
  "at",
  "beforeDocumentId",
  "afterDocumentId",
  "lastSeen",
  "firstMissing",
] as const;

/** Notes edits; one that was noted already changes nothing. */
export async function recordEdits(db: Db, edits: readonly NewEdit[]): Promise<void> {
  const rows = edits.map((edit) => ({ ...edit, kind: "edited" as const }));
  await insertRows(db, "pageChange", COLUMNS, rows);
}

/** Notes that a page is lost, unless its loss is noted already. */
export async function recordRemoval(db: Db, removal: NewRemoval): Promise<void> {
  if ((await findOpenRemovals(db, [removal.canonicalUrl])).length > 0) return;
  await insertRows(db, "pageChange", COLUMNS, [{ ...removal, kind: "removed" as const }]);
}

/** Notes that pages are back, where their loss was noted; the times of the loss stay with it. */
export async function recordRestorations(
  db: Db,
  pages: readonly { readonly canonicalUrl: string; readonly at: string }[],
): Promise<void> {
  if (pages.length === 0) return;
  const times = new Map(pages.map(({ canonicalUrl, at }) => [canonicalUrl, at]));
  const removals = await findOpenRemovals(db, [...times.keys()]);
  const rows = removals.map(({ canonicalUrl, sourceId, lastSeen, firstMissing }) => ({
    canonicalUrl,
    sourceId,
    kind: "restored" as const,
    at: times.get(canonicalUrl)!,
    lastSeen,
    firstMissing,
  }));
  await insertRows(db, "pageChange", COLUMNS, rows);
}

/** The losses of these addresses that no return has ended. */
export async function findOpenRemovals(
  db: Db,
  canonicalUrls: readonly string[],
): Promise<Row<"pageChange">[]> {
  return db
    .selectFrom("pageChange")
    .selectAll()
    .where("canonicalUrl", "in", listOf(canonicalUrls))
    .where("kind", "=", "removed")
    .where(
      sql<boolean>`not exists (select 1 from page_change as later where later.canonical_url = page_change.canonical_url
        and later.kind = 'restored' and later.at >= page_change.at)`,
    )
    .orderBy("id")
    .execute();
}

/**
 * Those of the documents that hold a change of their page: an edit was noted, or a later version was imported. A version
 * made only because the program reads the same page better is none.
 */
export async function findChangedDocuments(db: Db, documentIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select document.id from document join snapshot on snapshot.id = document.snapshot_id
    where document.id in ${listOf(documentIds)} and document.version > 1 and (snapshot.route = 'import'
      or exists (select 1 from page_change as c where c.canonical_url = document.canonical_url
        and c.kind = 'edited' and c.after_document_id = document.id))`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
