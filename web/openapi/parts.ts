import { z } from "zod";

const FAILURE = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["message"],
      properties: {
        field: {
          type: "string",
          description: "What the message is about, where it is one part of the input.",
        },
        message: { type: "string" },
      },
    },
  },
};

/** The id that a path names. */
export const ID = { name: "id", in: "path", required: true, schema: { type: "string" } };

/** A type as a JSON schema. */
export function schema(type: z.ZodType): object {
  const { $schema: _left, ...rest } = z.toJSONSchema(type, { io: "input", unrepresentable: "any" });
  return rest;
}

/** The keys of a type as parameters of the address. */
export function parameters(type: z.ZodObject): object[] {
  const { properties = {} } = z.toJSONSchema(type, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).map(([name, of]) => ({ name, in: "query", required: false, schema: of }));
}

/** What is sent in JSON. */
export function jsonBody(type: z.ZodType): object {
  return { required: true, content: { "application/json": { schema: schema(type) } } };
}

/** An answer in JSON. */
export function json(description: string, of: object): object {
  return { description, content: { "application/json": { schema: of } } };
}

/** An answer that says what is wrong. */
export function failure(description: string): object {
  return json(description, FAILURE);
}

/** An answer that is a feed. */
export function atom(): object {
  return { description: "An Atom feed", content: { "application/atom+xml": {} } };
}
