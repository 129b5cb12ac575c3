import type { Source } from "../sources/source.ts";
import { listChanges, type PageChange } from "../store/changes.ts";
import type { Db, Row } from "../store/database.ts";
import { listIssues } from "../store/issues.ts";
import {
  countDocumentsIn,
  type EventAt,
  eventsQueuedAgainIn,
  eventsRecordedIn,
  issuesClosedIn,
  type Period,
  type Some,
} from "../store/period.ts";
import { listSourceStates, type SourceState } from "../store/source-state.ts";
import { headline } from "./event-text.ts";

/** What is shown of each; of the rest the number is told. */
const SHOWN = 100;

/** An event as a digest tells it. */
export interface DigestEvent {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  /** "Meeting · Fiji · 11 Jun 2026". */
  readonly headline: string;
  readonly status: string;
  /** No person has decided: the machine accepted it by itself. */
  readonly autoAccepted: boolean;
  /** Why it waits for a reviewer; null when it does not. */
  readonly reason: string | null;
  readonly sentence: string;
  /** Of its first mention: name of the source, title and address of the page. */
  readonly source: string;
  readonly title: string;
  readonly url: string;
}

export interface DigestChange {
  readonly id: number;
  readonly kind: "edited" | "removed" | "restored";
  readonly at: string;
  readonly source: string;
  readonly title: string | null;
  readonly url: string;
  readonly lastSeen: string | null;
  readonly firstMissing: string | null;
  /** How many events it added, took away or made read otherwise, or of a page without an edit, how many it reports. */
  readonly events: number;
}

export interface DigestIssue {
  readonly id: number;
  readonly code: string;
  readonly source: string | null;
  readonly item: string;
  readonly message: string;
  readonly opened: string;
  readonly closed: string | null;
  readonly times: number;
}

export interface DigestSource {
  readonly id: string;
  readonly title: string;
  readonly lastSuccess: string | null;
  readonly lastAttempt: string | null;
  readonly nextDue: string | null;
}

type State = SourceState["state"];

/** What happened from a time on, and before another. */
export interface Digest extends Period {
  readonly new: {
    readonly events: Some<DigestEvent>;
    readonly documents: {
      readonly total: number;
      readonly bySource: readonly { readonly id: string; readonly title: string; readonly count: number }[];
    };
  };
  readonly changed: {
    readonly pages: Some<DigestChange>;
    /** Known events that wait for a reviewer again. */
    readonly events: Some<DigestEvent>;
  };
  readonly broken: {
    /** Issues opened in the period that are open. */
    readonly opened: Some<DigestIssue>;
    /** Open ones that are older. */
    readonly stillOpen: Some<DigestIssue>;
    readonly recovered: Some<DigestIssue>;
    /** Active sources by state, and those of them that are not ok. */
    readonly byState: Readonly<Partial<Record<State, number>>>;
    readonly notOk: readonly (DigestSource & { readonly state: State })[];
  };
  readonly notLookedAt: {
    /** Active sources that were due, or never visited. */
    readonly overdue: Some<DigestSource>;
    /** How many others had no visit, because none was due. */
    readonly notDue: number;
  };
}

/** Gathers what is new, what changed, what is broken and what was not looked at. Changes nothing. */
export async function gatherDigest(db: Db, sources: readonly Source[], period: Period): Promise<Digest> {
  const titles = new Map(sources.map(({ id, title }) => [id, title]));
  const name = (id: string) => titles.get(id) ?? id;
  const recorded = await eventsRecordedIn(db, period, SHOWN);
  const again = await eventsQueuedAgainIn(db, period, SHOWN);
  const changes = await listChanges(db, period, { limit: SHOWN });
  const documents = [...(await countDocumentsIn(db, period))].map(([id, count]) => ({
    id,
    title: name(id),
    count,
  }));
  const open = (await listIssues(db, { limit: Number.MAX_SAFE_INTEGER }))
    .filter(({ opened }) => opened < period.until)
    .map((issue) => issueOf(issue, name));
  const closed = await issuesClosedIn(db, period);
  const states = new Map((await listSourceStates(db)).map((state) => [state.sourceId, state]));
  return {
    ...period,
    new: {
      events: map(recorded, (one) => eventOf(one, name)),
      documents: {
        total: documents.reduce((sum, { count }) => sum + count, 0),
        bySource: documents.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)),
      },
    },
    changed: {
      pages: { total: changes.total, first: changes.changes.map((one) => changeOf(one, name)) },
      events: map(again, (one) => eventOf(one, name)),
    },
    broken: {
      opened: some(open.filter(({ opened }) => opened >= period.since)),
      stillOpen: some(open.filter(({ opened }) => opened < period.since)),
      recovered: some(closed.map((issue) => issueOf(issue, name))),
      ...byState(sources, states),
    },
    notLookedAt: unvisited(sources, states, period),
  };
}

