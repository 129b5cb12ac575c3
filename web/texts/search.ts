import { count } from "../../pipeline/event-text.ts";

/** What the search page says. */
export const SEARCH_TEXTS = {
  words: "Words in Chinese (simplified or traditional) or English",
  kind: "Look in",
  kinds: { event: "Events", document: "Pages" },
  everything: "events and pages",
  language: "Language of the page",
  remove: "Remove filters",
  noWords: "the words to search for",
  results: "Results",
  found: (shown: number, atMost: boolean) =>
    atMost ? `The best ${shown} are shown; more words find fewer.` : count(shown, "result"),
  event: "event",
  page: "page",
  reports: "Reported in:",
  nothing: (query: string) => `Nothing was found for “${query}”.`,
  narrowed: "The search was narrowed.",
  everywhere: "Search everywhere",
  each: "All words must stand in one text. Alone:",
  foundAlone: "found",
  foundNowhere: "stands in no text",
  tips: [
    "Chinese needs no spaces: two characters such as 禁毒 are enough, simplified or traditional.",
    "English words of four letters or more also find longer ones: minister finds ministers.",
    "Names of countries and people stand as the page writes them: 斐济 in Chinese pages, Fiji in English ones.",
  ],
  country: (name: string) => `All events with ${name}`,
  start:
    "Searches the texts of all pages and the passages that prove events. All words must be found. Pages with a word in the title come first, then the newest.",
} as const;
