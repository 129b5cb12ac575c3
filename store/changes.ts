import { sql } from "kysely";
import { affectedEvents } from "./affected-events.ts";
import { listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";
import { differenceOf, unifiedDifference } from "./difference.ts";

/** An edit, a loss or a return of an official page, with the article it is about. */
export interface PageChange extends Row<"pageChange"> {
  /** Of the newest version that is known; null when the page was never read as an article. */
  readonly document: Row<"document"> | null;
  /** Of an edit, the versions it lies between. */
  readonly before: Row<"document"> | null;
  readonly after: Row<"document"> | null;
  /** Of an edit, the events that it added, took away or made read otherwise; else those that the page reports. */
  readonly eventIds: readonly string[];
}

/** Which changes to list: all that is given must hold. */
export interface ChangeFilter {
  /** Noticed at this time or later. */
  readonly since?: string | undefined;
  /** Noticed before this time. */
  readonly until?: string | undefined;
  readonly sourceId?: string | undefined;
  readonly kind?: Row<"pageChange">["kind"] | undefined;
  readonly canonicalUrls?: readonly string[] | undefined;
}

/** A page of the list. */
export interface ChangePage {
  readonly changes: PageChange[];
  /** How many match in all. */
  readonly total: number;
  /** Pass as `after` for the next page; null on the last one. */
  readonly next: number | null;
}

/** Changes that match, the latest noticed first. */
export async function listChanges(
  db: Db,
  filter: ChangeFilter = {},
  page: { readonly limit?: number | undefined; readonly after?: number | undefined } = {},
): Promise<ChangePage> {
  const limit = Math.min(Math.max(Math.trunc(page.limit ?? 50), 1), 500);
  const matching = matchingChanges(db, filter);
  const { count } = await matching
    .select((e) => e.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  let query = matching.selectAll("pageChange");
  if (page.after !== undefined) {
    query = query.where(
      sql<boolean>`(page_change.at, page_change.id) <
        (select at, id from page_change where id = ${page.after})`,
    );
  }
  const rows = await query
    .orderBy("pageChange.at", "desc")
    .orderBy("pageChange.id", "desc")
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? shown.at(-1)!.id : null;
  return { changes: await withDocuments(db, shown), total: count, next };
}

function matchingChanges(db: Db, { since, until, sourceId, kind, canonicalUrls }: ChangeFilter) {
  let query = db.selectFrom("pageChange");
  if (since !== undefined) query = query.where("pageChange.at", ">=", since);
  if (until !== undefined) query = query.where("pageChange.at", "<", until);
  if (sourceId !== undefined) query = query.where("pageChange.sourceId", "=", sourceId);
  if (kind !== undefined) query = query.where("pageChange.kind", "=", kind);
  if (canonicalUrls !== undefined)
    query = query.where("pageChange.canonicalUrl", "in", listOf(canonicalUrls));
  return query;
}

async function withDocuments(db: Db, rows: readonly Row<"pageChange">[]): Promise<PageChange[]> {
  const named = rows.flatMap(({ beforeDocumentId, afterDocumentId }) => [beforeDocumentId, afterDocumentId]);
  const documents = await db
    .selectFrom("document")
    .selectAll()
    .where((e) =>
      e.or([
        e("id", "in", listOf(named.filter((id) => id !== null))),
        e.and([
          e("canonicalUrl", "in", listOf([...new Set(rows.map(({ canonicalUrl }) => canonicalUrl))])),
          e("current", "=", 1),
        ]),
      ]),
    )
    .execute();
  const byId = new Map(documents.map((document) => [document.id, document]));
  const newest = new Map(
    documents.filter(({ current }) => current === 1).map((document) => [document.canonicalUrl, document]),
  );
  const found = rows.map((row) => ({
    ...row,
    document: newest.get(row.canonicalUrl) ?? null,
    before: byId.get(row.beforeDocumentId ?? "") ?? null,
    after: byId.get(row.afterDocumentId ?? "") ?? null,
  }));
  const events = await affectedEvents(db, found);
  return found.map((change, at) => ({ ...change, eventIds: events[at]! }));
}

/** Addresses of the pages that report an event, or that reported it in an earlier version. */
export async function pagesOfEvent(db: Db, eventId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("link")
    .innerJoin("mention", "mention.id", "link.mentionId")
    .innerJoin("document", "document.id", "mention.documentId")
    .select("document.canonicalUrl")
    .distinct()
    .where("link.eventId", "=", eventId)
    .orderBy("document.canonicalUrl")
    .execute();
  return rows.map(({ canonicalUrl }) => canonicalUrl);
}

/** A change as it leaves the program, on the command line and as JSON for programs. */
export function exportedChange(change: PageChange) {
  const { before, after, document } = change;
  const shown = after ?? document;
  return {
    id: change.id,
    kind: change.kind,
    at: change.at,
    source: change.sourceId,
    canonical_url: change.canonicalUrl,
    title: shown?.title ?? null,
    published: shown?.published ?? null,
    last_seen: change.lastSeen,
    first_missing: change.firstMissing,
    document: shown?.id ?? null,
    before: before?.id ?? null,
    after: after?.id ?? null,
    difference: before && after ? unifiedDifference(differenceOf(before, after)) : null,
    events: change.eventIds,
  };
}
