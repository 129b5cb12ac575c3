import { createHash } from "node:crypto";
import type { Context } from "hono";
import { findEvent } from "../store/event-record.ts";
import { findNewestDecision } from "../store/last-decision.ts";
import { type AppOptions, ruleTexts, viewOf, visitOf } from "./context.ts";
import type { FieldError, SentForm } from "./correction.ts";
import { type EventAddress, linkTo } from "./event-address.ts";
import { newestReview, viewEvent } from "./event-view.ts";
import { neighboursOf } from "./list-events.ts";
import { type Done, DoneNotice } from "./pages/done-notice.tsx";
import { EventPage } from "./pages/event.tsx";
import { readDone } from "./read-done.ts";
import { suggestPeople } from "./suggest-people.ts";

/** What the page of an event says beside the event: what was just done, or why a decision was refused. */
export interface Beside {
  readonly done?: Done | undefined;
  readonly refused?: { readonly sent: SentForm; readonly errors: readonly FieldError[] };
}

/** Answers with the page of an event that is known to exist. */
export async function showEvent(
  c: Context,
  options: AppOptions,
  id: string,
  address: EventAddress,
  status: 200 | 400 | 409,
  { done, refused }: Beside,
) {
  const { db } = options;
  const looking = viewOf(c, options);
  const record = (await findEvent(db, id, looking))!;
  const words = await options.words;
  const { next, previous } = await neighboursOf(db, address.filter, record.id, looking);
  const props = {
    visit: await visitOf(c, options),
    view: await viewEvent(db, record, looking, words),
    query: queryAfter(address),
    next: next && linkTo(next, address),
    previous: previous && linkTo(previous, address),
    state: await stateOf(options, id),
    newest: await findNewestDecision(db),
    done,
    ruleText: await ruleTexts(options),
    suggestions: words && suggestPeople(record, words.people),
    script: scriptOf(id, address),
  };
  return c.html(<EventPage {...props} {...(refused ? { refused } : {})} />, status);
}

/** Leads to the event looked at next, null for the queue. The script, which has it already, is told what to add to it. */
export async function leadOn(
  c: Context,
  options: AppOptions,
  goal: string | null,
  done: string,
  address: EventAddress,
) {
  if (!c.req.header("accept")?.startsWith("application/json")) {
    return c.redirect(linkTo(goal, address, { done }), 303);
  }
  const said = await readDone(c, options, done);
  return c.json({
    goal: linkTo(goal, address),
    state: goal === null ? null : await stateOf(options, goal),
    notice: said ? String(<DoneNotice done={said} query={queryAfter(address)} />) : "",
    waiting: (await visitOf(c, options)).waiting,
  });
}

/** What changes when an event does: a page loaded before is out of date when it says something else. */
async function stateOf({ db }: AppOptions, id: string): Promise<string> {
  const record = await findEvent(db, id);
  const state = record ? `${record.updatedAt} ${newestReview(record)} ${record.queueReason}` : "";
  // A digest, because a page that asks for a second opinion tells nothing of the first.
  return createHash("sha256").update(`${id} ${state}`).digest("base64url").slice(0, 16);
}

/** The query string that carries the address from event to event, with its question mark. */
function queryAfter(address: EventAddress): string {
  return linkTo("", address).slice("/events/".length);
}

function scriptOf(id: string, address: EventAddress) {
  return {
    simplified: address.simplified,
    addresses: {
      original: linkTo(id, { ...address, simplified: false }),
      simplified: linkTo(id, { ...address, simplified: true }),
    },
  };
}
