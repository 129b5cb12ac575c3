import { sql } from "kysely";
import type { Db, Row } from "./database.ts";

export interface KnownPagesOptions {
  /** Only articles whose next look is due at this time. */
  readonly dueAt: string;
  /** Only those not asked for since this time. With the start of the run, no page is asked for twice in it. */
  readonly notCheckedSince: string;
  readonly limit: number;
}

/**
 * Articles of a source that were read before, or are missing, and are due for another look. Those first seen on the
 * latest day come first; of one day, those that have been due the longest, so that every one has its turn.
 */
export function listKnownPages(
  db: Db,
  sourceId: string,
  { dueAt, notCheckedSince, limit }: KnownPagesOptions,
): Promise<Row<"page">[]> {
  return db
    .selectFrom("page")
    .selectAll()
    .where("sourceId", "=", sourceId)
    .where("kind", "=", sql.lit("article"))
    .where("nextCheck", "<=", dueAt)
    .where("lastChecked", "<", notCheckedSince)
    .where((e) => e.or([e("lastSuccess", "is not", null), e("state", "in", ["ok", "unreadable", "gone"])]))
    .orderBy(sql`substr(first_seen, 1, 10)`, "desc")
    .orderBy("nextCheck")
    .orderBy("canonicalUrl")
    .limit(limit)
    .execute();
}
