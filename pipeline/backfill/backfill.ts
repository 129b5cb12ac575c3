import type { Fetcher } from "../../sources/fetcher.ts";
import type { Source } from "../../sources/source.ts";
import type { BackfillRoute } from "../../store/backfill.ts";
import { closeIssuesFor, openIssues, PROGRAM } from "../../store/issues.ts";
import type { RunCounts } from "../counts.ts";
import type { Workspace } from "../workspace.ts";
import type { Period } from "./period.ts";
import type { Told } from "./tell.ts";

/** What the searches of one run share. */
export interface Backfill {
  readonly space: Workspace;
  readonly period: Period;
  readonly routes: readonly BackfillRoute[];
  readonly counts: RunCounts;
  readonly signal: AbortSignal;
  readonly archives: Fetcher;
  readonly sites: Fetcher;
  /** Works off what waits in the store, unless somebody else is writing, who then does it. */
  readonly workOff: () => Promise<void>;
  /** Tells a person how far the source is, now and then. */
  readonly tell: Told;
  /** Routes whose archive does not answer: they are left alone for the rest of the run. */
  readonly closed: Set<BackfillRoute>;
  /** "source year route" of the archives that were asked to the end of the period in this run. */
  readonly searched: Set<string>;
  failures: number;
}

/** Opens an issue about a source that a route could not search. */
export async function fail(
  run: Backfill,
  { code, message }: { readonly code: string; readonly message: string },
  source: Source,
  route: BackfillRoute,
): Promise<void> {
  const { space, counts } = run;
  run.failures++;
  counts.issues++;
  space.log.error(`backfill of ${source.id} by ${route} failed (${code}): ${message}`);
  const item = `${source.id} ${route}`;
  await openIssues(space.db, [
    { stage: "backfill", code, sourceId: source.id, item, message, at: space.now() },
  ]);
}

/** Closes it, now that the route could. */
export async function settle(space: Workspace, source: Source, route: BackfillRoute): Promise<void> {
  const match = { stage: "backfill", sourceId: source.id, item: `${source.id} ${route}` };
  await closeIssuesFor(space.db, match, PROGRAM, space.now());
}
