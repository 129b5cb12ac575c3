/** How far a source's year was searched: the sign in a cell, and what it means. */
export const COVERAGE_STATES = {
  done: { sign: "✓", text: "searched to the end" },
  empty: { sign: "0", text: "searched, and there is nothing" },
  running: { sign: "…", text: "under way, or left for another run" },
  pending: { sign: "·", text: "not tried" },
  blocked: { sign: "✕", text: "refused" },
  failed: { sign: "!", text: "failed" },
} as const;

/** Where pages of past years come from. */
export const ROUTE_TEXTS = {
  site: "Site",
  wayback: "Wayback Machine",
  commoncrawl: "Common Crawl",
  repost: "Reposts",
} as const;

/** What the page of past years says. */
export const COVERAGE_TEXTS = {
  meaning:
    "Which years of which sources were searched, by which route. Read it beside every figure over time: a rise in sources is no rise in police diplomacy.",
  none: {
    before: "No past year was searched yet. ",
    command: "jingwu backfill --from 2015 --to 2016 --plan",
    after: " reckons what it takes.",
  },
  caption: "Sources and routes by year of publication",
  source: "Source",
  route: "Route",
  events: "Events",
  searched: "Source-years searched",
  searchedOf: (searched: number, all: number) => `${searched} of ${all}`,
  gaps: "A year that was not tried is not a year without events. Events are those that the sources of this table report, by whatever route their pages came.",
  counts: (found: number, fetched: number, held: number, missing: number, events: number) =>
    `${found} articles found, ${fetched} fetched, ${held} had already, ${missing} without a good capture, ${events} events`,
} as const;
