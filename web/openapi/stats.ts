import { AGE_BUCKETS } from "../../store/queue-age.ts";
import { json } from "./parts.ts";
import { CHECKS } from "./reliability.ts";

const COUNT = { type: "integer", minimum: 0 };
const COUNTS = { type: "object", additionalProperties: COUNT };

const WORK = { decisions: COUNT, corrections: { ...COUNT, description: "Of the decisions." } };

const STATS = {
  type: "object",
  properties: {
    events: COUNT,
    documents: COUNT,
    snapshots: COUNT,
    mentions: COUNT,
    openIssues: COUNT,
    byType: COUNTS,
    byYear: COUNTS,
    byYearAndType: { type: "object", additionalProperties: COUNTS },
    byCountry: COUNTS,
    byStatus: { ...COUNTS, description: "Rejected events stand here only." },
    autoAccepted: { ...COUNT, description: "Of the accepted events those that no person has seen." },
    byAgreementType: COUNTS,
    byTopic: COUNTS,
    bySource: COUNTS,
    checks: CHECKS,
    queueAge: {
      type: "array",
      description: "How long events wait, by reason.",
      items: {
        type: "object",
        required: ["reason", "waiting", "counts", "oldest"],
        properties: {
          reason: { type: "string" },
          waiting: COUNT,
          counts: {
            type: "array",
            items: COUNT,
            description: `Waiting for this many days or longer, up to the next: ${AGE_BUCKETS.join(", ")}.`,
          },
          oldest: { type: ["string", "null"], description: "Since when the first of them waits, UTC." },
        },
      },
    },
    throughput: {
      type: "array",
      description: "Decisions and second opinions of the last 30 days by reviewer; days are UTC.",
      items: {
        type: "object",
        required: ["reviewer", "decisions", "corrections", "days"],
        properties: {
          reviewer: { type: "string" },
          ...WORK,
          days: {
            type: "array",
            items: { type: "object", properties: { day: { type: "string", format: "date" }, ...WORK } },
          },
        },
      },
    },
  },
};

/** The path of the figures. */
export const STATS_PATH = {
  "/api/stats": {
    get: {
      summary: "Figures of the record and of the work on it, as the dashboard shows them",
      responses: { 200: json("The figures", STATS) },
    },
  },
};
