import type { Context, Hono } from "hono";
import { readReliability } from "../pipeline/reliability.ts";
import { type AppOptions, visitOf } from "./context.ts";
import { ReliabilityPage } from "./pages/reliability.tsx";
import { readParameters } from "./parameters.ts";
import { ReliabilityFilter } from "./reliability-filter.ts";

/** How reliably reviewers code: the page, and the same as data. */
export function addReliabilityRoutes(app: Hono, options: AppOptions): void {
  app.get("/reliability", async (c) => {
    const { filter, query, wanted } = readFilter(c);
    const found = await readReliability(options.db, wanted);
    return c.html(
      <ReliabilityPage visit={await visitOf(c, options)} found={found} filter={filter} query={query} />,
    );
  });

  app.get("/api/reliability", async (c) => c.json(await readReliability(options.db, readFilter(c).wanted)));
}

/** Throws {@link ParameterError}. */
function readFilter(c: Context) {
  const { reviewer, ...period } = readParameters(ReliabilityFilter, c.req.query());
  const given = Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ""));
  const query = new URLSearchParams(given).toString();
  return {
    filter: given,
    query: query && `?${query}`,
    wanted: { ...period, ...(reviewer === undefined ? {} : { reviewers: [reviewer] }) },
  };
}