/** Whether nothing is new, nothing changed, and nothing broke or recovered. */
export function isEmpty({ new: fresh, changed, broken }: Digest): boolean {
  const { opened, recovered } = broken;
  const totals = [fresh.events, fresh.documents, changed.pages, changed.events, opened, recovered];
  return totals.every(({ total }) => total === 0);
}

function eventOf({ at, record }: EventAt, name: (id: string) => string): DigestEvent {
  const [first] = record.mentions;
  return {
    id: record.id,
    at,
    type: record.coding.type,
    headline: headline(record.coding),
    status: record.status,
    autoAccepted: record.autoAccepted !== null,
    reason: record.queueReason,
    sentence: first?.quote ?? "",
    source: first ? name(first.source) : "",
    title: first?.title ?? "",
    url: first?.canonical_url ?? "",
  };
}

function changeOf(change: PageChange, name: (id: string) => string): DigestChange {
  const { id, kind, at, sourceId, canonicalUrl: url, lastSeen, firstMissing, eventIds } = change;
  const title = (change.after ?? change.document)?.title ?? null;
  return {
    id,
    kind,
    at,
    source: name(sourceId),
    title,
    url,
    lastSeen,
    firstMissing,
    events: eventIds.length,
  };
}

function issueOf(issue: Row<"issue">, name: (id: string) => string): DigestIssue {
  const { id, code, sourceId, item, message, opened, closed, times } = issue;
  return {
    id,
    code,
    source: sourceId === null ? null : name(sourceId),
    item,
    message,
    opened,
    closed,
    times,
  };
}

function byState(sources: readonly Source[], states: ReadonlyMap<string, SourceState>) {
  const counts: Partial<Record<State, number>> = {};
  const notOk: (DigestSource & { state: State })[] = [];
  for (const source of sources) {
    if (!source.active) continue;
    const state = states.get(source.id)?.state ?? "unknown";
    counts[state] = (counts[state] ?? 0) + 1;
    if (state !== "ok" && state !== "unknown") notOk.push({ ...sourceOf(source, states), state });
  }
  return { byState: counts, notOk };
}

function unvisited(sources: readonly Source[], states: ReadonlyMap<string, SourceState>, period: Period) {
  const left = sources
    .filter(({ active, id }) => active && (states.get(id)?.lastAttempt ?? "") < period.since)
    .map((source) => sourceOf(source, states));
  const overdue = left.filter(({ nextDue }) => nextDue === null || nextDue < period.until);
  return { overdue: some(overdue), notDue: left.length - overdue.length };
}

function sourceOf({ id, title }: Source, states: ReadonlyMap<string, SourceState>): DigestSource {
  const state = states.get(id);
  return {
    id,
    title,
    lastSuccess: state?.lastSuccess ?? null,
    lastAttempt: state?.lastAttempt ?? null,
    nextDue: state?.nextDue ?? null,
  };
}

function some<T>(all: readonly T[]): Some<T> {
  return { total: all.length, first: all.slice(0, SHOWN) };
}

function map<A, B>({ total, first }: Some<A>, turn: (one: A) => B): Some<B> {
  return { total, first: first.map(turn) };
}
