import { canonicalUrl } from "../../sources/canonical-url.ts";
import { challengeIn } from "../../sources/challenge.ts";
import { SourceError } from "../../sources/errors.ts";
import { FetchError } from "../../sources/fetcher.ts";
import { snapshotId } from "../../sources/identity.ts";
import { classifyMissionUrl } from "../../sources/mission-address.ts";
import type { Snapshot } from "../../sources/snapshot.ts";
import {
  type ArchivedPage,
  findHeldArticles,
  listArchivedToFetch,
  settleArchivedPages,
} from "../../store/archived-pages.ts";
import { inTransaction } from "../../store/database.ts";
import { addSnapshots, markParsed } from "../../store/snapshots.ts";
import { sha256 } from "../keep.ts";
import { readArticleBytes } from "../read-article.ts";
import type { OpenSearch, Save } from "./archive-route.ts";
import { leftOutBefore, openChoice, whyLeftOut } from "./choose.ts";
import { isHadLive } from "./had-live.ts";
import { type Replay, unfit } from "./replay.ts";
import { noteSearch, type Search } from "./search.ts";
import { settleFound } from "./settle-found.ts";

/** Captures taken up at once; saved one by one, since each waits seconds for its turn. */
const BATCH = 50;
/** So many captures in a row that an archive fails to give mean that the archive is down. */
const FAILURES_IN_A_ROW = 3;

/** What a capture came to. */
interface Outcome {
  readonly state: "fetched" | "unfit" | "left-out";
  readonly snapshot: Snapshot | null;
  readonly reason: string | null;
  /** What the parse stage is spared: why an unfit one is, or that it was left out. */
  readonly parsed: string | null;
  /** Of publication, as the article says or its address lets expect. */
  readonly year: number;
}

/**
 * Fetches for each listed article that is not had a capture that holds it: the earliest, and when that holds none, the
 * next. Each is saved with the ledger as it comes. `saved` is called after each batch. Throws FetchError where the archive
 * does not answer; a single capture that it fails to give is passed over, and the error thrown after the others.
 */
export async function fetchCaptures(open: OpenSearch, saved: () => Promise<void>): Promise<void> {
  const { search } = open;
  const { space, key } = search;
  const failed = new Map<string, FetchError>();
  /** Numbers that were fetched, and may not have been read yet. */
  const numbers = new Set<string>();
  let inARow = 0;
  for (;;) {
    const asked = { ...search.period, limit: BATCH, except: [...failed.keys()] };
    const pages = await listArchivedToFetch(space.db, key, asked);
    if (pages.length === 0) break;
    const passed = await settleKnown(search, pages);
    for (const page of pages) {
      if (search.signal.aborted) return;
      if (passed.has(page.canonicalUrl)) continue;
      if (await isHadLive(open, page)) continue;
      const { documentNumber: number } = withNumber(page);
      if (number !== null && numbers.has(number)) {
        await settleArchivedPages(space.db, [{ ...page, state: "held", reason: null }]);
        continue;
      }
      try {
        if ((await take(open, page)) === "fetched" && number !== null) numbers.add(number);
        inARow = 0;
      } catch (error) {
        if (!(error instanceof FetchError) || !isOfOneCapture(error)) throw error;
        failed.set(page.canonicalUrl, error);
        if (++inARow >= FAILURES_IN_A_ROW) throw error;
      }
    }
    await saved();
  }
  const [first] = failed.values();
  if (first) throw first;
}

/** Whether an archive stumbled over what it was asked for, rather than being out of reach or asking for peace. */
function isOfOneCapture({ response }: FetchError): boolean {
  return response !== null && [500, 502, 504].includes(response.status);
}

/** Settles without a request what is had, and what the filter of the source leaves out by title or address. */
async function settleKnown(
  search: Search<unknown>,
  pages: readonly ArchivedPage[],
): Promise<ReadonlySet<string>> {
  const { db } = search.space;
  const held = await findHeldArticles(db, pages.map(withNumber));
  const leftOut = await leftOutBefore(search, pages);
  const settled = pages.flatMap((page): ArchivedPage[] => {
    if (held.has(page.canonicalUrl)) return [{ ...page, state: "held", reason: null }];
    if (leftOut.has(page.canonicalUrl))
      return [{ ...page, state: "left-out", reason: leftOut.get(page.canonicalUrl)! }];
    return [];
  });
  if (settled.length > 0)
    await inTransaction(db, async (trx) => {
      await settleArchivedPages(trx, settled);
      await settleFound(
        trx,
        settled.map((page) => page.canonicalUrl),
        search.space.now(),
      );
    });
  return new Set(settled.map((page) => page.canonicalUrl));
}

