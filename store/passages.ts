import { sql } from "kysely";
import { insertRows, rowsOf } from "./bulk.ts";
import type { Db } from "./database.ts";

/** The hashes by which copies of a document's text are found. */
export interface DocumentPassages {
  readonly documentId: string;
  readonly hashes: readonly number[];
}

/** Adds the passages of documents; those that are there already stay. */
export async function addPassages(db: Db, documents: readonly DocumentPassages[]): Promise<void> {
  const rows = documents.flatMap(({ documentId, hashes }) =>
    hashes.map((hash) => ({ hash, documentId, total: hashes.length })),
  );
  // In the order of the key, so that neighbours in the table are written one after the other.
  rows.sort((x, y) => x.hash - y.hash);
  await insertRows(db, "passage", ["hash", "documentId", "total"], rows);
}

/** Takes away passages of documents that are no longer current; the caller works the hashes out again from their texts. */
export async function removePassages(db: Db, documents: readonly DocumentPassages[]): Promise<void> {
  const rows = documents.flatMap(({ documentId, hashes }) => hashes.map((hash) => ({ hash, documentId })));
  await sql`delete from passage where (hash, document_id) in
    (select r.value ->> 'hash', r.value ->> 'documentId' from ${rowsOf(rows)})`.execute(db);
}

/** Documents that are looked at for one hash, by id: what more of them share is furniture, or copied so often that any of these leads to the rest. */
const MOST_HOLDERS = 256;

/**
 * Pairs of these documents and stored ones, the smaller id first, that share so many hashes that they are `likely` copies,
 * given also how many each has. The cost grows with the hashes asked for, not with what is stored.
 */
export async function findLikelyCopies(
  db: Db,
  documents: readonly DocumentPassages[],
  likely: (shared: number, total: number, otherTotal: number) => boolean,
): Promise<(readonly [a: string, b: string])[]> {
  const totals = new Map(documents.map(({ documentId, hashes }) => [documentId, hashes.length]));
  const asked = new Map<number, string[]>();
  for (const { documentId, hashes } of documents) {
    for (const hash of hashes) asked.set(hash, [...(asked.get(hash) ?? []), documentId]);
  }
  const { rows } = await sql<{ hash: number; id: string; total: number }>`
    select p.hash as hash, p.document_id as id, p.total as total
    from json_each(${JSON.stringify([...asked.keys()])}) as r cross join passage as p
    where p.hash = r.value and p.document_id <= coalesce((select last.document_id from passage as last
      where last.hash = r.value order by last.document_id limit 1 offset ${sql.lit(MOST_HOLDERS - 1)}), '~')`.execute(
    db,
  );
  const totalOf = new Map(rows.map(({ id, total }) => [id, total]));
  const shared = new Map(documents.map(({ documentId }) => [documentId, new Map<string, number>()]));
  for (const { hash, id } of rows) {
    for (const own of asked.get(hash)!) {
      // Two documents of the batch find one another from both sides: the one with the greater id counts, as the smaller
      // ids are the ones that are looked at.
      if (own === id || (totals.has(id) && id > own)) continue;
      const counts = shared.get(own)!;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  const pairs: (readonly [string, string])[] = [];
  for (const [own, counts] of shared) {
    for (const [id, count] of counts) {
      if (!likely(count, totals.get(own)!, totalOf.get(id)!)) continue;
      pairs.push(own < id ? [own, id] : [id, own]);
    }
  }
  return pairs;
}
