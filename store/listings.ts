import { sql } from "kysely";
import { insertRows, listOf, rowsOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";

/** What a filtered list named and how the filter decided, as it is stored. */
export type NewListing = Omit<Row<"listing">, "kept"> & { readonly kept: boolean };

const COLUMNS = [
  "canonicalUrl",
  "sourceId",
  "url",
  "title",
  "lead",
  "listDate",
  "foundOn",
  "firstSeen",
  "kept",
  "word",
] as const;

/** Adds what lists named; an address that was named before keeps its decision. Gives how many are new. */
export function addListings(db: Db, rows: readonly NewListing[]): Promise<number> {
  return insertRows(
    db,
    "listing",
    COLUMNS,
    rows.map((row) => ({ ...row, kept: row.kept ? 1 : 0 })),
  );
}

/** Articles of a source that its filter left out since a time, the newest first. */
export function listLeftOut(
  db: Db,
  sourceId: string,
  options: { readonly since: string; readonly limit: number },
): Promise<Row<"listing">[]> {
  return db
    .selectFrom("listing")
    .selectAll()
    .where("sourceId", "=", sourceId)
    .where("kept", "=", 0)
    .where("firstSeen", ">=", options.since)
    .orderBy("firstSeen", "desc")
    .orderBy("canonicalUrl")
    .limit(options.limit)
    .execute();
}

/** What lists named, by address. */
export async function findListings(
  db: Db,
  canonicalUrls: readonly string[],
): Promise<Map<string, Row<"listing">>> {
  const rows = await db
    .selectFrom("listing")
    .selectAll()
    .where("canonicalUrl", "in", listOf(canonicalUrls))
    .execute();
  return new Map(rows.map((row) => [row.canonicalUrl, row]));
}

/** Records that the filter, as it is now, lets these through; those it let through before keep their word. */
export async function markKept(
  db: Db,
  decisions: readonly { readonly canonicalUrl: string; readonly word: string | null }[],
): Promise<void> {
  if (decisions.length === 0) return;
  await sql`update listing set kept = 1, word = r.value ->> 'word'
    from ${rowsOf(decisions)}
    where listing.canonical_url = r.value ->> 'canonicalUrl' and listing.kept = 0`.execute(db);
}

/** Articles that a filter let through, and left out. */
export interface FilterCounts {
  readonly kept: number;
  readonly leftOut: number;
}

/** How the filter of each source decided so far. */
export async function countListings(db: Db): Promise<Map<string, FilterCounts>> {
  const rows = await db
    .selectFrom("listing")
    .select(["sourceId", "kept", (e) => e.fn.countAll<number>().as("count")])
    .groupBy(["sourceId", "kept"])
    .execute();
  const counts = new Map<string, FilterCounts>();
  for (const { sourceId, kept, count } of rows) {
    const one = counts.get(sourceId) ?? { kept: 0, leftOut: 0 };
    counts.set(sourceId, kept === 1 ? { ...one, kept: count } : { ...one, leftOut: count });
  }
  return counts;
}
