import type { SourceError } from "../sources/errors.ts";
import type { FetchError, Fetcher, FetchOutcome } from "../sources/fetcher.ts";
import type { Snapshot } from "../sources/snapshot.ts";
import type { Source } from "../sources/source.ts";
import { currentAddress } from "../sources/source-hosts.ts";
import { type Db, inTransaction } from "../store/database.ts";
import { closeIssuesFor, listIssues, openIssue } from "../store/issues.ts";
import { recordAnswer } from "../store/pages.ts";
import { addSnapshots, markParsed } from "../store/snapshots.ts";
import type { RunCounts } from "./counts.ts";
import { type Kept, keepAnswer } from "./keep.ts";
import type { Tally } from "./tally.ts";
import type { Workspace } from "./workspace.ts";

/** One source while a run captures it. */
export interface Visit {
  readonly space: Workspace;
  readonly source: Source;
  readonly fetcher: Fetcher;
  readonly counts: RunCounts;
  readonly signal: AbortSignal;
  /** New articles to fetch at most. */
  readonly limit: number;
  /** New articles to find on lists at most; what is not fetched now is left for the next round. */
  readonly listLimit: number;
  /** When the visit began; no page is asked for twice in it. */
  readonly started: string;
  /** It goes on with the articles that an earlier round left; home page and lists are not read. */
  readonly resumed: boolean;
  /** Items of this source with an open capture issue; an item that can be read again closes its own. */
  readonly openItems: Set<string>;
  /** Digests of the source's home pages: a list's address that answers with one of them is not there (a soft 404). */
  readonly homeDigests: Set<string>;
  /** What this visit alone has met. */
  readonly tally: Tally;
  /** Of a backfill: lists are read back to the beginning of this period, and its articles alone are noted. */
  readonly back?: { readonly from: string; readonly to: string };
}

/** Why a source as a whole could not be read; its pages wait for the next run. */
export class SourceFailure extends Error {
  readonly error: SourceError;
  constructor(error: SourceError) {
    super(error.message, { cause: error });
    this.name = "SourceFailure";
    this.error = error;
  }
}

export async function openItemsOf(space: Workspace, sourceId: string): Promise<Set<string>> {
  return new Set((await listIssues(space.db, { sourceId, stage: "capture" })).map((issue) => issue.item));
}

/** Opens an issue about a page or a source of this visit. */
export async function raise(
  visit: Visit,
  error: SourceError,
  item: string,
  db: Db = visit.space.db,
): Promise<void> {
  const { code, message } = error;
  await openIssue(db, {
    stage: "capture",
    code,
    sourceId: visit.source.id,
    item,
    message,
    at: visit.space.now(),
  });
  visit.openItems.add(item);
  visit.counts.issues++;
}

/** Closes the issues about a page that can be read again. */
export async function settle(visit: Visit, item: string, db: Db): Promise<void> {
  if (!visit.openItems.delete(item)) return;
  await closeIssuesFor(
    db,
    { sourceId: visit.source.id, stage: "capture", item },
    "jingwu",
    visit.space.now(),
  );
}

/** Asks for a page and counts the answer. Throws FetchError. */
export async function ask(
  visit: Visit,
  url: string,
  validators: { etag: string | null; lastModified: string | null } | null,
): Promise<FetchOutcome> {
  const { etag, lastModified } = validators ?? { etag: null, lastModified: null };
  const { counts } = visit.tally;
  counts.requests++;
  const outcome = await visit.fetcher.fetch({
    url: currentAddress(visit.source, url),
    ...(etag === null ? {} : { etag }),
    ...(lastModified === null ? {} : { lastModified }),
  });
  if (outcome.outcome === "not-modified") {
    visit.counts.notModified++;
    counts.notModified++;
  } else if (outcome.outcome === "ok") {
    visit.counts.fetched++;
    counts.fetched++;
  }
  return outcome;
}

/** Keeps the answer that an error came with, such as a challenge page, as proof of what the site said. */
export async function keepRefusal(visit: Visit, page: Kept, error: FetchError): Promise<void> {
  if (error.response === null) return;
  const snapshot = await keepAnswer(visit.space, page, error.response);
  await saveSnapshots(visit, [snapshot], async (trx) => {
    await markParsed(trx, [{ id: snapshot.id, parsed: error.code }]);
  });
}

/** Flushes the archive, then commits snapshots and what belongs to them in one transaction. */
export async function saveSnapshots(
  visit: Visit,
  snapshots: readonly Snapshot[],
  rest: (trx: Db) => Promise<void>,
): Promise<void> {
  await visit.space.archive.flush();
  const added = await inTransaction(visit.space.db, async (trx) => {
    const count = await addSnapshots(trx, snapshots);
    await rest(trx);
    return count;
  });
  visit.counts.snapshots += added;
}

/** Counts a list page that was read or found unchanged. */
export function countListPage(visit: Visit): void {
  visit.counts.listPages++;
  visit.tally.counts.listPages++;
}

/** Notes that a page is as it was; issues about reaching it are over. */
export async function recordUnchanged(
  visit: Visit,
  canonicalUrl: string,
  state: "ok" | "unreadable",
  checked: string,
  nextCheck?: string,
): Promise<void> {
  await inTransaction(visit.space.db, async (trx) => {
    await recordAnswer(trx, canonicalUrl, { state, checked, ...(nextCheck ? { nextCheck } : {}) });
    await settle(visit, canonicalUrl, trx);
  });
}
