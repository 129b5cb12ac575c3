import { count } from "../../pipeline/event-text.ts";

/** What the history of an event says. */
export const HISTORY_TEXTS = {
  noDecision: "No decision yet.",
  parts: (ids: string) => `Part of it, with ids that lead here: ${ids}`,
  earlier: (entries: number) => count(entries, "earlier entry", "earlier entries"),
  recorded: (headline: string) => `Recorded: ${headline}`,
  absorbed: "Linking joined it to",
  revived: "Linking made it an event of its own again",
  values: "Values changed",
  reading: "The rules read it otherwise; what was signed stays",
  by: (who: string) => `by ${who}`,
  undone: "undone",
  undo: "Undo it",
  program: (score: string) => `the program, score ${score}`,
  left: "A report left",
  joined: "A report joined",
  for: "for",
  from: "from",
  untitled: "(no title)",
  none: "none",
} as const;

/** What the provenance of an event says. */
export const PROVENANCE_TEXTS = {
  rule: "Rule",
  document: "Document",
  place: (start: number, end: number, part: string) => `, characters ${start}–${end} of the ${part}`,
  published: "Published",
  captured: "Captured",
  live: "Live address",
  source: "Source",
  archive: "Archive",
  digest: "SHA-256",
} as const;
