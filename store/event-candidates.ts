import { sql } from "kysely";
import { listOf } from "./bulk.ts";
import type { Db } from "./database.ts";

/**
 * For merged events, the event that stays at the end of the chain. Events that were not merged have no entry. Each event is looked
 * up by its id (cross joins keep that order): there may be many merged ones.
 */
export async function findSurvivors(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ start: string; id: string }>`
    with recursive chain (start, id) as (
      select event.id, event.merged_into from ${listOf(ids)} as asked cross join event
      where event.id = asked.value and event.merged_into is not null
      union
      select chain.start, event.merged_into from chain cross join event
      where event.id = chain.id and event.merged_into is not null
    )
    select chain.start, chain.id from chain cross join event where event.id = chain.id and event.merged_into is null
  `.execute(db);
  return new Map(rows.map((row) => [row.start, row.id]));
}
