import PQueue from "p-queue";
import { canonicalUrl } from "../sources/canonical-url.ts";
import { ConfigError, SourceError } from "../sources/errors.ts";
import { createFetcher, type Fetcher } from "../sources/fetcher.ts";
import { isDaily, type ListAddress } from "../sources/list-address.ts";
import { homeUrls } from "../sources/mission-home.ts";
import { currentHost, type Source } from "../sources/source.ts";
import { inTransaction } from "../store/database.ts";
import { findSourceState, recordSourceState } from "../store/source-state.ts";
import { addVisit, type NewVisit } from "../store/visits.ts";
import { captureArticles } from "./capture-articles.ts";
import { captureHomes } from "./capture-home.ts";
import { captureLists } from "./capture-lists.ts";
import type { RunCounts } from "./counts.ts";
import { keepRobots } from "./keep.ts";
import { judgeAgain } from "./note-articles.ts";
import { openProgress } from "./progress.ts";
import { emptyTally } from "./tally.ts";
import { openItemsOf, raise, SourceFailure, settle, type Visit } from "./visit.ts";
import type { Workspace } from "./workspace.ts";

/** New articles of one source in one run, when no other limit is given; the rest waits for the next run. */
const ARTICLES_PER_RUN = 1000;

type VisitState = NewVisit["state"];

/** A source that failed in a run, in words. */
export interface Failure {
  readonly sourceId: string;
  readonly code: string;
  readonly message: string;
}

export interface CaptureOptions {
  /** Ids of the sources to read; every active one when empty. */
  readonly sources: readonly string[];
  readonly limit?: number | undefined;
  readonly signal: AbortSignal;
}

/** The sources a run reads. Throws ConfigError for an id that is not in the register. */
export function selectSources(all: readonly Source[], ids: readonly string[]): Source[] {
  if (ids.length === 0) return all.filter(({ active }) => active);
  return ids.map((id) => {
    const source = all.find((candidate) => candidate.id === id);
    if (!source)
      throw new ConfigError(`--source ${id}: no such source; "jingwu sources list" shows those there are`);
    if (currentHost(source) === null && source.lists.length === 0) {
      throw new ConfigError(
        `--source ${id}: the register knows no address that answers today (status: ${source.status})`,
      );
    }
    return source;
  });
}

/**
 * Source → snapshots: visits the sources, several at once; the fetcher sees to it that each host is asked by one request
 * at a time. Gives the sources that failed. An aborted signal ends the visits at the next page, everything saved.
 */
export async function captureSources(
  space: Workspace,
  counts: RunCounts,
  options: CaptureOptions,
): Promise<Failure[]> {
  const { signal } = options;
  const chosen = selectSources(space.sources, options.sources);
  const fetcher = createFetcher(space.settings, {
    delays: delaysOf(chosen),
    signal,
    now: space.clock,
    log: (message) => space.log.info(message),
    onRobots: (response) => keepRobots(space, response, counts),
  });
  const queue = new PQueue({ concurrency: space.settings.fetch.hosts_at_once });
  const progress = openProgress("sources", chosen.length, space.quiet);
  const failures: Failure[] = [];
  let [done, bug]: [number, unknown] = [0, null];
  const visitOne = async (source: Source) => {
    if (signal.aborted || bug !== null) return;
    try {
      const failure = await captureSource(space, source, fetcher, counts, options);
      if (failure) failures.push(failure);
      progress.update(++done, `${counts.fetched} pages`);
    } catch (error) {
      // A bug stops the run; the visits under way end at their next page.
      bug ??= error;
      queue.clear();
    }
  };
  for (const source of chosen) void queue.add(() => visitOne(source));
  await queue.onIdle();
  progress.finish();
  await fetcher.close();
  if (bug !== null) throw bug;
  return failures.sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1));
}

/** Pauses that sources ask for, by host. */
export function delaysOf(sources: readonly Source[]): Map<string, number> {
  return new Map(
    sources.flatMap(({ hosts, delay_ms }) =>
      delay_ms === undefined ? [] : hosts.map(({ host }) => [host, delay_ms] as const),
    ),
  );
}

async function captureSource(
  space: Workspace,
  source: Source,
  fetcher: Fetcher,
  counts: RunCounts,
  options: CaptureOptions,
): Promise<Failure | null> {
  const { signal, limit = ARTICLES_PER_RUN } = options;
  const started = space.now();
  const openItems = await openItemsOf(space, source.id);
  const homeDigests = new Set<string>();
  const visit: Visit = {
    space,
    source,
    fetcher,
    counts,
    signal,
    limit,
    started,
    openItems,
    homeDigests,
    tally: emptyTally(),
  };
  counts.sources++;
  try {
    await judgeAgain(visit);
    const lists = await captureHomes(visit);
    const failed = await captureLists(visit, lists);
    await captureArticles(visit);
    await settleSource(visit, lists.length);
    await conclude(visit, stateAtEnd(visit, lists, failed));
    if (failed.length === 0) return null;
    const { code, message } = failed[0]!;
    const more = failed.length > 1 ? `; and ${failed.length - 1} more lists` : "";
    return { sourceId: source.id, code, message: `${message}${more}` };
  } catch (error) {
    if (signal.aborted && error === signal.reason) return null;
    if (!(error instanceof SourceFailure)) throw error;
    const { code } = error.error;
    const message = withInstead(error.error, source);
    await raise(visit, new SourceError(code, error.error.item, message), sourceItem(source));
    await conclude(visit, stateOf(code));
    return { sourceId: source.id, code, message };
  }
}

/** What an issue about a whole source is filed under. */
function sourceItem(source: Source): string {
  const home = homeUrls(source)[0] ?? source.lists[0]?.url;
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

/**
 * Notes the visit, and what it tells of the source, in one transaction; a visit that was stopped tells nothing. What state
 * the source is in is judged after the stages, when its articles were read.
 */
async function conclude(visit: Visit, state: VisitState): Promise<void> {
  const { space, source, started, tally } = visit;
  if (visit.signal.aborted) return;
  await inTransaction(space.db, async (trx) => {
    const finished = space.now();
    const before = (await findSourceState(trx, source.id))?.lastNewArticle ?? "";
    await recordSourceState(trx, {
      sourceId: source.id,
      lastAttempt: started,
      ...(state === "ok" ? { lastSuccess: finished } : {}),
      ...(tally.newest !== null && tally.newest > before ? { lastNewArticle: tally.newest } : {}),
    });
    await addVisit(trx, { sourceId: source.id, started, finished, state, counts: tally.counts });
  });
}
