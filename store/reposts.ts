import { sql } from "kysely";
import { listOf, rowsOf } from "./bulk.ts";
import type { Db } from "./database.ts";

/** An article that is known of and was not had from its own addresses. */
export interface NotHad {
  readonly canonicalUrl: string;
  /** The list page that named it; null where an archive's index did. */
  readonly foundOn: string | null;
}

/**
 * Articles of a source that no route gave: those that archives list under the year, all of whose captures held none, and
 * those that lists of the site name and that were gone when they were asked for, of whatever year.
 */
export async function listNotHad(
  db: Db,
  { sourceId, year }: { readonly sourceId: string; readonly year: number },
): Promise<{ readonly archived: NotHad[]; readonly gone: NotHad[] }> {
  const archived = await sql<NotHad>`
    select canonical_url as "canonicalUrl", null as "foundOn" from archived_page
    where source_id = ${sourceId} and year = ${year} and route in ('wayback', 'commoncrawl')
      and not exists (select 1 from document where document.canonical_url = archived_page.canonical_url)
    group by canonical_url having min(case state when 'unfit' then 1 else 0 end) = 1
    order by canonical_url`.execute(db);
  const gone = await sql<NotHad>`
    select canonical_url as "canonicalUrl", found_on as "foundOn" from page
    where source_id = ${sourceId} and kind = 'article' and state in ('gone', 'unreadable') and last_success is null
      and not exists (select 1 from document where document.canonical_url = page.canonical_url)
    order by canonical_url`.execute(db);
  return { archived: archived.rows, gone: gone.rows };
}

/** An article that the store has under another address. */
export interface Elsewhere {
  readonly canonicalUrl: string;
  /** Where it stands. */
  readonly address: string;
}

/** Documents of the same number at other addresses, or of the same title within days of it at another source. */
export async function findElsewhere(
  db: Db,
  articles: readonly {
    readonly canonicalUrl: string;
    readonly documentNumber: string | null;
    readonly title: string | null;
    /** Between which days one of the same title is the same. */
    readonly from: string | null;
    readonly to: string | null;
  }[],
  titledBy: readonly string[],
): Promise<Elsewhere[]> {
  const { rows } = await sql<Elsewhere>`
    select r.value ->> 'canonicalUrl' as "canonicalUrl", min(document.canonical_url) as address
    from ${rowsOf(articles)} join document on document.current = 1
      and document.document_number = r.value ->> 'documentNumber'
      and document.canonical_url != r.value ->> 'canonicalUrl'
    group by 1
    union
    select r.value ->> 'canonicalUrl', min(document.canonical_url)
    from ${rowsOf(articles)} join document on document.current = 1
      and document.source_id in ${listOf(titledBy)}
      and document.published between r.value ->> 'from' and r.value ->> 'to'
      and document.title = r.value ->> 'title'
    group by 1`.execute(db);
  return [...new Map(rows.map((row) => [row.canonicalUrl, row])).values()];
}

/** An address of which the store knows that an article stands there, read or not. */
export interface KnownAddress {
  readonly url: string;
  /** When an archive captured it; null where a list of the site names it. */
  readonly captured: string | null;
  readonly digest: string | null;
}

/** Addresses that lists of some sources name, and captures of others that archives list for these years. */
export async function listKnownAddresses(
  db: Db,
  at: {
    readonly listedBy: readonly string[];
    readonly archivedOf: readonly string[];
    readonly years: readonly number[];
  },
): Promise<KnownAddress[]> {
  const { rows } = await sql<KnownAddress>`
    select url, null as captured, null as digest from page
    where source_id in ${listOf(at.listedBy)} and kind = 'article'
    union all
    select url, captured, digest from archived_page
    where source_id in ${listOf(at.archivedOf)} and year in ${listOf(at.years)}
      and route = 'wayback' and state = 'listed'
    order by 1, 2`.execute(db);
  return rows;
}

/** The newest capture of each list page of sources. */
export async function listKeptLists(
  db: Db,
  sourceIds: readonly string[],
): Promise<{ id: string; sourceId: string; canonicalUrl: string }[]> {
  const { rows } = await sql<{ id: string; sourceId: string; canonicalUrl: string }>`
    select last_snapshot_id as id, source_id as "sourceId", canonical_url as "canonicalUrl" from page
    where source_id in ${listOf(sourceIds)} and kind = 'list' and last_snapshot_id is not null
    order by canonical_url`.execute(db);
  return rows;
}
