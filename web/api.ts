import type { Context, Hono } from "hono";
import { z } from "zod";
import { readNumbers } from "../pipeline/figures/numbers.ts";
import { listCopies } from "../store/copies.ts";
import { findDocument } from "../store/documents.ts";
import { findEvent } from "../store/event-record.ts";
import { claimsOfDocument, mentionsOfDocument } from "../store/mentions.ts";
import { DECISIONS } from "../store/review-input.ts";
import { ReviewSpans } from "../store/review-spans.ts";
import { getSnapshot } from "../store/snapshots.ts";
import { countsShape, documentShape, eventShape, listedShape } from "./api-shapes.ts";
import { type AppOptions, signerOf, timeNow, viewOf } from "./context.ts";
import type { FieldError } from "./correction.ts";
import { fail } from "./errors.tsx";
import { firstWrong, readJson } from "./json-body.ts";
import { listEvents } from "./list-events.ts";
import { withAccess } from "./openapi/access.ts";
import { openapi } from "./openapi/openapi.ts";
import { readListing, readTime } from "./queue-filter.ts";
import { HIDDEN, readHistory, readPast } from "./read-past.ts";
import { takeDecision } from "./take-decision.ts";
import { OPINION_TEXTS } from "./texts/opinions.ts";

/** The body of a decision sent by a program. */
export const ReviewBody = z.strictObject({
  decision: z.enum(DECISIONS),
  changes: z.record(z.string(), z.unknown()).optional(),
  into: z.string().min(1).max(100).optional(),
  mentionIds: z.array(z.string().max(100)).min(1).max(1000).optional(),
  note: z.string().max(2000).optional(),
  spans: ReviewSpans.optional(),
  reviewer: z.string().trim().min(1).max(100).optional(),
  seen: z.int().nonnegative().optional(),
  opinion: z.boolean().optional(),
});

/** The JSON interface. Wrong input is answered with `{error: {field?, message}}` and a status that says whose fault. */
export function addApi(app: Hono, options: AppOptions): void {
  const { db } = options;
  app.get("/api/events", async (c) => {
    const listing = { limit: 50, ...readListing(c.req.queries()) };
    const { events, total, counts, next } = await listEvents(db, listing, viewOf(c, options));
    return c.json({ events: events.map(listedShape), total, counts: countsShape(counts), next });
  });
  app.get("/api/events/:id", (c) => answerEvent(c, options, c.req.param("id")));
  app.get("/api/events/:id/history", (c) => answerHistory(c, options, c.req.param("id")));
  app.post("/api/events/:id/reviews", (c) => addDecision(c, options, c.req.param("id")));
  app.get("/api/documents/:id", (c) => answerDocument(c, options, c.req.param("id")));
  app.get("/api/stats", async (c) => c.json(await readNumbers(db, timeNow(options))));
  app.get("/openapi.json", (c) => c.json(withAccess(openapi(options.version, ReviewBody))));
}

async function answerEvent(c: Context, options: AppOptions, id: string) {
  const record = await findEvent(options.db, id, viewOf(c, options));
  if (!record) return fail(c, options, 404, { message: `no event ${id}` });
  if (record.id !== id) return c.redirect(`/api/events/${record.id}`, 302);
  return c.json(eventShape(record));
}

/** The whole past of an event, or with `at` how it stood then. */
async function answerHistory(c: Context, options: AppOptions, id: string) {
  const { db } = options;
  const at = c.req.query("at");
  const time = at === undefined ? undefined : readTime(at);
  const looking = viewOf(c, options);
  const found =
    time === undefined ? await readHistory(db, id, looking) : await readPast(db, id, time, looking);
  if (found === HIDDEN) {
    return fail(c, options, 403, { message: `event ${id}: ${OPINION_TEXTS.hidden}` });
  }
  if (found) return c.json(found);
  const known = time !== undefined && (await findEvent(db, id)) !== undefined;
  return fail(c, options, 404, {
    message: known ? `of event ${id} no state is kept from ${time} or before` : `no event ${id}`,
  });
}

async function addDecision(c: Context, options: AppOptions, id: string) {
  const body = ReviewBody.safeParse(await readJson(c));
  if (!body.success) {
    const { field, message } = firstWrong(body.error);
    return fail(c, options, 400, { ...(field ? { field } : {}), message });
  }
  const { reviewer, changes, spans, ...decision } = body.data;
  const by = signerOf(c, options, reviewer);
  const outcome = await takeDecision(options, {
    ...defined(decision),
    ...(changes ? { changes } : {}),
    ...(spans ? { spans } : {}),
    eventId: id,
    reviewer: by,
    at: timeNow(options),
  });
  switch (outcome.outcome) {
    case "done": {
      const record = await findEvent(options.db, outcome.record.id, { reviewer: by });
      return c.json(eventShape(record!), 201);
    }
    case "not-found":
      return fail(c, options, 404, { message: `no event ${id}` });
    case "overtaken":
      return fail(c, options, 409, { message: outcome.message });
    case "refused":
      return fail(c, options, 400, refusal(outcome.errors));
  }
}

async function answerDocument(c: Context, options: AppOptions, id: string) {
  const { db } = options;
  const document = await findDocument(db, id);
  if (!document) return fail(c, options, 404, { message: `no document ${id}` });
  const snapshot = await getSnapshot(db, document.snapshotId);
  const mentions = await mentionsOfDocument(db, document.id);
  const claims = await claimsOfDocument(db, document.id);
  return c.json(documentShape(document, snapshot, mentions, claims, await listCopies(db, document)));
}

/** What is wrong with a decision: the first field of its changes, where it is one of them. */
function refusal([first, ...others]: readonly FieldError[]): { field?: string; message: string } {
  if (!first) return { message: "refused" };
  if (first.field === "decision") {
    return { message: [first, ...others].map(({ message }) => message).join("; ") };
  }
  return { field: `changes.${first.field}`, message: first.message };
}

/** Without the keys that are there but undefined, which a body may not carry. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}
