import { sql } from "kysely";
import type { Coding, EventType } from "../extractors/event.ts";
import { insertRows, listOf } from "./bulk.ts";
import { type Db, inTransaction, type Row } from "./database.ts";
import { type DecidedMention, decidedMentionsOf } from "./decided-mentions.ts";

/** How often events of a rule were decided so in a year. */
export interface VerdictCount {
  readonly rule: string;
  readonly year: string;
  readonly decision: Row<"ruleVerdict">["decision"];
  readonly count: number;
}

/** How often a rule has a word against it: a field that was set otherwise, or a reason to reject. */
export interface WordCount {
  readonly rule: string;
  readonly word: string;
  readonly count: number;
}

/** What was decided about the events of each rule, counted. */
export interface VerdictCounts {
  readonly counts: readonly VerdictCount[];
  readonly fields: readonly WordCount[];
  readonly reasons: readonly WordCount[];
  /** Of what type the events of a rule were, by the first of them. */
  readonly types: ReadonlyMap<string, EventType>;
}

/** Events judged in one transaction. */
const BATCH = 500;

const COLUMNS = ["eventId", "ruleId", "type", "year", "decision", "fields", "reason"] as const;

/**
 * What persons decided about the events of each rule: an event counts once for each rule that reported it when it was decided. A
 * rule has read a corrected event rightly where one of its reports has every value that the reviewer set. Only events of which
 * something changed since are read; the rest is counted by the database.
 */
export async function countVerdicts(db: Db): Promise<VerdictCounts> {
  await judgeEvents(db);
  const counts = await sql<VerdictCount>`select rule_id as rule, year, decision, count(*) as count
    from rule_verdict group by rule_id, year, decision`.execute(db);
  const fields = await sql<WordCount>`select rule_id as rule, field.value as word, count(*) as count
    from rule_verdict, json_each(rule_verdict.fields) as field
    where rule_verdict.fields <> '[]' group by rule_id, field.value`.execute(db);
  const reasons = await sql<WordCount>`select rule_id as rule, reason as word, count(*) as count
    from rule_verdict where reason is not null group by rule_id, reason`.execute(db);
  const types = await sql<{ rule: string; type: EventType }>`select rule_id as rule, type
    from rule_verdict group by rule_id, type order by min(event_id) desc`.execute(db);
  return {
    counts: counts.rows,
    fields: fields.rows,
    reasons: reasons.rows,
    // The last one put in is the first of its events.
    types: new Map(types.rows.map(({ rule, type }) => [rule, type])),
  };
}

/** Forgets how rules did in events whose decisions, reports or values changed, so that they are judged anew when it is asked. */
export async function forgetVerdicts(db: Db, eventIds: readonly string[]): Promise<void> {
  await db.deleteFrom("ruleVerdict").where("eventId", "in", listOf(eventIds)).execute();
  await db
    .updateTable("event")
    .set({ judged: 0 })
    .where("id", "in", listOf(eventIds))
    .where("judged", "=", 1)
    .execute();
}

/** Judges the decided events that wait for it. */
async function judgeEvents(db: Db): Promise<void> {
  while ((await unjudged(db, 1)).length > 0) {
    await inTransaction(db, async (trx) => {
      const ids = await unjudged(trx, BATCH);
      const rows = verdictRows(await decidedMentionsOf(trx, ids));
      await insertRows(trx, "ruleVerdict", COLUMNS, rows);
      await trx.updateTable("event").set({ judged: 1 }).where("id", "in", listOf(ids)).execute();
    });
  }
}

async function unjudged(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from event
    where judged = 0 and status in ('accepted', 'corrected', 'rejected') order by id limit ${limit}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

function verdictRows(decided: readonly DecidedMention[]): Row<"ruleVerdict">[] {
  const byPair = new Map<string, DecidedMention[]>();
  for (const mention of decided) {
    if (!mention.judged) continue;
    const pair = `${mention.eventId} ${mention.ruleId}`;
    byPair.set(pair, [...(byPair.get(pair) ?? []), mention]);
  }
  return [...byPair.values()].map((mentions) => {
    const [{ eventId, ruleId, type, decision, at, reason }] = mentions as [DecidedMention];
    const fields = wrongIn(mentions);
    const right = decision === "corrected" && fields.length === 0;
    return {
      eventId,
      ruleId,
      type,
      year: at.slice(0, 4),
      decision: right ? "accepted" : decision,
      fields: JSON.stringify(fields),
      reason,
    };
  });
}

/** Of several reports by one rule the one that is nearest to what the reviewer set counts. */
function wrongIn(mentions: readonly DecidedMention[]): readonly (keyof Coding)[] {
  return mentions.reduce((x, y) => (y.wrongFields.length < x.wrongFields.length ? y : x)).wrongFields;
}
