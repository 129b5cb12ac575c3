import { sql } from "kysely";
import { insertRows, rowsOf } from "./bulk.ts";
import type { Db } from "./database.ts";

/** The hashes by which copies of a document's text are found. */
export interface DocumentPassages {
  readonly documentId: string;
  readonly hashes: readonly number[];
}

/** Two documents, the smaller id first, and how many hashes they share; `totals` are how many each has. */
export interface SharedPassages {
  readonly a: string;
  readonly b: string;
  readonly shared: number;
  readonly totals: readonly [number, number];
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
const MOST_HOLDERS = 64;

/** Which stored documents share hashes with these. The cost grows with the hashes asked for, not with what is stored. */
export async function findSharedPassages(
  db: Db,
  documents: readonly DocumentPassages[],
): Promise<SharedPassages[]> {
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
  const found = new Map<string, { a: string; b: string; shared: number; totals: [number, number] }>();
  for (const { hash, id, total } of rows) {
    for (const own of asked.get(hash)!) {
      // Two documents of the batch find one another from both sides: the one with the greater id counts, as the smaller
      // ids are the ones that are looked at.
      if (own === id || (totals.has(id) && id > own)) continue;
      const ownTotal = totals.get(own)!;
      const [a, b] = own < id ? [own, id] : [id, own];
      const key = `${a} ${b}`;
      const pair = found.get(key) ?? {
        a,
        b,
        shared: 0,
        totals: own === a ? [ownTotal, total] : [total, ownTotal],
      };
      pair.shared++;
      found.set(key, pair);
    }
  }
  return [...found.values()];
}
