import { ReliabilityFilter } from "../reliability-filter.ts";
import { failure, json, parameters } from "./parts.ts";

const NUMBER_OR_NULL = { type: ["number", "null"] };
const INTERVAL = {
  type: ["array", "null"],
  items: { type: "number" },
  minItems: 2,
  maxItems: 2,
  description: "Where it lies with 95 % certainty.",
};
const FIELD = {
  type: "object",
  required: ["field", "measure", "units", "coded", "agreement", "alpha", "interval"],
  properties: {
    field: { type: "string", description: "A coded field, or `event`: whether it is one." },
    measure: { enum: ["nominal", "interval", "set", null], description: "What counts as far apart." },
    units: { type: "integer", description: "Events that alpha rests on." },
    coded: { type: "integer", description: "Events of which both could say something." },
    agreement: { ...NUMBER_OR_NULL, description: "Share of these that both coded the same, 0 to 1." },
    alpha: {
      ...NUMBER_OR_NULL,
      description: "Krippendorff's alpha; null where there is nothing to compare.",
    },
    interval: INTERVAL,
  },
};
const AGREEMENT = {
  units: { type: "integer", description: "Events that two persons coded." },
  same: { type: "integer", description: "Those coded the same in every field." },
  fields: { type: "array", items: FIELD },
};
const TEXT = { type: "string" };

/** What persons found in events that the machine accepted by itself. */
export const CHECKS = {
  type: "object",
  required: ["accepted", "waiting", "checked", "events", "precision", "interval"],
  properties: {
    accepted: { type: "integer", description: "Accepted by the machine now." },
    waiting: { type: "integer", description: "Drawn for a check, and not yet looked at." },
    checked: { type: "integer" },
    events: { type: "integer", description: "Of those checked, how many were events." },
    precision: NUMBER_OR_NULL,
    interval: { ...INTERVAL, type: "array" },
  },
};

/** The path that tells how reliably reviewers code. */
export const RELIABILITY_PATH = {
  "/api/reliability": {
    get: {
      summary: "How alike two reviewers code the same event, and how precise what no person accepted is",
      parameters: parameters(ReliabilityFilter),
      responses: {
        200: json("Agreement field by field, by pair of reviewers and by type", {
          type: "object",
          required: ["units", "same", "fields", "enough", "byPair", "byType", "disagreements", "checks"],
          properties: {
            ...AGREEMENT,
            enough: { type: "boolean", description: "Whether there are events enough to rely on an alpha." },
            byPair: {
              type: "array",
              items: {
                type: "object",
                properties: { reviewers: { type: "array", items: TEXT }, ...AGREEMENT },
              },
            },
            byType: { type: "array", items: { type: "object", properties: { type: TEXT, ...AGREEMENT } } },
            disagreements: {
              type: "array",
              items: {
                type: "object",
                properties: {
                  event: TEXT,
                  at: TEXT,
                  first: { ...TEXT, description: "Who decided first." },
                  second: { ...TEXT, description: "Who gave the second opinion." },
                  differs: { type: "array", items: TEXT },
                  open: { type: "boolean", description: "Nobody has settled it." },
                  coding: { $ref: "#/components/schemas/Coding" },
                },
              },
            },
            waiting: { type: "integer", description: "Events that wait for a second opinion." },
            unsettled: {
              type: "integer",
              description: "Events that wait for somebody to settle two opinions.",
            },
            checks: CHECKS,
          },
        }),
        400: failure("A filter that cannot be read"),
      },
    },
  },
};
