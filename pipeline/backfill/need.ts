import { archiveQueries } from "../../sources/archive-queries.ts";
import { REPOSTS_A_QUERY, repostPlaces } from "../../sources/repost-places.ts";
import type { Source } from "../../sources/source.ts";
import type { ArchivedCounts } from "../../store/archived-pages.ts";
import type { Slice, SliceKey } from "../../store/backfill.ts";
import { ROUTES } from "./routes.ts";

/** Articles of one source and year where nothing is known yet: what missions published in the years that are stored. */
const USUAL_ARTICLES = 60;
/** The same of a news site whose pages are fetched to choose among them: some fifty a day and more. */
const USUAL_NEWS = 20_000;
/** Requests to find the lists of a site. */
export const HOME_REQUESTS = 10;
/** Articles on a page of its lists. */
const ARTICLES_A_PAGE = 20;
/** Crawls that are asked about one year, with two requests for each prefix of addresses. */
const CRAWL_REQUESTS = 18;

/** What the store knows of the articles of a source. */
export interface Known {
  readonly published: ReadonlyMap<string, number>;
  readonly archived: ReadonlyMap<string, ArchivedCounts>;
}

/** What one source and year by one route still needs, as far as that can be known. */
export function needOf(
  source: Source,
  { year, route }: SliceKey,
  ledger: readonly Slice[],
  { published, archived }: Known,
  sources: readonly Source[],
): { readonly lists: number; readonly articles: number } {
  const of = (one: SliceKey["route"]) => archived.get(`${source.id} ${year} ${one}`);
  if (route === "repost") {
    const missing = Math.max(of("wayback")?.missing ?? 0, of("commoncrawl")?.missing ?? 0);
    const places = repostPlaces(sources).length;
    return { lists: Math.ceil(missing / REPOSTS_A_QUERY) * places, articles: missing };
  }
  const had = published.get(`${source.id} ${year}`) ?? 0;
  const listed = ROUTES.map((one) => of(one)?.found ?? 0);
  const usual = source.filter === undefined || route === "site" ? USUAL_ARTICLES : USUAL_NEWS;
  const expected = Math.max(source.filter === undefined ? had : 0, ...listed) || usual;
  const slice = ledger.find((one) => one.year === year && one.route === route);
  if (route === "site") {
    const lists = Math.ceil(expected / ARTICLES_A_PAGE);
    if (slice === undefined) return { lists, articles: expected };
    return { lists: Math.max(0, lists - slice.listed), articles: Math.max(0, expected - had) };
  }
  const queries = archiveQueries(source, year);
  const prefixes = new Set(queries.map(({ prefix }) => prefix)).size;
  const lists = route === "wayback" ? queries.length : CRAWL_REQUESTS * prefixes;
  const asked = slice?.listed ?? 0;
  const waiting = of(route)?.waiting;
  return { lists: Math.max(0, lists - asked), articles: waiting ?? Math.max(0, expected - had) };
}
