import { sql } from "kysely";
import type { Snapshot } from "../sources/snapshot.ts";
import { insertRows, rowsOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";

const COLUMNS = [
  "id",
  "sourceId",
  "url",
  "canonicalUrl",
  "finalUrl",
  "captured",
  "route",
  "kind",
  "httpStatus",
  "contentType",
  "sha256",
  "bytes",
  "etag",
  "lastModified",
  "warcFile",
  "warcOffset",
  "warcLength",
  "revisitOf",
] as const;

/** Adds snapshots; one that is already known changes nothing. Gives how many were new. */
export function addSnapshots(db: Db, rows: readonly Snapshot[]): Promise<number> {
  return insertRows(
    db,
    "snapshot",
    COLUMNS,
    rows.map((row) => ({ ...row, parsed: null })),
  );
}

/** The newest snapshot of the address with these bytes. */
export function findSnapshotByPayload(
  db: Db,
  canonicalUrl: string,
  sha256: string,
): Promise<Row<"snapshot"> | undefined> {
  return db
    .selectFrom("snapshot")
    .selectAll()
    .where("sha256", "=", sha256)
    .where("canonicalUrl", "=", canonicalUrl)
    .orderBy("captured", "desc")
    .limit(1)
    .executeTakeFirst();
}

/**
 * Snapshots of articles that the parse stage has not read, oldest first, those of one second in the order they were
 * added: so versions come in their order, and the same input gives the same versions.
 */
export function listUnparsedSnapshots(db: Db, limit: number): Promise<Row<"snapshot">[]> {
  return db
    .selectFrom("snapshot")
    .selectAll()
    .where("parsed", "is", null)
    .where("kind", "=", sql.lit("article"))
    .orderBy("captured")
    .orderBy(sql`rowid`)
    .limit(limit)
    .execute();
}

/** Says what became of snapshots: "document", "same", or the code of the issue that was opened. */
export async function markParsed(
  db: Db,
  rows: readonly { readonly id: string; readonly parsed: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`update snapshot set parsed = r.value ->> 'parsed' from ${rowsOf(rows)}
    where snapshot.id = r.value ->> 'id'`.execute(db);
}

/** The snapshot. Throws when there is none. */
export async function getSnapshot(db: Db, id: string): Promise<Row<"snapshot">> {
  const row = await db.selectFrom("snapshot").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Error(`no snapshot ${id}`);
  return row;
}

/** The usual size of an archived article, compressed; null while there is none. */
export async function averageBytes(db: Db): Promise<number | null> {
  const { rows } = await sql<{ bytes: number | null }>`
    select avg(warc_length) as bytes from (
      select warc_length from snapshot where kind = 'article' and revisit_of is null
      order by rowid desc limit 1000)`.execute(db);
  return rows[0]?.bytes ?? null;
}
