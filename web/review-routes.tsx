import type { Context, Hono } from "hono";
import { findEvent } from "../store/event-record.ts";
import { findLastDecision, findUndoneSince } from "../store/last-decision.ts";
import { listReviews } from "../store/reviews.ts";
import { type AppOptions, reviewerOf, timeNow, viewOf, visitOf } from "./context.ts";
import type { FieldError, SentForm } from "./correction.ts";
import { readDecision, readForm, readSeen, type Taken } from "./decision-form.ts";
import { fail } from "./errors.tsx";
import { linkTo, readAddress } from "./event-address.ts";
import { leadOn, showEvent } from "./event-answers.tsx";
import { neighboursOf } from "./list-events.ts";
import { PastEventPage } from "./pages/past-event.tsx";
import { readTime } from "./queue-filter.ts";
import { readDone } from "./read-done.ts";
import { HIDDEN, readPast } from "./read-past.ts";
import { wasTaken } from "./sent-again.ts";
import { type Decision, takeDecision } from "./take-decision.ts";
import { WORK_TEXTS } from "./texts/event.ts";

/** An event's page, and the decisions taken on it by form. */
export function addReviewRoutes(app: Hono, options: AppOptions): void {
  app.get("/events/:id", (c) => answerEvent(c, options, c.req.param("id")));
  app.post("/events/:id/reviews", (c) => decideByForm(c, options, c.req.param("id")));
  app.post("/undo", (c) => undoLast(c, options));
  app.get("/events/:id/history", (c) => answerPast(c, options, c.req.param("id")));
}

async function answerEvent(c: Context, options: AppOptions, id: string) {
  const { done, ...query } = c.req.queries();
  const address = readAddress(query);
  const record = await findEvent(options.db, id, viewOf(c, options));
  if (!record) return c.notFound();
  // A merge can be undone, so the address is not gone for good.
  if (record.id !== id) return c.redirect(linkTo(record.id, address), 302);
  return showEvent(c, options, record.id, address, 200, { done: await readDone(c, options, done?.[0]) });
}

/** Takes the decision of a form on the event at `id`, which may be part of another since the form was shown. */
async function decideByForm(c: Context, options: AppOptions, id: string) {
  const { db } = options;
  const address = readAddress(c.req.queries());
  const form = await readForm(c);
  const record = await findEvent(db, id, viewOf(c, options));
  if (!record) return c.notFound();
  const { next } = await neighboursOf(db, address.filter, record.id, viewOf(c, options));
  const reviews = await listReviews(db, id);
  const countries = (await options.words)?.countries;
  if (wasTaken(form, reviewerOf(c, options), record, reviews, countries)) {
    const again = { decision: form.decision as Taken["decision"], into: reviews.at(-1)?.into ?? undefined };
    return leadOn(c, options, goalAfter(again, id, next), id, address);
  }

  const refuse = (status: 400 | 409, errors: readonly FieldError[]) =>
    showEvent(c, options, record.id, address, status, { refused: { sent: form, errors } });
  const read = readDecision(form, record, countries);
  if ("errors" in read) return refuse(400, read.errors);
  const { decision } = read;
  // Of a merged event it is the merge that is taken back; anything else is about the event it is part of.
  const own = decision.decision === "undo" ? id : record.id;
  const by = { reviewer: reviewerOf(c, options), at: timeNow(options) };
  const outcome = await takeDecision(options, { ...decisionOn(own, decision, form), ...by });
  if (outcome.outcome === "not-found") return c.notFound();
  if (outcome.outcome === "overtaken") {
    return refuse(409, [{ field: "decision", message: outcome.message }]);
  }
  if (outcome.outcome === "refused") return refuse(400, outcome.errors);
  const done = decision.turned ? decision.into! : id;
  return leadOn(c, options, goalAfter(decision, id, next), done, address);
}

/** What a form decides on an event. A relation is decided on the event from which it leads; what was seen is this one. */
function decisionOn(
  own: string,
  { turned, ...decision }: Taken,
  form: SentForm,
): Omit<Decision, "reviewer" | "at"> {
  const seen = readSeen(form.seen);
  return turned
    ? { ...decision, seen, eventId: decision.into!, into: own, seenOf: own }
    : { ...decision, seen, eventId: own, opinion: form.opinion === "yes" };
}

/** Decisions after which the event is looked at again. */
const STAYS: ReadonlySet<string> = new Set(["undo", "distinct", "relate", "unrelate", "split"]);

/** The event that a decision leads to: what was undone, held apart, split or related is looked at again, a merge at its whole. */
function goalAfter({ decision, into }: Taken, id: string, next: string | null): string | null {
  if (decision === "merge") return into!;
  return STAYS.has(decision) ? id : next;
}

/** Takes back the last decision of the reviewer, whichever event it was about. */
async function undoLast(c: Context, options: AppOptions) {
  const { db } = options;
  const address = readAddress(c.req.queries());
  const reviewer = reviewerOf(c, options);
  const form = await readForm(c);
  const since = readSeen(form.seen);
  if (form.again === "yes" && since !== undefined) {
    // Its answer did not arrive: what it took back is shown, and nothing else is taken back.
    const undone = await findUndoneSince(db, reviewer, since);
    if (undone) return leadOn(c, options, undone, undone, address);
  }
  const last = await findLastDecision(db, reviewer);
  if (!last) return fail(c, options, 404, { message: WORK_TEXTS.noneToUndo });
  const { eventId, newest: seen } = last;
  const at = timeNow(options);
  const outcome = await takeDecision(options, { eventId, reviewer, at, decision: "undo", seen });
  if (outcome.outcome === "not-found") return c.notFound();
  if (outcome.outcome === "overtaken") return fail(c, options, 409, { message: outcome.message });
  if (outcome.outcome === "refused") {
    return fail(c, options, 400, { message: outcome.errors.map(({ message }) => message).join("; ") });
  }
  return leadOn(c, options, eventId, eventId, address);
}

async function answerPast(c: Context, options: AppOptions, id: string) {
  const at = c.req.query("at");
  if (at === undefined) return c.redirect(`/events/${id}#history`, 302);
  // Whoever is asked for a second opinion does not learn from the past what was decided.
  const past = await readPast(options.db, id, readTime(at), viewOf(c, options));
  if (past === HIDDEN) return c.redirect(`/events/${id}`, 302);
  if (!past) return c.notFound();
  return c.html(<PastEventPage visit={await visitOf(c, options)} past={past} />);
}
