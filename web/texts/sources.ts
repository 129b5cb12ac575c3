import { count } from "../../pipeline/event-text.ts";

/** How it is with a source, from well to worse. */
export const SOURCE_STATE_TEXTS = {
  ok: "ok",
  quiet: "quiet: nothing new for long",
  "layout-changed": "layout changed",
  blocked: "blocked",
  unreachable: "unreachable",
  unknown: "not read yet",
} as const;

/** What the list of sources says. */
export const SOURCES_TEXTS = {
  meaning:
    "A source is a site, or a part of one, that is visited by its schedule. Those that are not well come first: an open issue says what to do.",
  total: (shown: number, all: number) =>
    shown === all ? `${count(all, "source")}. ` : `${count(shown, "source")} of ${count(all, "source")}. `,
  list: "Sources",
  columns: {
    title: "Source",
    family: "Family",
    country: "Country",
    language: "Language",
    state: "State",
    read: "Last read",
    new: "Last new article",
    schedule: "Schedule",
    due: "Next due",
    links: "Links, usual",
    days: "Days, usual",
    filter: "Filter",
    events: "Events",
  },
  note: "Links: on the first page of the poorest list, in the last visit and usually. Days: usually between new articles. Filter: articles it let through and left out by title and lead.",
  closed: "closed",
  none: "–",
  stranger: "not in the register",
  noneSo: "No source fits this filter.",
} as const;

/** What the page of one source says. */
export const SOURCE_TEXTS = {
  facts: {
    state: "State",
    family: "Family",
    country: "Country",
    languages: "Languages",
    attempt: "Last visit",
    read: "Last read",
    new: "Last new article",
    schedule: "Schedule",
    due: "Next due",
    filter: "Filter",
  },
  places: { events: "Its events", changes: "Changes of its pages", all: "All sources" },
  never: "never",
  letThrough: (kept: number, leftOut: number) =>
    `${count(kept, "article")} let through, ${leftOut.toLocaleString("en")} left out`,
  issues: (open: number) => count(open, "open issue"),
  since: (time: string) => `since ${time}`,
  usual: "What is usual",
  usualColumns: { of: "Of", last: "Last", usual: "Usual", well: "Well", from: "From" },
  usualMeaning: "Learned from the visits before. What falls out of it opens an issue.",
  titles: "articles with a title",
  dates: "articles with a date",
  texts: "articles with a text",
  days: "days between new articles",
  share: (some: number, all: number) => (all === 0 ? "–" : `${some} of ${all}`),
  notKnown: "not known yet",
  atMost: (limit: string) => `at most ${limit}`,
  atLeast: (limit: string) => `at least ${limit}`,
  set: "set for the source",
  learned: (samples: number, unit: "visit" | "article" | "gap") => `learned from ${count(samples, unit)}`,
  visits: "Last visits",
  noVisit: "It was not visited yet.",
  visitColumns: {
    started: "Started",
    ended: "Ended",
    counts: ["List pages", "Links", "New articles", "Left out", "Fetched", "Not modified", "Requests"],
  },
} as const;
