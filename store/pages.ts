import { sql } from "kysely";
import { insertRows, listOf, rowsOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";

/** An address met on a list page, or named by a person. */
export interface FoundPage {
  readonly canonicalUrl: string;
  readonly sourceId: string;
  readonly kind: "list" | "article";
  readonly url: string;
  readonly foundOn: string | null;
  readonly firstSeen: string;
}

/** What an address answered. An absent key keeps its stored value, as after "304 not modified". */
export interface PageAnswer {
  readonly state: Row<"page">["state"];
  readonly checked: string;
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  readonly sha256?: string | null;
  readonly lastSnapshotId?: string | null;
  /** When it is asked for again; see `pipeline/next-check.ts`. */
  readonly nextCheck?: string | null;
}

/** A dead link can stay on a list for years: naming a missing page again brings the next look forward to so long after the last. */
const LISTED_AGAIN_MS = 7 * 86_400_000;

/** Adds addresses; a known one keeps all it has, but one that is gone and is linked again is soon asked for again. */
export async function upsertFoundPages(db: Db, rows: readonly FoundPage[]): Promise<number> {
  const columns = ["canonicalUrl", "sourceId", "kind", "url", "state", "foundOn", "firstSeen"] as const;
  const added = await insertRows(
    db,
    "page",
    columns,
    rows.map((row) => ({ ...row, state: "found" as const })),
  );
  if (added < rows.length) {
    const now = rows[0]!.firstSeen;
    const before = `${new Date(Date.parse(now) - LISTED_AGAIN_MS).toISOString().slice(0, 19)}Z`;
    await sql`update page set next_check = ${now} where state = 'gone' and last_checked <= ${before}
      and next_check > ${now} and canonical_url in (select value ->> 'canonicalUrl' from ${rowsOf(rows)})`.execute(
      db,
    );
  }
  return added;
}

/** What is known of an address. */
export function findPage(db: Db, canonicalUrl: string): Promise<Row<"page"> | undefined> {
  return db.selectFrom("page").selectAll().where("canonicalUrl", "=", canonicalUrl).executeTakeFirst();
}

/**
 * The list or home page of a source that has this address, or that last gave these bytes: where an article's address
 * gives one of them, the article is not there.
 */
export async function findListAnswer(
  db: Db,
  sourceId: string,
  answer: { readonly canonicalUrl: string; readonly sha256: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom("page")
    .select("canonicalUrl")
    .where("sourceId", "=", sourceId)
    .where("kind", "=", "list")
    .where((e) => e.or([e("canonicalUrl", "=", answer.canonicalUrl), e("sha256", "=", answer.sha256)]))
    .limit(1)
    .executeTakeFirst();
  return row?.canonicalUrl;
}

/** The canonical address of one article that was read, for each source that has any. */
export async function findStoredAddresses(
  db: Db,
  sourceIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ sourceId: string; canonicalUrl: string | null }>`
    select asked.value as source_id, (
      select canonical_url from page where source_id = asked.value and kind = 'article' and state = 'ok' limit 1
    ) as canonical_url from ${listOf(sourceIds)} as asked`.execute(db);
  return new Map(
    rows.flatMap(({ sourceId, canonicalUrl }) => (canonicalUrl ? [[sourceId, canonicalUrl]] : [])),
  );
}

/** Which pages to ask for. */
export interface ToFetchOptions {
  /** Only pages not asked for since this time. With the start of the run, no page is asked for twice in it. */
  readonly notCheckedSince?: string;
  /** Leaves out pages that could not be fetched and are not to be tried again before a later time. */
  readonly dueAt?: string;
}

/** Pages of a source that were never read: never asked first, then the longest not asked. */
export function listPagesToFetch(
  db: Db,
  sourceId: string,
  kind: "list" | "article",
  limit: number,
  options: ToFetchOptions = {},
): Promise<Row<"page">[]> {
  const { notCheckedSince, dueAt } = options;
  let query = db
    .selectFrom("page")
    .selectAll()
    .where("sourceId", "=", sourceId)
    .where("kind", "=", kind)
    .where("state", "in", ["found", "failed", "blocked"])
    .where("lastSuccess", "is", null)
    .orderBy("lastChecked", (order) => order.asc().nullsFirst())
    .orderBy("firstSeen")
    .orderBy("canonicalUrl")
    .limit(limit);
  if (dueAt !== undefined) {
    query = query.where((e) => e.or([e("nextCheck", "is", null), e("nextCheck", "<=", dueAt)]));
  }
  if (notCheckedSince !== undefined) {
    query = query.where((e) => e.or([e("lastChecked", "is", null), e("lastChecked", "<", notCheckedSince)]));
  }
  return query.execute();
}

/** Addresses of articles of a source that were asked for and never answered, though they are not gone. */
export async function listUnanswered(db: Db, sourceId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("page")
    .select("canonicalUrl")
    .where("sourceId", "=", sourceId)
    .where("kind", "=", "article")
    .where("state", "in", ["failed", "blocked"])
    .where("lastSuccess", "is", null)
    .orderBy("canonicalUrl")
    .execute();
  return rows.map(({ canonicalUrl }) => canonicalUrl);
}

/** Records one answer, as {@link recordAnswers}. */
export function recordAnswer(db: Db, canonicalUrl: string, answer: PageAnswer): Promise<void> {
  return recordAnswers(db, [{ canonicalUrl, ...answer }]);
}

/**
 * Records answers. A good one sets the time of success and ends a loss; of a loss the first time is kept, and so is all
 * that was read from the page. The pages must have been found before.
 */
export async function recordAnswers(
  db: Db,
  rows: readonly (PageAnswer & { readonly canonicalUrl: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  const kept = (key: string, column: string) =>
    sql`case when json_type(r.value, ${sql.lit(`$.${key}`)}) is null then page.${sql.raw(column)}
      else r.value ->> ${sql.lit(key)} end`;
  const result = await sql`update page set
      state = r.value ->> 'state',
      last_checked = r.value ->> 'checked',
      last_success = case when r.value ->> 'state' = 'ok' then r.value ->> 'checked' else page.last_success end,
      missing_since = case r.value ->> 'state'
        when 'ok' then null
        when 'gone' then coalesce(page.missing_since, r.value ->> 'checked')
        else page.missing_since end,
      etag = ${kept("etag", "etag")},
      last_modified = ${kept("lastModified", "last_modified")},
      sha256 = ${kept("sha256", "sha256")},
      last_snapshot_id = ${kept("lastSnapshotId", "last_snapshot_id")},
      next_check = ${kept("nextCheck", "next_check")}
    from ${rowsOf(rows)} where page.canonical_url = r.value ->> 'canonicalUrl'`.execute(db);
  const pages = new Set(rows.map((row) => row.canonicalUrl)).size;
  if (Number(result.numAffectedRows) < pages) {
    throw new Error(
      `an answer of a page that was never found, among ${rows[0]!.canonicalUrl} and ${pages - 1} more`,
    );
  }
}
