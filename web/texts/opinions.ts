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
} as const;
