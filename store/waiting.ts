import type { Db } from "./database.ts";

/** What of a source waits to be fetched. */
export interface Waiting {
  /** Articles are known that were never asked for. */
  readonly more: boolean;
  /** When the first of the articles that were read is to be read again; null when none is. */
  readonly nextCheck: string | null;
}

/** What of a source waits to be fetched, now and later. */
export async function readWaiting(db: Db, sourceId: string): Promise<Waiting> {
  const articles = db.selectFrom("page").where("sourceId", "=", sourceId).where("kind", "=", "article");
  const found = await articles
    .select("canonicalUrl")
    .where("state", "=", "found")
    .where("lastChecked", "is", null)
    .limit(1)
    .executeTakeFirst();
  const { next } = await articles
    .select((e) => e.fn.min("nextCheck").as("next"))
    .where("nextCheck", "is not", null)
    .executeTakeFirstOrThrow();
  return { more: found !== undefined, nextCheck: next };
}
