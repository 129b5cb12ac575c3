import { z } from "zod";
import { CODED_FIELDS, Span } from "../extractors/event.ts";
import { listOf } from "./bulk.ts";
import type { Db } from "./database.ts";
import { ReviewError } from "./review-error.ts";

/** Words of a report that a reviewer marked: offsets into the stored title or text of a document, UTF-16. */
export const MarkedSpan = Span.extend({ documentId: z.string().min(1).max(200) });
export type MarkedSpan = z.infer<typeof MarkedSpan>;

/** For each field that a reviewer set from words of a report, the words: what `review.spans` holds. */
export const ReviewSpans = z.partialRecord(z.enum(CODED_FIELDS), MarkedSpan);
export type ReviewSpans = z.infer<typeof ReviewSpans>;

/** A decision as far as its spans go. */
interface Marked {
  readonly decision: string;
  readonly changes: object | null;
  readonly spans: ReviewSpans | null;
}

/** The words behind each field after decisions that stand, oldest first: a field set anew without words has none. */
export function standingSpans(reviews: readonly Marked[]): ReviewSpans {
  const marked: ReviewSpans = {};
  for (const { decision, changes, spans } of reviews) {
    if (decision !== "correct" && decision !== "add") continue;
    for (const field of Object.keys(changes ?? {})) delete marked[field as keyof ReviewSpans];
    Object.assign(marked, spans);
  }
  return marked;
}

/** Throws {@link ReviewError} where a span lies in none of the documents, or outside of its title or text. */
export async function checkSpans(db: Db, spans: ReviewSpans, documentIds: readonly string[]): Promise<void> {
  const entries = Object.entries(spans);
  if (entries.length === 0) return;
  const rows = await db
    .selectFrom("document")
    .select(["id", "title", "text"])
    .where("id", "in", listOf([...new Set(entries.map(([, { documentId }]) => documentId))]))
    .execute();
  const documents = new Map(rows.map((row) => [row.id, row]));
  for (const [field, { documentId, in: part, start, end }] of entries) {
    const document = documentIds.includes(documentId) ? documents.get(documentId) : undefined;
    const message = !document
      ? `expected words of a report of this event, found document ${documentId}`
      : start < end && end <= document[part].length
        ? null
        : `expected a place in the ${part} of ${documentId}, found ${start}-${end}`;
    if (message) {
      throw new ReviewError(`spans: ${field}: ${message}`, { errors: [{ field, message }] });
    }
  }
}
