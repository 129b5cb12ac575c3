import { sql } from "kysely";
import type { Coding, EventType, Participant } from "../extractors/event.ts";
import { listOf, rowsOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";
import { reviewsOf } from "./event-refresh.ts";
import { applyReviews } from "./event-values.ts";

/** Where to look for the event of a mention: its type, countries and a window of dates (inclusive). */
export interface Block {
  readonly type: EventType;
  /** Empty: events without countries, or forums of any countries. */
  readonly countries: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** An event that a mention may belong to. */
export interface CandidateEvent {
  /** Link to this one: of a merged event it is the event that stays. */
  readonly id: string;
  /** The event whose coding this is. */
  readonly codedAs: string;
  /** After decisions. */
  readonly coding: Coding;
  readonly machine: Coding;
  readonly people: Participant[];
  readonly status: Row<"event">["status"];
  /** Documents its mentions are in. */
  readonly documentIds: string[];
}

/**
 * Events for many blocks at once, one list per block in the order given. Rejected and merged events are among them, so
 * that another page about the same engagement does not bring them back. An event known only by month or year is found
 * by any window that touches the month or year.
 */
export async function findCandidateEvents(db: Db, blocks: readonly Block[]): Promise<CandidateEvent[][]> {
  const windows = blocks.flatMap((block, index) =>
    blockWindows(block).map((window) => ({ index, ...window })),
  );
  if (windows.length === 0) return blocks.map(() => []);
  const hits = await sql<{ index: number; id: string }>`
    select distinct r.value ->> 'index' as "index", b.event_id as id
    from ${rowsOf(windows)} cross join event_block as b
    where b.type = r.value ->> 'type' and b.country = r.value ->> 'country'
      and b.date between r.value ->> 'from' and r.value ->> 'to'
    order by 1, 2`.execute(db);
  return candidateLists(db, hits.rows, blocks.length);
}

/** What tells the twin of a page: the type of a mention, and the digest and number of its document. */
export interface TwinKey {
  readonly type: EventType;
  readonly contentSha256: string;
  readonly documentNumber: string | null;
}

/**
 * Events of the same type that were read in a document with the same words or the same number, whatever the date and
 * countries that were read there; one list per key in the order given. "" and null are nobody's key.
 */
export async function findTwinEvents(db: Db, keys: readonly TwinKey[]): Promise<CandidateEvent[][]> {
  const rows = rowsOf(keys.map((key, index) => ({ index, ...key })));
  const twins = (column: "content_sha256" | "document_number", key: string) => sql`
    select r.value ->> 'index' as "index", d.id as document_id, r.value ->> 'type' as type
    from ${rows} cross join document as d
    where d.${sql.ref(column)} = r.value ->> ${sql.lit(key)} and r.value ->> ${sql.lit(key)} <> ''
      and d.current = 1`;
  const hits = await sql<{ index: number; id: string }>`
    with twin as (${twins("content_sha256", "contentSha256")} union ${twins("document_number", "documentNumber")})
    select distinct twin."index", link.event_id as id
    from twin join mention on mention.document_id = twin.document_id
      join link on link.mention_id = mention.id and link.withdrawn_at is null
    where mention.type = twin.type and mention.current = 1
    order by 1, 2`.execute(db);
  return candidateLists(db, hits.rows, keys.length);
}

async function candidateLists(
  db: Db,
  hits: readonly { index: number; id: string }[],
  length: number,
): Promise<CandidateEvent[][]> {
  const candidates = await readCandidates(db, [...new Set(hits.map((hit) => hit.id))]);
  const lists: CandidateEvent[][] = Array.from({ length }, () => []);
  for (const { index, id } of hits) {
    const candidate = candidates.get(id);
    if (candidate) lists[index]!.push(candidate);
  }
  return lists;
}

/** The ranges to look in: the window itself, and the months and years it lies in as dates of their own. */
function blockWindows(block: Block) {
  const days = { from: block.from, to: block.to.length < 10 ? `${block.to}~` : block.to };
  const coarse = [block.from, block.to].flatMap((date) => [date.slice(0, 4), date.slice(0, 7)]);
  const points = [...new Set(coarse)]
    .filter((point) => point < days.from || point > days.to)
    .map((point) => ({ from: point, to: point }));
  const countries = block.countries.length > 0 ? [...new Set(block.countries)] : [""];
  return countries.flatMap((country) =>
    [days, ...points].map((range) => ({ type: block.type, country, ...range })),
  );
}

async function readCandidates(db: Db, ids: readonly string[]): Promise<Map<string, CandidateEvent>> {
  const rows = await db
    .selectFrom("event")
    .select(["id", "coding", "people", "status"])
    .where("id", "in", listOf(ids))
    .execute();
  const decided = rows.filter((row) => row.status !== "new").map((row) => row.id);
  const merged = rows.filter((row) => row.status === "merged").map((row) => row.id);
  const reviews = decided.length > 0 ? await reviewsOf(db, decided) : new Map<string, Row<"review">[]>();
  const survivors = merged.length > 0 ? await findSurvivors(db, merged) : new Map<string, string>();
  const documents = await documentsOf(db, ids);
  return new Map(
    rows.map((row) => {
      const machine = JSON.parse(row.coding) as Coding;
      const people = JSON.parse(row.people) as Participant[];
      const { coding } = applyReviews(machine, reviews.get(row.id) ?? []);
      const id = survivors.get(row.id) ?? row.id;
      const documentIds = documents.get(row.id) ?? [];
      return [row.id, { id, codedAs: row.id, coding, machine, people, status: row.status, documentIds }];
    }),
  );
}

/** For merged events, the event that stays at the end of the chain. Events that were not merged have no entry. */
export async function findSurvivors(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ start: string; id: string }>`
    with recursive chain (start, id) as (
      select id, merged_into from event where id in ${listOf(ids)} and merged_into is not null
      union
      select chain.start, event.merged_into from chain join event on event.id = chain.id
      where event.merged_into is not null
    )
    select chain.start, chain.id from chain join event on event.id = chain.id where event.merged_into is null
  `.execute(db);
  return new Map(rows.map((row) => [row.start, row.id]));
}

async function documentsOf(db: Db, eventIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom("link")
    .innerJoin("mention", "mention.id", "link.mentionId")
    .select(["link.eventId", "mention.documentId"])
    .distinct()
    .where("link.eventId", "in", listOf(eventIds))
    .where("link.withdrawnAt", "is", null)
    .execute();
  const byEvent = new Map<string, string[]>();
  for (const row of rows) byEvent.set(row.eventId, [...(byEvent.get(row.eventId) ?? []), row.documentId]);
  return byEvent;
}
