import { ConfigError } from "../../sources/errors.ts";
import type { BackfillRoute } from "../../store/backfill.ts";
import { type Period, readPeriod } from "../backfill/period.ts";
import { type BackfillPlan, planBackfill, routesOf } from "../backfill/plan.ts";
import { ROUTES } from "../backfill/routes.ts";
import { runBackfill } from "../backfill/run.ts";
import type { Run } from "../cli.ts";
import type { GlobalOptions } from "../options.ts";
import { print, printJson, printLine, table } from "../output.ts";
import { catchStop } from "../stop.ts";
import { printRun } from "../summary.ts";
import { openWorkspace } from "../workspace.ts";
import { oneOf } from "./queue.ts";

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly source?: string[];
  readonly via?: string;
  readonly plan?: boolean;
}

/** `backfill --from … --to …`: the past of sources, through the same stages; `--plan` only reckons what it would take. */
export const run: Run = async ({ options, globals }) => {
  const { from, to, source = [], via, plan } = options as Options;
  if (from === undefined || to === undefined) {
    throw new ConfigError(
      'backfill: expected --from and --to, each a year, month or day; "jingwu backfill status" shows what was searched',
    );
  }
  const routes = routesOf(via === undefined ? undefined : (oneOf("--via", via, ROUTES) as BackfillRoute));
  const space = await openWorkspace(globals);
  const stop = catchStop((name) => space.log.warn(`${name}: finishing the page under way`));
  try {
    const period = readPeriod(from, to, space.now().slice(0, 10));
    const unknown = source.find((id) => !space.sources.some((one) => one.id === id));
    if (unknown !== undefined)
      throw new ConfigError(
        `--source ${unknown}: no such source; "jingwu sources list" shows those there are`,
      );
    if (plan) {
      const chosen =
        source.length > 0 ? space.sources.filter(({ id }) => source.includes(id)) : space.sources;
      await printPlan(await planBackfill(space, chosen, period, routes, source.length > 0), globals);
      return 0;
    }
    const result = await runBackfill(space, { period, routes, sources: source, signal: stop.signal });
    await printRun(result.counts, globals);
    return stop.status() ?? result.status;
  } finally {
    stop.release();
    await space.close();
  }
};

const ROUTE_NAMES: Readonly<Record<BackfillRoute, string>> = {
  site: "the sites themselves",
  wayback: "Wayback Machine",
  commoncrawl: "Common Crawl",
  repost: "reposts",
};

async function printPlan(plan: BackfillPlan, globals: GlobalOptions): Promise<void> {
  if (globals.json) return printJson(plan);
  await printLine(
    `${periodText(plan.period)}: what is still to be searched, reckoned without asking anybody`,
  );
  const head = ["route", "sources", "years", "lists", "articles, about", "requests", "days", "MB"];
  const rows = plan.routes.map((one) => [
    ROUTE_NAMES[one.route],
    one.sources,
    one.years,
    one.lists,
    one.articles,
    one.requests,
    one.days,
    one.megabytes,
  ]);
  await print(await table(head, rows));
  for (const { route, reason, sources, requests, days } of plan.notSearched) {
    const some = sources.slice(0, 8).join(", ");
    const more = sources.length > 8 ? ` and ${sources.length - 8} more` : "";
    await printLine(
      `not by ${ROUTE_NAMES[route]}: ${some}${more}: ${reason}${requests === 0 ? "" : ` (about ${requests} requests, ${days} days)`}`,
    );
  }
}

function periodText({ from, to }: Period): string {
  return `${from} to ${to}`;
}
