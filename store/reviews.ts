import type { Coding } from "../extractors/event.ts";
import { withdrawAutoAccepted } from "./auto-accepted.ts";
import { type Db, inTransaction, type Row } from "./database.ts";
import { findSurvivors } from "./event-candidates.ts";
import { type EventRecord, getEvent, readEventRecords } from "./event-record.ts";
import { refreshEvents } from "./event-refresh.ts";
import { isReportAdded, type ReviewRecord } from "./event-values.ts";
import { rebuildHeldApart } from "./held-apart.ts";
import { relinkEvents } from "./links.ts";
import { mentionsOfEvent } from "./mentions.ts";
import { MUTED_REASON, unmute } from "./muted.ts";
import { isOpinion, waitsAfter } from "./opinions.ts";
import { relateEvents, undoRelation, unrelateEvents } from "./relations.ts";
import { addedDecision, undoAdd } from "./review-added.ts";
import { ReviewError } from "./review-error.ts";
import {
  type CheckedReview,
  checkReview,
  checkShape,
  correctedCoding,
  type ReviewInput,
  readKind,
} from "./review-input.ts";
import { findOther, holdApart, mergeEvents, splitEvent, undoMerge, undoSplit } from "./review-moves.ts";
import { reviewsOf } from "./review-rows.ts";
import { checkSpans } from "./review-spans.ts";
import { findWaits, setWaits, type Waits } from "./waits.ts";

export { ReviewError } from "./review-error.ts";
export type { ReviewInput } from "./review-input.ts";

/** What a decision adds to the table, and what it leaves the event waiting for. */
interface Decided {
  readonly changes?: object | null;
  readonly coding?: Coding | null;
  readonly into?: string | null;
  /** Null when it does not wait any more; undefined: it waits as before, or does not wait as before; or what follows from the decisions. */
  readonly waits: Waits | null | undefined | "as decided";
}

/** What the settings say of decisions. */
export interface ReviewOptions {
  /** Share (0–1) of accepted and corrected events that a second reviewer codes without seeing the decision; 0 when not said. */
  readonly secondOpinions?: number;
}

/**
 * Records a decision on an event, and gives the event as it then stands (after a merge, the event that stays). The
 * row is only added; values, status and queue follow from the rows. Throws {@link ReviewError} when the decision is not
 * as expected, or would be a second opinion ({@link isOpinion}); then nothing is written.
 */
export async function addReview(
  db: Db,
  input: ReviewInput,
  options: ReviewOptions = {},
): Promise<EventRecord> {
  return record(db, checkReview(input), options);
}

/**
 * Records that a person added a mention, which is linked to the event already: a new event, which is signed as it is coded; or,
 * with `into`, one that was known, of which nothing is decided.
 */
export async function addAddition(db: Db, addition: Addition): Promise<EventRecord> {
  return record(db, checkShape({ ...addition, decision: "add" }));
}

/** An addition as it comes in: `changes` is the whole coding, `mentionIds` the mention. */
export type Addition = Omit<ReviewInput, "decision"> & { readonly mentionIds: readonly [string] };

async function record(
  db: Db,
  review: CheckedReview,
  { secondOpinions = 0 }: ReviewOptions = {},
): Promise<EventRecord> {
  return inTransaction(db, async (trx) => {
    const event = (await readEventRecords(trx, [review.eventId]))[0];
    if (!event) throw new ReviewError(`no event ${review.eventId}; ids are shown by the queue`);
    if (event.status === "merged") refusePart(event, review);
    if (isOpinion(event, review)) {
      throw new ReviewError(`event ${event.id} waits for a second opinion: give it as one`);
    }
    const waited = await findWaits(trx, event.id);
    const decided = await decide(trx, event, review, secondOpinions);
    await trx
      .insertInto("review")
      .values({
        eventId: event.id,
        reviewer: review.reviewer,
        at: review.at,
        decision: review.decision,
        changes: decided.changes ? JSON.stringify(decided.changes) : null,
        coding: decided.coding ? JSON.stringify(decided.coding) : null,
        into: decided.into ?? null,
        note: review.note || null,
        spans: Object.keys(review.spans ?? {}).length > 0 ? JSON.stringify(review.spans) : null,
        waited: waited && JSON.stringify(waited),
      })
      .execute();
    await rebuildHeldApart(trx, [event.id]);
    const touched = [event.id, ...(decided.into ? [decided.into] : [])];
    await unmute(trx, touched, review.at);
    await withdrawAutoAccepted(trx, touched, "new", review.at);
    await refreshEvents(trx, [event.id]);
    const waits =
      decided.waits === "as decided" ? await asDecided(trx, event.id, secondOpinions) : decided.waits;
    if (waits !== undefined) await setWaits(trx, event.id, waits, review.at);
    return getEvent(trx, event.id);
  });
}

/** The decisions on an event itself, oldest first; those on events merged into it are theirs. */
export async function listReviews(db: Db, eventId: string): Promise<ReviewRecord[]> {
  return (await readEventRecords(db, [eventId]))[0]?.reviews ?? [];
}

