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
  const plans = new Map(routes.map((route) => [route, empty(route)]));
  const notSearched = new Map<
    string,
    { route: BackfillRoute; reason: string; sources: string[]; requests: number }
  >();
  const slowest = new Map<string, number>();
  for (const source of sources) {
    const ledger = await listSlices(space.db, [source.id]);
    const known: Known = {
      published: await countByYear(space.db, [source.id]),
      archived: await countArchived(space.db, [source.id]),
    };
    for (const route of routes) {
      const at = { now: space.now(), named: true };
      const open = openSlices(source, period, route, ledger, at);
      const need = open.map((key) => needOf(source, key, ledger, known, space.sources));
      const lists = sum(need.map((one) => one.lists)) + (route === "site" ? HOME_REQUESTS : 0);
      const articles = sum(need.map((one) => one.articles));
      const reason = whyNot(source, route, named);
      if (reason !== null) {
        const key = `${route} ${reason}`;
        const others = notSearched.get(key) ?? { route, reason, sources: [], requests: 0 };
        others.sources.push(source.id);
        others.requests += open.length > 0 ? lists + articles : 0;
        notSearched.set(key, others);
        continue;
      }
      if (open.length === 0) continue;
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
  const { hosts_at_once } = space.settings.fetch;
  return {
    period,
    routes: [...plans.values()].map((plan) => {
      const longest = Math.max(
        0,
        ...[...slowest].filter(([key]) => key.startsWith(`${plan.route} `)).map(([, n]) => n),
      );
      const turns = plan.route === "site" ? Math.max(longest, plan.requests / hosts_at_once) : plan.requests;
      return {
        ...plan,
        days: daysOf(turns, pauseOf(space.settings, plan.route)),
        megabytes: Math.round(((plan.lists + plan.articles) * bytes) / 100_000) / 10,
      };
    }),
    notSearched: [...notSearched.values()].map((one) => ({
      ...one,
      days: daysOf(one.requests, pauseOf(space.settings, one.route)),
    })),
  };
}

function daysOf(requests: number, pauseMs: number): number {
  return Math.round((requests * pauseMs) / 8_640_000) / 10;
}

function empty(route: BackfillRoute): RoutePlan {
  return { route, sources: 0, years: 0, lists: 0, articles: 0, requests: 0, days: 0, megabytes: 0 };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** The routes a run takes: all, or the one that was asked for. */
export function routesOf(via: BackfillRoute | undefined): readonly BackfillRoute[] {
  return via === undefined ? ROUTES : [via];
}
