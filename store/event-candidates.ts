import { sql } from "kysely";
import { listOf } from "./bulk.ts";
import type { Db } from "./database.ts";

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
