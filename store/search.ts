import { sql } from "kysely";
import type { Coding } from "../extractors/event.ts";
import { listOf } from "./bulk.ts";
import type { Db } from "./database.ts";
import { readEventRecords } from "./event-record.ts";
import { BLIND } from "./queue-filter.ts";
import { findTerms, matchExpression, queryTerms, snippetOf } from "./search-text.ts";

export { indexPending } from "./search-index.ts";

/** A document or an event in which all terms of the query stand. */
export interface SearchResult {
  readonly kind: "document" | "event";
  readonly id: string;
  readonly title: string;
  /** Of a document its publication, of an event its own date. */
  readonly date: string | null;
  readonly source: string;
  readonly url: string;
  readonly language: string;
  readonly snippet: string;
  /** `[start, end)` of the terms in the snippet, and in the title. */
  readonly highlights: [number, number][];
  readonly titleHighlights: [number, number][];
  /** What an event is: as decided, or as the rules read it while a second opinion is asked, who must not see the first. */
  readonly event?: Pick<Coding, "type" | "date" | "countries">;
}

/** How many results (20 when not said, 400 at most), of which kind, and in which language the page or a report is. */
export interface SearchOptions {
  readonly limit?: number | undefined;
  readonly kind?: "document" | "event" | undefined;
  readonly language?: "zh" | "en" | "other" | undefined;
}

/** Of a common word only the latest read are looked at: nobody pages further, and the answer stays fast. */
const CANDIDATES = 400;
/** Of those that are narrowed by language, so many are looked at. */
const MOST_OF_ANY_LANGUAGE = 4000;

interface Candidate {
  readonly id: string;
  readonly title: string;
  readonly date: string | null;
}

/**
 * Full text over documents and events, Chinese (either script) and English; all terms must be found. Those with a term
 * in the title come first, then the newest. What `indexPending` has not reached is not found yet.
 */
export async function search(db: Db, query: string, options: SearchOptions = {}): Promise<SearchResult[]> {
  const terms = queryTerms(query);
  const expression = matchExpression(terms);
  if (!expression) return [];
  const limit = Math.min(Math.max(Math.trunc(options.limit ?? 20), 1), CANDIDATES);
  const hits = await matches(db, expression, options);
  const ids = (kind: string) => hits.filter((hit) => hit.kind === kind).map((hit) => hit.id);
  const documents = ranked(await documentCandidates(db, ids("document")), terms).slice(0, limit);
  const events = ranked(await eventCandidates(db, ids("event")), terms).slice(0, limit);
  const shown = ranked([...documents, ...events], terms).slice(0, limit);
  const found = new Map<string, SearchResult>();
  for (const result of await documentResults(db, among(shown, documents), terms))
    found.set(result.id, result);
  for (const result of await eventResults(db, among(shown, events), terms)) found.set(result.id, result);
  return shown.flatMap((candidate) => found.get(candidate.id) ?? []);
}

/** The terms of a query, each with whether it stands in any text: where nothing has all of them, a reader sees which one is to blame. */
export async function findEachTerm(
  db: Db,
  query: string,
): Promise<{ readonly term: string; readonly found: boolean }[]> {
  const each = [];
  for (const term of queryTerms(query)) {
    const { rows } = await sql`select rowid from search_index
      where search_index match ${matchExpression([term])!} limit 1`.execute(db);
    each.push({ term, found: rows.length > 0 });
  }
  return each;
}

async function matches(db: Db, expression: string, { kind, language }: SearchOptions) {
  const ofKind = kind ? sql`and item.kind = ${kind}` : sql``;
  const inLanguage = language
    ? sql`where case item.kind
        when 'document' then exists (select 1 from document where document.id = item.item_id and document.language = ${language})
        else exists (select 1 from event_source
          where event_source.event_id = item.item_id and event_source.language = ${language}) end`
    : sql``;
  const { rows } = await sql<{ kind: "document" | "event"; id: string }>`
    select item.kind, item.item_id as id from (
      select item.kind, item.item_id
      from search_index join search_item as item on item.id = search_index.rowid
      where search_index match ${expression} ${ofKind}
      order by search_index.rowid desc limit ${language ? MOST_OF_ANY_LANGUAGE : CANDIDATES}) as item
    ${inLanguage} limit ${CANDIDATES}`.execute(db);
  return rows;
}

function documentCandidates(db: Db, ids: readonly string[]): Promise<Candidate[]> {
  return db
    .selectFrom("document")
    .select(["id", "title", "published as date"])
    .where("id", "in", listOf(ids))
    .where("current", "=", 1)
    .execute();
}

async function eventCandidates(db: Db, ids: readonly string[]): Promise<Candidate[]> {
  const rows = await db
    .selectFrom("event")
    .select(["id", "date"])
    .where("id", "in", listOf(ids))
    // Until it is indexed anew, one of which a second opinion is asked may be found by what was decided.
    .where((e) => e.or([e("queueReason", "is", null), e("queueReason", "!=", BLIND), e("indexed", "=", 1)]))
    .execute();
  return rows.map((row) => ({ ...row, title: "" }));
}

function ranked(candidates: readonly Candidate[], terms: readonly string[]): Candidate[] {
  const inTitle = new Map(candidates.map((one) => [one.id, findTerms(one.title, terms).length > 0 ? 1 : 0]));
  return [...candidates].sort(
    (a, b) =>
      inTitle.get(b.id)! - inTitle.get(a.id)! ||
      (b.date ?? "").localeCompare(a.date ?? "") ||
      a.id.localeCompare(b.id),
  );
}

function among(shown: readonly Candidate[], some: readonly Candidate[]): string[] {
  const ids = new Set(some.map((candidate) => candidate.id));
  return shown.filter((candidate) => ids.has(candidate.id)).map((candidate) => candidate.id);
}

async function documentResults(
  db: Db,
  ids: readonly string[],
  terms: readonly string[],
): Promise<SearchResult[]> {
  const rows = await db.selectFrom("document").selectAll().where("id", "in", listOf(ids)).execute();
  return rows.map((row) => ({
    kind: "document",
    id: row.id,
    title: row.title,
    date: row.published,
    source: row.sourceId,
    url: row.canonicalUrl,
    language: row.language === "other" ? row.languageCode : row.language,
    ...snippetOf(row.text, terms),
    titleHighlights: findTerms(row.title, terms),
  }));
}

async function eventResults(
  db: Db,
  ids: readonly string[],
  terms: readonly string[],
): Promise<SearchResult[]> {
  const records = await readEventRecords(db, ids);
  return records.map((record) => {
    const quoted = record.mentions.find((mention) => findTerms(mention.quote, terms).length > 0);
    const mention = quoted ?? record.mentions[0];
    const title = mention?.title ?? "";
    const coding = record.queueReason === BLIND ? record.machine : record.coding;
    return {
      kind: "event",
      id: record.id,
      title,
      event: { type: coding.type, date: coding.date, countries: coding.countries },
      date: coding.date,
      source: mention?.source ?? "",
      url: mention?.url ?? "",
      language: mention?.language ?? "",
      ...snippetOf(mention?.quote ?? "", terms),
      titleHighlights: findTerms(title, terms),
    };
  });
}
