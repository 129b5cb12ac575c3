import type { Context, Hono } from "hono";
import type { CountryNames } from "../extractors/country-names.ts";
import { RELATION_KINDS, RelationKind } from "../extractors/relation-config.ts";
import { findEventAt } from "../store/event-past.ts";
import { findEvent, readEventRecords } from "../store/event-record.ts";
import { type AppOptions, reviewerOf, ruleTexts, timeNow, viewOf, visitOf } from "./context.ts";
import { type FieldError, readCorrection, type SentForm, type Shown } from "./correction.ts";
import { newestReview, viewEvent } from "./event-view.ts";
import { headline } from "./labels.ts";
import { neighboursOf } from "./list-events.ts";
import type { Done } from "./pages/done-notice.tsx";
import { EventPage } from "./pages/event.tsx";
import { PastEventPage } from "./pages/past-event.tsx";
import { filterOf, type QueueFilter, queryOf, readListing, readTime } from "./queue-filter.ts";
import { type Decision, takeDecision } from "./take-decision.ts";
import { REJECT_REASONS } from "./texts.ts";

/** What a form may decide; a split names reports and is left to the JSON interface and the command line. */
const DECISIONS = [
  "accept",
  "reject",
  "correct",
  "merge",
  "distinct",
  "relate",
  "unrelate",
  "second-look",
  "undo",
] as const;

/** An event's page, and the decisions taken on it by form. */
export function addReviewRoutes(app: Hono, options: AppOptions): void {
  const { db } = options;

  app.get("/events/:id", async (c) => {
    const { done, ...query } = c.req.queries();
    const filter = filterOf(readListing(query));
    const id = c.req.param("id");
    const record = await findEvent(db, id, viewOf(c, options));
    if (!record) return c.notFound();
    // A merge can be undone, so the address is not gone for good.
    if (record.id !== id) return c.redirect(`/events/${record.id}${queryOf(filter)}`, 302);
    return page(c, record.id, filter, 200, { done: await readDone(c, options, done?.[0]) });
  });

  app.post("/events/:id/reviews", async (c) => {
    const filter = filterOf(readListing(c.req.queries()));
    const form = await readForm(c);
    const record = await findEvent(db, c.req.param("id"), viewOf(c, options));
    if (!record) return c.notFound();
    const { next } = await neighboursOf(db, filter, record.id, viewOf(c, options));
    const read = readDecision(form, record, (await options.words)?.countries);
    if ("errors" in read)
      return page(c, record.id, filter, 400, { refused: { sent: form, errors: read.errors } });
    // Of a merged event it is the merge that is taken back; anything else is about the event it is part of.
    const own = read.decision.decision === "undo" ? c.req.param("id") : record.id;
    const by = { reviewer: reviewerOf(c, options), at: timeNow(options) };
    const { turned, ...decision } = read.decision;
    const outcome = await takeDecision(
      options,
      turned
        ? // A relation is decided on the event from which it leads, of whose decisions this page shows none.
          { ...decision, ...by, eventId: decision.into!, into: own }
        : { ...decision, ...by, eventId: own, seen: readSeen(form.seen), opinion: form.opinion === "yes" },
    );
    if (outcome.outcome === "not-found") return c.notFound();
    if (outcome.outcome === "overtaken") {
      const errors = [{ field: "decision", message: outcome.message }];
      return page(c, record.id, filter, 409, { refused: { sent: form, errors } });
    }
    if (outcome.outcome === "refused") {
      return page(c, record.id, filter, 400, { refused: { sent: form, errors: outcome.errors } });
    }
    const query = queryOf(filter);
    const goal = goalAfter(decision, c.req.param("id"), next);
    const done = turned ? decision.into : c.req.param("id");
    return c.redirect(`${goal}${query}${query ? "&" : "?"}done=${done}`, 303);
  });

  app.get("/events/:id/history", async (c) => {
    const at = c.req.query("at");
    if (at === undefined) return c.redirect(`/events/${c.req.param("id")}#history`, 302);
    // Whoever is asked for a second opinion does not learn from the past what was decided.
    if ((await findEvent(db, c.req.param("id"), viewOf(c, options)))?.blind) {
      return c.redirect(`/events/${c.req.param("id")}`, 302);
    }
    const past = await findEventAt(db, c.req.param("id"), readTime(at));
    if (!past) return c.notFound();
    return c.html(<PastEventPage visit={await visitOf(c, options)} past={past} />);
  });

  async function page(
    c: Context,
    id: string,
    filter: QueueFilter,
    status: 200 | 400 | 409,
    more: { done?: Done | undefined; refused?: { sent: SentForm; errors: readonly FieldError[] } },
  ) {
    const record = (await findEvent(db, id, viewOf(c, options)))!;
    const query = queryOf(filter);
    const { next } = await neighboursOf(db, filter, record.id, viewOf(c, options));
    const props = {
      visit: await visitOf(c, options),
      view: await viewEvent(db, record, viewOf(c, options)),
      query,
      next: next && `/events/${next}${query}`,
      done: more.done,
      ruleText: await ruleTexts(options),
    };
    return c.html(<EventPage {...props} {...(more.refused ? { refused: more.refused } : {})} />, status);
  }
}