async function asDecided(db: Db, eventId: string, secondOpinions: number): Promise<Waits | null> {
  const reviews = (await reviewsOf(db, [eventId])).get(eventId) ?? [];
  const waits = await waitsAfter(db, eventId, reviews, secondOpinions);
  return waits === "undecided" ? { reason: "undone" } : waits;
}

async function decide(
  db: Db,
  event: EventRecord,
  review: CheckedReview,
  secondOpinions: number,
): Promise<Decided> {
  switch (review.decision) {
    case "accept":
      return { coding: event.coding, waits: "as decided" };
    case "reject":
      return { waits: null };
    case "correct": {
      const { changes, coding } = correctedCoding(event.coding, review.changes);
      const documentIds = event.mentions.map(({ document }) => document);
      await checkSpans(db, review.spans ?? {}, documentIds);
      return { changes, coding, waits: "as decided" };
    }
    case "merge": {
      const into = await findOther(db, event, "merge", review.into!);
      const mentionIds = await mergeEvents(db, event, into, review);
      return { changes: { mentionIds }, into, waits: null };
    }
    case "split": {
      const { into, otherIds } = await splitEvent(db, event, review.mentionIds!, review);
      return { changes: { mentionIds: review.mentionIds!, otherIds }, into, waits: { reason: "split" } };
    }
    case "distinct": {
      const into = await findOther(db, event, "distinct", review.into!);
      return { changes: await holdApart(db, event, into), into, waits: undefined };
    }
    case "relate":
    case "unrelate": {
      const into = await findOther(db, event, review.decision, review.into!);
      const change = review.decision === "relate" ? relateEvents : unrelateEvents;
      const kind = readKind(review.decision, review.changes);
      return { changes: await change(db, event, into, kind, review), into, waits: undefined };
    }
    case "second-look":
      return { waits: { reason: "second-look" } };
    case "add":
      return addedDecision(event, review);
    case "undo":
      return undo(db, event, review, secondOpinions);
    default:
      return review.decision satisfies never;
  }
}

/**
 * Takes back the last decision that stands; an event without another decision waits again. Linking looks again at what the
 * event then has: nobody's decision holds it any more.
 */
async function undo(
  db: Db,
  event: EventRecord,
  review: CheckedReview,
  secondOpinions: number,
): Promise<Decided> {
  const last = event.reviews.findLast((row) => row.effective);
  if (!last) throw new ReviewError(`undo: event ${event.id} has no decision to take back`);
  if (last.decision === "relate" || last.decision === "unrelate") {
    await undoRelation(db, event.id, last.id, review);
    return { waits: undefined };
  }
  const rows = (await reviewsOf(db, [event.id])).get(event.id) ?? [];
  const waited = waitedBefore(rows.find(({ id }) => id === last.id)!);
  if (last.decision === "second-look") return { waits: waited };
  if (last.decision === "merge") await undoMerge(db, event.id, last, review);
  if (last.decision === "split") await undoSplit(db, event.id, last, review);
  if (last.decision === "add") await undoAdd(db, event.id, last, review);
  const others = last.into === null ? [] : [last.into];
  const wholes = (await findSurvivors(db, others)).values();
  await relinkEvents(db, [event.id, ...others, ...wholes]);
  if (last.decision === "distinct" || isReportAdded(last)) return { waits: undefined };
  // What a person added and took back is no event: nobody is asked about it.
  if (last.decision === "add" && (await mentionsOfEvent(db, event.id)).length === 0) return { waits: null };
  const waits = await waitsAfter(db, event.id, withUndo(rows), secondOpinions);
  if (waits === "undecided") return { waits: { reason: "undone" } };
  return { waits: waits ?? (waited && OF_DECIDED.has(waited.reason) ? waited : null) };
}

/** What a decided event may wait for. */
const OF_DECIDED: ReadonlySet<string> = new Set([
  "recoded",
  "changed-page",
  "conflict",
  "split",
  "second-opinion",
]);

/** What the event waited for when the decision was taken. A person has looked at it since, so it is muted no more. */
function waitedBefore({ waited }: Row<"review">): Waits | null {
  if (waited === null) return null;
  const before = JSON.parse(waited) as Waits;
  return before.reason === MUTED_REASON ? { ...before, reason: "new" } : before;
}

/** A merge can be undone; what linking joined is for linking to part again. */
function refusePart({ id, mergedInto, reviews }: EventRecord, { decision }: CheckedReview): void {
  const byPerson = reviews.some((row) => row.effective && row.decision === "merge");
  if (byPerson && decision === "undo") return;
  const how = byPerson ? `was merged into ${mergedInto}` : `is part of ${mergedInto}: linking joined them`;
  const remedy = byPerson ? "review that one, or undo the merge" : "review that one, or split it";
  throw new ReviewError(`event ${id} ${how}; ${remedy}`);
}

function withUndo(rows: readonly Row<"review">[]): Row<"review">[] {
  return [...rows, { ...rows.at(-1)!, decision: "undo", coding: null }];
}
