import { sql } from "kysely";
import type { Db } from "./database.ts";

type Counts = Record<string, number>;

/** Figures of the whole store. Events are those a mention supports or a reviewer decided; merged ones count once. */
export interface Stats {
  readonly events: number;
  readonly documents: number;
  readonly snapshots: number;
  readonly mentions: number;
  readonly openIssues: number;
  readonly byType: Counts;
  readonly byYear: Counts;
  readonly byCountry: Counts;
  readonly byStatus: Counts;
  readonly byAgreementType: Counts;
  readonly byTopic: Counts;
  /** Events with a mention in a document of the source. */
  readonly bySource: Counts;
}

/** Kept, not merged, supported or decided: what every figure is about. Rejected ones only count by status. */
const SHOWN = sql`event.status <> 'merged' and (event.mention_count > 0 or event.status <> 'new')`;
const COUNTED = sql`${SHOWN} and event.status <> 'rejected'`;
/** The coding after decisions: the newest signed one that stands is the one whose status shows. */
const EVENTS = sql`(
  select event.id, event.type, event.date, coalesce(
    case when event.status in ('accepted', 'corrected') then (
      select review.coding from review
      where review.event_id = event.id and review.coding is not null
        and review.decision = case event.status when 'accepted' then 'accept' else 'correct' end
      order by review.id desc limit 1) end, event.coding) as coding
  from event where ${COUNTED})`;

export async function readStats(db: Db): Promise<Stats> {
  const totals = await sql<Record<"events" | "documents" | "snapshots" | "mentions" | "issues", number>>`select
      (select count(*) from event where ${COUNTED}) as events,
      (select count(*) from document where current = 1) as documents,
      (select count(*) from snapshot) as snapshots,
      (select count(*) from mention where current = 1) as mentions,
      (select count(*) from issue where closed is null) as issues`.execute(db);
  const total = totals.rows[0]!;
  return {
    events: total.events,
    documents: total.documents,
    snapshots: total.snapshots,
    mentions: total.mentions,
    openIssues: total.issues,
    byType: await count(db, sql`select type as key, count(*) as n from event where ${COUNTED} group by 1`),
    byYear: await count(
      db,
      sql`select substr(date, 1, 4) as key, count(*) as n from event where ${COUNTED} group by 1`,
    ),
    byCountry: await count(
      db,
      sql`select country as key, count(*) as n from event_country
        join event on event.id = event_country.event_id where ${COUNTED} group by 1`,
    ),
    byStatus: await count(db, sql`select status as key, count(*) as n from event where ${SHOWN} group by 1`),
    byAgreementType: await count(
      db,
      sql`select e.coding ->> 'agreement_type' as key, count(*) as n from ${EVENTS} as e
        where e.type = 'agreement' and e.coding ->> 'agreement_type' is not null group by 1`,
    ),
    byTopic: await count(
      db,
      sql`select topic.value as key, count(*) as n from ${EVENTS} as e, json_each(e.coding, '$.topics') as topic
        group by 1`,
    ),
    bySource: await count(
      db,
      sql`select document.source_id as key, count(distinct event.id) as n from event
        join link on link.event_id = event.id and link.withdrawn_at is null
        join mention on mention.id = link.mention_id join document on document.id = mention.document_id
        where ${COUNTED} group by 1`,
    ),
  };
}

/** Largest first, then by name; years in their order, as numbers are ordered first in an object. */
async function count(db: Db, query: ReturnType<typeof sql>): Promise<Counts> {
  const { rows } = await (query as ReturnType<typeof sql<{ key: string; n: number }>>).execute(db);
  rows.sort((a, b) => b.n - a.n || a.key.localeCompare(b.key));
  return Object.fromEntries(rows.map((row) => [row.key, row.n]));
}
