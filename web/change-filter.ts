import { z } from "zod";
import { sinceTime } from "../pipeline/since.ts";
import { readParameters } from "./parameters.ts";
import { ParameterError } from "./queue-filter.ts";

/** What narrows the list of changes; each is a parameter of the address. */
export const ChangeQuery = z.strictObject({
  since: z.string().max(40).optional(),
  source: z.string().max(100).optional(),
  kind: z.enum(["edited", "removed", "restored"]).optional(),
  /** Changes of the page that this document is a version of. */
  document: z.string().max(100).optional(),
  /** Changes of the pages that report this event, or did. */
  event: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  /** The `next` of an earlier page. */
  after: z.coerce.number().int().min(1).optional(),
});
export type ChangeQuery = z.infer<typeof ChangeQuery>;

/** Reads the filter from an address; an empty value is no filter. Throws {@link ParameterError}. */
export function readChangeQuery(query: Readonly<Record<string, string>>): ChangeQuery {
  return readParameters(ChangeQuery, query);
}

/** The time that `since` means; undefined when it is not given. Throws {@link ParameterError}. */
export function sinceOf({ since }: ChangeQuery, now: Date): string | undefined {
  if (since === undefined) return undefined;
  const time = sinceTime(since, now);
  if (time === null) throw new ParameterError("since", "expected 12h, 7d, 2w or a day as 2026-11-01");
  return time;
}

/** The filter as a query string with its question mark; empty for none. */
export function changeQueryOf(query: Readonly<Partial<ChangeQuery>>): string {
  const pairs = new URLSearchParams();
  for (const key of Object.keys(ChangeQuery.shape) as (keyof ChangeQuery)[]) {
    const value = query[key];
    if (value !== undefined && value !== "") pairs.set(key, String(value));
  }
  const text = pairs.toString();
  return text && `?${text}`;
}
