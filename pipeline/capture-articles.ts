import { SourceError, type SourceErrorCode } from "../sources/errors.ts";
import { FetchError } from "../sources/fetcher.ts";
import type { Snapshot } from "../sources/snapshot.ts";
import type { Row } from "../store/database.ts";
import {
  listPagesToFetch,
  type PageAnswer,
  recordAnswer,
  recordAnswers,
  recordGone,
} from "../store/pages.ts";
import { listPagesToRecheck } from "../store/recheck.ts";
import { keepAnswer } from "./keep.ts";
import {
  ask,
  keepRefusal,
  raise,
  recordUnchanged,
  SourceFailure,
  saveSnapshots,
  settle,
  type Visit,
} from "./visit.ts";

type Page = Row<"page">;

/** A batch is saved when it is this large or this old: a kill costs little, and polite delays make batches slow. */
const BATCH = { pages: 100, ms: 20_000 };
/** Articles first seen this many days ago or less are looked at again, each at most once a day. */
const RECHECK = { seenDays: 30, everyHours: 23, pages: 50 };
/** So many pages in a row that cannot be fetched mean the site is down. */
const FAILURES_IN_A_ROW = 5;

const STATE_OF: Partial<Record<SourceErrorCode, Page["state"]>> = {
  blocked: "blocked",
  "robots-disallowed": "blocked",
  "too-large": "unreadable",
};

/** Fetches the articles that lists have named and that were not read yet, then looks again at recent ones. */
export async function captureArticles(visit: Visit): Promise<void> {
  const { space, source, started } = visit;
  const fresh = await listPagesToFetch(space.db, source.id, "article", visit.limit, {
    notCheckedSince: started,
  });
  const hoursAgo = (hours: number) =>
    `${new Date(Date.parse(started) - hours * 3_600_000).toISOString().slice(0, 19)}Z`;
  const again = await listPagesToRecheck(space.db, source.id, {
    seenSince: hoursAgo(RECHECK.seenDays * 24),
    notCheckedSince: hoursAgo(RECHECK.everyHours),
    limit: RECHECK.pages,
  });
  const batch = openBatch(visit);
  let failures = 0;
  try {
    for (const page of [...fresh, ...again]) {
      if (visit.signal.aborted) break;
      const error = await captureArticle(visit, page, batch);
      if (error === null) failures = 0;
      else if (error.code === "blocked" || ++failures >= FAILURES_IN_A_ROW) throw new SourceFailure(error);
    }
  } finally {
    await batch.save();
  }
}

/** Gives the error when the page could not be fetched; the issue is open then. */
async function captureArticle(visit: Visit, page: Page, batch: Batch): Promise<SourceError | null> {
  const { canonicalUrl, url } = page;
  try {
    // A page that was gone must prove that it is back, so it is asked for in full.
    const outcome = await ask(visit, url, page.state === "gone" || page.missingSince !== null ? null : page);
    if (outcome.outcome === "gone") {
      await recordGone(visit.space.db, canonicalUrl, outcome.fetchedAt);
      const message = `the page answers ${outcome.status}${page.lastSuccess ? `; it was last read ${page.lastSuccess}` : ""}`;
      if (page.state !== "gone")
        await raise(visit, new SourceError("gone", canonicalUrl, message), canonicalUrl);
    } else if (outcome.outcome === "not-modified") {
      const state = page.state === "unreadable" ? "unreadable" : "ok";
      await recordUnchanged(visit, canonicalUrl, state, outcome.fetchedAt);
    } else {
      const kept = { sourceId: page.sourceId, url, canonicalUrl, kind: "article" as const };
      await batch.add(await keepAnswer(visit.space, kept, outcome));
    }
    return null;
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    if (visit.signal.aborted) return null;
    await keepRefusal(visit, { sourceId: page.sourceId, url, canonicalUrl, kind: "article" }, error);
    await recordAnswer(visit.space.db, canonicalUrl, {
      state: STATE_OF[error.code] ?? "failed",
      checked: visit.space.now(),
    });
    await raise(visit, error, canonicalUrl);
    return error.code === "fetch-failed" || error.code === "blocked" ? error : null;
  }
}

interface Batch {
  add(snapshot: Snapshot): Promise<void>;
  save(): Promise<void>;
}

function openBatch(visit: Visit): Batch {
  let snapshots: Snapshot[] = [];
  let since = Date.now();
  const save = async () => {
    if (snapshots.length === 0) return;
    const saved = snapshots;
    snapshots = [];
    await saveSnapshots(visit, saved, async (trx) => {
      await recordAnswers(trx, saved.map(answerOf));
      for (const { canonicalUrl } of saved) await settle(visit, canonicalUrl, trx);
    });
  };
  return {
    save,
    add: async (snapshot) => {
      if (snapshots.length === 0) since = Date.now();
      snapshots.push(snapshot);
      if (snapshots.length >= BATCH.pages || Date.now() - since >= BATCH.ms) await save();
    },
  };
}

/** What the page table keeps of an answer. */
export function answerOf(snapshot: Snapshot): PageAnswer & { canonicalUrl: string } {
  const { canonicalUrl, captured, etag, lastModified, sha256, id } = snapshot;
  return { canonicalUrl, state: "ok", checked: captured, etag, lastModified, sha256, lastSnapshotId: id };
}
