import { RELATION_KINDS } from "../../extractors/relation-config.ts";

const PEOPLE = { type: "array", items: { $ref: "#/components/schemas/Participant" } };

const TEXT_OR_NULL = { type: ["string", "null"] };

const SAID = {
  value: { description: "As in the coding; null where a person cleared it." },
  from: { type: "array", items: { type: "string" }, description: "Ids of the mentions that have it." },
};

const FACT = {
  type: "object",
  required: ["value", "from", "alternatives", "why"],
  properties: {
    ...SAID,
    alternatives: {
      type: "array",
      items: { type: "object", required: ["value", "from"], properties: SAID },
    },
    why: { type: "string", description: "Why it was preferred." },
    conflict: { type: "string", description: "Where reports contradict one another: the values." },
    set_by: {
      type: "object",
      required: ["reviewer", "at", "decision"],
      properties: {
        reviewer: { type: "string" },
        at: { type: "string" },
        decision: { enum: ["accept", "correct"] },
      },
      description: "Who signed the value.",
    },
  },
};

const CONFLICT = {
  type: "object",
  required: ["field", "text", "set_by"],
  properties: {
    field: { type: "string" },
    text: { type: "string" },
    set_by: { ...TEXT_OR_NULL, description: "Who has set or accepted the value since." },
  },
};

const RELATION = {
  type: "object",
  required: ["kind", "event", "direction", "author", "reasons", "at"],
  properties: {
    kind: { enum: RELATION_KINDS },
    event: { type: "string", description: "The other event." },
    direction: {
      enum: ["out", "in"],
      description:
        "out: this event was signed at, is followed in its series by, or follows up the other; in: the other way round.",
    },
    author: { type: "string", description: '"machine", or the reviewer who added it.' },
    reasons: { type: "array", items: { type: "string" } },
    at: { type: "string" },
  },
};

/** An event as it is exported, and what the queue knows of it. */
export const EVENT = {
  allOf: [
    { $ref: "#/components/schemas/Coding", description: "With the decisions applied." },
    {
      type: "object",
      required: ["id", "status", "date_precision", "confidence", "mentions", "reviews", "machine"],
      properties: {
        id: { type: "string" },
        status: { enum: ["new", "accepted", "corrected", "rejected", "merged"] },
        date_precision: { enum: ["day", "month", "year"] },
        prc_people: PEOPLE,
        foreign_people: PEOPLE,
        confidence: { type: "number", minimum: 0, maximum: 1 },
        queue_reason: {
          type: ["string", "null"],
          description: "Why it waits; null when it does not.",
        },
        auto_accepted: {
          type: ["object", "null"],
          properties: { at: { type: "string", format: "date-time" } },
          description:
            "Since when the machine has accepted it by itself, by the settings; null where a person decided, or nobody has.",
        },
        blind: {
          type: "boolean",
          description:
            "Whoever asks is to give a second opinion: it is shown as undecided, with the machine's coding.",
        },
        opinions: {
          type: "array",
          items: { type: "object" },
          description:
            "What second reviewers said without having seen the decision it is compared with (`first`); `differs` names the fields, `open` those to be settled.",
        },
        muted: { const: true, description: "Only muted rules report it: it counts nowhere." },
        corrected: {
          type: "array",
          items: { type: "string" },
          description: "Fields a reviewer set.",
        },
        machine: { $ref: "#/components/schemas/Coding", description: "As the rules read it." },
        facts: {
          type: "object",
          additionalProperties: FACT,
          description: "For each field, how it got its value.",
        },
        conflicts: {
          type: "array",
          items: CONFLICT,
          description: "Where reports disagree in a way that a person should see.",
        },
        relations: {
          type: "array",
          items: RELATION,
          description: "How it stands to other events.",
        },
        mentions: { type: "array", items: { type: "object" } },
        reviews: { type: "array", items: { type: "object" } },
      },
    },
  ],
};
