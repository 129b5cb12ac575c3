import { type Added, addByHand, type EventByHand } from "../pipeline/add-by-hand.ts";
import { addDocumentReview, type DocumentReview } from "../store/document-reviews.ts";
import { findDocument } from "../store/documents.ts";
import { ReviewError } from "../store/review-error.ts";
import type { AppOptions } from "./context.ts";
import type { FieldError } from "./correction.ts";

export type Addition =
  | Added
  | { readonly outcome: "not-found" }
  | { readonly outcome: "refused"; readonly errors: readonly FieldError[] };

/** Adds an event to a document for a form or the JSON interface; the only way the web does. */
export async function takeAddition(
  { db, linker }: Pick<AppOptions, "db" | "linker">,
  input: EventByHand,
): Promise<Addition> {
  // Awaited before the transaction begins: while rules are read nobody else may have to wait.
  const coder = await linker;
  if (!coder)
    return refused(new ReviewError("events cannot be added here: this server runs without the rules"));
  if (!(await findDocument(db, input.documentId))) return { outcome: "not-found" };
  try {
    return await addByHand(db, coder, input);
  } catch (error) {
    return refused(error);
  }
}

/** Keeps what a person says of a whole document. */
export async function takeDocumentReview(
  { db }: Pick<AppOptions, "db">,
  input: DocumentReview,
): Promise<Exclude<Addition, Added> | { readonly outcome: "done" }> {
  if (!(await findDocument(db, input.documentId))) return { outcome: "not-found" };
  try {
    await addDocumentReview(db, input);
    return { outcome: "done" };
  } catch (error) {
    return refused(error);
  }
}

function refused(error: unknown): { outcome: "refused"; errors: readonly FieldError[] } {
  if (!(error instanceof ReviewError)) throw error;
  const errors = error.errors.length > 0 ? error.errors : [{ field: "event", message: error.message }];
  return { outcome: "refused", errors };
}
