/** What the page of an event says, but for the form of a correction and second looks. */
export const EVENT_TEXTS = {
  parts: {
    queue: "Queue",
    source: "Source",
    coding: "Coding",
    decision: "Decision",
    duplicates: "Possible duplicates",
    relations: "Relations",
    changes: "Changed pages",
    history: "History",
    reports: "Reports",
    decisions: "Decisions",
  },
  back: "Back to the queue",
  waits: "Waits again",
  muted: "Counts nowhere until you decide",
  whatChanged: "What changed",
  refused: "The decision was not taken:",
  noReports:
    "No page reports this event any more: its reports were moved to another event, or are no longer read.",
  otherReports: (number: string) => `${number} of the same event`,
  otherReport: "other report",
  noTitle: "(no title)",
  published: (host: string, day: string) => `${host}, published ${day}`,
  says: "What it says",
  report: "report",
  confidence: (reports: string, percent: string, ofHundred: number) =>
    `${reports}, confidence ${percent}: of a hundred events with this score about ${ofHundred} are expected to be right.`,
  provenance: "Where it comes from",
  recorded: (time: string, version: string) => `Recorded ${time} by version ${version} with rules`,
  id: "id",
  changed: {
    title: "What changed in its pages",
    noticed: (kind: string, time: string) => `${kind} (noticed ${time})`,
    all: "All changes of its pages",
  },
  links: {
    live: "Live page",
    archived: "Archived page",
    wayback: "Wayback Machine",
    document: "All that was read in it",
  },
  foundBy: "Found by rule",
  legend:
    "The shaded words are the proof; the underlined words were coded, each with the number of its field. Point at a word or a field to see the other.",
  script: { label: "Characters", original: "As written", simplified: "Simplified" },
  text: {
    earlier: "The text begins earlier.",
    later: "The text goes on.",
    whole: "Read all of it",
    proof: "Proof",
  },
} as const;

/** What is said beside the coded values. */
export const CODING_TEXTS = {
  show: "Show the words in the text",
  inferred: "Inferred from the whole: no words of the text say it by themselves.",
  inferredOfSource: "No words of the text say it; the source writes about this state.",
  marked: "From words that a reviewer marked.",
  corrected: (reads: string) => `Corrected. The rules read: ${reads}`,
  accepted: "As it was accepted.",
  nowRead: "The rules now read:",
  none: "none",
  nothing: "nothing",
} as const;

/** The bar of decisions, and the boxes that it opens. */
export const DECIDE_TEXTS = {
  accept: "Accept",
  reject: "Reject …",
  correct: "Correct …",
  undo: "Undo",
  undoMine: "Undo my last",
  skip: "Skip",
  previous: "Previous",
  back: "Back to the queue",
  rejectBox: "Reject: it is no event",
  why: "Why",
  chooseReason: "Choose a reason.",
  send: { reject: "Reject", correct: "Save the correction", split: "Split", merge: "Merge" },
  correctBox: "Correct: an event, but some values are wrong",
  correctKeys: "Mark words in the text to fill a field.",
  note: "Note",
  noteWhy: "(if something should be remembered)",
  mergeBox: "Merge: it is part of another event",
  mergeInto: "The id or the address of the event that stays",
  mergeLikely: "The likeliest: ",
  splitBox: "Split: some reports are of another event",
  splitWhich: "Reports that leave for an event of their own",
  splitSent: "Choose the reports that leave; at least one must stay.",
} as const;

/** Events that may be the same. */
export const SAME_TEXTS = {
  maybe: "May be the same as",
  field: "Field",
  this: "This event",
  that: "The other",
  differs: "differs",
  open: "Open the other",
  beside: "Both codings side by side",
  distinct: "Not the same",
  words: "Words",
  mergeHere: "The same: merge it into this one",
  mergeThere: "The same: merge this one into it",
  none: "none",
} as const;

/** What the script says while words are marked and decisions are under way. */
export const WORK_TEXTS = {
  choose: "Fill a field from these words",
  nothing: "These words fill no field.",
  sending: "Sending …",
  failed:
    "The server did not answer, or failed. What you typed is still here, and nothing is decided twice: press the key again, or send the form once more.",
  noneToUndo: "You have no decision that can be taken back; those that somebody else has decided over stay.",
} as const;
