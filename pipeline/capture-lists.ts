import type { ListReading } from "../sources/adapter.ts";
import { canonicalUrl } from "../sources/canonical-url.ts";
import { SourceError } from "../sources/errors.ts";
import { FetchError } from "../sources/fetcher.ts";
import { isDaily, type ListAddress } from "../sources/list-address.ts";
import { readListAnswer } from "../sources/read-list.ts";
import type { Snapshot } from "../sources/snapshot.ts";
import { openIssue } from "../store/issues.ts";
import { findPage, recordAnswers, upsertFoundPages } from "../store/pages.ts";
import { answerOf } from "./capture-articles.ts";
import { keepAnswer } from "./keep.ts";
import { listAsKept } from "./list-as-kept.ts";
import { noteArticles } from "./note-articles.ts";
import { tallyFirstPage } from "./tally.ts";
import {
  ask,
  countListPage,
  keepRefusal,
  raise,
  recordUnchanged,
  SourceFailure,
  saveSnapshots,
  settle,
  type Visit,
} from "./visit.ts";

/** A paper of 24 pages a day for two weeks has 336 lists, and no site has more; what is beyond is broken or hostile. */
const MAX_SECTIONS = 400;
/** The ministry's own cap on pages of one list, as the paging scripts show it. */
const MAX_PAGES = 200;

type ReadList = Extract<ListReading, { kind: "list" }>;

/**
 * Reads the lists of a source and notes the articles they name. Gives the lists that could not be read as expected; an
 * issue is open for each. Throws {@link SourceFailure} when the site as a whole refuses.
 */
export async function captureLists(visit: Visit, lists: readonly ListAddress[]): Promise<SourceError[]> {
  const waiting = [...lists];
  const asked = new Set<string>();
  const failed: SourceError[] = [];
  const budget = { articles: visit.listLimit };
  for (let list = waiting.shift(); list !== undefined && !visit.signal.aborted; list = waiting.shift()) {
    const key = canonicalUrl(list.url, visit.source);
    if (asked.has(key) || asked.size >= MAX_SECTIONS) continue;
    asked.add(key);
    if (!visit.back && (await isReadSinceChange(visit, list, key))) continue;
    try {
      waiting.push(...(await captureList(visit, list, budget)));
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      if (error.code === "blocked") throw new SourceFailure(error);
      await raise(visit, error, key);
      failed.push(error);
    }
  }
  return failed;
}

/** A day without a time ends as late as this after it began in London, wherever the publisher lives. */
const LONGEST_DAY_MS = 36 * 3_600_000;

/** Whether a list was read to its end after the time at which it last changed, by the one that names it. */
async function isReadSinceChange(visit: Visit, list: ListAddress, key: string): Promise<boolean> {
  const at = Date.parse(list.changed ?? "");
  if (Number.isNaN(at)) return false;
  const before = await findPage(visit.space.db, key);
  if (before?.state !== "ok" || before.lastSuccess === null) return false;
  const until = /T\d/.test(list.changed!) ? at : at + LONGEST_DAY_MS;
  return Date.parse(before.lastSuccess) > until;
}

/**
 * Reads one list, page by page, until a page names no article that is new; the first time, to its end. Validators are
 * stored only once the list was read through, so that a run that was stopped or cut short is not mistaken for a list
 * that did not change. Gives the sub-sections found.
 */
async function captureList(
  visit: Visit,
  list: ListAddress,
  budget: { articles: number },
): Promise<ListAddress[]> {
  const { db } = visit.space;
  const before = await findPage(db, canonicalUrl(list.url, visit.source));
  const readBefore = before?.state === "ok" && !visit.back;
  const sections: ListAddress[] = [];
  const read: Snapshot[] = [];
  let candidates: readonly string[] = [list.url];
  let firstLink: string | undefined;
  let toTheEnd = true;
  for (let pages = 0; candidates.length > 0 && pages < MAX_PAGES; pages++) {
    if (visit.signal.aborted || budget.articles <= 0) {
      toTheEnd = false;
      break;
    }
    const page = await captureFirstThatReads(visit, list, candidates, readBefore);
    if (page === "elsewhere" && pages === 0)
      await noteElsewhere(visit, list.url, before?.lastSuccess != null);
    if (page === "unchanged" && pages === 0)
      sections.push(...subsections(list, await listAsKept(visit, list, before)));
    if (pages === 0 && page !== "elsewhere") visit.tally.counts.lists++;
    if (page === "unchanged" || page === "elsewhere") break;
    if (pages === 0) tallyFirstPage(visit.tally, visit.source, list.url, page.reading.articles.length);
    read.push(page.snapshot);
    sections.push(...subsections(list, page.reading));
    // A page number past the end can answer with the last page or the first.
    const link = page.reading.articles[0]?.canonicalUrl;
    if (link !== undefined && link === firstLink) break;
    firstLink = link;
    budget.articles -= page.toFetch;
    if (page.fresh === 0 && readBefore) break;
    if (visit.back && isBefore(page.reading, visit.back.from)) break;
    candidates = page.reading.nextUrls;
  }
  if (toTheEnd) await recordAnswers(db, read.map(answerOf));
  return sections;
}

