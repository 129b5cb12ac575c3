import { type ArchiveQuery, archivedArticle, archiveQueries } from "../../sources/archive-queries.ts";
import { decodeText } from "../../sources/charset.ts";
import { type Capture, captureQueryUrl, captureTime, readCapturePage } from "../../sources/wayback.ts";
import { type ArchivedPage, addArchivedPages, countCaptures } from "../../store/archived-pages.ts";
import { inTransaction } from "../../store/database.ts";
import { addSnapshots } from "../../store/snapshots.ts";
import { keepAnswer } from "../keep.ts";
import { noteSearch, type Search, yearOf } from "./search.ts";

/** Which queries were answered to their end, and where the one under way goes on. */
export interface WaybackPosition {
  readonly done: readonly string[];
  readonly current: string | null;
  readonly resumeKey: string | null;
}

export const WAYBACK_START: WaybackPosition = { done: [], current: null, resumeKey: null };

/**
 * Asks the index of the Wayback Machine for the captures of a source's articles of a year. Every answer is archived, and
 * noted together with the position in one transaction, so that no page of the index is asked for twice. Throws FetchError.
 */
export async function listWayback(search: Search<WaybackPosition>): Promise<void> {
  for (const query of archiveQueries(search.source, search.key.year)) {
    const name = `${query.prefix} ${query.pattern}`;
    if (search.position.done.includes(name)) continue;
    do {
      if (search.signal.aborted) return;
      const resumeKey = search.position.current === name ? search.position.resumeKey : null;
      await askIndex(search, query, name, resumeKey);
    } while (search.position.current === name);
  }
}

async function askIndex(
  search: Search<WaybackPosition>,
  query: ArchiveQuery,
  name: string,
  resumeKey: string | null,
): Promise<void> {
  const { space, key } = search;
  const endpoint = space.settings.archives.wayback_cdx;
  const url = captureQueryUrl(endpoint, {
    ...query,
    match: "prefix",
    from: key.year,
    first: true,
    resumeKey,
  });
  const answer = await search.archives.fetch({ url });
  search.counts.listPages++;
  const page = readCapturePage(decodeText(answer.body, answer.contentType).text, url);
  const snapshot = await keepAnswer(
    space,
    { sourceId: search.source.id, url, canonicalUrl: url, kind: "list" },
    answer,
    "wayback",
  );
  await space.archive.flush();
  const { done } = search.position;
  // A key that repeats would ask for ever.
  const more = page.resumeKey !== null && page.resumeKey !== resumeKey;
  search.position = more
    ? { done, current: name, resumeKey: page.resumeKey }
    : { done: [...done, name], current: null, resumeKey: null };
  search.listed++;
  await inTransaction(space.db, async (trx) => {
    search.counts.snapshots += await addSnapshots(trx, [snapshot]);
    await addArchivedPages(trx, archivedPages(search, page.captures));
    await noteSearch(search, "running", trx);
  });
}

/** Other captures of an article that are tried when the first holds none. */
const MOST_OTHERS = 5;

/** Lists other captures of an article, with other bytes, spread over the years; asked for once, when its first is unfit. */
export async function listOtherCaptures(search: Search<WaybackPosition>, page: ArchivedPage): Promise<void> {
  const { space, key } = search;
  if ((await countCaptures(space.db, page)) > 1) return;
  const prefix = page.url.replace(/^https?:\/\//i, "");
  const query = { prefix, match: "exact" as const, from: key.year, first: false };
  const url = captureQueryUrl(space.settings.archives.wayback_cdx, query);
  const answer = await search.archives.fetch({ url });
  search.counts.listPages++;
  const { captures } = readCapturePage(decodeText(answer.body, answer.contentType).text, url);
  const digests = new Set([page.digest]);
  const others = archivedPages(search, captures).filter(({ digest, canonicalUrl }) => {
    if (canonicalUrl !== page.canonicalUrl || digests.has(digest)) return false;
    digests.add(digest);
    return true;
  });
  const step = Math.max(1, others.length / MOST_OTHERS);
  const chosen = others.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  await addArchivedPages(space.db, chosen);
}

/** Those of the captures that may hold an article of the source, each with the year it is of. */
export function archivedPages(
  { source, period }: Pick<Search<unknown>, "source" | "period">,
  captures: readonly Capture[],
): ArchivedPage[] {
  return captures.flatMap((capture) => {
    const { original, timestamp, digest, status, mimetype } = capture;
    const article = archivedArticle(original, source);
    const captured = captureTime(timestamp);
    if (!article || captured === null || (status !== null && status !== 200)) return [];
    if (/^(?:image|audio|video|text\/css|application\/(?:x-)?javascript)/.test(mimetype)) return [];
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
