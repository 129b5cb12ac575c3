/** What is said of the values of an event and of the words they were read from. */
export const CODING_TEXTS = {
  show: "Show the words in the text",
  none: "none",
  nothing: "nothing",
  inferred: "Inferred from the whole: no words of the text say it by themselves.",
  corrected: (reads: string) => `Corrected. The rules read: ${reads}`,
  accepted: "As it was accepted.",
  readNow: "The rules now read:",
} as const;

/** Why a field has its value. */
export const FACT_TEXTS = {
  set: (reviewer: string) => `Set by ${reviewer}`,
  accepted: (reviewer: string) => `Accepted by ${reviewer}`,
  why: (why: string, others: number) => `Why: ${why}${others > 0 ? ` (${others} other)` : ""}`,
  other: "other:",
  noReport: "no report",
  more: (reports: number) => `and ${reports} more`,
} as const;

/** What is said of events that may be the same, and the answers. */
export const SAME_TEXTS = {
  title: "Possible duplicates",
  maybe: "May be the same as",
  distinct: "Not the same",
  here: "The same: merge it into this one",
  there: "The same: merge this one into it",
} as const;

/** What is said of how an event stands to others. */
export const RELATIONS_TEXTS = {
  label: "Relations",
  title: "Relations to other events",
  none: "None is known.",
  remove: "Remove",
  add: "Add a relation",
  this: "This event",
  other: "the event with the id",
  send: "Add",
  hint: "The id stands at the end of the address of an event's page; the address will do too.",
} as const;

/** What is said of a text that is shown in part. */
export const SOURCE_TEXT_TEXTS = {
  earlier: "The text begins earlier.",
  later: "The text goes on.",
  all: "Read all of it",
} as const;
