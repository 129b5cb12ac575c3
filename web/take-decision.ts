import { decide, movesReports } from "../pipeline/decide.ts";
import { inTransaction } from "../store/database.ts";
import { type EventRecord, findEvent } from "../store/event-record.ts";
import { listReviews, ReviewError, type ReviewInput } from "../store/reviews.ts";
import type { AppOptions } from "./context.ts";
import type { FieldError } from "./correction.ts";
import { newestReview } from "./event-view.ts";

/** A decision as a form or the JSON API asks for it. */
export interface Decision extends ReviewInput {
  /** The newest decision the reviewer knew of; undefined when the caller does not mind. */
  readonly seen?: number | undefined;
}

export type Outcome =
  | { readonly outcome: "done"; readonly record: EventRecord }
  | { readonly outcome: "not-found" }
  /** Somebody else decided meanwhile: nothing was written. */
  | { readonly outcome: "overtaken"; readonly record: EventRecord; readonly message: string }
  | { readonly outcome: "refused"; readonly record: EventRecord; readonly errors: readonly FieldError[] };

/** Takes a decision, the only way the web writes one. All in one transaction, so that two cannot slip past each other. */
export async function takeDecision(
  { db, linker }: Pick<AppOptions, "db" | "linker">,
  decision: Decision,
): Promise<Outcome> {
  // Awaited before the transaction begins: while rules are read nobody else may have to wait.
  const coder = movesReports(decision.decision) ? await linker : undefined;
  return inTransaction(db, async (trx): Promise<Outcome> => {
    const record = await findEvent(trx, decision.eventId);
    if (!record) return { outcome: "not-found" };
    const reviews = await listReviews(trx, decision.eventId);
    const newest = newestReview({ reviews });
    if (decision.seen !== undefined && decision.seen !== newest) {
      const last = reviews.find(({ id }) => id === newest);
      const message = last
        ? `${last.reviewer} decided meanwhile (${last.decision}); look at the event again before you decide`
        : "the event changed meanwhile; look at it again before you decide";
      return { outcome: "overtaken", record, message };
    }
    const { seen: _seen, ...input } = decision;
    try {
      return { outcome: "done", record: await decide(trx, input, coder) };
    } catch (error) {
      if (!(error instanceof ReviewError)) throw error;
      const { message } = error;
      const errors = error.errors.length > 0 ? error.errors : [{ field: "decision", message }];
      return { outcome: "refused", record, errors };
    }
  });
}
