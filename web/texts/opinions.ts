/** What the page of an event says of second looks and second opinions. */
export const OPINION_TEXTS = {
  look: {
    button: "Second look …",
    summary: "Second look: leave it for somebody who knows better",
    meaning: "It waits at the top of the queue, with what you write here, until somebody decides.",
    note: "What should be looked at",
    send: "Ask for a second look",
    asked: (reviewer: string) => `${reviewer} asked for a second look`,
  },
  blind: {
    title: "Second opinion",
    meaning:
      "Another reviewer has decided about this event. What they said is kept from you until you have decided too, so look at the text as though nobody had: accept what the rules read, correct it, or reject it.",
  },
  auto: {
    badge: "by the machine alone",
    meaning: (time: string) =>
      `No person has decided: accepted by the settings since ${time}, because rules with a proven record read it.`,
    history: "Accepted by the machine alone, by the settings",
    withdrawn: "No longer accepted by the machine alone: it waits for a person",
  },
  disagreement: {
    title: "Two reviewers, two codings",
    meaning:
      "Neither had seen what the other said. What the first one said is shown as the event's values until somebody settles it: take one of the two, or correct or reject the event as ever.",
    table: "Both codings",
    field: "Field",
    event: "Is it an event?",
    isEvent: "yes",
    noEvent: "no",
    differs: "differs",
    none: "none",
    settle: "Settle it",
    keep: (reviewer: string) => `Keep what ${reviewer} said`,
    take: (reviewer: string) => `Take what ${reviewer} said`,
    reject: "Reject it, with a reason",
  },
  given: {
    title: "Second opinion",
    same: (first: string) => `Given without having seen it, it says the same as ${first}.`,
    other: (first: string, fields: string) =>
      `Given without having seen it, it said otherwise than ${first} (${fields}); that is settled.`,
    sameAs: (first: string) => `The same as ${first}.`,
    otherThan: (first: string, fields: string) => `Otherwise than ${first}: ${fields}.`,
    undone: "The decision it was compared with was undone, so it counts no more.",
  },
  hidden: "it waits for your second opinion: what was decided and its past are shown once you have given it",
  overtaken: {
    decided: (reviewer: string, decision: string) =>
      `${reviewer} decided meanwhile (${decision}); look at the event again before you decide`,
    changed: "the event changed meanwhile; look at it again before you decide",
    askedBlind:
      "somebody decided meanwhile, and you are asked for a second opinion: your values are kept here; send them again as that",
    noOpinion:
      "the second opinion was given meanwhile, or is asked no more: nothing was written, your values are kept here; look at the event again",
  },
} as const;
