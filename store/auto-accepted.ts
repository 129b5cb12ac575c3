import { sql } from "kysely";
import { listOf } from "./bulk.ts";
import { type Db, inTransaction } from "./database.ts";
import { refreshEvents } from "./event-refresh.ts";
import { isDrawn } from "./sampling.ts";

/** Why an event waits that the machine accepted by itself. */
export const CHECK_REASON = "sampled-check";

/** What an event needs so that it is accepted without a person. */
export interface AutoAcceptance {
  /** Least confidence, 0–1. */
  readonly above: number;
  /** The rules that may speak for themselves: each report of the event is by one of them. */
  readonly rules: readonly string[];
  /** Share (0–1) of the accepted that a person checks all the same. */
  readonly check: number;
}

/**
 * Accepts events by the settings, takes back what does not meet them any more (it waits as new), and lets those drawn for a check
 * wait. Null accepts none. Events with a conflict, a possible duplicate, an unread change, a muted rule or anything that a person
 * did are for persons. Handles `limit` events of each; gives how many changed, 0 when all are as they should be.
 */
export function updateAutoAccepted(
  db: Db,
  wanted: AutoAcceptance | null,
  limit: number,
  at: string,
): Promise<number> {
  return inTransaction(db, async (trx) => {
    const meets = wanted ? meetsAll(wanted) : sql`1 = 0`;
    const { rows: failing } = await sql<{ id: string }>`select id from event
      where auto_accepted is not null and not (${meets}) order by id limit ${limit}`.execute(trx);
    const withdrawn = failing.map(({ id }) => id);
    await withdrawAutoAccepted(trx, withdrawn, "new", at);
    if (!wanted) return withdrawn.length;
    const { rows: fresh } = await sql<{ id: string }>`select id from event
      where queue_reason = 'new' and status = 'new' and auto_accepted is null and ${meets}
      order by id limit ${limit}`.execute(trx);
    const accepted = fresh.map(({ id }) => id);
    const drawn = accepted.filter((id) => isDrawn(id, wanted.check, "check"));
    // Since when it waited stays: should it be taken back, it has waited all the while.
    await sql`update event set auto_accepted = ${at}, updated_at = ${at},
        queue_reason = case when id in ${listOf(drawn)} then ${CHECK_REASON} end
      where id in ${listOf(accepted)}`.execute(trx);
    await refreshEvents(trx, accepted);
    const changed = withdrawn.length + accepted.length;
    return changed > 0 ? changed : updateDraw(trx, wanted.check, limit);
  });
}

/**
 * Lets events that the machine accepted wait for a person instead, for the reason given unless a person gave another; events that
 * it did not accept stay as they are.
 */
export async function withdrawAutoAccepted(
  trx: Db,
  eventIds: readonly string[],
  reason: "new" | "muted-rule",
  at: string,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`update event set auto_accepted = null, updated_at = ${at},
      queue_reason = case when queue_reason is null or queue_reason = ${CHECK_REASON} then ${reason} else queue_reason end,
      queued_at = coalesce(queued_at, created_at)
    where auto_accepted is not null and id in ${listOf(eventIds)} returning id`.execute(trx);
  await refreshEvents(
    trx,
    rows.map(({ id }) => id),
  );
}

/** Lets those of the accepted wait that are drawn for a check, and no others, where the share was changed. */
async function updateDraw(trx: Db, check: number, limit: number): Promise<number> {
  const accepted = await trx
    .selectFrom("event")
    .select(["id", "queueReason"])
    .where("autoAccepted", "is not", null)
    .orderBy("id")
    .execute();
  const wrong = accepted
    .map(({ id, queueReason }) => ({
      id,
      waits: queueReason === CHECK_REASON,
      drawn: isDrawn(id, check, "check"),
    }))
    .filter(({ waits, drawn }) => waits !== drawn)
    .slice(0, limit);
  for (const drawn of [true, false]) {
    const ids = wrong.filter((one) => one.drawn === drawn).map(({ id }) => id);
    await trx
      .updateTable("event")
      .set({ queueReason: drawn ? CHECK_REASON : null })
      .where("id", "in", listOf(ids))
      .execute();
  }
  return wrong.length;
}

function meetsAll({ above, rules }: AutoAcceptance) {
  const reports = sql`select 1 from link join mention on mention.id = link.mention_id
    where link.event_id = event.id and link.withdrawn_at is null`;
  const own = sql`select event.id union all select part.id from event as part where part.merged_into = event.id`;
  return sql`event.confidence >= ${above} and event.mention_count > 0 and event.muted = 0 and event.conflict = 0
    and event.recode = 0 and event.merged_into is null and event.absorbed_into is null
    and not exists (${reports} and (link.author <> 'machine' or mention.added_by is not null
      or (mention.current = 1 and mention.rule_id not in ${listOf(rules)})))
    and not exists (select 1 from review where review.event_id = event.id)
    and not exists (select 1 from review where review."into" = event.id)
    and not exists (select 1 from possible_duplicate where event_a in (${own}))
    and not exists (select 1 from possible_duplicate where event_b in (${own}))`;
}
