import { sql } from "kysely";
import { withdrawAutoAccepted } from "./auto-accepted.ts";
import { listOf } from "./bulk.ts";
import { type Db, inTransaction } from "./database.ts";

/** Why an event that only muted rules report waits. */
export const MUTED_REASON = "muted-rule";

/** When an event began to count: when it was first read, or when it was muted no more. */
export const RECORDED_AT = sql`case when queue_reason = 'new' then queued_at
  when auto_accepted is not null then coalesce(queued_at, created_at) else created_at end`;

/**
 * Mutes events that only the given rules report, and lets those go that are not so any more; a person's decision of any kind
 * keeps an event from it. Handles `limit` events of each; gives how many changed, 0 when all are as they should be.
 */
export function updateMuted(
  db: Db,
  mutedRules: readonly string[],
  limit: number,
  at: string,
): Promise<number> {
  return inTransaction(db, async (trx) => {
    const rules = listOf(mutedRules);
    const mayBeMuted = sql`(event.status = 'new' or event.auto_accepted is not null)
      and not exists (select 1 from review where review.event_id = event.id)
      and not exists (select 1 from review where review."into" = event.id)`;
    const reports = sql`select 1 from link join mention on mention.id = link.mention_id
      where link.event_id = event.id and link.withdrawn_at is null and mention.current = 1`;
    const onlyMuted = sql`exists (${reports} and mention.rule_id in ${rules})
      and not exists (${reports} and mention.rule_id not in ${rules})`;
    const { rows: quiet } = await sql<{ id: string }>`
      select distinct event.id from mention join link on link.mention_id = mention.id join event on event.id = link.event_id
      where mention.rule_id in ${rules} and mention.current = 1 and link.withdrawn_at is null
        and (event.muted = 0 or event.queue_reason is null or event.queue_reason <> ${MUTED_REASON})
        and ${mayBeMuted} and ${onlyMuted}
      order by event.id limit ${limit}`.execute(trx);
    const { rows: loud } = await sql<{ id: string }>`
      select event.id from event where event.muted = 1 and not (${mayBeMuted} and ${onlyMuted})
      order by event.id limit ${limit}`.execute(trx);
    await trx
      .updateTable("event")
      .set({ muted: 1, queueReason: MUTED_REASON })
      .where("id", "in", listOf(quiet.map(({ id }) => id)))
      .execute();
    await withdrawAutoAccepted(
      trx,
      quiet.map(({ id }) => id),
      MUTED_REASON,
      at,
    );
    await unmute(
      trx,
      loud.map(({ id }) => id),
      at,
    );
    return quiet.length + loud.length;
  });
}

/** Lets muted events count again. One that waited for no other reason waits as a new one does, from now on. */
export async function unmute(db: Db, eventIds: readonly string[], at: string): Promise<void> {
  await sql`update event set muted = 0,
      queued_at = case when queue_reason = ${MUTED_REASON} then ${at} else queued_at end,
      queue_reason = case when queue_reason = ${MUTED_REASON} then 'new' else queue_reason end
    where muted = 1 and id in ${listOf(eventIds)}`.execute(db);
}
