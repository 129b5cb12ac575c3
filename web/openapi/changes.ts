import { ChangeQuery } from "../change-filter.ts";
import { failure, json, parameters } from "./parts.ts";

const TEXT_OR_NULL = { type: ["string", "null"] };

/** An edit, loss or return of an official page. */
export const CHANGE = {
  type: "object",
  required: ["id", "kind", "at", "source", "canonical_url", "title", "difference", "events"],
  properties: {
    id: { type: "integer" },
    kind: { enum: ["edited", "removed", "restored"] },
    at: { type: "string", description: "When it was noticed, UTC." },
    source: { type: "string" },
    canonical_url: { type: "string" },
    title: TEXT_OR_NULL,
    published: TEXT_OR_NULL,
    last_seen: { ...TEXT_OR_NULL, description: "Of a loss or return, when the page was last read before." },
    first_missing: { ...TEXT_OR_NULL, description: "Of a loss or return, when the page first was missing." },
    document: { ...TEXT_OR_NULL, description: "The version after an edit, else the newest known." },
    before: { ...TEXT_OR_NULL, description: "Of an edit, the document before." },
    after: { ...TEXT_OR_NULL, description: "Of an edit, the document after." },
    difference: { ...TEXT_OR_NULL, description: "Of an edit, a short unified difference of the texts." },
    events: { type: "array", items: { type: "string" }, description: "Events that it touches." },
  },
};

/** The path that lists them. */
export const CHANGE_PATH = {
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
};
