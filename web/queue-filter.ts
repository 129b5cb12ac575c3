import { z } from "zod";
import { EventType } from "../extractors/event.ts";
import { momentOf } from "../pipeline/since.ts";
import { STATUS_TEXTS, type StatusChoice } from "./texts.ts";

const Day = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "a date as YYYY, YYYY-MM or YYYY-MM-DD");

/** What narrows the queue. Every filter is a parameter of the address, so that a list can be shared. */
export const QueueFilter = z.strictObject({
  type: EventType.optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "two capital letters, ISO 3166-1")
    .optional(),
  status: z.enum(Object.keys(STATUS_TEXTS) as [StatusChoice, ...StatusChoice[]]).optional(),
  language: z.enum(["zh", "en", "other"]).optional(),
  source: z.string().max(100).optional(),
  conflict: z.literal("1", "1 for events whose reports disagree").optional(),
  from: Day.optional(),
  to: Day.optional(),
});
export type QueueFilter = z.infer<typeof QueueFilter>;

/** A page of a list: how many, and the place it goes on from. */
export const Paging = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).optional(),
  after: z.string().max(400).optional(),
});

const Listing = QueueFilter.extend(Paging.shape);
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

/** Reads filter and paging from an address; an empty value is no filter. Throws {@link ParameterError}. */
export function readListing(query: Readonly<Record<string, string>>): Listing {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""));
  if (given.country) given.country = given.country.toUpperCase();
  const result = Listing.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  if (issue.code === "unrecognized_keys") {
    throw new ParameterError(
      issue.keys[0]!,
      `not a filter; the filters are ${Object.keys(Listing.shape).join(", ")}`,
    );
  }
  throw new ParameterError(String(issue.path[0] ?? "query"), issue.message);
}

/** The filter alone, without paging. */
export function filterOf({ limit: _limit, after: _after, ...filter }: Listing): QueueFilter {
  return filter;
}

/** The filter as a query string with its question mark; empty for none. Keys keep one order: one list, one address. */
export function queryOf(
  filter: Readonly<Partial<Record<keyof Listing, string | number | undefined>>>,
): string {
  const pairs = new URLSearchParams();
  for (const key of Object.keys(Listing.shape) as (keyof Listing)[]) {
    const value = filter[key];
    if (value !== undefined && value !== "") pairs.set(key, String(value));
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
