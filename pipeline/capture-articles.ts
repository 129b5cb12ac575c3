import type { SourceError, SourceErrorCode } from "../sources/errors.ts";
import { FetchError } from "../sources/fetcher.ts";
import type { Snapshot } from "../sources/snapshot.ts";
import type { Row } from "../store/database.ts";
import { listKnownPages } from "../store/known-pages.ts";
import { recordRestorations } from "../store/page-changes.ts";
import { listPagesToFetch, type PageAnswer, recordAnswer, recordAnswers } from "../store/pages.ts";
import { keepAnswer } from "./keep.ts";
import { recordLoss, whatHolds } from "./loss.ts";
import { nextCheck } from "./next-check.ts";
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
/** So many pages in a row that cannot be fetched mean the site is down. */
const FAILURES_IN_A_ROW = 5;

const STATE_OF: Partial<Record<SourceErrorCode, Page["state"]>> = {
  blocked: "blocked",
  "robots-disallowed": "blocked",
  "too-large": "unreadable",
};

/**
 * Fetches the articles that lists have named and that were not read yet, then looks again at known ones that are due
 * (see {@link nextCheck}), at most so many in one visit as the settings say.
 */
export async function captureArticles(visit: Visit): Promise<void> {
  const { space, source, started } = visit;
  const due = { dueAt: space.now(), notCheckedSince: started };
  const fresh = await listPagesToFetch(space.db, source.id, "article", visit.limit, due);
  const limit = space.settings.recheck.pages_per_visit;
  const again = visit.resumed ? [] : await listKnownPages(space.db, source.id, { ...due, limit });
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
  const { canonicalUrl, url, sourceId } = page;
  const { days } = visit.space.settings.recheck;
  const kept = { sourceId, url, canonicalUrl, kind: "article" as const };
  try {
    // A page that was gone must prove that it is back, so it is asked for in full.
    const outcome = await ask(visit, url, page.missingSince !== null ? null : page);
    if (outcome.outcome === "not-modified") {
      const state = page.state === "unreadable" ? "unreadable" : "ok";
      const next = nextCheck(page, { state, checked: outcome.fetchedAt }, days);
      await recordUnchanged(visit, canonicalUrl, state, outcome.fetchedAt, next);
      return null;
    }
    const holding = await whatHolds(visit, page, outcome);
    if (holding.holds === "loss") await recordLoss(visit, page, outcome, holding.why);
    else {
      const state = holding.holds === "article" ? "ok" : "unreadable";
      await batch.add({ page, state, snapshot: await keepAnswer(visit.space, kept, outcome) });
    }
    return null;
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    if (visit.signal.aborted) return null;
    await keepRefusal(visit, kept, error);
    const answer = { state: STATE_OF[error.code] ?? "failed", checked: visit.space.now() };
    await recordAnswer(visit.space.db, canonicalUrl, {
      ...answer,
      nextCheck: nextCheck(page, answer, days),
    });
    await raise(visit, error, canonicalUrl);
    return error.code === "fetch-failed" || error.code === "blocked" ? error : null;
  }
}

/** An answer that is not a loss, with what was known of the page before. */
interface Captured {
  readonly page: Page;
  readonly state: "ok" | "unreadable";
  readonly snapshot: Snapshot;
}

interface Batch {
  add(captured: Captured): Promise<void>;
  save(): Promise<void>;
}

function openBatch(visit: Visit): Batch {
  let waiting: Captured[] = [];
  let since = Date.now();
  const save = async () => {
    if (waiting.length === 0) return;
    const saved = waiting;
    waiting = [];
    await saveCaptured(visit, saved);
  };
  return {
    save,
    add: async (captured) => {
      if (waiting.length === 0) since = Date.now();
      waiting.push(captured);
      if (waiting.length >= BATCH.pages || Date.now() - since >= BATCH.ms) await save();
    },
  };
}

async function saveCaptured(visit: Visit, captured: readonly Captured[]): Promise<void> {
  const { days } = visit.space.settings.recheck;
  const answers = captured.map(({ page, state, snapshot }) => {
    const next = nextCheck(page, { state, checked: snapshot.captured }, days);
    return { ...answerOf(snapshot), state, nextCheck: next };
  });
  const back = captured.filter(({ page, state }) => state === "ok" && page.missingSince !== null);
  const snapshots = captured.map(({ snapshot }) => snapshot);
  await saveSnapshots(visit, snapshots, async (trx) => {
    await recordAnswers(trx, answers);
    await recordRestorations(
      trx,
      back.map(({ page, snapshot }) => ({ canonicalUrl: page.canonicalUrl, at: snapshot.captured })),
    );
    for (const { canonicalUrl } of snapshots) await settle(visit, canonicalUrl, trx);
  });
}

/** What the page table keeps of an answer. */
export function answerOf(snapshot: Snapshot): PageAnswer & { canonicalUrl: string } {
  const { canonicalUrl, captured, etag, lastModified, sha256, id } = snapshot;
  return { canonicalUrl, state: "ok", checked: captured, etag, lastModified, sha256, lastSnapshotId: id };
}
