import { count } from "../../pipeline/event-text.ts";

/** What the page of a document says of the other addresses of its text. */
export const COPY_TEXTS = {
  title: "Other addresses",
  heading: (copies: number) => `${count(copies, "other address", "other addresses")} of this text`,
  meaning: "Reprints, whole or cut: further sources of the same report, not further events.",
  source: "source",
  alike: "of the shorter text stands in the other",
} as const;

/** What the page of a document says of the versions of its page and of its removal. */
export const PAGE_HISTORY_TEXTS = {
  removed: "Removed page",
  gone: "This page was removed from its site.",
  lastSeen: "It was last seen there",
  firstMissing: "and first missing",
  the: "The",
  copy: "archived copy",
  stays: "stays readable; its text is below.",
  title: "Changes",
  heading: "How the page changed",
  version: (version: number) => `Version ${version}`,
  versionShown: (version: number) => `Version ${version}, shown here`,
  captured: "captured",
  noticed: "noticed",
  difference: (before: number, after: number) => `From version ${before} to ${after}`,
  all: "All changes of this page",
} as const;

/** What is said of how two versions differ. */
export const DIFFERENCE_TEXTS = {
  title: "Title",
  published: "Published",
  cut: "More has changed than is shown here.",
  unchanged: (paragraphs: number) => `… ${count(paragraphs, "paragraph")} unchanged`,
} as const;
