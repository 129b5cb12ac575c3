/** What the feeds say. */
export const FEED_TEXTS = {
  new: "Jingwu: new events, reviewed or not",
  accepted: "Jingwu: events accepted by a reviewer, or by the machine alone where they say so",
  byMachine: "Accepted by the machine alone",
  changes: "Jingwu: official pages edited, removed or back again",
  times: (seen: string, missing: string) => `Last seen ${seen}, first missing ${missing}.`,
} as const;
