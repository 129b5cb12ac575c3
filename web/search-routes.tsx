import type { Hono } from "hono";
import { listCountries } from "../store/queue.ts";
import { findEachTerm, search } from "../store/search.ts";
import { type AppOptions, visitOf } from "./context.ts";
import { countryName } from "./labels.ts";
import { type Nothing, SearchPage } from "./pages/search.tsx";
import { ParameterError } from "./queue-filter.ts";
import { readSearch, type SearchQuery } from "./search-filter.ts";
import { SEARCH_TEXTS } from "./texts/search.ts";

/** Results of a page, and of an answer to a program. */
const SHOWN = 50;

/** Full text search: `/search` for people, `/api/search` for programs. */
export function addSearchRoutes(app: Hono, options: AppOptions): void {
  const { db } = options;

  app.get("/search", async (c) => {
    const query = readSearch(c.req.query());
    const results = query.q === "" ? null : await search(db, query.q, { ...query, limit: SHOWN });
    return c.html(
      <SearchPage
        visit={await visitOf(c, options)}
        query={query}
        results={results}
        most={SHOWN}
        nothing={results?.length === 0 ? await whyNothing(options, query) : undefined}
      />,
    );
  });

  app.get("/api/search", async (c) => {
    const { q, ...narrowed } = readSearch(c.req.query());
    if (q === "") throw new ParameterError("q", SEARCH_TEXTS.noWords);
    return c.json({ query: q, results: await search(db, q, { ...narrowed, limit: SHOWN }) });
  });
}

/** What may help where nothing was found: which word stands nowhere, and the country that was perhaps meant. */
async function whyNothing({ db }: AppOptions, { q }: SearchQuery): Promise<Nothing> {
  const asked = q.toLowerCase();
  const country = (await listCountries(db)).find((code) => countryName(code).toLowerCase() === asked);
  return { terms: await findEachTerm(db, q), country };
}
