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
