import type { z } from "zod";
import { Coding, Participant, Span } from "../../extractors/event.ts";
import { CHANGE, CHANGE_PATH } from "./changes.ts";
import { CORRECTION_PATHS } from "./correction.ts";
import { COVERAGE_PATH } from "./coverage.ts";
import { DOCUMENT_PATHS } from "./documents.ts";
import { decisionPath, EVENT_PATHS } from "./event-paths.ts";
import { EVENT } from "./events.ts";
import { FEED_PATHS } from "./feeds.ts";
import { HEALTH_PATHS } from "./health.ts";
import { HISTORY, PAST_EVENT } from "./history.ts";
import { json, schema } from "./parts.ts";
import { RELIABILITY_PATH } from "./reliability.ts";
import { SEARCH_PATH } from "./search.ts";
import { STATS_PATH } from "./stats.ts";

const SCHEMAS = {
  Event: EVENT,
  History: HISTORY,
  PastEvent: PAST_EVENT,
  Change: CHANGE,
  Coding: schema(Coding.omit({ prc_people: true, foreign_people: true }).loose()),
  Participant: schema(Participant.omit({ side: true })),
  Span: schema(Span),
};

/** The OpenAPI 3.1 description of the JSON routes and the other routes that programs read. */
export function openapi(version: string, reviewBody: z.ZodType) {
  return {
    openapi: "3.1.0",
    info: {
      title: "Jingwu",
      version,
      description:
        "Events of China's police diplomacy with their provenance, and the decisions of reviewers.",
    },
    paths: {
      ...EVENT_PATHS,
      ...decisionPath(reviewBody),
      ...DOCUMENT_PATHS,
      ...CHANGE_PATH,
      ...COVERAGE_PATH,
      ...CORRECTION_PATHS,
      ...RELIABILITY_PATH,
      ...SEARCH_PATH,
      ...STATS_PATH,
      "/openapi.json": { get: { summary: "This", responses: { 200: json("This", { type: "object" }) } } },
      ...FEED_PATHS,
      ...HEALTH_PATHS,
    },
    components: { schemas: SCHEMAS },
  };
}
