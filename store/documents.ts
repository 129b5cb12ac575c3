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

/** Current documents that the rules have not read, by id after `afterId`. */
export function listUnextracted(db: Db, limit: number, afterId = ""): Promise<Row<"document">[]> {
  return db
    .selectFrom("document")
    .selectAll()
    .where("extractedWith", "is", null)
    .where("current", "=", sql.lit(1))
    .where("id", ">", afterId)
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** How many current documents the rules have not read. */
export async function countUnextracted(db: Db): Promise<number> {
  const row = await db
    .selectFrom("document")
    .select((e) => e.fn.countAll<number>().as("count"))
    .where("extractedWith", "is", null)
    .where("current", "=", sql.lit(1))
    .executeTakeFirstOrThrow();
  return row.count;
}

/**
 * Says what documents are read with; null: they wait to be read. Of those in `linking` it also says that their mentions
 * wait to be linked, or that there is nothing left to link; in one statement, because each writes the texts anew.
 */
export async function markRead(
  db: Db,
  ids: readonly string[],
  by: { readonly sha256: string; readonly version: string | null } | null,
  linking: { readonly waiting: readonly string[]; readonly done: readonly string[] } = {
    waiting: [],
    done: [],
  },
): Promise<void> {
  await db
    .updateTable("document")
    .set({
      extractedWith: by?.sha256 ?? null,
      extractedVersion: by?.version ?? null,
      linked: sql<number>`case when id in ${listOf(linking.waiting)} then 0
        when id in ${listOf(linking.done)} then 1 else linked end`,
    })
    .where("id", "in", listOf(ids))
    .execute();
}

/** What the current documents were read with, and how many with each; those that wait to be read are not counted. */
export async function countReadWith(
  db: Db,
): Promise<{ sha256: string; version: string | null; documents: number }[]> {
  const rows = await db
    .selectFrom("document")
    .select(["extractedWith", "extractedVersion"])
    .select((e) => e.fn.countAll<number>().as("documents"))
    .where("current", "=", 1)
    .where("extractedWith", "is not", null)
    .groupBy(["extractedWith", "extractedVersion"])
    .orderBy("extractedWith")
    .orderBy("extractedVersion")
    .execute();
  return rows.map(({ extractedWith, extractedVersion, documents }) => ({
    sha256: extractedWith!,
    version: extractedVersion,
    documents,
  }));
}

/** Ids of the current documents that were read with these rules, in order. */
export async function listIdsReadWith(
  db: Db,
  { sha256, version }: { readonly sha256: string; readonly version: string | null },
): Promise<string[]> {
  const rows = await db
    .selectFrom("document")
    .select("id")
    .where("current", "=", 1)
    .where("extractedWith", "=", sha256)
    .where("extractedVersion", "is", version)
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
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

/** Title, text and source of documents, by id. */
export async function findTexts(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { readonly title: string; readonly text: string; readonly sourceId: string }>> {
  const rows = await db
    .selectFrom("document")
    .select(["id", "title", "text", "sourceId"])
    .where("id", "in", listOf(ids))
    .execute();
  return new Map(rows.map(({ id, ...text }) => [id, text]));
}

/** Says that all mentions of the documents have been linked. */
export async function markLinked(
  db: Db,
  ids: readonly string[],
  linkedWith: string | null = null,
): Promise<void> {
  await db.updateTable("document").set({ linked: 1, linkedWith }).where("id", "in", listOf(ids)).execute();
}

/** How many current documents have mentions that were joined to events with another linking configuration than this. */
export async function countLinkedWithOther(db: Db, sha256: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from document
    where linked_with is not null and linked_with <> ${sha256} and current = 1`.execute(db);
  return rows[0]!.n;
}

/** Has linking look at the mentions of those documents again. */
export async function relinkThoseOfOther(db: Db, sha256: string): Promise<void> {
  await sql`update document set linked = 0
    where linked_with is not null and linked_with <> ${sha256} and current = 1`.execute(db);
}

/** Any version, by id. */
export function findDocument(db: Db, id: string): Promise<Row<"document"> | undefined> {
  return db.selectFrom("document").selectAll().where("id", "=", id).executeTakeFirst();
}

/**
 * How many current documents of sources were published in each year, by "source year"; only those that came by one route,
 * when it is given.
 */
export async function countByYear(
  db: Db,
  sourceIds: readonly string[],
  route?: Row<"snapshot">["route"],
): Promise<Map<string, number>> {
  // What another site reposted was not found on the source's own, whose page it comes in as.
  const by =
    route === undefined
      ? sql``
      : sql`and snapshot.route = ${route} and snapshot.url not in
          (select url from archived_page where route = 'repost' and state = 'fetched')`;
  const { rows } = await sql<{ key: string; count: number }>`
    select document.source_id || ' ' || substr(published, 1, 4) as key, count(*) as count
    from document join snapshot on snapshot.id = document.snapshot_id
    where document.source_id in ${listOf(sourceIds)} and current = 1 and published is not null ${by}
    group by 1`.execute(db);
  return new Map(rows.map(({ key, count }) => [key, count]));
}
