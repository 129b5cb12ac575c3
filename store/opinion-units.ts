import { sql } from "kysely";
import { listOf } from "./bulk.ts";
import type { Db } from "./database.ts";
import { type OpinionRecord, opinionRecords, opinionsOf } from "./opinion-rows.ts";
import { reviewsOf } from "./review-rows.ts";

/** Which second opinions to list. All that is given must hold. */
export interface OpinionFilter {
  /** When the second opinion was given, inclusive: a year, month, day or time, UTC. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** One of the two gave it or decided first. */
  readonly reviewers?: readonly string[] | undefined;
}

/** An event that two persons coded without seeing each other. */
export interface OpinionUnit {
  readonly eventId: string;
  readonly opinion: OpinionRecord;
}

/** The second opinions whose first decision stands, oldest first. */
export async function listOpinionUnits(
  db: Db,
  { from = "", to = "", reviewers }: OpinionFilter = {},
): Promise<OpinionUnit[]> {
  const rows = await db.selectFrom("opinion").select("eventId").distinct().where("at", ">=", from).execute();
  const ids = rows.map(({ eventId }) => eventId);
  const opinions = await opinionsOf(db, ids);
  const reviews = await reviewsOf(db, ids);
  return ids
    .flatMap((eventId) =>
      opinionRecords(opinions.get(eventId) ?? [], reviews.get(eventId) ?? []).map((opinion) => ({
        eventId,
        opinion,
      })),
    )
    .filter(({ opinion }) => opinion.stands && opinion.at >= from && (to === "" || opinion.at <= `${to}~`))
    .filter(({ opinion: { reviewer, first } }) =>
      reviewers ? reviewers.includes(reviewer) || reviewers.includes(first.reviewer) : true,
    )
    .sort((a, b) => a.opinion.id - b.opinion.id);
}

/** How many events wait for a second opinion, and how many for somebody to settle two that differ. */
export async function countOpinionsAsked(db: Db): Promise<{ waiting: number; disagreements: number }> {
  const { rows } = await sql<{
    reason: string;
    n: number;
  }>`select queue_reason as reason, count(*) as n from event
    where queue_reason in ${listOf(["second-opinion", "disagreement"])} group by 1`.execute(db);
  const of = (reason: string) => rows.find((row) => row.reason === reason)?.n ?? 0;
  return { waiting: of("second-opinion"), disagreements: of("disagreement") };
}
