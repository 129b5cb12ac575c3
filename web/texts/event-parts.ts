/** Why a field has its value. */
export const FACT_TEXTS = {
  set: (reviewer: string) => `Set by ${reviewer}`,
  accepted: (reviewer: string) => `Accepted by ${reviewer}`,
  why: (why: string, others: number) => `Why: ${why}${others > 0 ? ` (${others} other)` : ""}`,
  other: "other:",
  noReport: "no report",
  more: (reports: number) => `and ${reports} more`,
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
