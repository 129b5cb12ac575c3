import type { Context } from "hono";
import type { z } from "zod";
import { ParameterError } from "./queue-filter.ts";

/** What a program sent. Throws {@link ParameterError} about the body when it is no JSON. */
export async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new ParameterError("body", "not valid JSON");
  }
}

/** The first thing that is wrong with a body; `field` is "" where it is the whole. */
export function firstWrong({ issues }: z.ZodError): { readonly field: string; readonly message: string } {
  const issue = issues[0]!;
  const field = issue.code === "unrecognized_keys" ? issue.keys[0]! : issue.path.join(".");
  return { field, message: issue.message };
}
