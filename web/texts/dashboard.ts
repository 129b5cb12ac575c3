import { count } from "../../pipeline/event-text.ts";

/** What the dashboard says. */
export const DASHBOARD_TEXTS = {
  tiles: {
    events: "events",
    waiting: "waiting for you",
    mentions: "mentions",
    documents: "documents",
    snapshots: "captured pages",
    issues: "open issues",
  },
  counted:
    "Events count once, however many pages report them. Rejected and merged events are left out, and those that only muted rules report.",
  coverage: {
    before:
      "More events in a year can come from more sources read: a rise in sources is no rise in police diplomacy. See ",
    link: "which past years were searched",
    after: ".",
  },
  status: {
    title: "By status",
    all: "All that count",
    accepted: "Accepted by a person",
    autoAccepted: "Accepted by the settings, unseen",
    events: "Events",
  },
  numbers: "The numbers as a table",
  nothing: "Nothing to draw yet.",
  total: "Total",
  others: "other reviewers",
  andMore: (from: string) => `${from} and more`,
} as const;

/** Of each figure its heading and what is to be known of it; the functions give what a reader should see in it. */
export const FIGURE_TEXTS = {
  years: {
    title: "Events by year and type",
    note: "By the date of the engagement. Each panel has a scale of its own.",
    all: "All types",
    columns: { year: "Year" },
    alt: (
      all: number,
      first: string,
      last: string,
      most: string,
      inMost: number,
      type: string,
      ofType: number,
    ) =>
      `${count(all, "event")} from ${first} to ${last}. Most in ${most}: ${inMost.toLocaleString("en")}. Most often: ${type}, ${ofType.toLocaleString("en")}.`,
  },
  map: {
    title: "Events by country",
    note: "An event with several countries counts in each. China itself is not counted; Hong Kong, Macau and Taiwan are no foreign states here and have no counts. Small states are points. Borders are those of the map data (Natural Earth) and say nothing about whose they are.",
    notDrawn: (names: string) => `Not on the map: ${names}.`,
    legend: "Events",
    none: "none",
    columns: { country: "Country", events: "Events" },
    alt: (countries: number, leading: string) =>
      `World map. Events with ${count(countries, "country", "countries")}, most with ${leading}.`,
  },
  topics: {
    title: "Events by topic",
    note: "An event can have several topics, or none.",
    columns: { topic: "Topic", events: "Events" },
    alt: (leading: string) => `Bars by topic. Most often: ${leading}.`,
  },
  agreements: {
    title: "Agreements by kind of paper",
    note: "Agreements whose kind the text does not say are left out.",
    columns: { kind: "Kind of paper", events: "Agreements" },
    alt: (all: number, leading: string) => `${count(all, "agreement")} by kind. Most often: ${leading}.`,
  },
  "queue-age": {
    title: "How long events wait",
    note: "By why they wait, since they came into the queue.",
    nothing: "Nothing waits.",
    buckets: ["under a day", "1–7 days", "8–30 days", "31–90 days", "91–365 days", "over a year"],
    columns: { reason: "Waits because", waiting: "Waiting", oldest: "Longest since" },
    alt: (waiting: number, month: number, oldest: string) =>
      `${count(waiting, "event")} ${waiting === 1 ? "waits" : "wait"}, ${month.toLocaleString("en")} of them for more than 30 days; the first since ${oldest}.`,
  },
  throughput: {
    title: "Decisions by reviewer, last 30 days",
    note: "First decisions and second opinions, by day (UTC). Taking a decision back is none.",
    nothing: "Nobody decided in the last 30 days.",
    parts: ["other decisions", "corrections"] as [string, string],
    columns: {
      day: "Day",
      decisions: (reviewer: string) => `${reviewer}: decisions`,
      corrections: (reviewer: string) => `${reviewer}: corrected`,
      share: "Share of corrections",
    },
    alt: (decisions: number, reviewers: number, leading: string, share: string) =>
      `${count(decisions, "decision")} by ${count(reviewers, "reviewer")} in 30 days. Most by ${leading}. ${share} were corrections.`,
  },
} as const;
export type FigureName = keyof typeof FIGURE_TEXTS;
