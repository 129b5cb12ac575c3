import { createHash } from "node:crypto";
import type { Context, Hono } from "hono";
import { findEvent, readEventRecords } from "../store/event-record.ts";
import { findLastDecision, findNewestDecision, findUndoneSince } from "../store/last-decision.ts";
import { listReviews } from "../store/reviews.ts";
import { type AppOptions, reviewerOf, ruleTexts, timeNow, viewOf, visitOf } from "./context.ts";
import type { FieldError, SentForm } from "./correction.ts";
import { readDecision, readForm, readSeen, type Taken } from "./decision-form.ts";
import { fail } from "./errors.tsx";
import { type EventAddress, linkTo, readAddress } from "./event-address.ts";
import { newestReview, viewEvent } from "./event-view.ts";
import { headline } from "./labels.ts";
import { neighboursOf } from "./list-events.ts";
import { type Done, DoneNotice } from "./pages/done-notice.tsx";
import { EventPage } from "./pages/event.tsx";
import { PastEventPage } from "./pages/past-event.tsx";
import { readTime } from "./queue-filter.ts";
import { HIDDEN, readPast } from "./read-past.ts";
import { wasTaken } from "./sent-again.ts";
import { suggestPeople } from "./suggest-people.ts";
import { takeDecision } from "./take-decision.ts";
import { WORK_TEXTS } from "./texts/event.ts";

