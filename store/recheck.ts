import type { Db, Row } from "./database.ts";

export interface RecheckOptions {
  /** Only articles first seen at this time or later. */
  readonly seenSince: string;
  /** Only those not asked for since this time. */
  readonly notCheckedSince: string;
  readonly limit: number;
}

/** Articles of a source that were read before, to look at again for a change or a loss; the newest first. */
export function listPagesToRecheck(
  db: Db,
  sourceId: string,
  options: RecheckOptions,
): Promise<Row<"page">[]> {
  return db
    .selectFrom("page")
    .selectAll()
    .where("sourceId", "=", sourceId)
    .where("kind", "=", "article")
    .where("state", "in", ["ok", "unreadable", "gone"])
    .where("firstSeen", ">=", options.seenSince)
    .where("lastChecked", "<", options.notCheckedSince)
    .orderBy("firstSeen", "desc")
    .orderBy("canonicalUrl")
    .limit(options.limit)
    .execute();
}
