import { z } from "zod";
import { archivedArticle } from "../../sources/archive-queries.ts";
import { canonicalUrl } from "../../sources/canonical-url.ts";
import { classifyMissionUrl, numberInAddress } from "../../sources/mission-address.ts";
import { REPOSTS_A_QUERY, repostPattern, repostPlaces } from "../../sources/repost-places.ts";
import type { Source } from "../../sources/source.ts";
import { findSourceByUrl } from "../../sources/source-hosts.ts";
import { type Capture, captureTime } from "../../sources/wayback.ts";
import { type ArchivedPage, addArchivedPages } from "../../store/archived-pages.ts";
import { inTransaction } from "../../store/database.ts";
import { findElsewhere, listKnownAddresses, listNotHad } from "../../store/reposts.ts";
import { archiveRoute, type Holder } from "./archive-route.ts";
import { keptLinks } from "./kept-lists.ts";
import { askIndex, type Cursor, INDEX_START, IndexPosition, mayBePage } from "./list-wayback.ts";
import { replayWayback } from "./replay.ts";
import { noteSearch, type Search, yearOf } from "./search.ts";
import { settleFound } from "./settle-found.ts";

/** What was asked for at all places, what is being asked for, and where the index goes on. */
const RepostPosition = z.strictObject({
  asked: z.array(z.string()).readonly(),
  numbers: z.array(z.string()).readonly().nullable(),
  index: IndexPosition,
});
type RepostPosition = z.infer<typeof RepostPosition>;

/**
 * Articles that no other route gave, as the ministry or a sister mission reposted them: known by the number that the
 * ministry's system gave them, or by their title and day. They are kept under the address that they were read from.
 */
export const reposts = archiveRoute({
  route: "repost",
  last: true,
  raises: false,
  position: RepostPosition,
  start: { asked: [], numbers: null, index: INDEX_START },
  list: listReposts,
  others: async () => async () => {},
  replay: replayWayback,
  holder: holderOf,
});

/** An article that is looked for. */
interface Missing {
  readonly canonicalUrl: string;
  readonly number: string | null;
  readonly title: string | null;
  readonly date: string | null;
  readonly year: number;
}

async function listReposts(search: Search<RepostPosition>): Promise<void> {
  const { space } = search;
  const missing = await findMissing(search);
  if (search.position.numbers === null) {
    const elsewhere = new Set(await settleElsewhere(search, missing));
    const left = missing.filter((one) => !elsewhere.has(one.canonicalUrl));
    const { asked } = search.position;
    const numbers = [...new Set(left.flatMap(({ number }) => number ?? []))].filter(
      (one) => !asked.includes(one),
    );
    const pages = left.length === 0 ? [] : await inTheStore(search, left);
    search.position = { ...search.position, numbers: numbers.sort() };
    await inTransaction(space.db, async (trx) => {
      await addArchivedPages(trx, pages);
      await noteSearch(search, "running", trx);
    });
  }
  await askPlaces(search, missing);
  if (search.signal.aborted) return;
  const { asked, numbers } = search.position;
  search.position = { asked: [...asked, ...(numbers ?? [])], numbers: null, index: INDEX_START };
  await noteSearch(search, "running");
}

/** Asks the index for the numbers at all places where missions' articles are carried. */
async function askPlaces(search: Search<RepostPosition>, missing: readonly Missing[]): Promise<void> {
  const { space, key } = search;
  const numbers = search.position.numbers ?? [];
  const cursor: Cursor = {
    read: () => search.position.index,
    write: (index) => {
      search.position = { ...search.position, index };
    },
  };
  for (let at = 0; at < numbers.length; at += REPOSTS_A_QUERY) {
    const some = numbers.slice(at, at + REPOSTS_A_QUERY);
    const pattern = repostPattern(some);
    const asked = missing.filter(({ number }) => number !== null && some.includes(number));
    for (const { prefix, match } of repostPlaces(space.sources)) {
      const query = { prefix, match, pattern, from: key.year, first: true };
      await askIndex(search, cursor, `${prefix} ${pattern}`, query, (captures) =>
        asked.flatMap((one) => captures.flatMap((capture) => captured(search, one, capture))),
      );
      if (search.signal.aborted) return;
    }
  }
}

