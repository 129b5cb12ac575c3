import { sql } from "kysely";
import { z } from "zod";
import { listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";

const Count = z.int().min(0);

/** What one visit to a source met. */
export const VisitCounts = z.strictObject({
  /** Pages asked for, whatever they answered; retries and redirects are not counted. */
  requests: Count,
  /** Answers with a body, and answers that nothing has changed: of lists and articles. */
  fetched: Count,
  notModified: Count,
  /** List pages that were read or found unchanged, home pages included. */
  listPages: Count,
  /** Lists that were read or found unchanged. */
  lists: Count,
  /** Links to articles on the first page of each list that was read in full, by {@link listKey}. */
  links: z.record(z.string(), Count),
  /** Articles of the source that no earlier visit had met, those left out by the filter included. */
  newArticles: Count,
  /** Articles that the filter of the source left out. */
  leftOut: Count,
});
export type VisitCounts = z.infer<typeof VisitCounts>;

/** A visit that came to an end or failed; one that was stopped leaves no row. Times are UTC. */
export interface Visit extends Omit<Row<"visit">, "counts" | "judged"> {
  readonly counts: VisitCounts;
}

export type NewVisit = Omit<Visit, "id">;

/** Notes a visit; its source waits to be judged by it. */
export async function addVisit(db: Db, visit: NewVisit): Promise<void> {
  await db
    .insertInto("visit")
    .values({ ...visit, counts: JSON.stringify(visit.counts) })
    .execute();
}

export interface VisitFilter {
  /** Visits that began at this time or later. */
  readonly since?: string | undefined;
  /** Visits that ended before this time. */
  readonly endedBefore?: string | undefined;
  readonly limit: number;
}

/** The visits to a source, newest first. */
export async function listVisits(db: Db, sourceId: string, filter: VisitFilter): Promise<Visit[]> {
  let query = db.selectFrom("visit").selectAll().where("sourceId", "=", sourceId);
  if (filter.since !== undefined) query = query.where("started", ">=", filter.since);
  if (filter.endedBefore !== undefined) query = query.where("finished", "<", filter.endedBefore);
  const rows = await query.orderBy("started", "desc").orderBy("id", "desc").limit(filter.limit).execute();
  return rows.map(read);
}

/** The newest visit to each source, by source. */
export async function latestVisits(db: Db): Promise<Map<string, Visit>> {
  const rows = await db
    .selectFrom("visit")
    .selectAll()
    .where("id", "in", (e) =>
      e
        .selectFrom("visit as each")
        .select((f) => f.fn.max("each.id").as("id"))
        .groupBy("each.sourceId"),
    )
    .execute();
  return new Map(rows.map((row) => [row.sourceId, read(row)]));
}

/** Visits by which the health of their source was not judged yet, oldest first. */
export async function listUnjudgedVisits(db: Db, limit: number): Promise<Visit[]> {
  const rows = await db
    .selectFrom("visit")
    .selectAll()
    .where("judged", "=", sql.lit(0))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(read);
}

/** Says that the sources of these visits were judged by them. */
export async function markJudged(db: Db, ids: readonly number[]): Promise<void> {
  await sql`update visit set judged = 1 where id in ${listOf(ids)}`.execute(db);
}

function read({ judged: _judged, counts, ...row }: Row<"visit">): Visit {
  return { ...row, counts: VisitCounts.parse(JSON.parse(counts)) };
}
