/** What the page of reliability says. */
export const RELIABILITY_TEXTS = {
  title: "Reliability",
  lead: "How alike two reviewers code the same event when the second has not seen what the first one said.",
  counted: (units: number, same: number) =>
    units === 0
      ? "No event has a second opinion yet."
      : `${units.toLocaleString("en")} ${units === 1 ? "event was" : "events were"} coded twice; ${same.toLocaleString("en")} the same in every field.`,
  waiting: (waiting: number, unsettled: number) =>
    `${waiting.toLocaleString("en")} wait for a second opinion, ${unsettled.toLocaleString("en")} for somebody to settle two that differ.`,
  tooFew: (least: number) =>
    `These are too few: below ${least} events an alpha can be anything. The intervals say how little is known; publish none of these numbers yet.`,
  how: "How to read it",
  reading: [
    "Agreement is the share of events in which both said the same. It looks high for fields that nearly always have one value.",
    "Krippendorff's alpha takes away what chance would give: 1 is agreement throughout, 0 no more than chance, below 0 less. He asks for 0.8 before conclusions are drawn, and takes 0.667 as the lowest at which they may be drawn with caution; below that the field says nothing that two people would agree on.",
    "The 95 % interval shows where alpha may lie, given so many events. Where it reaches below 0.667, wait for more.",
    "Names, types and dates are the same or not. For numbers the difference counts, and events where one of the two gave none are left out of alpha. For lists (countries, bodies, people, topics, items) the distance is MASI: one value too few weighs less than another value.",
    "Both reviewers see what the rules read. So the numbers say how alike they check it, which is more than they would agree on without it.",
    "Only events that somebody accepted or corrected are asked about; whether it is an event at all has a share of agreement but no alpha.",
  ],
  table: ["Field", "Events", "Agreement", "Alpha", "95 %", "Alpha says"],
  fields: "Reliability of each field",
  judged: {
    few: "too few events to say",
    good: "reliable (0.8 or more)",
    fair: "with caution (0.667 to 0.8)",
    poor: "not reliable (below 0.667)",
    none: "nothing to compare",
    one: "one value only",
  },
  event: "Is it an event?",
  pairs: { title: "By pair of reviewers", name: "Reviewers" },
  types: { title: "By type of event", name: "Type" },
  groups: ["Events", "Same in every field", "Agreed on least"],
  disagreements: {
    title: "Where two said otherwise",
    columns: ["Event", "Fields", "First", "Second", "Given", ""],
    open: "to be settled",
    settled: "settled",
    none: "No event was coded differently.",
    more: (number: number) => `${number.toLocaleString("en")} more are in the data.`,
  },
  checks: {
    title: "Events accepted without a person",
    none: "The machine has accepted none by itself, and none was checked.",
    meaning:
      "A share of them, drawn by chance, is checked by a person. Precision is the share of those checked that were events; the interval (Wilson) is where the precision of all that was accepted so lies with 95 % certainty.",
  },
  filter: { from: "Given from", to: "until", reviewer: "Reviewer", show: "Show" },
  data: "The same as data",
} as const;
