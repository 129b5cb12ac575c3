import { type Db, inTransaction } from "../store/database.ts";
import { findSurvivors } from "../store/event-candidates.ts";
import { type EventRecord, findEvent, getEvent } from "../store/event-record.ts";
import { listEventsToRecode } from "../store/events.ts";
import { giveOpinion, isOpinion } from "../store/opinions.ts";
import { addReview, listReviews, type ReviewInput, type ReviewOptions } from "../store/reviews.ts";
import { codeEventsAgain } from "./code-events.ts";
import { emptyCounts } from "./counts.ts";
import type { Linker } from "./linker.ts";

/** Whether a decision can move reports from one event to another, so that both read otherwise. */
export function movesReports(decision: string): boolean {
  return decision === "merge" || decision === "split" || decision === "undo";
}

/**
 * Records a decision as `addReview` does, and codes the events again whose reports it moved: the reviewer sees at once what
 * they are now, and signs that. Without a linker the next run codes them. Where the reviewer is asked for a second opinion, what
 * they accept, correct or reject is that (`giveOpinion`). Throws ReviewError; then nothing is written.
 */
export function decide(
  db: Db,
  input: ReviewInput,
  linker: Linker | undefined,
  options: ReviewOptions = {},
): Promise<EventRecord> {
  return inTransaction(db, async (trx) => {
    const event = await findEvent(trx, input.eventId);
    if (event && isOpinion(event, input)) return giveOpinion(trx, input);
    const { id } = await addReview(trx, input, options);
    if (linker && movesReports(input.decision)) await codeMoved(trx, linker, input.eventId);
    return getEvent(trx, id);
  });
}

async function codeMoved(db: Db, linker: Linker, eventId: string): Promise<void> {
  const others = (await listReviews(db, eventId)).flatMap(({ into }) => into ?? []);
  const ids = [...new Set([eventId, ...others, ...(await findSurvivors(db, others)).values()])];
  const waiting = await listEventsToRecode(db, ids.length, ids);
  const touches = waiting.map(({ id }) => [id, { changedPage: false, reworded: false }] as const);
  await codeEventsAgain(db, linker, new Map(touches), emptyCounts());
}
