import { z } from "zod";
import { QueueListing, wrongOrder } from "../pipeline/queue-listing.ts";
import { momentOf } from "../pipeline/since.ts";

/** What narrows the queue. Every filter is a parameter of the address, so that a list can be shared. */
export type QueueFilter = QueueListing;

/** A page of a list: how many, and the place it goes on from. */
export const Paging = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).optional(),
  after: z.string().max(400).optional(),
});

/** Filters that may be given several times. */
const SEVERAL: ReadonlySet<string> = new Set([
  "type",
  "country",
  "language",
  "source",
  "reason",
  "decided_by",
]);

/** Filters, order and paging of a list, as parameters of the address. */
export const Listing = QueueListing.extend(Paging.shape);
export type Listing = z.infer<typeof Listing>;

/** A value of the address that cannot be used, and what is expected of it. */
export class ParameterError extends Error {
  readonly field: string;

  constructor(field: string, message: string) {
    super(`${field}: ${message}`);
    this.name = "ParameterError";
    this.field = field;
  }
}

/**
 * Reads filter and paging from an address; an empty value is no filter. Throws {@link ParameterError} for what cannot be used, and for a
 * second value of a filter that has one.
 */
export function readListing(query: Readonly<Record<string, string | readonly string[]>>): Listing {
  const given = Object.entries(query).flatMap(([key, value]): [string, unknown][] => {
    const values = [...new Set([value].flat().filter((one) => one !== ""))];
    if (values.length === 0) return [];
    if (key === "country") return [[key, values.map((one) => one.toUpperCase())]];
    if (SEVERAL.has(key)) return [[key, values]];
    if (values.length > 1) throw new ParameterError(key, "expected one value");
    return [[key, values[0]]];
  });
  const result = Listing.safeParse(Object.fromEntries(given));
  const issue = result.success ? undefined : result.error.issues[0]!;
  if (issue?.code === "unrecognized_keys") {
    throw new ParameterError(
      issue.keys[0]!,
      `not a filter; the filters are ${Object.keys(Listing.shape).join(", ")}`,
    );
  }
  if (issue) throw new ParameterError(String(issue.path[0] ?? "query"), issue.message);
  const wrong = wrongOrder(result.data!);
  if (wrong) throw new ParameterError(wrong.field, wrong.message);
  return result.data!;
}

/** The filter alone, without paging. */
export function filterOf({ limit: _limit, after: _after, ...filter }: Listing): QueueFilter {
  return filter;
}

type Values = string | number | readonly (string | number)[] | undefined;

/** The filter as a query string with its question mark; empty for none. Keys keep one order: one list, one address. */
export function queryOf(filter: Readonly<Partial<Record<keyof Listing, Values>>>): string {
  const pairs = new URLSearchParams();
  for (const key of Object.keys(Listing.shape) as (keyof Listing)[]) {
    for (const value of [filter[key] ?? []].flat()) if (value !== "") pairs.append(key, String(value));
  }
  const text = pairs.toString();
  return text && `?${text}`;
}

/** The words of a search, without space around them; empty for none. Throws {@link ParameterError} when too long. */
export function readQuery(words: string | undefined): string {
  const query = (words ?? "").trim();
  if (query.length > 200) throw new ParameterError("q", "at most 200 characters");
  return query;
}

/** A time in the past as `at` names it. Throws {@link ParameterError}. */
export function readTime(text: string): string {
  const time = momentOf(text);
  if (time === null)
    throw new ParameterError("at", "a day as 2026-11-01 or a time as 2026-11-01T08:00:00Z, UTC");
  return time;
}
