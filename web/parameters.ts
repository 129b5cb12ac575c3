import type { z } from "zod";
import { ParameterError } from "./queue-filter.ts";

/** Reads the parameters of an address; an empty value is none. Throws {@link ParameterError}, which names the parameter. */
export function readParameters<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  query: Readonly<Record<string, string>>,
): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  if (issue.code === "unrecognized_keys") {
    throw new ParameterError(
      issue.keys[0]!,
      `not a filter; the filters are ${Object.keys(schema.shape).join(", ")}`,
    );
  }
  throw new ParameterError(String(issue.path[0] ?? "query"), issue.message);
}
