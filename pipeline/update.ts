import type { Rulebook } from "../extractors/extract.ts";
import { countLinkedWithOther } from "../store/documents.ts";
import { findLastRun, finishRun, startRun } from "../store/runs.ts";
import { captureSources, type RunWatch, selectSources } from "./capture.ts";
import { emptyCounts, type RunCounts } from "./counts.ts";
import { importFiles } from "./import.ts";
import type { InputFile } from "./import-files.ts";
import { countReadWithOther } from "./recode-plan.ts";
import { type Coder, openCoder, runStages } from "./stages.ts";
import { type Workspace, withLease } from "./workspace.ts";

/** Faults told one by one in the log; all are issues in the store. */
const TOLD = 20;
/** As shells report a program that was interrupted. */
const INTERRUPTED = 130;

/** What a run did and the exit status it calls for: 0, or 3 when some sources or files failed. */
export interface RunResult {
  readonly counts: RunCounts;
  readonly status: number;
  /** Sources that have articles left for the next round. */
  readonly left: readonly string[];
}

interface RunOptions {
  /** Aborted to stop after the batch under way. */
  readonly signal: AbortSignal;
  /** Rules that were read already; read from the configuration when not given. */
  readonly rulebook?: Rulebook;
}

export interface UpdateOptions extends RunOptions {
  /** Ids of sources; every active one when empty. */
  readonly sources: readonly string[];
  /** New articles of each source at most. */
  readonly limit?: number | undefined;
  /** Only those of the sources that are due, with as many articles as one round takes. */
  readonly due?: boolean | undefined;
  readonly watch?: RunWatch | undefined;
}

export interface ImportOptions extends RunOptions {
  /** The source the documents are said to be of; null to go by their addresses. */
  readonly source: string | null;
}

/** The daily run, or one round of it: captures the sources, then works off everything that waits. */
export async function runUpdate(space: Workspace, options: UpdateOptions): Promise<RunResult> {
  selectSources(space.sources, options.sources);
  return recordedRun(space, "update", options, async (counts, signal) => {
    const { failures, left } = await captureSources(space, counts, { ...options, signal });
    for (const { sourceId, code, message } of failures)
      space.log.error(`source ${sourceId} failed (${code}): ${message}`);
    return { failed: failures.length > 0, left };
  });
}

/** The same stages over files. */
export async function runImport(
  space: Workspace,
  files: readonly InputFile[],
  options: ImportOptions,
): Promise<RunResult> {
  return recordedRun(space, "import", options, async (counts, signal) => {
    const faults = await importFiles(space, files, counts, { source: options.source, signal });
    for (const message of faults.slice(0, TOLD)) space.log.error(message);
    if (faults.length > TOLD)
      space.log.error(`and ${faults.length - TOLD} more; "jingwu issues list" shows all`);
    return { failed: false, left: [] };
  });
}

/**
 * Holds the right to write, notes the run in the store, brings in pages, and works off what waits. An import is
 * incomplete when anything in it could not be read; an update when a whole source failed.
 */
async function recordedRun(
  space: Workspace,
  command: "update" | "import",
  options: RunOptions & { readonly watch?: RunWatch | undefined },
  bringIn: (counts: RunCounts, signal: AbortSignal) => Promise<{ failed: boolean; left: readonly string[] }>,
): Promise<RunResult> {
  const coder = await openCoder(space, options.rulebook);
  return withLease(space, async (lost) => {
    const signal = AbortSignal.any([options.signal, lost]);
    const counts = emptyCounts();
    const begun = performance.now();
    // Another process may have asked the same hosts a moment ago.
    space.pace.holdAll(await pauseAfterLastRun(space));
    const id = await startRun(space.db, { command, started: space.now() });
    let status: number | null = null;
    try {
      const { failed, left } = await bringIn(counts, signal);
      await runStages(space, coder, counts, signal, options.watch?.progress);
      await tellOfOtherRules(space, coder);
      if (options.signal.aborted) status = INTERRUPTED;
      else status = failed || (command === "import" && counts.unreadable > 0) ? 3 : 0;
      if (lost.aborted)
        throw new Error("another process has taken over the right to write; what was done is kept");
      return { counts, status, left };
    } finally {
      counts.seconds = Math.round((performance.now() - begun) / 100) / 10;
      await finishRun(space.db, id, { finished: space.now(), exitStatus: status ?? 1, counts });
    }
  });
}

/** What was read with other rules stays as it was read until a person asks for a recode. */
async function tellOfOtherRules(space: Workspace, { rulebook, linker }: Coder): Promise<void> {
  const others = await countReadWithOther(space.db, { sha256: rulebook.sha256, version: space.version });
  if (others > 0) {
    space.log.warn(
      `${others} documents were read with other rules than today's; "jingwu recode --dry-run" shows what would change`,
    );
  }
  const linked = await countLinkedWithOther(space.db, linker.context.config.sha256);
  if (linked > 0) {
    space.log.warn(
      `config/linking.yaml has changed since the reports of ${linked} documents were joined to events; "jingwu recode --dry-run" shows what would change`,
    );
  }
}

/** Milliseconds that are left of the pause between two requests to one host since the last run, in any process, ended. */
async function pauseAfterLastRun({ db, settings, clock }: Workspace): Promise<number> {
  const last = await findLastRun(db);
  if (!last) return 0;
  const { delay_ms } = settings.fetch;
  if (last.finished === null) return delay_ms;
  // Times are stored in whole seconds.
  return Math.min(delay_ms, Date.parse(last.finished) + 1000 + delay_ms - clock().getTime());
}
