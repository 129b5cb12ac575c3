import type { Hono } from "hono";
import { listCountries } from "../store/queue.ts";
import { type AppOptions, viewOf, visitOf } from "./context.ts";
import { listEvents } from "./list-events.ts";
import { QueuePage } from "./pages/queue.tsx";
import { readListing } from "./queue-filter.ts";
import { readDone } from "./review-routes.tsx";

const PAGE = 50;

/** The queue: `/` with its filters as parameters of the address. */
export function addQueueRoutes(app: Hono, options: AppOptions): void {
  const titles = new Map(options.sources?.map(({ id, title }) => [id, title]));

  app.get("/", async (c) => {
    const { done, ...query } = c.req.queries();
    const listing = readListing(query);
    const view = viewOf(c, options);
    const { events, total, next, counts } = await listEvents(options.db, { limit: PAGE, ...listing }, view);
    const visit = await visitOf(c, options);
    return c.html(
      <QueuePage
        visit={visit}
        listing={listing}
        events={events}
        total={total}
        next={next}
        done={await readDone(options, done?.[0])}
        counts={{ accepted: 0, corrected: 0, rejected: 0, ...counts.byStatus }}
        sourceName={(id) => titles.get(id) ?? id}
        countries={await listCountries(options.db)}
      />,
    );
  });
}
