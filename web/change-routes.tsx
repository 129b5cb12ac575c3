import type { Hono } from "hono";
import { type ChangePage, exportedChange, listChanges, pagesOfEvent } from "../store/changes.ts";
import { findDocument } from "../store/documents.ts";
import { findEvent, readEventRecords } from "../store/event-record.ts";
import { type ChangeQuery, readChangeQuery, sinceOf } from "./change-filter.ts";
import { type AppOptions, visitOf } from "./context.ts";
import { fail } from "./errors.tsx";
import { ChangesPage } from "./pages/changes.tsx";
import { ERROR_TEXTS } from "./texts/errors.ts";

/** What has changed on official pages: for people, and as JSON for programs. */
export function addChangeRoutes(app: Hono, options: AppOptions): void {
  const { db } = options;

  app.get("/changes", async (c) => {
    const query = readChangeQuery(c.req.query());
    const { changes, total, next } = await findChanges(options, { limit: 25, ...query });
    const events = await readEventRecords(db, [...new Set(changes.flatMap(({ eventIds }) => eventIds))]);
    return c.html(
      <ChangesPage
        visit={await visitOf(c, options)}
        query={query}
        changes={changes}
        total={total}
        next={next}
        events={new Map(events.map((record) => [record.id, record]))}
        sources={options.sources ?? []}
      />,
    );
  });

  app.get("/api/changes", async (c) => {
    const query = readChangeQuery(c.req.query());
    if (query.event !== undefined && !(await findEvent(db, query.event)))
      return fail(c, options, 404, { field: "event", message: ERROR_TEXTS.noEvent(query.event) });
    const { changes, total, next } = await findChanges(options, { limit: 50, ...query });
    return c.json({ changes: changes.map(exportedChange), total, next });
  });
}

async function findChanges(options: AppOptions, query: ChangeQuery): Promise<ChangePage> {
  const { db, now = () => new Date() } = options;
  const pages: string[][] = [];
  if (query.document !== undefined) {
    const document = await findDocument(db, query.document);
    pages.push(document ? [document.canonicalUrl] : []);
  }
  if (query.event !== undefined) pages.push(await pagesOfEvent(db, query.event));
  const urls = pages.length > 1 ? pages[0]!.filter((url) => pages[1]!.includes(url)) : pages[0];
  const filter = {
    since: sinceOf(query, now()),
    sourceId: query.source,
    kind: query.kind,
    canonicalUrls: urls,
  };
  return listChanges(db, filter, { limit: query.limit, after: query.after });
}
