import type { Source } from "../../sources/source.ts";
import { countArchived } from "../../store/archived-pages.ts";
import { type BackfillRoute, listSlices } from "../../store/backfill.ts";
import { countByYear } from "../../store/documents.ts";
import { averageBytes } from "../../store/snapshots.ts";
import type { Workspace } from "../workspace.ts";
import { HOME_REQUESTS, type Known, needOf } from "./need.ts";
import type { Period } from "./period.ts";
import { ROUTES } from "./routes.ts";
import { openSlices, whyNot } from "./slices.ts";
import { pauseOf } from "./source-pace.ts";

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
    /** What they would take if they were named; 0 where they cannot be searched at all. */
    readonly requests: number;
    readonly days: number;
  }[];
}

/** A compressed page, where nothing is stored yet. */
const USUAL_BYTES = 12_000;

type NotSearched = Omit<BackfillPlan["notSearched"][number], "days">;

/** What one source would take by one route. */
interface Need {
  readonly source: string;
  readonly route: BackfillRoute;
  readonly years: number;
  readonly lists: number;
  readonly articles: number;
  readonly requests: number;
  /** Why the route cannot search the source; null where it can. */
  readonly reason: string | null;
}

/**
 * Reckons what a backfill would ask for, how long that takes and how much it stores. Asks nothing. `named`: the sources were
 * asked for by their ids.
 */
export async function planBackfill(
  space: Workspace,
  sources: readonly Source[],
  period: Period,
  routes: readonly BackfillRoute[],
  named: boolean,
): Promise<BackfillPlan> {
  const bytes = (await averageBytes(space.db)) ?? USUAL_BYTES;
  const needs: Need[] = [];
  for (const source of sources) needs.push(...(await needsOf(space, source, period, routes, named)));
  return {
    period,
    routes: routes.map((route) => routePlan(space, route, needs, bytes)),
    notSearched: notSearched(needs).map((one) => ({
      ...one,
      days: daysOf(one.requests, pauseOf(space.settings, one.route)),
    })),
  };
}

async function needsOf(
  space: Workspace,
  source: Source,
  period: Period,
  routes: readonly BackfillRoute[],
  named: boolean,
): Promise<Need[]> {
  const ledger = await listSlices(space.db, [source.id]);
  const known: Known = {
    published: await countByYear(space.db, [source.id]),
    archived: await countArchived(space.db, [source.id]),
  };
  return routes.map((route) => {
    const open = openSlices(source, period, route, ledger, { now: space.now(), named: true });
    const years = open.map((key) => needOf(source, key, ledger, known, space.sources));
    const lists = sum(years.map((one) => one.lists)) + (route === "site" ? HOME_REQUESTS : 0);
    const articles = sum(years.map((one) => one.articles));
    const reason = whyNot(source, route, named);
    return {
      source: source.id,
      route,
      years: open.length,
      lists,
      articles,
      requests: lists + articles,
      reason,
    };
  });
}

function routePlan(
  { settings }: Workspace,
  route: BackfillRoute,
  needs: readonly Need[],
  bytes: number,
): RoutePlan {
  const of = needs.filter((need) => need.route === route && need.reason === null && need.years > 0);
  const [lists, articles] = [sum(of.map((need) => need.lists)), sum(of.map((need) => need.articles))];
  const requests = lists + articles;
  // Sites are asked side by side, as many as the settings allow, but none faster than its own turns.
  const longest = Math.max(0, ...of.map((need) => need.requests));
  const turns = route === "site" ? Math.max(longest, requests / settings.fetch.hosts_at_once) : requests;
  return {
    route,
    sources: of.length,
    years: sum(of.map((need) => need.years)),
    lists,
    articles,
    requests,
    days: daysOf(turns, pauseOf(settings, route)),
    megabytes: Math.round(((lists + articles) * bytes) / 100_000) / 10,
  };
}

/** The sources that cannot be searched, by route and reason. */
function notSearched(needs: readonly Need[]): NotSearched[] {
  const byReason = new Map<string, NotSearched>();
  for (const { source, route, years, requests, reason } of needs) {
    if (reason === null) continue;
    const others = byReason.get(`${route} ${reason}`) ?? { route, reason, sources: [], requests: 0 };
    byReason.set(`${route} ${reason}`, {
      ...others,
      sources: [...others.sources, source],
      requests: others.requests + (years > 0 ? requests : 0),
    });
  }
  return [...byReason.values()];
}

function daysOf(requests: number, pauseMs: number): number {
  return Math.round((requests * pauseMs) / 8_640_000) / 10;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** The routes a run takes: all, or the one that was asked for. */
export function routesOf(via: BackfillRoute | undefined): readonly BackfillRoute[] {
  return via === undefined ? ROUTES : [via];
}
