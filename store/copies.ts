import { sql } from "kysely";
import { insertRows, listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";

/** What comparing a document takes. */
export type ComparableText = Pick<Row<"document">, "id" | "canonicalUrl" | "text" | "language" | "script">;

const COMPARABLE = ["id", "canonicalUrl", "text", "language", "script"] as const;

/** Current documents that wait to be compared, by id. */
export function listUncompared(db: Db, limit: number): Promise<ComparableText[]> {
  return db
    .selectFrom("document")
    .select(COMPARABLE)
    .where("compared", "=", sql.lit(0))
    .where("current", "=", sql.lit(1))
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Past versions of the addresses that still count among the compared. */
export function listPastCompared(db: Db, canonicalUrls: readonly string[]): Promise<ComparableText[]> {
  return db
    .selectFrom("document")
    .select(COMPARABLE)
    .where("canonicalUrl", "in", listOf(canonicalUrls))
    .where("current", "=", 0)
    .where("compared", "=", 1)
    .orderBy("id")
    .execute();
}

/** The documents of these ids that are current. */
export function listComparable(db: Db, ids: readonly string[]): Promise<ComparableText[]> {
  return db
    .selectFrom("document")
    .select(COMPARABLE)
    .where("id", "in", listOf(ids))
    .where("current", "=", 1)
    .execute();
}

/** Two documents that are one text, the smaller id first. */
export type NewCopy = Row<"documentCopy">;

/** Says that the documents were compared and which pairs are copies. */
export async function saveCompared(
  db: Db,
  documentIds: readonly string[],
  copies: readonly NewCopy[],
): Promise<void> {
  const columns = ["documentA", "documentB", "likeness"] as const;
  const conflict = "on conflict (document_a, document_b) do update set likeness = excluded.likeness";
  await insertRows(db, "documentCopy", columns, copies, conflict);
  await db.updateTable("document").set({ compared: 1 }).where("id", "in", listOf(documentIds)).execute();
}

/** Takes documents that are past out of all pairs. */
export async function dropCopies(db: Db, documentIds: readonly string[]): Promise<void> {
  const ids = listOf(documentIds);
  for (const column of ["documentA", "documentB"] as const) {
    await db.deleteFrom("documentCopy").where(column, "in", ids).execute();
  }
  await db.updateTable("document").set({ compared: 0 }).where("id", "in", ids).execute();
}

/** The copies of each document that has any, by id. */
export async function findCopies(db: Db, documentIds: readonly string[]): Promise<Map<string, string[]>> {
  const ids = listOf(documentIds);
  const { rows } = await sql<{ id: string; copy: string }>`
    select document_a as id, document_b as copy from document_copy where document_a in ${ids}
    union all select document_b, document_a from document_copy where document_b in ${ids}
    order by 1, 2`.execute(db);
  const copies = new Map<string, string[]>();
  for (const { id, copy } of rows) copies.set(id, [...(copies.get(id) ?? []), copy]);
  return copies;
}

/** Another address of a text. */
export interface CopyOfText {
  readonly id: string;
  readonly canonicalUrl: string;
  readonly sourceId: string;
  readonly title: string;
  readonly language: Row<"document">["language"];
  readonly script: Row<"document">["script"];
  readonly published: string | null;
  /** The share of the shorter text that stands in the other; 1 for the very same page. */
  readonly likeness: number;
}

/** Where else the text of a document stands, whole or cut; the most alike first. */
export async function listCopies(
  db: Db,
  document: Pick<Row<"document">, "id" | "contentSha256">,
): Promise<CopyOfText[]> {
  const { rows } = await sql<CopyOfText>`
    with alike (id, likeness) as (
      select document_b, likeness from document_copy where document_a = ${document.id}
      union all select document_a, likeness from document_copy where document_b = ${document.id}
      union all select id, 1 from document
        where content_sha256 = ${document.contentSha256} and current = 1 and id <> ${document.id})
    select d.id, d.canonical_url as "canonicalUrl", d.source_id as "sourceId", d.title, d.language, d.script,
      d.published, max(alike.likeness) as likeness
    from alike join document as d on d.id = alike.id where d.current = 1
    group by d.id, d.canonical_url, d.source_id, d.title, d.language, d.script, d.published
    order by likeness desc, d.canonical_url`.execute(db);
  return rows;
}
