import { count } from "../../pipeline/event-text.ts";

/** What the page of the rules says of them and of how reviewers decided their events. */
export const RULE_TEXTS = {
  meaning: (rules: number) =>
    `${count(rules, "rule")} find the events. Each is a few lines in the folder config/rules, with sentences it must find and sentences it must leave.`,
  scores:
    "Where events of a rule were decided, a table tells how: precision is the share of them that were events, with the interval in which it lies with 95 % certainty. Rejections as duplicates say nothing about a rule and are left out.",
  types: "Types",
  claim: (claim: string) => `no event: ${claim}`,
  examples: "Examples",
  finds: "finds:",
  leaves: "leaves:",
  score: (rule: string) => `Decisions on events of ${rule}`,
  columns: ["Decided in", "Accepted", "Corrected", "Fields", "Rejected", "Reasons", "Precision", "95 %"],
  all: "All years",
  reasons: { other: "other reasons", none: "no reason given" } as Record<string, string>,
  muted: {
    rule: "muted: its events wait and count nowhere until somebody decides",
    precision: "muted by its precision: its events wait and count nowhere until somebody decides",
  },
  past: "Rules that are no longer in use",
} as const;
