import type { ListReading } from "../sources/adapter.ts";
import { adapterFor } from "../sources/adapters.ts";
import { canonicalUrl } from "../sources/canonical-url.ts";
import { decodeHtml } from "../sources/charset.ts";
import { SourceError } from "../sources/errors.ts";
import { FetchError } from "../sources/fetcher.ts";
import type { Snapshot } from "../sources/snapshot.ts";
import { openIssue } from "../store/issues.ts";
import { findPage, recordAnswers, upsertFoundPages } from "../store/pages.ts";
import { answerOf } from "./capture-articles.ts";
import { keepAnswer } from "./keep.ts";
import {
  ask,
  foundArticles,
  keepRefusal,
  raise,
  recordUnchanged,
  SourceFailure,
  saveSnapshots,
  settle,
  type Visit,
} from "./visit.ts";

/** More lists than any mission site has; what is beyond is broken or hostile. */
const MAX_SECTIONS = 80;
/** The ministry's own cap on pages of one list, as the paging scripts show it. */
const MAX_PAGES = 200;

type ReadList = Extract<ListReading, { kind: "list" }>;

/**
 * Reads the lists of a source and notes the articles they name. Gives the lists that could not be read as expected; an
 * issue is open for each. Throws {@link SourceFailure} when the site as a whole refuses.
 */
export async function captureLists(visit: Visit, lists: readonly string[]): Promise<SourceError[]> {
  const waiting = [...lists];
  const asked = new Set<string>();
  const failed: SourceError[] = [];
  const budget = { articles: visit.limit };
  for (let url = waiting.shift(); url !== undefined && !visit.signal.aborted; url = waiting.shift()) {
    const key = canonicalUrl(url, visit.source);
    if (asked.has(key) || asked.size >= MAX_SECTIONS) continue;
    asked.add(key);
    try {
      waiting.push(...(await captureList(visit, url, budget)));
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      if (error.code === "blocked") throw new SourceFailure(error);
      await raise(visit, error, key);
      failed.push(error);
    }
  }
  return failed;
}

/**
 * Reads one list, page by page, until a page names no article that is new; the first time, to its end. Validators are
 * stored only once the list was read through, so that a run that was stopped or cut short is not mistaken for a list
 * that did not change. Gives the sub-sections found.
 */
async function captureList(visit: Visit, list: string, budget: { articles: number }): Promise<string[]> {
  const { db } = visit.space;
  const before = await findPage(db, canonicalUrl(list, visit.source));
  const readBefore = before?.state === "ok";
  const sections: string[] = [];
  const read: Snapshot[] = [];
  let candidates: readonly string[] = [list];
  let firstLink: string | undefined;
  let toTheEnd = true;
  for (let pages = 0; candidates.length > 0 && pages < MAX_PAGES; pages++) {
    if (visit.signal.aborted || budget.articles <= 0) {
      toTheEnd = false;
      break;
    }
    const page = await captureFirstThatReads(visit, candidates, readBefore);
    if (page === "elsewhere" && pages === 0) await noteElsewhere(visit, list, before?.lastSuccess != null);
    if (page === "unchanged" || page === "elsewhere") break;
    read.push(page.snapshot);
    sections.push(...page.reading.sections);
    // A page number past the end can answer with the last page or the first.
    const link = page.reading.articles[0]?.canonicalUrl;
    if (link !== undefined && link === firstLink) break;
    firstLink = link;
    budget.articles -= page.added;
    if (page.added === 0 && readBefore) break;
    candidates = page.reading.nextUrls;
  }
  if (toTheEnd) await recordAnswers(db, read.map(answerOf));
  return sections;
}

interface ListPage {
  readonly reading: ReadList;
  readonly snapshot: Snapshot;
  /** Articles that were not known. */
  readonly added: number;
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
  const named = seen || source.lists.some(({ url }) => canonicalUrl(url, source) === item);
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
  urls: readonly string[],
  conditional: boolean,
): Promise<ListPage | "unchanged" | "elsewhere"> {
  for (const url of urls) {
    const answer = await captureListPage(visit, url, conditional);
    if (answer !== "elsewhere") return answer;
  }
  return "elsewhere";
}

async function captureListPage(
  visit: Visit,
  url: string,
  conditional: boolean,
): Promise<ListPage | "unchanged" | "elsewhere"> {
  const { space, source } = visit;
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
  visit.counts.listPages++;
  if (outcome.outcome === "not-modified") {
    await recordUnchanged(visit, page.canonicalUrl, "ok", outcome.fetchedAt);
    return "unchanged";
  }
  const snapshot = await keepAnswer(space, page, outcome);
  const reading: ListReading | SourceError = visit.homeDigests.has(snapshot.sha256)
    ? { kind: "elsewhere", reason: "the home page" }
    : tryReadingList(visit, outcome);
  let added = 0;
  await saveSnapshots(visit, [snapshot], async (trx) => {
    await upsertFoundPages(trx, [{ ...page, foundOn: null, firstSeen: outcome.fetchedAt }]);
    const unfinished = { ...answerOf(snapshot), state: "found" as const, etag: null, lastModified: null };
    await recordAnswers(trx, [unfinished]);
    if (reading instanceof SourceError) return;
    if (reading.kind === "elsewhere") return;
    added = await upsertFoundPages(trx, foundArticles(visit, reading.articles, page.canonicalUrl));
    await settle(visit, page.canonicalUrl, trx);
  });
  if (reading instanceof SourceError) throw reading;
  if (reading.kind === "elsewhere") {
    space.log.debug({ url, reason: reading.reason }, "not a page of this list");
    return "elsewhere";
  }
  return { reading, snapshot, added };
}

function tryReadingList(
  visit: Visit,
  answer: { body: Buffer; contentType: string | null; finalUrl: string },
): ListReading | SourceError {
  try {
    const { text } = decodeHtml(answer.body, answer.contentType);
    const adapter = adapterFor(visit.source, answer.finalUrl, answer.contentType, text);
    return (
      adapter.readList?.(text, answer.finalUrl, visit.source) ?? {
        kind: "elsewhere",
        reason: "the adapter reads no lists",
      }
    );
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}
