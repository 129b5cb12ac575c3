import { z } from "zod";
import { type ArchiveQuery, archivedArticle, archiveQueries } from "../../sources/archive-queries.ts";
import { decodeText } from "../../sources/charset.ts";
import {
  type CrawlCapture,
  type CrawlCollection,
  crawlPagesUrl,
  crawlQueryUrl,
  readCollections,
  readCrawlPage,
  readCrawlPages,
} from "../../sources/common-crawl.ts";
import type { FetchOutcome } from "../../sources/fetcher.ts";
import { captureTime } from "../../sources/wayback.ts";
import { type ArchivedPage, addArchivedPages } from "../../store/archived-pages.ts";
import { inTransaction } from "../../store/database.ts";
import { addSnapshots } from "../../store/snapshots.ts";
import { keepAnswer } from "../keep.ts";
import { archiveRoute, ownHolder } from "./archive-route.ts";
import { replayCrawl } from "./replay.ts";
import { askFor, noteSearch, type Search, yearOf } from "./search.ts";

/** The crawls that are asked, once they are known, about which prefixes they were to their end, and the next page of the one under way. */
const CrawlPosition = z.strictObject({
  crawls: z.array(z.string()).readonly().nullable(),
  done: z.array(z.string()).readonly(),
  current: z.string().nullable(),
  pages: z.int(),
  next: z.int(),
});
type CrawlPosition = z.infer<typeof CrawlPosition>;

const START: CrawlPosition = { crawls: null, done: [], current: null, pages: 0, next: 0 };

/** Common Crawl: its index lists all captures at once, so there are no others to ask for. */
export const commonCrawl = archiveRoute({
  route: "commoncrawl",
  last: false,
  raises: true,
  position: CrawlPosition,
  start: START,
  list: listCrawl,
  others: async () => async () => {},
  replay: replayCrawl,
  holder: ownHolder,
});

/** Crawls of one year that are asked: they overlap, and each costs several requests. */
const CRAWLS_A_YEAR = 3;
/** The year of publication and the two after it. */
const YEARS_AFTER = 2;

/** Asks the indexes of some crawls for captures of a source's articles of a year. Throws FetchError. */
async function listCrawl(search: Search<CrawlPosition>): Promise<void> {
  const queries = archiveQueries(search.source, search.key.year);
  const prefixes = [...new Set(queries.map(({ prefix }) => prefix))];
  if (prefixes.length === 0) return;
  if (search.position.crawls === null) {
    const chosen = chooseCrawls(await askCollections(search), search.key.year);
    search.position = { ...search.position, crawls: chosen.map(({ id }) => id) };
  }
  for (const crawl of search.position.crawls ?? []) {
    for (const prefix of prefixes) {
      const name = `${crawl} ${prefix}`;
      if (search.position.done.includes(name)) continue;
      if (search.position.current !== name) await askPages(search, crawl, prefix, name);
      while (search.position.current === name) {
        if (search.signal.aborted) return;
        await askPage(search, crawl, prefix, name, queries);
      }
      if (search.signal.aborted) return;
    }
  }
}

/** Some crawls of the year and of those after it, spread over each. */
function chooseCrawls(all: readonly CrawlCollection[], year: number): CrawlCollection[] {
  return Array.from({ length: YEARS_AFTER + 1 }, (_, at) => year + at).flatMap((of) => {
    const crawls = all.filter((crawl) => crawl.year === of);
    const step = Math.max(1, crawls.length / CRAWLS_A_YEAR);
    return crawls.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  });
}

/** The list of crawls is asked for once in a run. */
const collections = new WeakMap<object, Promise<CrawlCollection[]>>();

function askCollections(search: Search<CrawlPosition>): Promise<CrawlCollection[]> {
  const known = collections.get(search.archives);
  if (known) return known;
  const asked = (async () => {
    const url = `${search.space.settings.archives.commoncrawl_index.replace(/\/$/, "")}/collinfo.json`;
    const answer = await askFor(search, { url });
    search.counts.listPages++;
    await keepList(search, url, answer);
    return readCollections(textOf(answer), url);
  })();
  collections.set(search.archives, asked);
  return asked;
}

async function askPages(
  search: Search<CrawlPosition>,
  crawl: string,
  prefix: string,
  name: string,
): Promise<void> {
  const url = crawlPagesUrl(search.space.settings.archives.commoncrawl_index, { crawl, prefix });
  const answer = await askFor(search, { url });
  search.counts.listPages++;
  await keepList(search, url, answer);
  const pages = answer.outcome === "gone" ? 0 : readCrawlPages(textOf(answer), url);
  const { done, crawls } = search.position;
  search.position =
    pages === 0
      ? { ...START, crawls, done: [...done, name] }
      : { crawls, done, current: name, pages, next: 0 };
  search.listed++;
  await noteSearch(search, "running");
}

/** Archives what the index said beside its lines. */
async function keepList({ space, source, counts }: Search<unknown>, url: string, answer: FetchOutcome) {
  const list = { sourceId: source.id, url, canonicalUrl: url, kind: "list" as const };
  const snapshot = await keepAnswer(space, list, answer, "commoncrawl");
  await space.archive.flush();
  counts.snapshots += await addSnapshots(space.db, [snapshot]);
}

async function askPage(
  search: Search<CrawlPosition>,
  crawl: string,
  prefix: string,
  name: string,
  queries: readonly ArchiveQuery[],
): Promise<void> {
  const { space, source, position } = search;
  const query = { crawl, prefix, page: position.next };
  const url = crawlQueryUrl(space.settings.archives.commoncrawl_index, query);
  const answer = await askFor(search, { url });
  search.counts.listPages++;
  const captures = answer.outcome === "gone" ? [] : readCrawlPage(textOf(answer), url);
  const list = { sourceId: source.id, url, canonicalUrl: url, kind: "list" as const };
  const snapshot = await keepAnswer(space, list, answer, "commoncrawl");
  await space.archive.flush();
  const next = position.next + 1;
  search.position =
    next < position.pages
      ? { ...position, next }
      : { ...START, crawls: position.crawls, done: [...position.done, name] };
  search.listed++;
  await inTransaction(space.db, async (trx) => {
    search.counts.snapshots += await addSnapshots(trx, [snapshot]);
    await addArchivedPages(trx, archivedPages(search, captures, queries));
    await noteSearch(search, "running", trx);
  });
}

function archivedPages(
  { source, period }: Search<unknown>,
  captures: readonly CrawlCapture[],
  queries: readonly ArchiveQuery[],
): ArchivedPage[] {
  // This index cannot be asked by pattern without a scan of all its pages.
  const patterns = queries.map(({ pattern }) => new RegExp(`^(?:${pattern})`, "i"));
  return captures.flatMap(({ url, timestamp, digest, status, file, offset, length }) => {
    if (status !== null && status !== 200) return [];
    if (!patterns.some((pattern) => pattern.test(url))) return [];
    const article = archivedArticle(url, source);
    const captured = captureTime(timestamp);
    if (!article || captured === null) return [];
    return [
      {
        route: "commoncrawl" as const,
        sourceId: source.id,
        year: yearOf(article, period),
        canonicalUrl: article.canonicalUrl,
        captured,
        date: article.date,
        url,
        digest,
        place: JSON.stringify({ file, offset, length }),
        state: "listed" as const,
        reason: null,
      },
    ];
  });
}

function textOf(answer: FetchOutcome): string {
  return decodeText(answer.body, answer.contentType).text;
}
