import { AddedEventBody, DocumentReviewBody } from "../document-api.ts";
import { failure, ID, json, jsonBody } from "./parts.ts";

const REFUSED = {
  400: failure("What is sent is not as expected; nothing was written"),
  404: failure("No such document"),
  413: failure("The body is too large"),
  415: failure("The body is not application/json"),
};

/** Documents: what they hold, what programs add to them, say of them, and take from them. */
export const DOCUMENT_PATHS = {
  "/api/documents/{id}": {
    get: {
      summary: "One document with its text, mentions and claims, and the other addresses of its text",
      parameters: [ID],
      responses: { 200: json("The document", { type: "object" }), 404: failure("No such document") },
    },
  },
  "/api/documents/{id}/events": {
    post: {
      summary:
        "Adds an event that the rules missed: a mention of a person's, its event and the signed decision",
      description:
        "`coding` holds the fields of the codebook, at least `type` and `date`; `evidence` the words that report the event, which must stand once in the document, or their place. `joins` makes the words one more report of a known event, `apart` says of which known events they are none.",
      parameters: [ID],
      requestBody: jsonBody(AddedEventBody),
      responses: {
        201: json("The event, accepted; or the known event that has the report now", {
          $ref: "#/components/schemas/Event",
        }),
        ...REFUSED,
        409: json("It is known already: nothing was written. Send it again with `joins` or `apart`", {
          type: "object",
          required: ["error", "known"],
          properties: { error: { type: "object" }, known: { $ref: "#/components/schemas/Event" } },
        }),
      },
    },
  },
  "/api/documents/{id}/reviews": {
    post: {
      summary: "Says that a document was read and reports no event, or takes that back",
      parameters: [ID],
      requestBody: jsonBody(DocumentReviewBody),
      responses: {
        201: json("What stands now: `no_event` has reviewer and time, or is null", { type: "object" }),
        ...REFUSED,
      },
    },
  },
  "/api/documents/{id}/gold": {
    get: {
      summary: "A decided document as a gold document: one line of a file that `evaluate` reads",
      parameters: [ID],
      responses: {
        200: json("The document with the events as persons decided them", {
          type: "object",
          required: ["id", "url", "lang", "title", "published", "text", "events"],
          properties: {
            id: { type: "string" },
            url: { type: "string" },
            lang: { type: "string" },
            title: { type: "string" },
            published: { type: ["string", "null"] },
            text: { type: "string" },
            events: { type: "array", items: { type: "object", required: ["type", "evidence"] } },
          },
        }),
        404: failure("No such document"),
        409: failure("It is no gold document yet: something of it is not decided"),
      },
    },
  },
};
