import type { Coding } from "../extractors/event.ts";
import { differingFields } from "./coding-difference.ts";
import { type Db, inTransaction, type Row } from "./database.ts";
import { type EventRecord, getEvent } from "./event-record.ts";
import { decidesEvent } from "./event-values.ts";
import { opinionsOf } from "./opinion-rows.ts";
import { ReviewError } from "./review-error.ts";
import { type CheckedReview, checkReview, correctedCoding, type ReviewInput } from "./review-input.ts";
import { reviewsOf, standingReviews } from "./review-rows.ts";
import { checkSpans } from "./review-spans.ts";
import { isDrawn } from "./sampling.ts";
import { setWaits, type Waits } from "./waits.ts";

/** Decisions that a second opinion may be. */
const OPINIONS = ["accept", "correct", "reject"] as const;

/** Whether what a reviewer decides so about the event is a second opinion: it waits for one, and not from the first reviewer. */
export function isOpinion(
  event: { readonly queueReason: string | null; readonly notFor: string | null },
  { reviewer, decision }: { readonly reviewer: string; readonly decision: string },
): boolean {
  return (
    event.queueReason === "second-opinion" &&
    event.notFor !== reviewer &&
    (OPINIONS as readonly string[]).includes(decision)
  );
}

/**
 * What an event waits for after decisions on it: for a second look or an adjudication that nobody has answered yet, for a second
 * opinion, or, null, for nothing. `undecided` where no decision on the event itself stands.
 */
export async function waitsAfter(
  db: Db,
  eventId: string,
  reviews: readonly Row<"review">[],
  secondOpinions: number,
): Promise<Waits | null | "undecided"> {
  const standing = standingReviews(reviews);
  const last = standing.findLast((row) => decidesEvent(row) || row.decision === "second-look");
  if (!last) return "undecided";
  if (last.decision === "second-look") return { reason: "second-look" };
  const opinions = (await opinionsOf(db, [eventId])).get(eventId) ?? [];
  const answer = opinions.findLast(({ reviewId }) => reviewId === last.id);
  if (answer) {
    const differs = differingFields(readCoding(last.coding), readCoding(answer.coding));
    return differs.length > 0 ? { reason: "disagreement" } : null;
  }
  if (last.decision !== "accept" && last.decision !== "correct") return null;
  if (!isDrawn(eventId, secondOpinions, "second-opinion")) return null;
  // Once asked and answered is enough; who has decided here before is no second pair of eyes; and of what a person added there is
  // no machine's coding to show.
  const asked = opinions.some(({ reviewId }) => standing.some(({ id }) => id === reviewId));
  const others = reviews.some(
    (row) => decidesEvent(row) && (row.reviewer !== last.reviewer || row.decision === "add"),
  );
  if (asked || others) return null;
  return { reason: "second-opinion", notFor: last.reviewer };
}

/**
 * Records a second opinion: a row that is only added, compared with the decision that whoever gives it has not seen. What is
 * accepted or corrected is the machine's coding. Gives the event as it then stands. Throws {@link ReviewError} where nobody asks,
 * or the reviewer is not asked; then nothing is written.
 */
export async function giveOpinion(db: Db, input: ReviewInput): Promise<EventRecord> {
  const opinion = checkReview(input);
  return inTransaction(db, async (trx) => {
    const event = await getEvent(trx, opinion.eventId);
    if (!isOpinion(event, opinion)) throw new ReviewError(refusal(event, opinion));
    const reviews = (await reviewsOf(trx, [event.id])).get(event.id) ?? [];
    const first = standingReviews(reviews).findLast(decidesEvent)!;
    const { changes, coding } = codingOf(event.machine, opinion);
    const documentIds = event.mentions.map(({ document }) => document);
    await checkSpans(trx, opinion.spans ?? {}, documentIds);
    await trx
      .insertInto("opinion")
      .values({
        eventId: event.id,
        reviewId: first.id,
        reviewer: opinion.reviewer,
        at: opinion.at,
        decision: opinion.decision as Row<"opinion">["decision"],
        changes: changes ? JSON.stringify(changes) : null,
        coding: coding ? JSON.stringify(coding) : null,
        note: opinion.note || null,
        spans: Object.keys(opinion.spans ?? {}).length > 0 ? JSON.stringify(opinion.spans) : null,
      })
      .execute();
    const same = differingFields(readCoding(first.coding), coding).length === 0;
    await setWaits(trx, event.id, same ? null : { reason: "disagreement" }, opinion.at);
    return getEvent(trx, event.id);
  });
}

function refusal({ id, queueReason, notFor }: EventRecord, { reviewer, decision }: CheckedReview): string {
  if (queueReason !== "second-opinion") return `opinion: event ${id} waits for no second opinion (any more)`;
  if (notFor === reviewer) return `opinion: ${reviewer} has decided event ${id}; another reviewer is asked`;
  return `opinion: expected one of ${OPINIONS.join(", ")}, found ${decision}`;
}

function codingOf(machine: Coding, { decision, changes }: CheckedReview) {
  if (decision === "reject") return { changes: null, coding: null };
  return decision === "correct" ? correctedCoding(machine, changes) : { changes: null, coding: machine };
}

function readCoding(coding: string | null): Coding | null {
  return coding === null ? null : (JSON.parse(coding) as Coding);
}
