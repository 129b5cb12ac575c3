import { count } from "../../pipeline/event-text.ts";

/** What the page of an event as it stood says. */
export const PAST_EVENT_TEXTS = {
  title: (headline: string) => `As it stood: ${headline}`,
  stood: "As it stood on",
  since: (time: string) => `since ${time}`,
  partOf: "was part of",
  atThatTime: "then.",
  now: "As it stands now",
  coding: "Coding",
  columns: { field: "Field", value: "Value", machine: "As the rules read it" },
  reports: "Reports",
  reportCount: (reports: number) => count(reports, "report"),
  untitled: "(no title)",
  decisions: "Decisions",
  decisionsUntil: "Decisions until then",
  opinions: "Second opinions until then",
  noDecision: "No decision yet.",
  by: (reviewer: string) => `by ${reviewer}`,
} as const;
