import type { Hono } from "hono";
import { countQueue, listCountries } from "../store/queue.ts";
import { type AppOptions, visitOf } from "./context.ts";
import { listEvents } from "./list-events.ts";
import { QueuePage } from "./pages/queue.tsx";
import { readListing } from "./queue-filter.ts";
import { readDone } from "./review-routes.tsx";
import type { StatusChoice } from "./texts.ts";

const PAGE = 50;

/** The queue: `/` with its filters as parameters of the address. */
export function addQueueRoutes(app: Hono, options: AppOptions): void {
  const titles = new Map(options.sources?.map(({ id, title }) => [id, title]));

  app.get("/", async (c) => {
    const { done, ...query } = c.req.query();
    const listing = readListing(query);
    const { events, total, next } = await listEvents(options.db, { limit: PAGE, ...listing });
    return c.html(
      <QueuePage
        visit={await visitOf(c, options)}
        listing={listing}
        events={events}
        total={total}
        next={next}
        done={await readDone(options, done)}
        counts={await countsByStatus(options)}
        sourceName={(id) => titles.get(id) ?? id}
        countries={await listCountries(options.db)}
      />,
    );
  });
}

async function countsByStatus({ db }: AppOptions): Promise<Partial<Record<StatusChoice, number>>> {
  const { byStatus, waiting } = await countQueue(db);
  const all = Object.values(byStatus).reduce((sum, number) => sum + number, 0);
  return { accepted: 0, corrected: 0, rejected: 0, ...byStatus, waiting, all };
}