/** Whether everything a page of a list names was published before a day; what has no date may be of any. */
function isBefore({ articles }: ReadList, day: string): boolean {
  return articles.length > 0 && articles.every(({ listDate }) => listDate !== null && listDate < day);
}

/** They come in the form of the list that names them. */
function subsections(
  { pages: _, pattern: __, changed: ___, ...form }: ListAddress,
  reading: ReadList | null,
): ListAddress[] {
  return (reading?.sections ?? []).map((url) => {
    const changed = reading?.changed?.get(url);
    return { ...form, url, part: true, ...(changed === undefined ? {} : { changed }) };
  });
}

interface ListPage {
  readonly reading: ReadList;
  readonly snapshot: Snapshot;
  /** Articles that were not known, and those of them that will be fetched. */
  readonly fresh: number;
  readonly toFetch: number;
}

/**
 * The site answers with something else in place of a list. A list that was read before, or whose section the register
 * has seen, is lost and a person should look; of any other address it only shows that there is no list.
 */
async function noteElsewhere(visit: Visit, list: string, everRead: boolean): Promise<void> {
  const { space, source } = visit;
  const item = canonicalUrl(list, source);
  const { pathname } = new URL(list);
  const seen = source.sections.some(
    ({ path, role, confidence }) => path === pathname && role === "current" && confidence === "seen",
  );
  // A paper may not appear on a day, so a daily list that is not there is no loss.
  const named = seen || source.lists.some(({ url }) => !isDaily(url) && canonicalUrl(url, source) === item);
  if (!everRead && !named) return settle(visit, item, space.db);
  const known = everRead ? "it was read before" : "the register names it";
  await openIssue(space.db, {
    stage: "capture",
    code: "list-lost",
    sourceId: source.id,
    item,
    message: `${list}: expected a list of articles, since ${known}, found another page or none; has the section moved?`,
    at: space.now(),
  });
  visit.openItems.add(item);
  visit.counts.issues++;
}

/** "elsewhere" when none of the addresses holds a page of the list. */
async function captureFirstThatReads(
  visit: Visit,
  list: ListAddress,
  urls: readonly string[],
  conditional: boolean,
): Promise<ListPage | "unchanged" | "elsewhere"> {
  for (const url of urls) {
    const answer = await captureListPage(visit, { ...list, url }, conditional);
    if (answer !== "elsewhere") return answer;
  }
  return "elsewhere";
}

async function captureListPage(
  visit: Visit,
  list: ListAddress,
  conditional: boolean,
): Promise<ListPage | "unchanged" | "elsewhere"> {
  const { space, source } = visit;
  const { url } = list;
  const page = { sourceId: source.id, url, canonicalUrl: canonicalUrl(url, source), kind: "list" as const };
  const before = conditional ? await findPage(space.db, page.canonicalUrl) : undefined;
  let outcome: Awaited<ReturnType<typeof ask>>;
  try {
    outcome = await ask(visit, url, before ?? null);
  } catch (error) {
    if (error instanceof FetchError) await keepRefusal(visit, page, error);
    throw error;
  }
  if (outcome.outcome === "gone") return "elsewhere";
  countListPage(visit);
  if (outcome.outcome === "not-modified") {
    await recordUnchanged(visit, page.canonicalUrl, "ok", outcome.fetchedAt);
    return "unchanged";
  }
  const snapshot = await keepAnswer(space, page, outcome);
  const reading: ListReading | SourceError = visit.homeDigests.has(snapshot.sha256)
    ? { kind: "elsewhere", reason: "the home page" }
    : await tryReadingList(visit, list, outcome);
  let noted = { fresh: 0, toFetch: 0 };
  await saveSnapshots(visit, [snapshot], async (trx) => {
    await upsertFoundPages(trx, [{ ...page, foundOn: null, firstSeen: outcome.fetchedAt }]);
    const unfinished = { ...answerOf(snapshot), state: "found" as const, etag: null, lastModified: null };
    await recordAnswers(trx, [unfinished]);
    if (reading instanceof SourceError) return;
    if (reading.kind === "elsewhere") return;
    noted = await noteArticles(visit, trx, reading.articles, page.canonicalUrl);
    await settle(visit, page.canonicalUrl, trx);
  });
  if (reading instanceof SourceError) throw reading;
  if (reading.kind === "elsewhere") {
    space.log.debug({ url, reason: reading.reason }, "not a page of this list");
    return "elsewhere";
  }
  return { reading, snapshot, ...noted };
}

async function tryReadingList(
  visit: Visit,
  list: ListAddress,
  answer: { body: Buffer; contentType: string | null; finalUrl: string },
): Promise<ListReading | SourceError> {
  try {
    return await readListAnswer(list, answer, visit.source);
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}
