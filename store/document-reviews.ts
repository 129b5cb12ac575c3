import { listOf } from "./bulk.ts";
import { type Db, inTransaction, type Row } from "./database.ts";
import { findDocument } from "./documents.ts";
import { mentionsOfDocument } from "./mentions.ts";
import { ReviewError } from "./review-error.ts";
import { checkSigned } from "./review-input.ts";

/** What a person may say of a whole document. */
export const DOCUMENT_DECISIONS = ["no-event", "undo"] as const;

/** What a person says of a document as it comes in. */
export interface DocumentReview {
  readonly documentId: string;
  readonly reviewer: string;
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly decision: (typeof DOCUMENT_DECISIONS)[number];
  readonly note?: string | undefined;
}

/**
 * Keeps that a person has read a document and it reports no event, or takes that back. The row is only added. Gives what stands
 * then. Throws {@link ReviewError} where it cannot be said; then nothing is written.
 */
export function addDocumentReview(db: Db, input: DocumentReview): Promise<Row<"documentReview"> | undefined> {
  const { documentId, decision } = input;
  const { reviewer, at, note } = checkSigned(input);
  return inTransaction(db, async (trx) => {
    const document = await findDocument(trx, documentId);
    if (!document) throw new ReviewError(`no document ${documentId}`);
    const standing = await findDocumentReview(trx, documentId);
    if (decision === "undo" && !standing) {
      throw new ReviewError(`undo: nobody has said that document ${documentId} reports no event`);
    }
    if (decision === "no-event") {
      if (standing) throw new ReviewError(`no-event: ${standing.reviewer} has said so already`);
      await refuseEvents(trx, documentId);
    }
    await trx
      .insertInto("documentReview")
      .values({ documentId, reviewer, at, decision, note: note || null })
      .execute();
    return findDocumentReview(trx, documentId);
  });
}

/** Who said that a document reports no event; undefined where nobody did, or it was taken back. */
export async function findDocumentReview(
  db: Db,
  documentId: string,
): Promise<Row<"documentReview"> | undefined> {
  const last = await db
    .selectFrom("documentReview")
    .selectAll()
    .where("documentId", "=", documentId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.decision === "no-event" ? last : undefined;
}

async function refuseEvents(db: Db, documentId: string): Promise<void> {
  const ids = (await mentionsOfDocument(db, documentId)).flatMap(({ eventId }) => eventId ?? []);
  const events = await db
    .selectFrom("event")
    .select("id")
    .where("id", "in", listOf(ids))
    .where("status", "!=", "rejected")
    .orderBy("id")
    .execute();
  if (events.length === 0) return;
  const named = events.map(({ id }) => id).join(", ");
  throw new ReviewError(`no-event: the document reports ${named}; reject what is no event first`);
}
