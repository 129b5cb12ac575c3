import { sql } from "kysely";
import { listOf } from "./bulk.ts";
import type { Db } from "./database.ts";

/** How many events of each year the sources report, rejected and merged ones left out; by "source year". */
export async function countEventsByYear(db: Db, sourceIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ source: string; year: string; count: number }>`
    select document.source_id as source, substr(event.date, 1, 4) as year, count(distinct event.id) as count
    from document join mention on mention.document_id = document.id
      join link on link.mention_id = mention.id and link.withdrawn_at is null
      join event on event.id = link.event_id
    where document.source_id in ${listOf(sourceIds)} and event.status not in ('rejected', 'merged')
    group by 1, 2`.execute(db);
  return new Map(rows.map(({ source, year, count }) => [`${source} ${Number(year)}`, count]));
}