/** An event's page, and the decisions taken on it by form. */
export function addReviewRoutes(app: Hono, options: AppOptions): void {
  const { db } = options;

  app.get("/events/:id", async (c) => {
    const { done, ...query } = c.req.queries();
    const address = readAddress(query);
    const id = c.req.param("id");
    const record = await findEvent(db, id, viewOf(c, options));
    if (!record) return c.notFound();
    // A merge can be undone, so the address is not gone for good.
    if (record.id !== id) return c.redirect(linkTo(record.id, address), 302);
    return page(c, record.id, address, 200, { done: await readDone(c, options, done?.[0]) });
  });

  app.post("/events/:id/reviews", async (c) => {
    const address = readAddress(c.req.queries());
    const form = await readForm(c);
    const record = await findEvent(db, c.req.param("id"), viewOf(c, options));
    if (!record) return c.notFound();
    const { next } = await neighboursOf(db, address.filter, record.id, viewOf(c, options));
    const taken = await listReviews(db, c.req.param("id"));
    if (wasTaken(form, reviewerOf(c, options), record, taken, (await options.words)?.countries)) {
      const again = { decision: form.decision as Taken["decision"], into: taken.at(-1)?.into ?? undefined };
      return leadOn(c, goalAfter(again, c.req.param("id"), next), c.req.param("id"), address);
    }
    const read = readDecision(form, record, (await options.words)?.countries);
    if ("errors" in read)
      return page(c, record.id, address, 400, { refused: { sent: form, errors: read.errors } });
    // Of a merged event it is the merge that is taken back; anything else is about the event it is part of.
    const own = read.decision.decision === "undo" ? c.req.param("id") : record.id;
    const by = { reviewer: reviewerOf(c, options), at: timeNow(options), seen: readSeen(form.seen) };
    const { turned, ...decision } = read.decision;
    const outcome = await takeDecision(
      options,
      turned
        ? // A relation is decided on the event from which it leads; what was seen is this one.
          { ...decision, ...by, eventId: decision.into!, into: own, seenOf: own }
        : { ...decision, ...by, eventId: own, opinion: form.opinion === "yes" },
    );
    if (outcome.outcome === "not-found") return c.notFound();
    if (outcome.outcome === "overtaken") {
      const errors = [{ field: "decision", message: outcome.message }];
      return page(c, record.id, address, 409, { refused: { sent: form, errors } });
    }
    if (outcome.outcome === "refused") {
      return page(c, record.id, address, 400, { refused: { sent: form, errors: outcome.errors } });
    }
    const goal = goalAfter(decision, c.req.param("id"), next);
    return leadOn(c, goal, turned ? decision.into! : c.req.param("id"), address);
  });

  app.post("/undo", async (c) => {
    const address = readAddress(c.req.queries());
    const reviewer = reviewerOf(c, options);
    const form = await readForm(c);
    const since = readSeen(form.seen);
    if (form.again === "yes" && since !== undefined) {
      // Its answer did not arrive: what it took back is shown, and nothing else is taken back.
      const undone = await findUndoneSince(db, reviewer, since);
      if (undone) return leadOn(c, undone, undone, address);
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
    return leadOn(c, eventId, eventId, address);
  });

  app.get("/events/:id/history", async (c) => {
    const at = c.req.query("at");
    if (at === undefined) return c.redirect(`/events/${c.req.param("id")}#history`, 302);
    // Whoever is asked for a second opinion does not learn from the past what was decided.
    const past = await readPast(db, c.req.param("id"), readTime(at), viewOf(c, options));
    if (past === HIDDEN) return c.redirect(`/events/${c.req.param("id")}`, 302);
    if (!past) return c.notFound();
    return c.html(<PastEventPage visit={await visitOf(c, options)} past={past} />);
  });

  /** Leads to the event looked at next, null for the queue. The script, which has it already, is told what to add to it. */
  async function leadOn(c: Context, goal: string | null, done: string, address: EventAddress) {
    if (!c.req.header("accept")?.startsWith("application/json")) {
      return c.redirect(linkTo(goal, address, { done }), 303);
    }
    const said = await readDone(c, options, done);
    return c.json({
      goal: linkTo(goal, address),
      state: goal === null ? null : await stateOf(goal),
      notice: said
        ? String(<DoneNotice done={said} query={linkTo("", address).slice("/events/".length)} />)
        : "",
      waiting: (await visitOf(c, options)).waiting,
    });
  }

  /** What changes when an event does: a page loaded before is out of date when it says something else. */
  async function stateOf(id: string): Promise<string> {
    const record = await findEvent(db, id);
    const state = record ? `${record.updatedAt} ${newestReview(record)} ${record.queueReason}` : "";
    // A digest, because a page that asks for a second opinion tells nothing of the first.
    return createHash("sha256").update(`${id} ${state}`).digest("base64url").slice(0, 16);
  }

  async function page(
    c: Context,
    id: string,
    address: EventAddress,
    status: 200 | 400 | 409,
    more: { done?: Done | undefined; refused?: { sent: SentForm; errors: readonly FieldError[] } },
  ) {
    const record = (await findEvent(db, id, viewOf(c, options)))!;
    const words = await options.words;
    const { next, previous } = await neighboursOf(db, address.filter, record.id, viewOf(c, options));
    const props = {
      visit: await visitOf(c, options),
      view: await viewEvent(db, record, viewOf(c, options), words),
      query: linkTo("", address).slice("/events/".length),
      next: next && linkTo(next, address),
      previous: previous && linkTo(previous, address),
      state: await stateOf(id),
      newest: await findNewestDecision(db),
      done: more.done,
      ruleText: await ruleTexts(options),
      suggestions: words && suggestPeople(record, words.people),
      script: {
        simplified: address.simplified,
        addresses: {
          original: linkTo(id, { ...address, simplified: false }),
          simplified: linkTo(id, { ...address, simplified: true }),
        },
      },
    };
    return c.html(<EventPage {...props} {...(more.refused ? { refused: more.refused } : {})} />, status);
  }
}

/** Decisions after which the event is looked at again. */
const STAYS: ReadonlySet<string> = new Set(["undo", "distinct", "relate", "unrelate", "split"]);

/** The event that a decision leads to: what was undone, held apart, split or related is looked at again, a merge at its whole. */
function goalAfter({ decision, into }: Taken, id: string, next: string | null): string | null {
  if (decision === "merge") return into!;
  return STAYS.has(decision) ? id : next;
}

/** The decision that a page was told of by `done=ID`; undefined when there is no such event or decision. */
export async function readDone(
  c: Context,
  options: AppOptions,
  id: string | undefined,
): Promise<Done | undefined> {
  // Of a merged event the merge is what was decided, so merges are not followed.
  const looking = viewOf(c, options);
  const [record] = id === undefined ? [] : await readEventRecords(options.db, [id], looking);
  const last = record?.reviews.find((review) => review.id === newestReview(record));
  if (!record || !last) return undefined;
  const opinion = record.opinions.findLast(({ first }) => first.reviewId === last.id);
  return {
    id: record.id,
    headline: headline(record.coding),
    decision: opinion?.reviewer === looking.reviewer ? "opinion" : last.decision,
    newest: newestReview(record),
  };
}
