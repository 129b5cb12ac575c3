const TEXT = { type: "string" };
const TEXT_OR_NULL = { type: ["string", "null"] };
const CODING = { $ref: "#/components/schemas/Coding" };

const REPORT = {
  type: "object",
  required: ["mention", "document", "title", "url", "source", "published", "quote"],
  properties: {
    mention: TEXT,
    document: TEXT,
    title: TEXT,
    url: TEXT,
    source: TEXT,
    published: TEXT_OR_NULL,
    quote: TEXT,
  },
};

const REVIEW = { type: "object", description: "The decision, as among the reviews of an event." };

const OPINION = { type: "object", description: "The second opinion, as among the opinions of an event." };

/** One thing that happened; which properties there are depends on `kind`. */
const ENTRY = {
  type: "object",
  required: ["kind", "at", "event", "by"],
  properties: {
    kind: {
      enum: [
        "recorded",
        "decided",
        "opinion",
        "absorbed",
        "revived",
        "auto-accepted",
        "auto-withdrawn",
        "joined",
        "moved",
        "left",
        "values",
        "reading",
      ],
      description:
        "`opinion`: a second reviewer said what they think of it without having seen the decision. `auto-accepted`, `auto-withdrawn`: by the machine alone, and no more. `joined`, `moved`, `left`: a report. `absorbed`, `revived`: linking made it part of another event, or its own again. `values`: they changed. `reading`: the rules read it otherwise, what was signed stays.",
    },
    at: TEXT,
    event: {
      type: "string",
      description: "The event it happened to: this one, or one that is or was part of it.",
    },
    by: { type: "string", description: "A reviewer, or `machine`." },
    review: REVIEW,
    opinion: OPINION,
    last: { type: "boolean", description: "Whether an undo would take back this decision." },
    newest: { type: "integer", description: "The newest decision on that event: what `seen` takes." },
    report: REPORT,
    score: { type: "number" },
    reasons: { type: "array", items: TEXT },
    other: { ...TEXT_OR_NULL, description: "The event a report came from or went to." },
    into: { type: "string", description: "The event it became part of." },
    coding: CODING,
    changes: {
      type: "array",
      items: { type: "object", required: ["field", "before", "after"], properties: { field: TEXT } },
    },
  },
};

/** The past of an event as `GET /api/events/{id}/history` answers. */
export const HISTORY = {
  type: "object",
  required: ["id", "askedFor", "parts", "entries"],
  properties: {
    id: { type: "string", description: "The event asked for, or the one it is part of now." },
    askedFor: TEXT,
    parts: { type: "array", items: TEXT, description: "Events that are part of it now." },
    entries: { type: "array", items: ENTRY },
  },
};

/** The same with `at`: the event as it stood. */
export const PAST_EVENT = {
  type: "object",
  required: ["id", "askedFor", "at", "since", "status", "coding", "machine", "reports", "reviews"],
  properties: {
    id: { type: "string", description: "The event asked for, or the one it was part of then." },
    askedFor: TEXT,
    at: TEXT,
    since: { type: "string", description: "Since when it had stood so." },
    status: { enum: ["new", "accepted", "corrected", "rejected", "merged"] },
    coding: { ...CODING, description: "With the decisions of then applied." },
    machine: { ...CODING, description: "As the rules read it then." },
    reports: { type: "array", items: REPORT },
    reviews: { type: "array", items: REVIEW },
    opinions: { type: "array", items: OPINION },
    codedBy: { type: "object" },
  },
};
