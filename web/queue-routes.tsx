import type { Hono } from "hono";
import { storedListing } from "../pipeline/queue-listing.ts";
import { listCountries, listSourcesOfEvents } from "../store/queue.ts";
import { reasonsInOrder } from "../store/queue-order.ts";
import { withinOf } from "../store/queue-walk.ts";
import { type AppOptions, viewOf, visitOf } from "./context.ts";
import { listEvents } from "./list-events.ts";
import { QueuePage } from "./pages/queue.tsx";
import { readListing } from "./queue-filter.ts";
import { readDone } from "./read-done.ts";

const PAGE = 50;

/** The queue: `/` with its filters as parameters of the address. */
export function addQueueRoutes(app: Hono, options: AppOptions): void {
  const titles = new Map(options.sources?.map(({ id, title }) => [id, title]));

  app.get("/", async (c) => {
    const { done, ...query } = c.req.queries();
    const listing = readListing(query);
    const view = viewOf(c, options);
    const { events, next, counts } = await listEvents(options.db, { limit: PAGE, ...listing }, view);
    const { filter, order } = storedListing(listing, view.order);
    return c.html(
      <QueuePage
        visit={await visitOf(c, options)}
        listing={listing}
        events={events}
        next={next}
        done={await readDone(c, options, done?.[0])}
        counts={counts}
        sourceName={(id) => titles.get(id) ?? id}
        countries={await listCountries(options.db)}
        sources={await listSourcesOfEvents(options.db)}
        reasons={reasonsInOrder(order)}
        within={withinOf(filter, order)}
      />,
    );
  });
}
