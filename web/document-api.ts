import type { Context, Hono } from "hono";
import { z } from "zod";
import { Span } from "../extractors/event.ts";
import { goldOf } from "../pipeline/gold-line.ts";
import { DOCUMENT_DECISIONS, findDocumentReview } from "../store/document-reviews.ts";
import { findEvent } from "../store/event-record.ts";
import { ReviewSpans } from "../store/review-spans.ts";
import { eventShape } from "./api-shapes.ts";
import { type AppOptions, signerOf, timeNow } from "./context.ts";
import type { FieldError } from "./correction.ts";
import { fail } from "./errors.tsx";
import { firstWrong, readJson } from "./json-body.ts";
import { ParameterError } from "./queue-filter.ts";
import { takeAddition, takeDocumentReview } from "./take-addition.ts";
import { DOCUMENT_TEXTS } from "./texts/document.ts";

const Signed = {
  note: z.string().max(2000).optional(),
  reviewer: z.string().trim().min(1).max(100).optional(),
};
const EventId = z.string().min(1).max(100);

/** The body of an event that a program adds for a person. */
export const AddedEventBody = z.strictObject({
  coding: z.record(z.string(), z.unknown()),
  /** The words that report it, or their place. */
  evidence: z.union([z.string().min(1).max(2000), Span]),
  spans: ReviewSpans.optional(),
  joins: EventId.optional(),
  apart: z.array(EventId).max(20).optional(),
  ...Signed,
});

/** The body of what is said of a whole document. */
export const DocumentReviewBody = z.strictObject({ decision: z.enum(DOCUMENT_DECISIONS), ...Signed });

/** What programs add to documents and say of them, and the gold documents they take. */
export function addDocumentApi(app: Hono, options: AppOptions): void {
  app.post("/api/documents/:id/events", (c) => addEvent(c, options, c.req.param("id")));
  app.post("/api/documents/:id/reviews", (c) => addReview(c, options, c.req.param("id")));
  app.get("/api/documents/:id/gold", (c) => answerGold(c, options, c.req.param("id")));
}

async function addEvent(c: Context, options: AppOptions, documentId: string) {
  const { reviewer: sent, ...event } = await readBody(c, AddedEventBody);
  const reviewer = signerOf(c, options, sent);
  const added = await takeAddition(options, { ...event, documentId, reviewer, at: timeNow(options) });
  switch (added.outcome) {
    case "added":
    case "joined":
      return c.json(eventShape((await findEvent(options.db, added.event.id, { reviewer }))!), 201);
    case "known":
      return c.json(
        { error: { message: DOCUMENT_TEXTS.add.knownWhy(added.why) }, known: eventShape(added.event) },
        409,
      );
    case "refused":
      return fail(c, options, 400, refusal(added.errors));
    case "not-found":
      return notFound(c, options, documentId);
  }
}

/** What is wrong with an event: its field where one alone is wrong. */
function refusal(errors: readonly FieldError[]): { field?: string; message: string } {
  const [first, ...more] = errors;
  if (more.length > 0) return { message: errors.map((one) => `${one.field}: ${one.message}`).join("; ") };
  const { field, message } = first!;
  return field === "event" ? { message } : { field, message };
}

async function addReview(c: Context, options: AppOptions, document: string) {
  const { reviewer: sent, ...said } = await readBody(c, DocumentReviewBody);
  const by = { documentId: document, reviewer: signerOf(c, options, sent), at: timeNow(options) };
  const outcome = await takeDocumentReview(options, { ...said, ...by });
  if (outcome.outcome === "not-found") return notFound(c, options, document);
  if (outcome.outcome === "refused") {
    return fail(c, options, 400, { message: outcome.errors.map(({ message }) => message).join("; ") });
  }
  const standing = await findDocumentReview(options.db, document);
  const no_event = standing ? { reviewer: standing.reviewer, at: standing.at } : null;
  return c.json({ document, no_event }, 201);
}

async function answerGold(c: Context, options: AppOptions, documentId: string) {
  const gold = await goldOf(options.db, documentId);
  if (!gold) return notFound(c, options, documentId);
  if ("refused" in gold) return fail(c, options, 409, { message: gold.refused.join("; ") });
  return c.body(`${JSON.stringify(gold.line)}\n`, 200, {
    "Content-Type": "application/json",
    "Content-Disposition": `attachment; filename="${gold.line.id}.jsonl"`,
  });
}

function notFound(c: Context, options: AppOptions, documentId: string): Promise<Response> {
  return fail(c, options, 404, { message: DOCUMENT_TEXTS.notFound(documentId) });
}

async function readBody<T extends z.ZodType>(c: Context, shape: T): Promise<z.infer<T>> {
  const body = shape.safeParse(await readJson(c));
  if (body.success) return body.data;
  const { field, message } = firstWrong(body.error);
  throw new ParameterError(field || "body", message);
}
