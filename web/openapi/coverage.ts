import { json } from "./parts.ts";

/** The path that tells which past years were searched. */
export const COVERAGE_PATH = {
  "/api/coverage": {
    get: {
      summary: "Which past years of which sources were searched by which route, and what came of it",
      responses: {
        200: json("A line for each source, route and year; `pending` was not tried", {
          type: "array",
          items: {
            type: "object",
            required: ["source", "year", "route", "state"],
            properties: {
              source: { type: "string" },
              year: { type: "integer" },
              route: { enum: ["site", "wayback", "commoncrawl", "repost"] },
              state: { enum: ["pending", "running", "done", "empty", "blocked", "failed"] },
              listed: { type: "integer" },
              found: { type: "integer" },
              held: { type: "integer" },
              fetched: { type: "integer" },
              missing: { type: "integer" },
              leftOut: { type: "integer" },
              requests: { type: "integer" },
              seconds: { type: "integer" },
              events: { type: "integer" },
              reason: { type: ["string", "null"] },
              updated: { type: ["string", "null"], format: "date-time" },
            },
          },
        }),
      },
    },
  },
};
