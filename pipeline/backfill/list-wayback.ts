import { z } from "zod";
import { type ArchiveQuery, archivedArticle, archiveQueries } from "../../sources/archive-queries.ts";
import { decodeText } from "../../sources/charset.ts";
import {
  type Capture,
  type CapturePage,
  type CaptureQuery,
  captureQueryUrl,
  captureTime,
  indexKey,
  readCapturePage,
} from "../../sources/wayback.ts";
import { type ArchivedPage, addArchivedPages, listAddresses } from "../../store/archived-pages.ts";
import { inTransaction } from "../../store/database.ts";
import { addSnapshots } from "../../store/snapshots.ts";
import { keepAnswer } from "../keep.ts";
import { archiveRoute, ownHolder, type Save } from "./archive-route.ts";
import { replayWayback } from "./replay.ts";
import { askFor, noteSearch, type Search, yearOf } from "./search.ts";

/** Which queries were answered to their end, and where the one under way goes on. */
export const IndexPosition = z.strictObject({
  done: z.array(z.string()).readonly(),
  current: z.string().nullable(),
  resumeKey: z.string().nullable(),
});
export type IndexPosition = z.infer<typeof IndexPosition>;

export const INDEX_START: IndexPosition = { done: [], current: null, resumeKey: null };

/** The Wayback Machine. */
export const wayback = archiveRoute({
  route: "wayback",
  last: false,
  raises: true,
  position: IndexPosition,
  start: INDEX_START,
  list: listWayback,
  others: listOtherCaptures,
  replay: replayWayback,
  holder: ownHolder,
});

/** Asks for the captures of a source's articles of a year. Throws FetchError. */
async function listWayback(search: Search<IndexPosition>): Promise<void> {
  const { key } = search;
  const cursor: Cursor = {
    read: () => search.position,
    write: (position) => {
      search.position = position;
    },
  };
  for (const query of archiveQueries(search.source, key.year)) {
    const asked = { ...query, match: "prefix" as const, from: key.year, first: true };
    await askIndex(search, cursor, nameOf(query), asked, (captures) => archivedPages(search, captures));
    if (search.signal.aborted) return;
  }
}

function nameOf({ prefix, pattern }: ArchiveQuery): string {
  return `${prefix} ${pattern}`;
}

/** Where the position of the index stands in that of a search. */
export interface Cursor {
  read(): IndexPosition;
  write(position: IndexPosition): void;
}

/**
 * Asks the index of the Wayback Machine one query, page by page from where it was left; `name` is that of the query in
 * the position. Every answer is archived, and noted together with the position in one transaction, so that no page of
 * the index is asked for twice.
 */
export async function askIndex(
  search: Search<unknown>,
  cursor: Cursor,
  name: string,
  query: CaptureQuery,
  pagesOf: (captures: readonly Capture[]) => readonly ArchivedPage[],
): Promise<void> {
  if (cursor.read().done.includes(name)) return;
  do {
    if (search.signal.aborted) return;
    const { done, current, ...before } = cursor.read();
    const resumeKey = current === name ? before.resumeKey : null;
    const { page, save } = await askPage(search, { ...query, resumeKey });
    // A key that repeats would ask for ever.
    const more = page.resumeKey !== null && page.resumeKey !== resumeKey;
    cursor.write(
      more
        ? { done, current: name, resumeKey: page.resumeKey }
        : { done: [...done, name], current: null, resumeKey: null },
    );
    await inTransaction(search.space.db, async (trx) => {
      await save(trx);
      await addArchivedPages(trx, pagesOf(page.captures));
      await noteSearch(search, "running", trx);
    });
  } while (cursor.read().current === name);
}

/** A page of the index, and how to save that it was given. */
async function askPage(
  search: Search<unknown>,
  query: CaptureQuery,
): Promise<{ readonly page: CapturePage; readonly save: Save }> {
  const { space, source } = search;
  const url = captureQueryUrl(space.settings.archives.wayback_cdx, query);
  const answer = await askFor(search, { url });
  search.counts.listPages++;
  search.listed++;
  const page = readCapturePage(decodeText(answer.body, answer.contentType).text, url);
  const list = { sourceId: source.id, url, canonicalUrl: url, kind: "list" as const };
  const snapshot = await keepAnswer(space, list, answer, "wayback");
  await space.archive.flush();
  const save: Save = async (db) => {
    search.counts.snapshots += await addSnapshots(db, [snapshot]);
  };
  return { page, save };
}

/** Other captures of an address that are tried when the first holds no article. */
const MOST_OTHERS = 5;

/**
 * Other captures of an address, with other bytes, spread over the years; asked for once, when its first is unfit. An
 * article that is listed under several addresses has the others of each.
 */
async function listOtherCaptures(
  search: Search<IndexPosition>,
  page: ArchivedPage,
  seen: boolean,
): Promise<Save> {
  const { space, key } = search;
  const listed = await listAddresses(space.db, page);
  if (listed.filter((url) => indexKey(url) === indexKey(page.url)).length > 1) return async () => {};
  const prefix = page.url.replace(/^https?:\/\//i, "");
  const asked = await askPage(search, { prefix, match: "exact", from: key.year, first: false });
  const digests = new Set(seen ? [page.digest] : []);
  const others = archivedPages(search, asked.page.captures).filter(({ digest, canonicalUrl, captured }) => {
    if (canonicalUrl !== page.canonicalUrl || captured === page.captured || digests.has(digest)) return false;
    digests.add(digest);
    return true;
  });
  const step = Math.max(1, others.length / MOST_OTHERS);
  const chosen = others.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  return async (db) => {
    await asked.save(db);
    await addArchivedPages(
      db,
      chosen.map((one) => ({ ...one, year: page.year })),
    );
  };
}

/** Whether a capture may be a page, by what the index says of it. */
export function mayBePage({ status, mimetype }: Pick<Capture, "status" | "mimetype">): boolean {
  if (status !== null && status !== 200) return false;
  return !/^(?:image|audio|video|text\/css|application\/(?:x-)?javascript)/.test(mimetype);
}

/** Those of the captures that may hold an article of the source, each with the year it is of. */
function archivedPages(
  { source, period }: Pick<Search<unknown>, "source" | "period">,
  captures: readonly Capture[],
): ArchivedPage[] {
  return captures.flatMap((capture) => {
    const { original, timestamp, digest } = capture;
    const article = archivedArticle(original, source);
    const captured = captureTime(timestamp);
    if (!article || captured === null || !mayBePage(capture)) return [];
    return [
      {
        route: "wayback" as const,
        sourceId: source.id,
        year: yearOf(article, period),
        canonicalUrl: article.canonicalUrl,
        captured,
        date: article.date,
        url: original,
        digest,
        place: null,
        state: "listed" as const,
        reason: null,
      },
    ];
  });
}
