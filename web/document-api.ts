import type { Context, Hono } from "hono";
import { z } from "zod";
import { Span } from "../extractors/event.ts";
import { goldOf } from "../pipeline/gold-line.ts";
import { DOCUMENT_DECISIONS, findDocumentReview } from "../store/document-reviews.ts";
import { findEvent } from "../store/event-record.ts";
import { ReviewSpans } from "../store/review-spans.ts";
import { eventShape } from "./api-shapes.ts";
import { type AppOptions, reviewerOf, signedInAs, timeNow } from "./context.ts";
import { fail } from "./errors.tsx";
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
  const { db } = options;
  const signed = (c: Context, reviewer: string | undefined) => ({
    documentId: c.req.param("id")!,
    // A name that has signed in goes before any that is sent.
    reviewer: signedInAs(c) ?? reviewer ?? reviewerOf(c, options),
    at: timeNow(options),
  });
  const notFound = (c: Context) =>
    fail(c, options, 404, { message: DOCUMENT_TEXTS.notFound(c.req.param("id")!) });

  app.post("/api/documents/:id/events", async (c) => {
    const { reviewer, ...event } = await readBody(c, AddedEventBody);
    const by = signed(c, reviewer);
    const added = await takeAddition(options, { ...event, ...by });
    switch (added.outcome) {
      case "added":
      case "joined":
        return c.json(eventShape((await findEvent(db, added.event.id, by))!), 201);
      case "known":
        return c.json(
          { error: { message: DOCUMENT_TEXTS.add.knownWhy(added.why) }, known: eventShape(added.event) },
          409,
        );
      case "refused": {
        const [first, ...more] = added.errors;
        const field = first!.field === "event" || more.length > 0 ? {} : { field: first!.field };
        const message =
          more.length === 0
            ? first!.message
            : added.errors.map((error) => `${error.field}: ${error.message}`).join("; ");
        return fail(c, options, 400, { ...field, message });
      }
      case "not-found":
        return notFound(c);
    }
  });

  app.post("/api/documents/:id/reviews", async (c) => {
    const { reviewer, ...said } = await readBody(c, DocumentReviewBody);
    const by = signed(c, reviewer);
    const outcome = await takeDocumentReview(options, { ...said, ...by });
    if (outcome.outcome === "not-found") return notFound(c);
    if (outcome.outcome === "refused") {
      return fail(c, options, 400, { message: outcome.errors.map(({ message }) => message).join("; ") });
    }
    const standing = await findDocumentReview(db, by.documentId);
    return c.json(
      {
        document: by.documentId,
        no_event: standing ? { reviewer: standing.reviewer, at: standing.at } : null,
      },
      201,
    );
  });

  app.get("/api/documents/:id/gold", async (c) => {
    const gold = await goldOf(db, c.req.param("id"));
    if (!gold) return notFound(c);
    if ("refused" in gold) return fail(c, options, 409, { message: gold.refused.join("; ") });
    return c.body(`${JSON.stringify(gold.line)}\n`, 200, {
      "Content-Type": "application/json",
      "Content-Disposition": `attachment; filename="${gold.line.id}.jsonl"`,
    });
  });
}

async function readBody<T extends z.ZodType>(c: Context, shape: T): Promise<z.infer<T>> {
  let value: unknown;
  try {
    value = JSON.parse(await c.req.text());
  } catch {
    throw new ParameterError("body", DOCUMENT_TEXTS.notJson);
  }
  const body = shape.safeParse(value);
  if (body.success) return body.data;
  const issue = body.error.issues[0]!;
  const field = issue.code === "unrecognized_keys" ? issue.keys[0]! : issue.path.join(".");
  throw new ParameterError(field || "body", issue.message);
}
