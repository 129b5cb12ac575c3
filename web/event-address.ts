import { filterOf, ParameterError, type QueueFilter, queryOf, readListing } from "./queue-filter.ts";

/** What the address of an event's page carries: the list it was opened from, and how its text is shown. */
export interface EventAddress {
  readonly filter: QueueFilter;
  /** Traditional characters are shown as simplified ones: `script=hans`. */
  readonly simplified: boolean;
}

/** Reads the query of an address. Throws {@link ParameterError}. */
export function readAddress(query: Readonly<Record<string, string[]>>): EventAddress {
  const { script: scripts, ...listing } = query;
  const script = scripts?.[0];
  if (script !== undefined && script !== "hans") {
    throw new ParameterError(
      "script",
      "hans for simplified characters; without it they are shown as written",
    );
  }
  return { filter: filterOf(readListing(listing)), simplified: script === "hans" };
}

/** The address of an event, "" for one still to be put in, null for the queue, with all that the address carries. */
export function linkTo(
  id: string | null,
  { filter, simplified }: EventAddress,
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams(queryOf(filter));
  if (simplified && id !== null) query.set("script", "hans");
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  const text = query.toString();
  return `${id === null ? "/" : `/events/${id}`}${text && `?${text}`}`;
}
