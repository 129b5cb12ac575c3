import { decide, movesReports } from "../pipeline/decide.ts";
import { inTransaction } from "../store/database.ts";
import { type EventRecord, findEvent } from "../store/event-record.ts";
import { isOpinion } from "../store/opinions.ts";
import { listReviews, ReviewError, type ReviewInput } from "../store/reviews.ts";
import type { AppOptions } from "./context.ts";
import type { FieldError } from "./correction.ts";
import { newestReview } from "./event-view.ts";
import { OPINION_TEXTS } from "./texts/opinions.ts";

const MESSAGES = OPINION_TEXTS.overtaken;

/** A decision as a form or the JSON API asks for it. */
export interface Decision extends ReviewInput {
  /** The newest decision the reviewer knew of; undefined when the caller does not mind. */
  readonly seen?: number | undefined;
  /** It is meant as a second opinion, and as nothing else where none is asked any more. */
  readonly opinion?: boolean | undefined;
  /** The event that `seen` is about; the one decided on when absent. */
  readonly seenOf?: string | undefined;
}

export type Outcome =
  | { readonly outcome: "done"; readonly record: EventRecord }
  | { readonly outcome: "not-found" }
  /** Somebody else decided meanwhile: nothing was written. */
  | { readonly outcome: "overtaken"; readonly record: EventRecord; readonly message: string }
  | { readonly outcome: "refused"; readonly record: EventRecord; readonly errors: readonly FieldError[] };

/** Takes a decision, the only way the web writes one. All in one transaction, so that two cannot slip past each other. */
export async function takeDecision(
  { db, linker, settings }: Pick<AppOptions, "db" | "linker" | "settings">,
  decision: Decision,
): Promise<Outcome> {
  // Awaited before the transaction begins: while rules are read nobody else may have to wait.
  const coder = movesReports(decision.decision) ? await linker : undefined;
  return inTransaction(db, async (trx): Promise<Outcome> => {
    const record = await findEvent(trx, decision.eventId);
    if (!record) return { outcome: "not-found" };
    const message = whyOvertaken(
      record,
      await listReviews(trx, decision.seenOf ?? decision.eventId),
      decision,
    );
    if (message) return { outcome: "overtaken", record, message };
    const { seen: _seen, opinion: _opinion, seenOf: _seenOf, ...input } = decision;
    const secondOpinions = settings?.review?.second_opinions ?? 0;
    try {
      return { outcome: "done", record: await decide(trx, input, coder, { secondOpinions }) };
    } catch (error) {
      if (!(error instanceof ReviewError)) throw error;
      const { message } = error;
      const errors = error.errors.length > 0 ? error.errors : [{ field: "decision", message }];
      return { outcome: "refused", record, errors };
    }
  });
}

/** What is said to a reviewer who decides on something else than they had before their eyes; undefined where they do not. */
function whyOvertaken(
  record: EventRecord,
  reviews: EventRecord["reviews"],
  { reviewer, decision, seen, opinion }: Decision,
): string | undefined {
  if (opinion) return isOpinion(record, { reviewer, decision }) ? undefined : MESSAGES.noOpinion;
  const newest = newestReview({ reviews });
  if (seen === undefined || seen === newest) return undefined;
  // Who is asked for a second opinion is not told of the first.
  if (record.queueReason === "second-opinion" && record.notFor !== reviewer) return MESSAGES.askedBlind;
  const last = reviews.find(({ id }) => id === newest);
  return last ? MESSAGES.decided(last.reviewer, last.decision) : MESSAGES.changed;
}
