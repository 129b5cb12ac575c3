import PQueue from "p-queue";
import { ConfigError } from "../sources/errors.ts";
import type { Fetcher, RequestEnding } from "../sources/fetcher.ts";
import type { Source } from "../sources/source.ts";
import { currentHost } from "../sources/source-hosts.ts";
import { listSourceStates } from "../store/source-state.ts";
import type { Concluded } from "./conclude.ts";
import type { RunCounts } from "./counts.ts";
import { listDue } from "./due.ts";
import { assertSameIdentity } from "./identity.ts";
import { openProgress } from "./progress.ts";
import { VisitCrash } from "./visit-crash.ts";
import { type Failure, visitSource } from "./visit-source.ts";
import type { Workspace } from "./workspace.ts";
import { workspaceFetcher } from "./workspace-fetcher.ts";

/** Requests in flight that have not ended so long after a stop was asked for are cut off. */
const FINISH_MS = 8000;

export interface CaptureOptions {
  /** Ids of the sources to read; every active one when empty. */
  readonly sources: readonly string[];
  readonly limit?: number | undefined;
  /** Only those that are due, with as many articles of each as one round takes. */
  readonly due?: boolean | undefined;
  readonly signal: AbortSignal;
  readonly watch?: RunWatch | undefined;
}

/** Is told what a run does while it does it. */
export interface RunWatch {
  request(ending: RequestEnding): void;
  visited(end: Concluded): void;
  /** Something was done: the run does not hang. */
  progress(): void;
}

export interface Captured {
  readonly failures: readonly Failure[];
  /** Sources that have articles left for the next round. */
  readonly left: readonly string[];
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
 * at a time. An aborted signal ends the visits at the next page, everything saved. Throws {@link VisitCrash} for a bug.
 */
export async function captureSources(
  space: Workspace,
  counts: RunCounts,
  options: CaptureOptions,
): Promise<Captured> {
  const { signal, watch, limit, due: round = false } = options;
  const asked = selectSources(space.sources, options.sources);
  const chosen = round ? await onlyDue(space, asked) : asked;
  await assertSameIdentity(space, chosen);
  const fetcher = workspaceFetcher(space, counts, {
    delays: delaysOf(chosen),
    signal,
    onRequest(ending) {
      watch?.request(ending);
      watch?.progress();
    },
  });
  const stopCutting = cutOffLate(fetcher, signal);
  const queue = new PQueue({ concurrency: space.settings.fetch.hosts_at_once });
  const progress = openProgress("sources", chosen.length, space.quiet);
  const failures: Failure[] = [];
  const left: string[] = [];
  let done = 0;
  let bug: unknown = null;
  const visitOne = async (source: Source) => {
    if (signal.aborted || bug !== null) return;
    try {
      const { end, failure } = await visitSource(space, source, { fetcher, counts, signal, limit, round });
      if (failure) failures.push(failure);
      if (end) watch?.visited(end);
      if (end?.left) left.push(source.id);
      progress.update(++done, `${counts.fetched} pages`);
    } catch (error) {
      // A bug stops the run; the visits under way end at their next page.
      bug ??= error instanceof ConfigError ? error : new VisitCrash(source.id, error as Error);
      queue.clear();
    }
  };
  for (const source of chosen) void queue.add(() => visitOne(source));
  await queue.onIdle();
  stopCutting();
  progress.finish();
  await fetcher.close();
  if (bug !== null) throw bug;
  return { failures: failures.sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1)), left };
}

async function onlyDue(space: Workspace, sources: readonly Source[]): Promise<Source[]> {
  const states = await listSourceStates(space.db);
  return listDue(sources, new Map(states.map((state) => [state.sourceId, state])), space.now());
}

/** Ends what is still in flight some time after the signal. Gives what takes the watch away. */
function cutOffLate(fetcher: Fetcher, signal: AbortSignal): () => void {
  let timer: NodeJS.Timeout | undefined;
  const listener = () => {
    timer = setTimeout(() => void fetcher.close(), FINISH_MS);
  };
  signal.addEventListener("abort", listener, { once: true });
  return () => {
    signal.removeEventListener("abort", listener);
    clearTimeout(timer);
  };
}

/** Pauses that sources ask for, by host. */
export function delaysOf(sources: readonly Source[]): Map<string, number> {
  return new Map(
    sources.flatMap(({ hosts, delay_ms }) =>
      delay_ms === undefined ? [] : hosts.map(({ host }) => [host, delay_ms] as const),
    ),
  );
}
