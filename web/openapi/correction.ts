import { CODED_FIELDS } from "../../extractors/event.ts";
import { CheckBody } from "../correction-routes.ts";
import { failure, ID, json, jsonBody } from "./parts.ts";

const TEXT = { type: "string" };
const PLACE = { type: "integer", minimum: 0 };

const WRONG = {
  type: "object",
  required: ["field", "message"],
  properties: { field: TEXT, message: TEXT },
};

const FILLING = {
  type: "object",
  required: ["field", "name", "text", "values"],
  properties: {
    field: { enum: CODED_FIELDS },
    name: TEXT,
    text: { type: "string", description: "The value as a reader sees it." },
    values: { type: "array", items: TEXT, description: "As the correction form takes it." },
    office: { type: "string", description: "Of a person, the office that stands in the words." },
  },
};

/** What helps while a correction is made. */
export const CORRECTION_PATHS = {
  "/api/corrections/check": {
    post: {
      summary: "What is wrong with a correction form as it stands; nothing is written",
      requestBody: jsonBody(CheckBody),
      responses: {
        200: json("What is wrong, field by field; empty where nothing is", {
          type: "object",
          required: ["errors"],
          properties: { errors: { type: "array", items: WRONG } },
        }),
        400: failure("The body is not as expected"),
        404: failure("No such event"),
      },
    },
  },
  "/api/documents/{id}/words": {
    get: {
      summary: "The fields that words of a document can fill, and with which values",
      parameters: [
        ID,
        { name: "in", in: "query", schema: { enum: ["title", "text"] } },
        { name: "start", in: "query", required: true, schema: PLACE },
        { name: "end", in: "query", required: true, schema: PLACE },
      ],
      responses: {
        200: json("Values by field", {
          type: "object",
          required: ["fields"],
          properties: { fields: { type: "array", items: FILLING } },
        }),
        400: failure("No place in the document"),
        404: failure("No such document"),
      },
    },
  },
};
