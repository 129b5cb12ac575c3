import { SearchFilter } from "../search-filter.ts";
import { failure, json, parameters } from "./parts.ts";

/** The path of the full-text search. */
export const SEARCH_PATH = {
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
};
