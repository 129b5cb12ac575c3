import { sql } from "kysely";
import type { SliceKey } from "./backfill.ts";
import { insertRows, listOf, rowsOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";

export type ArchivedPage = Row<"archivedPage">;

/** Notes captures that an archive lists; one that is known stays as it is. Gives how many were new. */
export function addArchivedPages(db: Db, pages: readonly ArchivedPage[]): Promise<number> {
  const columns = [
    "route",
    "sourceId",
    "year",
    "canonicalUrl",
    "captured",
    "date",
    "url",
    "digest",
    "place",
    "state",
    "reason",
  ] as const;
  return insertRows(db, "archivedPage", columns, pages);
}

/**
 * Captures to fetch of one search: of each article that is not had the earliest capture that was not tried; of articles
 * whose day is known, those of the period. Captures come by address, at most `limit`.
 */
export async function listArchivedToFetch(
  db: Db,
  key: SliceKey,
  { from, to, limit }: { readonly from: string; readonly to: string; readonly limit: number },
): Promise<ArchivedPage[]> {
  const { rows } = await sql<ArchivedPage>`
    select route, source_id as "sourceId", year, canonical_url as "canonicalUrl", min(captured) as captured, date, url,
      digest, place, state, reason
    from archived_page as page
    where source_id = ${key.sourceId} and year = ${key.year} and route = ${key.route} and state = 'listed'
      and (date is null or date between ${from} and ${to})
      and not exists (select 1 from archived_page as other where other.route = page.route
        and other.canonical_url = page.canonical_url and other.state in ('fetched', 'held'))
    group by canonical_url order by canonical_url limit ${limit}`.execute(db);
  return rows;
}

/** How many captures of an article are listed by a route. */
export async function countCaptures(
  db: Db,
  { route, canonicalUrl }: Pick<ArchivedPage, "route" | "canonicalUrl">,
): Promise<number> {
  const row = await db
    .selectFrom("archivedPage")
    .select((e) => e.fn.countAll<number>().as("count"))
    .where("route", "=", route)
    .where("canonicalUrl", "=", canonicalUrl)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Articles of a search that no capture holds, with why the last one did not. */
export async function listMissing(
  db: Db,
  key: SliceKey,
): Promise<{ canonicalUrl: string; reason: string | null }[]> {
  const { rows } = await sql<{ canonicalUrl: string; reason: string | null }>`
    select canonical_url as "canonicalUrl", max(reason) as reason from archived_page
    where source_id = ${key.sourceId} and year = ${key.year} and route = ${key.route}
    group by canonical_url having min(case state when 'unfit' then 1 else 0 end) = 1
    order by canonical_url`.execute(db);
  return rows;
}

/** Says what became of captures, and of what year the article is, now that it was read. */
export async function settleArchivedPages(
  db: Db,
  pages: readonly Pick<ArchivedPage, "route" | "canonicalUrl" | "captured" | "state" | "reason" | "year">[],
): Promise<void> {
  if (pages.length === 0) return;
  await sql`update archived_page set state = r.value ->> 'state', reason = r.value ->> 'reason',
      year = r.value ->> 'year'
    from ${rowsOf(pages)}
    where archived_page.route = r.value ->> 'route' and archived_page.captured = r.value ->> 'captured'
      and archived_page.canonical_url = r.value ->> 'canonicalUrl'`.execute(db);
}

/** Articles of one source and year that a route lists, and what became of them. */
export interface ArchivedCounts {
  readonly found: number;
  /** Had already by another route or at another address. */
  readonly held: number;
  readonly fetched: number;
  /** No capture holds the article. */
  readonly missing: number;
  /** Not tried yet. */
  readonly waiting: number;
}

/** The counts of sources by "source year route". */
export async function countArchived(
  db: Db,
  sourceIds: readonly string[],
): Promise<Map<string, ArchivedCounts>> {
  const { rows } = await sql<{ key: string } & ArchivedCounts>`
    select source_id || ' ' || year || ' ' || route as key, count(*) as found, sum(best = 2) as held,
      sum(best = 3) as fetched, sum(best = 0) as missing, sum(best = 1) as waiting
    from (
      select source_id, year, route,
        max(case state when 'fetched' then 3 when 'held' then 2 when 'listed' then 1 else 0 end) as best
      from archived_page where source_id in ${listOf(sourceIds)}
      group by source_id, year, route, canonical_url)
    group by source_id, year, route`.execute(db);
  return new Map(rows.map(({ key, ...counts }) => [key, counts]));
}

/**
 * Which of the articles are had: an address that was read by whatever route, or a mission's article of the same number
 * at another address.
 */
export async function findHeldArticles(
  db: Db,
  articles: readonly { readonly canonicalUrl: string; readonly documentNumber: string | null }[],
): Promise<Set<string>> {
  const byUrl = await db
    .selectFrom("document")
    .select("canonicalUrl")
    .where("canonicalUrl", "in", listOf(articles.map(({ canonicalUrl }) => canonicalUrl)))
    .execute();
  const numbers = articles.flatMap(({ documentNumber }) => documentNumber ?? []);
  const byNumber = await db
    .selectFrom("document")
    .select("documentNumber")
    .where("documentNumber", "in", listOf(numbers))
    .where("current", "=", 1)
    .execute();
  const urls = new Set(byUrl.map((row) => row.canonicalUrl));
  const held = new Set(byNumber.map((row) => row.documentNumber));
  return new Set(
    articles
      .filter(
        ({ canonicalUrl, documentNumber }) =>
          urls.has(canonicalUrl) || (documentNumber !== null && held.has(documentNumber)),
      )
      .map(({ canonicalUrl }) => canonicalUrl),
  );
}
