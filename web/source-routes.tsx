import type { Hono } from "hono";
import { type SourceInfo, type SourceRow, sourceRows } from "../pipeline/source-rows.ts";
import { listIssues } from "../store/issues.ts";
import { countListings } from "../store/listings.ts";
import { listArticleReadings } from "../store/readings.ts";
import { listSourceStates } from "../store/source-state.ts";
import { countBySource } from "../store/stats.ts";
import { latestVisits, listVisits } from "../store/visits.ts";
import { type AppOptions, visitOf } from "./context.ts";
import { SourcePage } from "./pages/source.tsx";
import { SourcesPage } from "./pages/sources.tsx";
import { readSourceListing } from "./source-filter.ts";
import { SOURCES_TEXTS } from "./texts/sources.ts";

/** Of one source: visits, articles and issues that are shown. */
const SHOWN = { visits: 30, articles: 40, issues: 50 };

/** `/sources` with filter and order as parameters of the address, and `/sources/:id`. */
export function addSourceRoutes(app: Hono, options: AppOptions): void {
  const { db } = options;

  app.get("/sources", async (c) => {
    const listing = readSourceListing(c.req.query());
    const events = await countBySource(db);
    const rows = await readRows(options, Object.keys(events));
    return c.html(
      <SourcesPage visit={await visitOf(c, options)} listing={listing} rows={rows} events={events} />,
    );
  });

  app.get("/sources/:id", async (c) => {
    const id = c.req.param("id");
    const events = await countBySource(db);
    const row = (await readRows(options, Object.keys(events))).find((one) => one.id === id);
    if (!row) return c.notFound();
    return c.html(
      <SourcePage
        visit={await visitOf(c, options)}
        row={row}
        visits={await listVisits(db, id, { limit: SHOWN.visits })}
        articles={await listArticleReadings(db, id, { limit: SHOWN.articles })}
        issues={await listIssues(db, { sourceId: id, limit: SHOWN.issues })}
      />,
    );
  });
}

/** The register, and what records remain of sources that are not in it: one that was removed, or an import without one. */
async function readRows(
  { db, sources = [], settings }: AppOptions,
  withEvents: readonly string[],
): Promise<SourceRow[]> {
  const states = await listSourceStates(db);
  const known = new Set(sources.map(({ id }) => id));
  const met = new Set([...states.map(({ sourceId }) => sourceId), ...withEvents]);
  const strangers: SourceInfo[] = [...met]
    .filter((id) => !known.has(id))
    .map((id) => ({ id, title: id, kind: SOURCES_TEXTS.stranger, covers: { country: null }, active: true }));
  const [visits, filtered] = [await latestVisits(db), await countListings(db)];
  return sourceRows([...sources, ...strangers], states, visits, filtered, settings);
}
