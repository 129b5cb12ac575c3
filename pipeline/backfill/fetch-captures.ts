import { canonicalUrl } from "../../sources/canonical-url.ts";
import { SourceError } from "../../sources/errors.ts";
import { FetchError } from "../../sources/fetcher.ts";
import { snapshotId } from "../../sources/identity.ts";
import { classifyMissionUrl } from "../../sources/mission-address.ts";
import type { Snapshot } from "../../sources/snapshot.ts";
import { currentAddress, currentHost } from "../../sources/source-hosts.ts";
import {
  type ArchivedPage,
  findHeldArticles,
  listArchivedToFetch,
  settleArchivedPages,
} from "../../store/archived-pages.ts";
import { inTransaction } from "../../store/database.ts";
import { addSnapshots, markParsed } from "../../store/snapshots.ts";
import { keepAnswer, sha256 } from "../keep.ts";
import { readArticleBytes } from "../read-article.ts";
import { type Replay, replay, unfit } from "./replay.ts";
import type { Search } from "./search.ts";

/** Captures taken up at once; saved one by one, since each waits seconds for its turn. */
const BATCH = 50;

/** What a capture came to. */
interface Outcome {
  readonly state: "fetched" | "unfit";
  readonly snapshot: Snapshot | null;
  /** Of an unfit one. */
  readonly error: SourceError | null;
  /** Of publication, as the article says or its address lets expect. */
  readonly year: number;
}

/**
 * Fetches for each listed article that is not had a capture that holds it: the earliest, and when that holds none, the
 * next. Each is saved with the ledger as it comes. `saved` is called after each batch. Throws FetchError where the archive
 * does not answer.
 */
export async function fetchCaptures(
  search: Search<unknown>,
  listOthers: (page: ArchivedPage) => Promise<void>,
  saved: () => Promise<void>,
): Promise<void> {
  const { space, key } = search;
  for (;;) {
    const pages = await listArchivedToFetch(space.db, key, { ...search.period, limit: BATCH });
    if (pages.length === 0) return;
    const held = await findHeldArticles(space.db, pages.map(withNumber));
    await settleHeld(
      search,
      pages.filter((page) => held.has(page.canonicalUrl)),
    );
    for (const page of pages) {
      if (search.signal.aborted) return;
      if (held.has(page.canonicalUrl)) continue;
      if (await isHadLive(search, page)) continue;
      const outcome = await fetchCapture(search, page);
      await save(search, page, outcome);
      if (outcome.state === "unfit") await listOthers(page);
    }
    await saved();
  }
}

function withNumber({ canonicalUrl: url }: ArchivedPage) {
  return { canonicalUrl: url, documentNumber: classifyMissionUrl(url).documentNumber };
}

async function settleHeld(search: Search<unknown>, pages: readonly ArchivedPage[]): Promise<void> {
  if (pages.length === 0) return;
  await settleArchivedPages(
    search.space.db,
    pages.map((page) => ({ ...page, state: "held" as const, reason: null })),
  );
}

/** Whether the site itself still has the article: what it shows today comes before what an archive kept of it. */
async function isHadLive(search: Search<unknown>, page: ArchivedPage): Promise<boolean> {
  const { space, source, live } = search;
  if (live === null || currentHost(source) === null) return false;
  let snapshot: Snapshot;
  try {
    const answer = await live.fetch({ url: currentAddress(source, page.canonicalUrl) });
    if (answer.outcome !== "ok" || canonicalUrl(answer.finalUrl, source) !== page.canonicalUrl) return false;
    await readArticleBytes({ ...answer, url: answer.finalUrl }, source);
    const { canonicalUrl: address } = page;
    const kept = { sourceId: source.id, url: address, canonicalUrl: address, kind: "article" as const };
    snapshot = await keepAnswer(space, kept, answer);
  } catch (error) {
    // A site that is gone, refuses or shows something else is why the archive is asked.
    if (error instanceof SourceError) return false;
    throw error;
  }
  search.counts.fetched++;
  await space.archive.flush();
  await inTransaction(space.db, async (trx) => {
    search.counts.snapshots += await addSnapshots(trx, [snapshot]);
    await settleArchivedPages(trx, [{ ...page, state: "held", reason: "on the site itself" }]);
  });
  return true;
}

async function fetchCapture(search: Search<unknown>, page: ArchivedPage): Promise<Outcome> {
  const { source } = search;
  let snapshot: Snapshot | null = null;
  try {
    const copy = await replay(search, page);
    search.counts.fetched++;
    snapshot = await keepReplay(search, page, copy);
    if (canonicalUrl(copy.url, source) !== page.canonicalUrl)
      throw unfit(page, `the capture leads to ${copy.url.slice(0, 300)}`);
    if (copy.body.length === 0) throw unfit(page, "the capture is empty");
    const { published } = await readArticleBytes(copy, source);
    const year = published === null ? page.year : Number(published.slice(0, 4));
    return { state: "fetched", snapshot, error: null, year };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    // The archive itself does not answer, or not so: the next run asks again.
    if (error instanceof FetchError && error.code !== "too-large") throw error;
    return { state: "unfit", snapshot, error, year: page.year };
  }
}

/** Archives what an archive gave, as of the time it was captured. */
async function keepReplay(search: Search<unknown>, page: ArchivedPage, copy: Replay): Promise<Snapshot> {
  const { space, source, key } = search;
  const digest = sha256(copy.body);
  const place = await space.archive.append({
    type: "response",
    targetUri: copy.url,
    date: copy.captured,
    contentType: copy.contentType,
    http: { status: copy.status, statusText: copy.statusText, headers: copy.headers },
    payload: copy.body,
    payloadSha256: digest,
  });
  return {
    id: snapshotId(copy.url, copy.captured, digest),
    sourceId: source.id,
    url: page.url,
    canonicalUrl: page.canonicalUrl,
    finalUrl: copy.url,
    captured: copy.captured,
    route: key.route === "commoncrawl" ? "commoncrawl" : "wayback",
    kind: "article",
    httpStatus: copy.status,
    contentType: copy.contentType,
    sha256: digest,
    bytes: copy.body.length,
    etag: null,
    lastModified: null,
    warcFile: place.file,
    warcOffset: place.offset,
    warcLength: place.length,
    revisitOf: null,
  };
}

async function save(search: Search<unknown>, page: ArchivedPage, outcome: Outcome): Promise<void> {
  const { space } = search;
  const { snapshot, error, state, year } = outcome;
  if (snapshot) await space.archive.flush();
  await inTransaction(space.db, async (trx) => {
    if (snapshot) {
      search.counts.snapshots += await addSnapshots(trx, [snapshot]);
      // Kept for ever, but nothing for the parse stage to complain of: another capture may hold the article.
      if (error) await markParsed(trx, [{ id: snapshot.id, parsed: error.code }]);
    }
    await settleArchivedPages(trx, [{ ...page, state, year, reason: error?.message.slice(0, 500) ?? null }]);
  });
}
