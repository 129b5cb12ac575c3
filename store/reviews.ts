import type { Coding } from "../extractors/event.ts";
import type { QueueReason } from "../sources/review-settings.ts";
import { type Db, inTransaction, type Row } from "./database.ts";
import { findSurvivors } from "./event-candidates.ts";
import { type EventRecord, getEvent, readEventRecords } from "./event-record.ts";
import { refreshEvents } from "./event-refresh.ts";
import { applyReviews, isReportAdded, type ReviewRecord } from "./event-values.ts";
import { rebuildHeldApart } from "./held-apart.ts";
import { relinkEvents } from "./links.ts";
import { mentionsOfEvent } from "./mentions.ts";
import { MUTED_REASON, unmute } from "./muted.ts";
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
import { reviewsOf, standingReviews } from "./review-rows.ts";
import { checkSpans } from "./review-spans.ts";

export { ReviewError } from "./review-error.ts";
export type { ReviewInput } from "./review-input.ts";

/** What a decision adds to the table, and what it leaves the event waiting for. */
interface Decided {
  readonly changes?: object | null;
  readonly coding?: Coding | null;
  readonly into?: string | null;
  /** Null when it does not wait any more; undefined: it waits as before, or does not wait as before. */
  readonly waits: Waits | null | undefined;
}

/** Why an event waits; since the decision, where no earlier time is given. */
interface Waits {
  readonly reason: QueueReason;
  readonly since?: string | null;
  /** The reviewer who is not asked. */
  readonly notFor?: string | null;
}

/**
 * Records a decision on an event, and gives the event as it then stands (after a merge, the event that stays). The
 * row is only added; values, status and queue follow from the rows. Throws {@link ReviewError} when the decision is not
 * as expected; then nothing is written.
 */
export async function addReview(db: Db, input: ReviewInput): Promise<EventRecord> {
  return record(db, checkReview(input));
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

async function record(db: Db, review: CheckedReview): Promise<EventRecord> {
  return inTransaction(db, async (trx) => {
    const event = (await readEventRecords(trx, [review.eventId]))[0];
    if (!event) throw new ReviewError(`no event ${review.eventId}; ids are shown by the queue`);
    if (event.status === "merged") refusePart(event, review);
    const decided = await decide(trx, event, review);
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
      })
      .execute();
    await rebuildHeldApart(trx, [event.id]);
    await unmute(trx, [event.id, ...(decided.into ? [decided.into] : [])], review.at);
    await refreshEvents(trx, [event.id]);
    if (decided.waits !== undefined) await queueEvent(trx, event.id, decided.waits, review.at);
    return getEvent(trx, event.id);
  });
}

/** The decisions on an event itself, oldest first; those on events merged into it are theirs. */
export async function listReviews(db: Db, eventId: string): Promise<ReviewRecord[]> {
  return (await readEventRecords(db, [eventId]))[0]?.reviews ?? [];
}

async function decide(db: Db, event: EventRecord, review: CheckedReview): Promise<Decided> {
  switch (review.decision) {
    case "accept":
      return { coding: event.coding, waits: null };
    case "reject":
      return { waits: null };
    case "correct": {
      const { changes, coding } = correctedCoding(event.coding, review.changes);
      const documentIds = event.mentions.map(({ document }) => document);
      await checkSpans(db, review.spans ?? {}, documentIds);
      return { changes, coding, waits: null };
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
      return { changes: { waited: await waitsNow(db, event.id) }, waits: { reason: "second-look" } };
    case "add":
      return addedDecision(event, review);
    case "undo":
      return undo(db, event, review);
    default:
      return review.decision satisfies never;
  }
}

/**
 * Takes back the last decision that stands; an event without another decision waits again. Linking looks again at what the
 * event then has: nobody's decision holds it any more.
 */
async function undo(db: Db, event: EventRecord, review: CheckedReview): Promise<Decided> {
  const last = event.reviews.findLast((row) => row.effective);
  if (!last) throw new ReviewError(`undo: event ${event.id} has no decision to take back`);
  if (last.decision === "relate" || last.decision === "unrelate") {
    await undoRelation(db, event.id, last.id, review);
    return { waits: undefined };
  }
  if (last.decision === "second-look") return { waits: await waitedBefore(db, last.id) };
  if (last.decision === "merge") await undoMerge(db, event.id, last, review);
  if (last.decision === "split") await undoSplit(db, event.id, last, review);
  if (last.decision === "add") await undoAdd(db, event.id, last, review);
  const others = last.into === null ? [] : [last.into];
  const wholes = (await findSurvivors(db, others)).values();
  await relinkEvents(db, [event.id, ...others, ...wholes]);
  if (last.decision === "distinct" || isReportAdded(last)) return { waits: undefined };
  // What a person added and took back is no event: nobody is asked about it.
  if (last.decision === "add" && (await mentionsOfEvent(db, event.id)).length === 0) return { waits: null };
  const rows = (await reviewsOf(db, [event.id])).get(event.id) ?? [];
  const left = withUndo(rows);
  if (asksForLook(standingReviews(left))) return { waits: { reason: "second-look" } };
  const { status } = applyReviews(event.machine, left);
  return { waits: status === "new" ? { reason: "undone" } : null };
}

/** Whether the last that was said of an event, of what stands, is that somebody should look again. */
function asksForLook(standing: readonly Row<"review">[]): boolean {
  const last = standing.findLast((row) => DECIDES.has(row.decision) && !isReportAdded(row));
  return last?.decision === "second-look";
}

/** Decisions on the event itself; the others are about its reports and relations. */
const DECIDES: ReadonlySet<string> = new Set(["accept", "reject", "correct", "add", "merge", "second-look"]);

async function waitsNow(db: Db, id: string): Promise<Waits | null> {
  const { queueReason, queuedAt, notFor } = await db
    .selectFrom("event")
    .select(["queueReason", "queuedAt", "notFor"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return queueReason === null ? null : { reason: queueReason as QueueReason, since: queuedAt, notFor };
}

/** What the event waited for when a second look was asked for. A person has looked at it since, so it is muted no more. */
async function waitedBefore(db: Db, reviewId: number): Promise<Waits | null> {
  const { changes } = await db
    .selectFrom("review")
    .select("changes")
    .where("id", "=", reviewId)
    .executeTakeFirstOrThrow();
  const { waited } = JSON.parse(changes!) as { waited: Waits | null };
  return waited?.reason === MUTED_REASON ? { ...waited, reason: "new" } : waited;
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

async function queueEvent(db: Db, id: string, waits: Waits | null, at: string): Promise<void> {
  const { reason, since, notFor } = waits ?? {};
  await db
    .updateTable("event")
    .set({ queueReason: reason ?? null, queuedAt: waits ? (since ?? at) : null, notFor: notFor ?? null })
    .where("id", "=", id)
    .execute();
}
