import { count } from "../../pipeline/event-text.ts";

/** What the page of the changes says. */
export const CHANGES_TEXTS = {
  title: "Changes of official pages",
  meaning:
    "Articles that were read are looked at again, often at first and seldom later. What they said before stays readable here and in the archive. A change of a page that reports a decided event brings the event back into the queue.",
  kinds: "Kind",
  all: "All",
  total: (total: number, continued: boolean) => `${count(total, "change")}${continued ? ", continued" : ""}`,
  none: "No page has changed, as far as it was looked at again.",
  noneSo: "No change fits this filter.",
  list: "Changes",
  pages: "Pages",
  filter: "Filter",
  source: "Source",
  sourceExample: "fj",
  since: "Noticed since",
  sinceExample: "7d, 2026-11-01",
  remove: "Remove filters",
  untitled: "(no title)",
  published: (date: string) => `, published ${date}`,
  noticed: "noticed",
  versions: (before: number, after: number) => `What changed from version ${before} to ${after}`,
  events: "Events touched:",
  lastSeen: "Last seen",
  firstMissing: "first missing",
  back: "it is back",
} as const;
