import { z } from "zod";
import { SOURCE_STATES, type SourceRow } from "../pipeline/source-rows.ts";
import { readParameters } from "./parameters.ts";

/** What the list of sources can be ordered by. */
const SOURCE_ORDERS = ["title", "family", "country", "state", "read", "new", "due", "events"] as const;
export type SourceOrder = (typeof SOURCE_ORDERS)[number];

const SourceListing = z.strictObject({
  state: z.enum(SOURCE_STATES).optional(),
  family: z.string().max(40).optional(),
  country: z
    .string()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, "two capital letters, ISO 3166-1")
    .optional(),
  sort: z.enum(SOURCE_ORDERS).optional(),
  order: z.enum(["asc", "desc"]).optional(),
});
export type SourceListing = z.infer<typeof SourceListing>;

/** Reads filter and order from an address; an empty value is none. Throws {@link ParameterError}. */
export function readSourceListing(query: Readonly<Record<string, string>>): SourceListing {
  return readParameters(SourceListing, query);
}

/** The address of the list so filtered and ordered. */
export function sourcesPath(listing: SourceListing): string {
  const pairs = new URLSearchParams();
  for (const key of Object.keys(SourceListing.shape) as (keyof SourceListing)[]) {
    const value = listing[key];
    if (value !== undefined) pairs.set(key, value);
  }
  const text = pairs.toString();
  return text === "" ? "/sources" : `/sources?${text}`;
}

/**
 * Orders sources. Not said: those that are not well first, then those that were read, then by title. What is not known
 * comes last, whichever way the rest is turned.
 */
export function orderRows(
  rows: readonly SourceRow[],
  { sort, order = "asc" }: SourceListing,
  events: Readonly<Record<string, number>>,
): SourceRow[] {
  const byTitle = (a: SourceRow, b: SourceRow) => a.title.localeCompare(b.title, "en");
  if (sort === undefined) {
    return [...rows].sort((a, b) => concern(b) - concern(a) || byTitle(a, b));
  }
  const turn = order === "desc" ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [keyOf(a, sort, events), keyOf(b, sort, events)];
    if (left === null || right === null)
      return Number(left === null) - Number(right === null) || byTitle(a, b);
    if (typeof left === "number" && typeof right === "number") return turn * (left - right) || byTitle(a, b);
    return turn * String(left).localeCompare(String(right), "en") || byTitle(a, b);
  });
}

/** Sources that are not well come first, those never read last. */
function concern({ state, active }: SourceRow): number {
  if (!active || state === "unknown") return 0;
  return state === "ok" ? 1 : 2;
}

function keyOf(
  row: SourceRow,
  sort: SourceOrder,
  events: Readonly<Record<string, number>>,
): string | number | null {
  switch (sort) {
    case "title":
      return row.title;
    case "family":
      return row.family;
    case "country":
      return row.country;
    case "state":
      return row.state === "unknown" ? null : SOURCE_STATES.indexOf(row.state);
    case "read":
      return row.lastSuccess;
    case "new":
      return row.lastNewArticle;
    case "due":
      return row.nextDue;
    case "events":
      return events[row.id] ?? null;
  }
  return sort satisfies never;
}
