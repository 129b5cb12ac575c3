import { type Kysely, sql } from "kysely";

/** A decision as the version before kept it. */
interface Decision {
  readonly id: number;
  readonly event_id: string;
  readonly at: string;
  readonly decision: string;
  readonly changes: string | null;
  readonly coding: string | null;
}

/** What follows from the decisions of earlier versions: every event gets its first kept state, and standing splits hold apart. */
export async function followEarlierDecisions(db: Kysely<unknown>): Promise<void> {
  await sql`insert into event_state (event_id, at, cause, status, merged_into, review_id, machine, people, mention_ids, coded_by)
    select event.id, event.updated_at, 'new', status, merged_into, (select max(id) from review where event_id = event.id),
      coding, people, '[' || coalesce((select group_concat(name, ',') from (select '"' || mention_id || '"' as name
        from link where event_id = event.id and withdrawn_at is null order by mention_id)), '') || ']', coded_by
    from event order by event.id`.execute(db);
  const { rows } = await sql<Decision>`select id, event_id, at, decision, changes, coding from review
    order by event_id, id`.execute(db);
  for (const decisions of byEvent(rows)) {
    const standing = standingOf(decisions);
    const [{ event_id: eventId }] = decisions as [Decision];
    const signed = standing.findLast(({ coding }) => coding !== null)?.coding ?? null;
    await sql`update event_state set coding = ${signed} where event_id = ${eventId}`.execute(db);
    await sql`update event_state set at = max(at, ${decisions.at(-1)!.at}) where event_id = ${eventId}`.execute(
      db,
    );
    for (const split of standing.filter(({ decision }) => decision === "split")) await holdApart(db, split);
  }
}

/** The mentions that left are held apart from those that had an edge to the event when it was split. */
async function holdApart(
  db: Kysely<unknown>,
  { id, event_id: eventId, at, changes }: Decision,
): Promise<void> {
  const { mentionIds = [] } = JSON.parse(changes ?? "{}") as { mentionIds?: string[] };
  for (const moved of mentionIds) {
    await sql`insert into held_apart (mention_a, mention_b, review_id)
      select min(mention_id, ${moved}), max(mention_id, ${moved}), ${id} from link
      where event_id = ${eventId} and at <= ${at} and (withdrawn_at is null or withdrawn_at > ${at})
        and mention_id not in (select value from json_each(${JSON.stringify(mentionIds)}))
      group by mention_id`.execute(db);
  }
}

function byEvent(rows: readonly Decision[]): Decision[][] {
  const groups = new Map<string, Decision[]>();
  for (const row of rows) groups.set(row.event_id, [...(groups.get(row.event_id) ?? []), row]);
  return [...groups.values()];
}

/** An undo takes back the last decision that stands. */
function standingOf(decisions: readonly Decision[]): Decision[] {
  const standing: Decision[] = [];
  for (const decision of decisions) {
    if (decision.decision === "undo") standing.pop();
    else standing.push(decision);
  }
  return standing;
}
