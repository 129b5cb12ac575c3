import { sql } from "kysely";
import { insertRows, rowsOf } from "./bulk.ts";
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
}

/** Adds addresses; a known one keeps all it has, but one that was gone and is linked again is asked for again. */
export async function upsertFoundPages(db: Db, rows: readonly FoundPage[]): Promise<number> {
  const columns = ["canonicalUrl", "sourceId", "kind", "url", "state", "foundOn", "firstSeen"] as const;
  const added = await insertRows(
    db,
    "page",
    columns,
    rows.map((row) => ({ ...row, state: "found" as const })),
  );
  if (added < rows.length) {
    await sql`update page set state = 'found' where state = 'gone'
      and canonical_url in (select value ->> 'canonicalUrl' from ${rowsOf(rows)})`.execute(db);
  }
  return added;
}

/** What is known of an address. */
export function findPage(db: Db, canonicalUrl: string): Promise<Row<"page"> | undefined> {
  return db.selectFrom("page").selectAll().where("canonicalUrl", "=", canonicalUrl).executeTakeFirst();
}

/** What is known of an address. Throws when it was never found. */
export async function getPage(db: Db, canonicalUrl: string): Promise<Row<"page">> {
  const row = await findPage(db, canonicalUrl);
  if (!row) throw new Error(`no page ${canonicalUrl}`);
  return row;
}

/** Which pages to ask for. */
export interface ToFetchOptions {
  /** Only pages not asked for since this time. With the start of the run, no page is asked for twice in it. */
  readonly notCheckedSince?: string;
  /** Also pages that have been read before, to notice a change or a loss. */
  readonly includeRead?: boolean;
}

/** Pages of a source to ask for: never asked first, then the longest not asked. */
export function listPagesToFetch(
  db: Db,
  sourceId: string,
  kind: "list" | "article",
  limit: number,
  options: ToFetchOptions = {},
): Promise<Row<"page">[]> {
  const { notCheckedSince, includeRead = false } = options;
  let query = db
    .selectFrom("page")
    .selectAll()
    .where("sourceId", "=", sourceId)
    .where("kind", "=", kind)
    .orderBy("lastChecked", (order) => order.asc().nullsFirst())
    .orderBy("firstSeen")
    .orderBy("canonicalUrl")
    .limit(limit);
  if (!includeRead) query = query.where("state", "in", ["found", "failed", "blocked"]);
  if (notCheckedSince !== undefined) {
    query = query.where((e) => e.or([e("lastChecked", "is", null), e("lastChecked", "<", notCheckedSince)]));
  }
  return query.execute();
}

/** Records one answer, as {@link recordAnswers}. */
export function recordAnswer(db: Db, canonicalUrl: string, answer: PageAnswer): Promise<void> {
  return recordAnswers(db, [{ canonicalUrl, ...answer }]);
}

/** Records answers. A good one sets the time of success and ends a loss. The pages must have been found before. */
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
      last_snapshot_id = ${kept("lastSnapshotId", "last_snapshot_id")}
    from ${rowsOf(rows)} where page.canonical_url = r.value ->> 'canonicalUrl'`.execute(db);
  const pages = new Set(rows.map((row) => row.canonicalUrl)).size;
  if (Number(result.numAffectedRows) < pages) {
    throw new Error(
      `an answer of a page that was never found, among ${rows[0]!.canonicalUrl} and ${pages - 1} more`,
    );
  }
}

/** The page answered that it no longer exists; the first such time is kept, and so is all that was read from it. */
export function recordGone(db: Db, canonicalUrl: string, at: string): Promise<void> {
  return recordAnswer(db, canonicalUrl, { state: "gone", checked: at });
}
