import { type RawBuilder, sql } from "kysely";
import type { Db } from "./database.ts";
import { readSampledChecks, type SampledChecks } from "./sampled-checks.ts";

type Counts = Record<string, number>;

/** How much there is; quick to read. */
export interface Totals {
  readonly events: number;
  readonly documents: number;
  readonly snapshots: number;
  readonly mentions: number;
  readonly openIssues: number;
}

/** Figures of the whole store. Events are those a mention supports or a reviewer decided; merged ones count once, muted ones not at all. */
export interface Stats extends Totals {
  readonly byType: Counts;
  readonly byYear: Counts;
  /** By year, then by type. */
  readonly byYearAndType: Readonly<Record<string, Counts>>;
  readonly byCountry: Counts;
  readonly byStatus: Counts;
  /** Of the accepted events those that no person has seen: the settings accept them. */
  readonly autoAccepted: number;
  readonly byAgreementType: Counts;
  readonly byTopic: Counts;
  /** Events with a mention in a document of the source. */
  readonly bySource: Counts;
  /** What persons found in those of the events accepted by the machine that were drawn for a check. */
  readonly checks: SampledChecks;
}

/** Kept, not merged, not muted, supported or decided: what every figure is about. Rejected ones only count by status. */
const SHOWN = sql`event.status <> 'merged' and event.muted = 0 and (event.mention_count > 0 or event.status <> 'new')`;
const COUNTED = sql`${SHOWN} and event.status <> 'rejected'`;

/** How much there is now. */
export async function readTotals(db: Db): Promise<Totals> {
  const { rows } = await sql<
    Record<"events" | "documents" | "snapshots" | "mentions" | "issues", number>
  >`select
      (select count(*) from event where ${COUNTED}) as events,
      (select count(*) from document) - (select count(*) from document where current = 0) as documents,
      (select count(*) from snapshot) as snapshots,
      (select count(*) from mention) - (select count(*) from mention where current = 0) as mentions,
      (select count(*) from issue where closed is null) as issues`.execute(db);
  const { issues, ...totals } = rows[0]!;
  return { ...totals, openIssues: issues };
}

/** The figures as they are now. */
export async function readStats(db: Db): Promise<Stats> {
  return {
    ...(await readTotals(db)),
    ...(await columnCounts(db)),
    byCountry: await count(
      db,
      sql`select country as key, count(*) as n from event cross join event_country
        where event_country.event_id = event.id and ${COUNTED} group by 1`,
    ),
    byTopic: await count(
      db,
      sql`select topic as key, count(*) as n from event cross join event_topic
        where event_topic.event_id = event.id and ${COUNTED} group by 1`,
    ),
    byAgreementType: await count(
      db,
      sql`select agreement_type as key, count(*) as n from event
        where agreement_type is not null and ${COUNTED} group by 1`,
    ),
    bySource: await countBySource(db),
    checks: await readSampledChecks(db),
  };
}

/** Events with a mention in a document of each source, the most first. */
export function countBySource(db: Db): Promise<Counts> {
  return count(
    db,
    sql`select source_id as key, count(distinct event.id) as n from event cross join event_source
      where event_source.event_id = event.id and ${COUNTED} group by 1`,
  );
}

/** One reading of the events for all that stands in columns. */
async function columnCounts(
  db: Db,
): Promise<Pick<Stats, "byType" | "byYear" | "byYearAndType" | "byStatus" | "autoAccepted">> {
  const { rows } = await sql<{ type: string; year: string; status: string; auto: number; n: number }>`
    select type, substr(date, 1, 4) as year, status, count(*) as n,
      sum(case when auto_accepted is not null and status = 'accepted' then 1 else 0 end) as auto
    from event where ${SHOWN} group by 1, 2, 3`.execute(db);
  const counts = { byType: {} as Counts, byYear: {} as Counts, byStatus: {} as Counts };
  const byYearAndType: Record<string, Counts> = {};
  let autoAccepted = 0;
  for (const { type, year, status, auto, n } of rows) {
    counts.byStatus[status] = (counts.byStatus[status] ?? 0) + n;
    if (status === "rejected") continue;
    autoAccepted += auto;
    counts.byType[type] = (counts.byType[type] ?? 0) + n;
    counts.byYear[year] = (counts.byYear[year] ?? 0) + n;
    const ofYear = byYearAndType[year] ?? {};
    byYearAndType[year] = ofYear;
    ofYear[type] = (ofYear[type] ?? 0) + n;
  }
  return {
    byType: sorted(counts.byType),
    byYear: sorted(counts.byYear),
    byYearAndType,
    byStatus: sorted(counts.byStatus),
    autoAccepted,
  };
}

async function count(db: Db, query: RawBuilder<unknown>): Promise<Counts> {
  const { rows } = await (query as RawBuilder<{ key: string; n: number }>).execute(db);
  return sorted(Object.fromEntries(rows.map((row) => [row.key, row.n])));
}

/** Largest first, then by name. (Keys that are numbers, as years, are always given in their order.) */
function sorted(counts: Counts): Counts {
  const entries = Object.entries(counts);
  return Object.fromEntries(entries.sort(([a, n], [b, m]) => m - n || a.localeCompare(b)));
}
