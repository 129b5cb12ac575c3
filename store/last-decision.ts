import type { Db } from "./database.ts";
import { reviewsOf, standingReviews } from "./review-rows.ts";

/** Decisions of a reviewer that are looked at for one that can be taken back. */
const MOST = 50;

/**
 * The last decision of a reviewer that still stands and that nothing was decided over, by the event it was taken on, with the number
 * of the newest decision there; undefined when there is none among the last ones.
 */
export async function findLastDecision(
  db: Db,
  reviewer: string,
): Promise<{ eventId: string; newest: number } | undefined> {
  const rows = await db
    .selectFrom("review")
    .select(["id", "eventId"])
    .where("reviewer", "=", reviewer)
    .where("decision", "!=", "undo")
    .orderBy("id", "desc")
    .limit(MOST)
    .execute();
  const reviews = await reviewsOf(db, [...new Set(rows.map(({ eventId }) => eventId))]);
  for (const { id, eventId } of rows) {
    const own = reviews.get(eventId) ?? [];
    if (standingReviews(own).at(-1)?.id === id) return { eventId, newest: own.at(-1)!.id };
  }
  return undefined;
}

/** The number of the newest decision of all, 0 before the first: what a page has been told of. */
export async function findNewestDecision(db: Db): Promise<number> {
  const row = await db.selectFrom("review").select("id").orderBy("id", "desc").limit(1).executeTakeFirst();
  return row?.id ?? 0;
}

/** The event of which the reviewer took a decision back after the one of this number; undefined where of none. */
export async function findUndoneSince(db: Db, reviewer: string, since: number): Promise<string | undefined> {
  const row = await db
    .selectFrom("review")
    .select("eventId")
    .where("id", ">", since)
    .where("reviewer", "=", reviewer)
    .where("decision", "=", "undo")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.eventId;
}
