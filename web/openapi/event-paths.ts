import type { z } from "zod";
import { Listing } from "../queue-filter.ts";
import { failure, ID, json, jsonBody, parameters } from "./parts.ts";

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

/** Lists of events, one of them, and its past. */
export const EVENT_PATHS = {
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
};

/** The decisions on an event; `body` is what is sent of one. */
export function decisionPath(body: z.ZodType) {
  return {
    "/api/events/{id}/reviews": {
      post: {
        summary:
          "Adds a decision; decisions are only ever added. Where a second opinion is asked of the reviewer, what is accepted, corrected or rejected is that; with `opinion` it is that or nothing",
        parameters: [ID],
        requestBody: jsonBody(body),
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
  };
}
