import type { z } from "zod";
import { Coding, Participant, Span } from "../../extractors/event.ts";
import { ChangeQuery } from "../change-filter.ts";
import { Listing } from "../queue-filter.ts";
import { SearchFilter } from "../search-filter.ts";
import { CHANGE } from "./changes.ts";
import { CORRECTION_PATHS } from "./correction.ts";
import { DOCUMENT_PATHS } from "./documents.ts";
import { EVENT } from "./events.ts";
import { HISTORY, PAST_EVENT } from "./history.ts";
import { atom, failure, json, parameters, schema } from "./parts.ts";
import { RELIABILITY_PATH } from "./reliability.ts";
import { STATS } from "./stats.ts";

const COUNT = { type: "object", additionalProperties: { type: "integer" } };

const COUNTS = {
  type: "object",
  description: "How many events the list would have with another value of one filter.",
  properties: {
    by_type: COUNT,
    by_reason: { ...COUNT, description: "By what they wait for." },
    by_status: { ...COUNT, description: "By status; `waiting` and `all` are among them." },
  },
};

const ID = { name: "id", in: "path", required: true, schema: { type: "string" } };

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
      "/api/events": {
        get: {
          summary: "Events of the queue, or of any other filter",
          parameters: parameters(Listing),
          responses: {
            200: json("A page of events; `next` is the `after` of the next page, null at the end.", {
              type: "object",
              required: ["events", "total", "counts", "next"],
              properties: {
                events: { type: "array", items: { type: "object" } },
                total: { type: "integer" },
                counts: COUNTS,
                next: { type: ["string", "null"] },
              },
            }),
            400: failure("A filter that cannot be read"),
          },
        },
      },
      "/api/events/{id}": {
        get: {
          summary: "One event with its mentions, provenance and reviews",
          parameters: [ID],
          responses: {
            200: json("The event", { $ref: "#/components/schemas/Event" }),
            302: { description: "Merged: the address of the event it is part of" },
            404: failure("No such event"),
          },
        },
      },
      "/api/events/{id}/history": {
        get: {
          summary: "Everything that happened to an event, or the event as it stood at a time",
          parameters: [
            ID,
            {
              name: "at",
              in: "query",
              required: false,
              description: "A time, or a day, whose end is meant (UTC): then the event as it stood.",
              schema: { type: "string" },
            },
          ],
          responses: {
            200: json("The past, oldest first; with `at` one state of it", {
              oneOf: [{ $ref: "#/components/schemas/History" }, { $ref: "#/components/schemas/PastEvent" }],
            }),
            400: failure("A time that cannot be read"),
            403: failure("The event waits for the second opinion of whoever asks"),
            404: failure("No such event, or none yet at that time"),
          },
        },
      },
      "/api/events/{id}/reviews": {
        post: {
          summary:
            "Adds a decision; decisions are only ever added. Where a second opinion is asked of the reviewer, what is accepted, corrected or rejected is that; with `opinion` it is that or nothing",
          parameters: [ID],
          requestBody: { required: true, content: { "application/json": { schema: schema(reviewBody) } } },
          responses: {
            201: json("The event after the decision", { $ref: "#/components/schemas/Event" }),
            400: failure("A decision that cannot be taken"),
            404: failure("No such event"),
            409: failure(
              "Somebody decided since `seen`, or the second opinion was given meanwhile; nothing was written",
            ),
            413: failure("The body is too large"),
            415: failure("The body is not application/json"),
          },
        },
      },
      "/api/documents/{id}": {
        get: {
          summary: "One document with its text, mentions and claims, and the other addresses of its text",
          parameters: [ID],
          responses: { 200: json("The document", { type: "object" }), 404: failure("No such document") },
        },
      },
      ...DOCUMENT_PATHS,
      "/api/changes": {
        get: {
          summary: "Edits, losses and returns of official pages, the latest first",
          parameters: parameters(ChangeQuery),
          responses: {
            200: json("A page of changes; `next` is the `after` of the next page, null at the end.", {
              type: "object",
              required: ["changes", "total", "next"],
              properties: {
                changes: { type: "array", items: { $ref: "#/components/schemas/Change" } },
                total: { type: "integer" },
                next: { type: ["integer", "null"] },
              },
            }),
            400: failure("A filter that cannot be read"),
            404: failure("No such event"),
          },
        },
      },
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
      ...CORRECTION_PATHS,
      ...RELIABILITY_PATH,
      "/api/search": {
        get: {
          summary: "Full text over documents and events",
          parameters: [
            { name: "q", in: "query", required: true, schema: { type: "string", maxLength: 200 } },
            ...parameters(SearchFilter),
          ],
          responses: {
            200: json("What was found, best first", {
              type: "object",
              properties: {
                query: { type: "string" },
                results: { type: "array", items: { type: "object" } },
              },
            }),
            400: failure("No words, or too many"),
          },
        },
      },
      "/api/stats": {
        get: {
          summary: "Figures of the record and of the work on it, as the dashboard shows them",
          responses: { 200: json("The figures", STATS) },
        },
      },
      "/openapi.json": { get: { summary: "This", responses: { 200: json("This", { type: "object" }) } } },
      "/feeds/new.atom": {
        get: { summary: "The newest events, reviewed or not", responses: { 200: atom() } },
      },
      "/feeds/accepted.atom": {
        get: { summary: "The events last accepted or corrected", responses: { 200: atom() } },
      },
      "/feeds/changes.atom": {
        get: { summary: "The official pages last edited, removed or back again", responses: { 200: atom() } },
      },
      "/healthz": {
        get: {
          summary: "Whether the process can do its work: the database, and the scheduler where one runs",
          responses: {
            200: json("It can", { type: "object" }),
            503: json("It cannot; `reason` says why", { type: "object" }),
          },
        },
      },
      "/metrics": {
        get: {
          summary: "Gauges and counters for Prometheus",
          responses: { 200: { description: "Gauges and counters", content: { "text/plain": {} } } },
        },
      },
    },
    components: {
      schemas: {
        Event: EVENT,
        History: HISTORY,
        PastEvent: PAST_EVENT,
        Change: CHANGE,
        Coding: schema(Coding.omit({ prc_people: true, foreign_people: true }).loose()),
        Participant: schema(Participant.omit({ side: true })),
        Span: schema(Span),
      },
    },
  };
}
