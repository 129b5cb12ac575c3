import { canonicalUrl } from "../sources/canonical-url.ts";
import { SourceError } from "../sources/errors.ts";
import type { Fetcher } from "../sources/fetcher.ts";
import { isDaily, type ListAddress } from "../sources/list-address.ts";
import { homeUrls } from "../sources/mission-home.ts";
import { scheduleOf } from "../sources/schedule.ts";
import type { Source } from "../sources/source.ts";
import { inTransaction } from "../store/database.ts";
import { findSourceState } from "../store/source-state.ts";
import { readWaiting } from "../store/waiting.ts";
import { captureArticles } from "./capture-articles.ts";
import { captureHomes } from "./capture-home.ts";
import { captureLists } from "./capture-lists.ts";
import { type Concluded, conclude, type VisitState } from "./conclude.ts";
import type { RunCounts } from "./counts.ts";
import { leftMore } from "./due.ts";
import { judgeAgain } from "./note-articles.ts";
import { emptyTally } from "./tally.ts";
import { openItemsOf, raise, SourceFailure, settle, type Visit } from "./visit.ts";
import type { Workspace } from "./workspace.ts";

/** New articles that lists may bring in one visit, when no limit is given; the lists beyond wait for the next visit. */
const ARTICLES_PER_VISIT = 1000;

/** A source that failed in a run, in words. */
export interface Failure {
  readonly sourceId: string;
  readonly code: string;
  readonly message: string;
}

/** What visits of one run have in common. */
export interface VisitOptions {
  readonly fetcher: Fetcher;
  readonly counts: RunCounts;
  readonly signal: AbortSignal;
  /** New articles at most; as many as a visit may bring when not given. */
  readonly limit?: number | undefined;
  /** One of several rounds: a bounded part of the articles is fetched, and the next round goes on with the others. */
  readonly round: boolean;
}

/** How a visit came out; `end` is null when it was stopped. */
export interface Visited {
  readonly end: Concluded | null;
  readonly failure: Failure | null;
}

/**
 * Visits one source: home page, lists, articles. In rounds, a visit that left articles is gone on with, without reading
 * the lists again, for as long as they are not to be read again anyway.
 */
export async function visitSource(space: Workspace, source: Source, options: VisitOptions): Promise<Visited> {
  const visit = await openVisit(space, source, options);
  options.counts.sources++;
  try {
    if (visit.resumed) {
      await captureArticles(visit);
      return { end: await conclude(visit, "ok"), failure: null };
    }
    await judgeAgain(visit);
    const lists = await captureHomes(visit);
    const failed = await captureLists(visit, lists);
    await captureArticles(visit);
    await settleSource(visit, lists.length);
    const end = await conclude(visit, stateAtEnd(visit, lists, failed));
    if (failed.length === 0) return { end, failure: null };
    const { code, message } = failed[0]!;
    const more = failed.length > 1 ? `; and ${failed.length - 1} more lists` : "";
    return { end, failure: { sourceId: source.id, code, message: `${message}${more}` } };
  } catch (error) {
    if (options.signal.aborted && error === options.signal.reason) return { end: null, failure: null };
    if (!(error instanceof SourceFailure)) throw error;
    const { code } = error.error;
    const message = withInstead(error.error, source);
    await raise(visit, new SourceError(code, error.error.item, message), sourceItem(source));
    return { end: await conclude(visit, stateOf(code)), failure: { sourceId: source.id, code, message } };
  }
}

async function openVisit(
  space: Workspace,
  source: Source,
  { fetcher, counts, signal, limit, round }: VisitOptions,
): Promise<Visit> {
  const begun = round ? await findUnfinished(space, source) : null;
  const most = limit ?? ARTICLES_PER_VISIT;
  return {
    space,
    source,
    fetcher,
    counts,
    signal,
    limit: round ? Math.min(most, space.settings.schedule.articles_per_round) : most,
    listLimit: most,
    started: begun ?? space.now(),
    resumed: begun !== null,
    openItems: await openItemsOf(space, source.id),
    homeDigests: new Set<string>(),
    tally: emptyTally(),
  };
}

/** When the visit began that left articles for this round; null when there is none, or when its lists are old. */
async function findUnfinished(space: Workspace, source: Source): Promise<string | null> {
  const state = await findSourceState(space.db, source.id);
  if (!state?.lastAttempt || !leftMore(state)) return null;
  const hours = (space.clock().getTime() - Date.parse(state.lastAttempt)) / 3_600_000;
  if (hours > scheduleOf(source, space.settings).leastHours) return null;
  return (await readWaiting(space.db, source.id)).more ? state.lastAttempt : null;
}

/** What an issue about a whole source is filed under: its home page, or its id where the register names only lists. */
function sourceItem(source: Source): string {
  const [home] = homeUrls(source);
  return home === undefined ? source.id : canonicalUrl(home, source);
}

/** Blocked is not "no news": the message says where its news can be read meanwhile. */
function withInstead({ code, message }: SourceError, { instead = [] }: Source): string {
  return code === "blocked" && instead.length > 0
    ? `${message}; meanwhile read: ${instead.join(", ")}`
    : message;
}

/** A visit that read some of the lists could read the source; the others have issues of their own. */
function stateAtEnd(visit: Visit, lists: readonly ListAddress[], failed: readonly SourceError[]): VisitState {
  if (failed.some(({ code }) => code === "layout-changed")) return "layout-changed";
  if (visit.tally.counts.lists > 0 || lists.length === 0) return "ok";
  if (failed[0]) return stateOf(failed[0].code);
  // A paper may not appear on a day. But that a home page still answers, and no list, is no sign that the source is read.
  return visit.source.lists.some(({ url }) => isDaily(url)) ? "ok" : "layout-changed";
}

function stateOf(code: string): VisitState {
  if (code === "layout-changed") return "layout-changed";
  return code === "blocked" || code === "robots-disallowed" ? "blocked" : "unreachable";
}

/** A visit that came to its end closes the issue about the source as a whole. */
async function settleSource(visit: Visit, lists: number): Promise<void> {
  if (visit.signal.aborted || lists === 0) return;
  await inTransaction(visit.space.db, (trx) => settle(visit, sourceItem(visit.source), trx));
}
