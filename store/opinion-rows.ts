import type { Coding } from "../extractors/event.ts";
import { listOf } from "./bulk.ts";
import { type DifferingField, differingFields } from "./coding-difference.ts";
import type { Db, Row } from "./database.ts";
import { decidesEvent, type ReviewChanges } from "./event-values.ts";
import { standingReviews } from "./review-rows.ts";
import type { ReviewSpans } from "./review-spans.ts";

/** What one of two persons said of an event. */
export interface Said {
  readonly reviewer: string;
  readonly at: string;
  readonly decision: "accept" | "reject" | "correct";
  /** What the event is then; null where it is none. */
  readonly coding: Coding | null;
  readonly note: string | null;
}

/** A second opinion beside the decision that it was compared with. */
export interface OpinionRecord extends Said {
  readonly id: number;
  readonly changes: ReviewChanges | null;
  /** The words of reports that the second reviewer marked for the fields. */
  readonly spans: ReviewSpans | null;
  /** The decision, which whoever gave the opinion had not seen. */
  readonly first: Said & { readonly reviewId: number };
  /** Where the two differ; empty where they say the same. */
  readonly differs: readonly DifferingField[];
  /** False once the decision was undone: then nobody asks any more. */
  readonly stands: boolean;
  /** They differ, and nobody has decided since. */
  readonly open: boolean;
}

/** The second opinions on events, oldest first; an event without any has no entry. */
export async function opinionsOf(
  db: Db,
  eventIds: readonly string[],
): Promise<Map<string, Row<"opinion">[]>> {
  const rows = await db
    .selectFrom("opinion")
    .selectAll()
    .where("eventId", "in", listOf(eventIds))
    .orderBy("id")
    .execute();
  const byEvent = new Map<string, Row<"opinion">[]>();
  for (const row of rows) byEvent.set(row.eventId, [...(byEvent.get(row.eventId) ?? []), row]);
  return byEvent;
}

/** The opinions on one event, compared with its decisions; both oldest first. */
export function opinionRecords(
  opinions: readonly Row<"opinion">[],
  reviews: readonly Row<"review">[],
): OpinionRecord[] {
  if (opinions.length === 0) return [];
  const standing = standingReviews(reviews);
  const deciding = standing.findLast(decidesEvent);
  return opinions.map((row) => {
    const review = reviews.find(({ id }) => id === row.reviewId)!;
    const first = { ...said(review), reviewId: review.id };
    const second = said(row);
    const differs = differingFields(first.coding, second.coding);
    return {
      ...second,
      id: row.id,
      changes: row.changes === null ? null : (JSON.parse(row.changes) as ReviewChanges),
      spans: row.spans === null ? null : (JSON.parse(row.spans) as ReviewSpans),
      first,
      differs,
      stands: standing.some(({ id }) => id === review.id),
      open: differs.length > 0 && deciding?.id === review.id,
    };
  });
}

/** The decision that an opinion is compared with is an acceptance or a correction; nothing else is ever asked about. */
function said({ reviewer, at, decision, coding, note }: Row<"opinion"> | Row<"review">): Said {
  return {
    reviewer,
    at,
    decision: decision as Said["decision"],
    coding: coding === null ? null : (JSON.parse(coding) as Coding),
    note,
  };
}