/** Decisions after which the event is looked at again. */
const STAYS: ReadonlySet<string> = new Set(["undo", "distinct", "relate", "unrelate"]);

/** Where a decision leads: what was undone, held apart or related is looked at again, a merge at its whole, any other leads on. */
function goalAfter({ decision, into }: Taken, id: string, next: string | null): string {
  if (decision === "merge") return `/events/${into}`;
  if (STAYS.has(decision)) return `/events/${id}`;
  return next ? `/events/${next}` : "/";
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

type Taken = Pick<Decision, "decision" | "changes" | "spans" | "note" | "into"> & {
  /** The relation leads from the other event to this one. */
  readonly turned?: boolean;
};
type Read = { decision: Taken } | { errors: readonly FieldError[] };

function readDecision(form: SentForm, shown: Shown, names: CountryNames | undefined): Read {
  const decision = DECISIONS.find((one) => one === form.decision);
  if (!decision) return { errors: [{ field: "decision", message: `one of ${DECISIONS.join(", ")}` }] };
  const words = typeof form.note === "string" ? form.note.trim() : "";
  if (words.length > 2000) return { errors: [{ field: "note", message: "at most 2000 characters" }] };
  const note = words ? { note: words } : {};
  if (decision === "reject") {
    const reason = REJECT_REASONS.find(([code]) => code === form.reason)?.[0];
    if (!reason) return { errors: [{ field: "reason", message: "choose why it is no event" }] };
    return { decision: { decision, note: words ? `${reason}: ${words}` : reason } };
  }
  if (decision === "relate" || decision === "unrelate") return readRelation(decision, form, note);
  if (decision === "merge" || decision === "distinct") {
    const into = typeof form.into === "string" ? form.into : "";
    if (!/^[a-z0-9-]{1,100}$/i.test(into))
      return { errors: [{ field: "into", message: "the id of an event" }] };
    return { decision: { decision, into, ...note } };
  }
  if (decision !== "correct") return { decision: { decision, ...note } };
  const correction = readCorrection(form, shown, names);
  if (!correction.changes) return { errors: correction.errors };
  if (Object.keys(correction.changes).length === 0) {
    return { errors: [{ field: "changes", message: "no value was changed; if all is right, accept it" }] };
  }
  const { changes, spans } = correction;
  return { decision: { decision, changes, spans, ...note } };
}

/** Kind and direction as the page offers them; the other event by its id, or by the address of its page. */
function readRelation(decision: "relate" | "unrelate", form: SentForm, note: { note?: string }): Read {
  const [kind, direction] = typeof form.kind === "string" ? form.kind.split(" ") : [];
  if (!RelationKind.safeParse(kind).success || (direction !== "out" && direction !== "in"))
    return { errors: [{ field: "kind", message: `one of ${RELATION_KINDS.join(", ")}, with out or in` }] };
  const into =
    typeof form.into === "string" ? /(?:^|\/)([a-z0-9-]{1,100})(?:[?#].*)?$/i.exec(form.into.trim()) : null;
  if (!into)
    return { errors: [{ field: "into", message: "the id of an event, or the address of its page" }] };
  return { decision: { decision, into: into[1]!, changes: { kind }, turned: direction === "in", ...note } };
}

/** The fields of a form as text; files and anything else that is no text are left out. */
export async function readForm(c: Context): Promise<SentForm> {
  const body = await c.req.parseBody({ all: true });
  const fields = Object.entries(body).map(([name, value]) => {
    const texts = [value].flat().filter((one) => typeof one === "string");
    return [name, texts.length === 1 ? texts[0] : texts] as const;
  });
  return Object.fromEntries(fields);
}

function readSeen(sent: SentForm[string]): number | undefined {
  return typeof sent === "string" && /^\d{1,15}$/.test(sent) ? Number(sent) : undefined;
}