function withNumber({ canonicalUrl: url }: ArchivedPage) {
  return { canonicalUrl: url, documentNumber: classifyMissionUrl(url).documentNumber };
}

async function take(open: OpenSearch, page: ArchivedPage): Promise<Outcome["state"]> {
  const outcome = await fetchCapture(open, page);
  // Asked for before the first is settled: who stops in between would leave the others unasked.
  const seen = outcome.snapshot?.captured === page.captured;
  const others = outcome.state === "unfit" ? await open.others(page, seen) : null;
  await save(open.search, page, outcome, others);
  return outcome.state;
}

async function fetchCapture(open: OpenSearch, page: ArchivedPage): Promise<Outcome> {
  const { search } = open;
  const { source, address, otherwise } = open.holder(page);
  let snapshot: Snapshot | null = null;
  try {
    const copy = await open.replay(page);
    search.counts.fetched++;
    snapshot = await keepReplay(search, { url: page.url, canonicalUrl: address }, copy);
    if (canonicalUrl(copy.url, source) !== address)
      throw unfit(page, `the capture leads to ${copy.url.slice(0, 300)}`);
    if (copy.body.length === 0) throw unfit(page, "the capture is empty");
    // By its bytes alone: the cookie of a challenge may come with a page that it let through.
    const challenge = challengeIn({ status: copy.status, headers: [], body: copy.body });
    if (challenge !== null) throw unfit(page, `the capture is a ${challenge}`);
    const article = await readArticleBytes(copy, source);
    const other = otherwise(article);
    if (other !== null) throw unfit(page, other);
    const year = article.published === null ? page.year : Number(article.published.slice(0, 4));
    const why = whyLeftOut(openChoice(search), page, article);
    if (why !== null) return { state: "left-out", snapshot, reason: why, parsed: "left-out", year };
    const doubt = article.warnings?.join("; ") ?? null;
    return { state: "fetched", snapshot, reason: doubt, parsed: null, year };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    // The archive itself does not answer, or not so: the next run asks again.
    if (error instanceof FetchError && !isOfThePage(error)) throw error;
    return { state: "unfit", snapshot, reason: error.message, parsed: error.code, year: page.year };
  }
}

/** Whether nothing but this capture is at fault: too large, or captured while the site led in circles. */
function isOfThePage({ code, response }: FetchError): boolean {
  return code === "too-large" || (response !== null && response.status >= 300 && response.status < 400);
}

/** Archives what an archive gave, as of the time it was captured. */
async function keepReplay(
  search: Search<unknown>,
  at: Pick<Snapshot, "url" | "canonicalUrl">,
  copy: Replay,
): Promise<Snapshot> {
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
    ...at,
    id: snapshotId(copy.url, copy.captured, digest),
    sourceId: source.id,
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

async function save(
  search: Search<unknown>,
  page: ArchivedPage,
  { snapshot, state, reason, parsed, year }: Outcome,
  others: Save | null,
): Promise<void> {
  const { space } = search;
  if (snapshot) await space.archive.flush();
  await inTransaction(space.db, async (trx) => {
    if (snapshot) {
      search.counts.snapshots += await addSnapshots(trx, [snapshot]);
      // Kept for ever, but nothing for the parse stage to read: another capture may hold the article.
      if (parsed !== null) await markParsed(trx, [{ id: snapshot.id, parsed }]);
    }
    await others?.(trx);
    await settleArchivedPages(trx, [{ ...page, state, year, reason: reason?.slice(0, 500) ?? null }]);
    if (state === "fetched") await settleFound(trx, [page.canonicalUrl], space.now());
    if (state === "left-out") search.counts.leftOut++;
    await noteSearch(search, "running", trx);
  });
}
