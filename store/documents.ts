import { sql } from "kysely";
import type { Document } from "../sources/document.ts";
import { insertRows, listOf } from "./bulk.ts";
import { type Db, inTransaction, type Row } from "./database.ts";

const COLUMNS = [
  "id",
  "snapshotId",
  "sourceId",
  "canonicalUrl",
  "version",
  "language",
  "languageCode",
  "script",
  "title",
  "text",
  "published",
  "documentNumber",
  "contentSha256",
  "current",
  "linked",
] as const;

/**
 * Adds documents; a known one changes nothing. Of each address the highest version is the current one: the others,
 * and what was read in them, are kept but marked as past.
 */
export function addDocuments(db: Db, docs: readonly Document[]): Promise<{ added: number; known: number }> {
  return inTransaction(db, async (trx) => {
    const rows = docs.map((doc) => ({ ...doc, current: 1, linked: 0, extractedWith: null }));
    const added = await insertRows(trx, "document", COLUMNS, rows, "on conflict (id) do nothing");
    const changed = docs.filter((doc) => doc.version > 1).map((doc) => doc.canonicalUrl);
    if (added > 0 && changed.length > 0) await markPast(trx, changed);
    return { added, known: docs.length - added };
  });
}

async function markPast(db: Db, canonicalUrls: readonly string[]): Promise<void> {
  const urls = listOf(canonicalUrls);
  const past = sql`select id from document where canonical_url in ${urls} and current = 0`;
  await sql`update document set indexed = 0, current = (version = (
      select max(version) from document as d where d.canonical_url = document.canonical_url))
    where canonical_url in ${urls}`.execute(db);
  await sql`update mention set current = 0 where current = 1 and document_id in (${past})`.execute(db);
  await sql`update claim set current = 0 where current = 1 and document_id in (${past})`.execute(db);
}

/** The newest version of the address. */
export function findCurrentDocument(db: Db, canonicalUrl: string): Promise<Row<"document"> | undefined> {
  return db
    .selectFrom("document")
    .selectAll()
    .where("canonicalUrl", "=", canonicalUrl)
    .where("current", "=", 1)
    .executeTakeFirst();
}

/** The current documents of the addresses, by canonical address. */
export async function findCurrentDocuments(
  db: Db,
  urls: readonly string[],
): Promise<Map<string, Row<"document">>> {
  const rows = await db
    .selectFrom("document")
    .selectAll()
    .where("canonicalUrl", "in", listOf(urls))
    .where("current", "=", 1)
    .execute();
  return new Map(rows.map((row) => [row.canonicalUrl, row]));
}

/** All versions of an address with the time each was captured, the first first. */
export function listVersions(
  db: Db,
  canonicalUrl: string,
): Promise<{ id: string; version: number; captured: string }[]> {
  return db
    .selectFrom("document")
    .innerJoin("snapshot", "snapshot.id", "document.snapshotId")
    .select(["document.id", "document.version", "snapshot.captured"])
    .where("document.canonicalUrl", "=", canonicalUrl)
    .orderBy("document.version")
    .execute();
}

/** Current documents with this number: the twin addresses of one article. */
export function findDocumentsByNumber(db: Db, documentNumber: string): Promise<Row<"document">[]> {
  return db
    .selectFrom("document")
    .selectAll()
    .where("documentNumber", "=", documentNumber)
    .where("current", "=", 1)
    .orderBy("id")
    .execute();
}

/** Current documents that the rules have not read. */
export function listUnextracted(db: Db, limit: number): Promise<Row<"document">[]> {
  return db
    .selectFrom("document")
    .selectAll()
    .where("extractedWith", "is", null)
    .where("current", "=", sql.lit(1))
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Current documents read with other rules than these, by id after `afterId`. */
export function listDocumentsReadWithOther(
  db: Db,
  configSha256: string,
  limit: number,
  afterId = "",
): Promise<Row<"document">[]> {
  return db
    .selectFrom("document")
    .selectAll()
    .where("id", ">", afterId)
    .where("current", "=", 1)
    .where("extractedWith", "is not", null)
    .where("extractedWith", "!=", configSha256)
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Says that all mentions of the documents have been linked. */
export async function markLinked(db: Db, ids: readonly string[]): Promise<void> {
  await db.updateTable("document").set({ linked: 1 }).where("id", "in", listOf(ids)).execute();
}

/** Any version, by id. */
export function findDocument(db: Db, id: string): Promise<Row<"document"> | undefined> {
  return db.selectFrom("document").selectAll().where("id", "=", id).executeTakeFirst();
}