/** The articles of the year that no route gave, with the title that a list of the site gave those that are gone. */
async function findMissing(search: Search<unknown>): Promise<Missing[]> {
  const { space, source, key, period } = search;
  const { archived, gone } = await listNotHad(space.db, key);
  const own = [...archived, ...gone].flatMap(({ canonicalUrl: url, foundOn }) => {
    const article = archivedArticle(url, source);
    if (!article || yearOf(article, period) !== key.year) return [];
    return [{ url, foundOn, date: article.date, year: key.year }];
  });
  const lists = new Set(own.flatMap(({ foundOn }) => foundOn ?? []));
  const links = lists.size === 0 ? [] : await keptLinks(space, [source], (url) => lists.has(url));
  const named = new Map(links.map((link) => [link.canonicalUrl, link]));
  return own.map(({ url, date, year }) => ({
    canonicalUrl: url,
    number: classifyMissionUrl(url).documentNumber,
    title: named.get(url)?.title ?? null,
    date: date ?? named.get(url)?.listDate ?? null,
    year,
  }));
}

/** Titles are alike too often to be one article's for longer. */
const TITLE_DAYS = 3;

/** Settles those that the store has under another address, and gives their own. */
async function settleElsewhere(search: Search<unknown>, missing: readonly Missing[]): Promise<string[]> {
  const { space, source } = search;
  const asked = missing.map(({ canonicalUrl: url, number, title, date }) => ({
    canonicalUrl: url,
    documentNumber: number,
    title: date === null ? null : title,
    from: date && shifted(date, -TITLE_DAYS),
    to: date && shifted(date, TITLE_DAYS),
  }));
  const others = space.sources.filter((one) => one.id !== source.id && carriesMissions(one));
  const found = await findElsewhere(
    space.db,
    asked,
    others.map(({ id }) => id),
  );
  const of = new Map(missing.map((one) => [one.canonicalUrl, one]));
  const rows = found.flatMap(({ canonicalUrl: url, address }) => {
    const row = pageOf(search, of.get(url)!, { url: address, captured: space.now(), digest: "" });
    return row ? [{ ...row, state: "held" as const, reason: `as it stands at ${address}` }] : [];
  });
  await inTransaction(space.db, async (trx) => {
    await addArchivedPages(trx, rows);
    await settleFound(
      trx,
      rows.map((row) => row.canonicalUrl),
      space.now(),
    );
    await noteSearch(search, "running", trx);
  });
  return rows.map((row) => row.canonicalUrl);
}

function carriesMissions({ adapter, reposts: prefixes = [] }: Source): boolean {
  return adapter === "mission" || prefixes.length > 0;
}

