import { sql } from "kysely";
import type { SliceKey } from "./backfill.ts";
import { insertRows, listOf, rowsOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";

export type ArchivedPage = Row<"archivedPage">;
/** A route whose captures are listed before they are fetched. */
export type ArchivedRoute = ArchivedPage["route"];

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
  {
    from,
    to,
    limit,
    except,
  }: {
    readonly from: string;
    readonly to: string;
    readonly limit: number;
    /** Articles that are left for another run. */
    readonly except: readonly string[];
  },
): Promise<ArchivedPage[]> {
  const { rows } = await sql<ArchivedPage>`
    select route, source_id as "sourceId", year, canonical_url as "canonicalUrl", min(captured) as captured, date, url,
      digest, place, state, reason
    from archived_page as page
    where source_id = ${key.sourceId} and year = ${key.year} and route = ${key.route} and state = 'listed'
      and (date is null or date between ${from} and ${to}) and canonical_url not in ${listOf(except)}
      and not exists (select 1 from archived_page as other where other.route = page.route
        and other.canonical_url = page.canonical_url and other.state in ('fetched', 'held', 'left-out'))
    group by canonical_url order by canonical_url limit ${limit}`.execute(db);
  return rows;
}

/** Years of a source under which a route lists captures that are still to be fetched, as {@link listArchivedToFetch} does. */
export async function listYearsToFetch(
  db: Db,
  { sourceId, route }: Omit<SliceKey, "year">,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct year from archived_page as page
    where source_id = ${sourceId} and route = ${route} and state = 'listed'
      and year between ${Number(from.slice(0, 4))} and ${Number(to.slice(0, 4))}
      and (date is null or date between ${from} and ${to})
      and not exists (select 1 from archived_page as other where other.route = page.route
        and other.canonical_url = page.canonical_url and other.state in ('fetched', 'held', 'left-out'))
    order by year desc`.execute(db);
  return rows.map(({ year }) => year);
}

/** The addresses, as captured, of all captures of an article that a route lists. */
export async function listAddresses(
  db: Db,
  { route, canonicalUrl }: Pick<ArchivedPage, "route" | "canonicalUrl">,
): Promise<string[]> {
  const rows = await db
    .selectFrom("archivedPage")
    .select("url")
    .where("route", "=", route)
    .where("canonicalUrl", "=", canonicalUrl)
    .execute();
  return rows.map(({ url }) => url);
}

/** Articles of a search that no capture holds, by this route or another, with why the last one did not. */
export async function listMissing(
  db: Db,
  key: SliceKey,
): Promise<{ canonicalUrl: string; reason: string | null }[]> {
  const { rows } = await sql<{ canonicalUrl: string; reason: string | null }>`
    select canonical_url as "canonicalUrl", max(reason) as reason from archived_page as page
    where source_id = ${key.sourceId} and year = ${key.year} and route = ${key.route}
      and not exists (select 1 from archived_page as other where other.route in ('wayback', 'commoncrawl', 'repost')
        and other.route != page.route and other.canonical_url = page.canonical_url and other.state in ('fetched', 'held', 'left-out'))
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
  /** Left out by the filter of the source. */
  readonly leftOut: number;
  /** Not tried yet. */
  readonly waiting: number;
}

/** The counts of sources by "source year route". */
export async function countArchived(
  db: Db,
  sourceIds: readonly string[],
): Promise<Map<string, ArchivedCounts>> {
  const { rows } = await sql<{ key: string } & ArchivedCounts>`
    select source_id || ' ' || year || ' ' || route as key, count(*) as found, sum(best = 3) as held,
      sum(best = 4) as fetched, sum(best = 0) as missing, sum(best = 1) as waiting, sum(best = 2) as "leftOut"
    from (
      select source_id, year, route,
        max(case state when 'fetched' then 4 when 'held' then 3 when 'left-out' then 2 when 'listed' then 1 else 0 end)
          as best
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
