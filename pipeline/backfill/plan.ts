import { archiveQueries } from "../../sources/archive-queries.ts";
import type { Source } from "../../sources/source.ts";
import { type ArchivedCounts, countArchived } from "../../store/archived-pages.ts";
import { type BackfillRoute, listSlices, type Slice, type SliceKey } from "../../store/backfill.ts";
import { countByYear } from "../../store/documents.ts";
import { averageBytes } from "../../store/snapshots.ts";
import type { Workspace } from "../workspace.ts";
import type { Period } from "./period.ts";
import { openSlices, ROUTES, whyNot } from "./slices.ts";

/** What a route would take. */
export interface RoutePlan {
  readonly route: BackfillRoute;
  readonly sources: number;
  /** Source-years to search. */
  readonly years: number;
  /** Requests for lists and indexes, at least. */
  readonly lists: number;
  /** Articles expected to be fetched. */
  readonly articles: number;
  readonly requests: number;
  /** At the pause between two requests; sites are asked side by side, an archive is one host. */
  readonly days: number;
  readonly megabytes: number;
}

export interface BackfillPlan {
  readonly period: Period;
  readonly routes: readonly RoutePlan[];
  /** Sources that a route cannot search, by reason. */
  readonly notSearched: readonly {
    readonly route: BackfillRoute;
    readonly reason: string;
    readonly sources: readonly string[];
  }[];
}

/** Articles of one source and year where nothing is known yet: what missions published in the years that are stored. */
const USUAL_ARTICLES = 60;
/** A compressed page, where nothing is stored yet. */
const USUAL_BYTES = 12_000;
/** Requests to find the lists of a site, and the pages of its lists for one year of articles (twenty a page). */
const HOME_REQUESTS = 10;
const ARTICLES_A_PAGE = 20;
/** Crawls that are asked about one year, with two requests for each prefix of addresses. */
const CRAWL_REQUESTS = 18;

/** Reckons what a backfill would ask for, how long that takes and how much it stores. Asks nothing. */
export async function planBackfill(
  space: Workspace,
  sources: readonly Source[],
  period: Period,
  routes: readonly BackfillRoute[],
): Promise<BackfillPlan> {
  const bytes = (await averageBytes(space.db)) ?? USUAL_BYTES;
  const plans = new Map(routes.map((route) => [route, empty(route)]));
  const notSearched = new Map<string, { route: BackfillRoute; reason: string; sources: string[] }>();
  const slowest = new Map<string, number>();
  for (const source of sources) {
    const ledger = await listSlices(space.db, [source.id]);
    const known: Known = {
      published: await countByYear(space.db, [source.id]),
      archived: await countArchived(space.db, [source.id]),
    };
    for (const route of routes) {
      const reason = whyNot(source, route);
      if (reason !== null) {
        const key = `${route} ${reason}`;
        const known = notSearched.get(key) ?? { route, reason, sources: [] };
        known.sources.push(source.id);
        notSearched.set(key, known);
        continue;
      }
      const open = openSlices(source, period, [route], ledger, space.now());
      if (open.length === 0) continue;
      const need = open.map((key) => needOf(source, key, ledger, known));
      const lists = sum(need.map((one) => one.lists)) + (route === "site" ? HOME_REQUESTS : 0);
      const articles = sum(need.map((one) => one.articles));
      const plan = plans.get(route)!;
      plans.set(route, {
        ...plan,
        sources: plan.sources + 1,
        years: plan.years + open.length,
        lists: plan.lists + lists,
        articles: plan.articles + articles,
        requests: plan.requests + lists + articles,
      });
      const host = route === "site" ? source.id : route;
      slowest.set(`${route} ${host}`, (slowest.get(`${route} ${host}`) ?? 0) + lists + articles);
    }
  }
  const { delay_ms, hosts_at_once } = space.settings.fetch;
  return {
    period,
    routes: [...plans.values()].map((plan) => {
      const longest = Math.max(
        0,
        ...[...slowest].filter(([key]) => key.startsWith(`${plan.route} `)).map(([, n]) => n),
      );
      const turns = plan.route === "site" ? Math.max(longest, plan.requests / hosts_at_once) : plan.requests;
      const pause = plan.route === "site" ? delay_ms : Math.max(delay_ms, space.settings.archives.delay_ms);
      return {
        ...plan,
        days: Math.round((turns * pause) / 8_640_000) / 10,
        megabytes: Math.round(((plan.lists + plan.articles) * bytes) / 100_000) / 10,
      };
    }),
    notSearched: [...notSearched.values()],
  };
}

function empty(route: BackfillRoute): RoutePlan {
  return { route, sources: 0, years: 0, lists: 0, articles: 0, requests: 0, days: 0, megabytes: 0 };
}

/** What the store knows of the articles of a source. */
interface Known {
  readonly published: ReadonlyMap<string, number>;
  readonly archived: ReadonlyMap<string, ArchivedCounts>;
}

/** What one source and year by one route still needs, as far as that can be known. */
function needOf(
  source: Source,
  { year, route }: SliceKey,
  ledger: readonly Slice[],
  { published, archived }: Known,
): { lists: number; articles: number } {
  const had = published.get(`${source.id} ${year}`) ?? 0;
  const listed = ROUTES.map((one) => archived.get(`${source.id} ${year} ${one}`)?.found ?? 0);
  const expected = Math.max(had, ...listed) || USUAL_ARTICLES;
  if (route === "site") return { lists: Math.ceil(expected / ARTICLES_A_PAGE), articles: expected };
  const queries = archiveQueries(source, year);
  const prefixes = new Set(queries.map(({ prefix }) => prefix)).size;
  const lists = route === "wayback" ? queries.length : CRAWL_REQUESTS * prefixes;
  const asked = ledger.find((slice) => slice.year === year && slice.route === route)?.listed ?? 0;
  const waiting = archived.get(`${source.id} ${year} ${route}`)?.waiting;
  return { lists: Math.max(0, lists - asked), articles: waiting ?? Math.max(0, expected - had) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** The routes a run takes: all, or the one that was asked for. */
export function routesOf(via: BackfillRoute | undefined): readonly BackfillRoute[] {
  return via === undefined ? ROUTES : [via];
}