/** Addresses that the store knows to carry them and has not read: of other sources' lists, by number or title. */
async function inTheStore(search: Search<unknown>, missing: readonly Missing[]): Promise<ArchivedPage[]> {
  const { space, source, key } = search;
  const ministry = space.sources.filter(({ reposts: prefixes = [] }) => prefixes.length > 0);
  const missions = space.sources.filter(({ id, adapter }) => adapter === "mission" && id !== source.id);
  const byNumber = new Map(
    missing.flatMap((one) => (one.number === null ? [] : [[one.number, one] as const])),
  );
  const known = await listKnownAddresses(space.db, {
    listedBy: [...ministry, ...missions].map(({ id }) => id),
    archivedOf: missions.map(({ id }) => id),
    years: [key.year - 1, key.year, key.year + 1],
  });
  const numbered = known.flatMap(({ url, captured, digest }) => {
    const one = byNumber.get(numberInAddress(url) ?? "");
    const row =
      one && pageOf(search, one, { url, captured: captured ?? timeOf(one, url), digest: digest ?? "" });
    return row ? [row] : [];
  });

  const titled = missing.filter(({ title, date }) => title !== null && date !== null);
  if (titled.length === 0) return numbered;
  const prefixes = ministry.flatMap(({ reposts: all = [] }) => all);
  const links = await keptLinks(space, ministry, (url) =>
    prefixes.some((prefix) => url.startsWith(`https://${prefix}`)),
  );
  const byTitle = titled.flatMap((one) =>
    links
      .filter(({ title, listDate }) => isOneTitle(title, one.title!) && isNear(listDate, one.date!))
      .flatMap(({ url, title }) => {
        const row = pageOf(search, one, { url, captured: timeOf(one, url), digest: "" });
        return row ? [{ ...row, place: JSON.stringify({ title }) }] : [];
      }),
  );
  return [...numbered, ...byTitle];
}

function captured(search: Search<unknown>, missing: Missing, capture: Capture): ArchivedPage[] {
  const { original, timestamp, digest } = capture;
  const time = captureTime(timestamp);
  if (time === null || !mayBePage(capture) || numberInAddress(original) !== missing.number) return [];
  const row = pageOf(search, missing, { url: original, captured: time, digest });
  return row ? [row] : [];
}

/** A repost to fetch; null where the address is the article's own, or of no source of the register. */
function pageOf(
  { space, source }: Search<unknown>,
  { canonicalUrl: article, date, year }: Missing,
  at: Pick<ArchivedPage, "url" | "captured" | "digest">,
): ArchivedPage | null {
  const carrier = findSourceByUrl(space.sources, at.url);
  if (carrier === null || canonicalUrl(at.url, carrier) === article) return null;
  const key = { route: "repost" as const, sourceId: source.id, year, canonicalUrl: article };
  return { ...key, ...at, date, place: null, state: "listed", reason: null };
}

/**
 * A capture of about this time is asked for where none is known: the archive leads to the nearest. The address settles the
 * second, so that two addresses of one article do not share their time.
 */
function timeOf({ date, year }: Missing, url: string): string {
  const day = Date.parse(`${date ?? `${year}-07-01`}T00:00:00Z`);
  const second = [...url].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 86_400, 0);
  return new Date(day + second * 1000).toISOString().replace(".000Z", "Z");
}

/** A repost is read as the page of the source that carries it, and must be the article. */
function holderOf({ space }: Search<unknown>, page: ArchivedPage): Holder {
  const source = findSourceByUrl(space.sources, page.url);
  const number = numberInAddress(page.canonicalUrl);
  const title = page.place === null ? null : (JSON.parse(page.place) as { title: string }).title;
  return {
    source,
    address: canonicalUrl(page.url, source),
    otherwise: (article) => {
      if (number !== null && (article.documentNumber ?? numberInAddress(page.url)) === number) return null;
      if (title !== null && isOneTitle(article.title, title)) return null;
      return `the page at ${page.url.slice(0, 300)} is another article, "${article.title.slice(0, 100)}"`;
    },
  };
}

/** Lists cut long titles. */
function isOneTitle(a: string, b: string): boolean {
  const [one, two] = [a, b].map((title) => title.replace(/\s+/g, "").replace(/(?:…|\.{3,})$/, ""));
  if (one === "" || two === "") return false;
  return one === two || (cut(a, b) && (one!.startsWith(two!) || two!.startsWith(one!)));
}

/** Whether one of two titles was cut, and long enough before. */
function cut(a: string, b: string): boolean {
  return [a, b].some((title) => /(?:…|\.{3,})\s*$/.test(title) && title.length > 12);
}

function isNear(date: string | null, other: string): boolean {
  return date !== null && date >= shifted(other, -TITLE_DAYS) && date <= shifted(other, TITLE_DAYS);
}

function shifted(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
