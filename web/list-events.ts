import type { Db } from "../store/database.ts";
import { eventsForQueue, neighboursInQueue, type QueuePage, type QueueView } from "../store/queue.ts";
import { ReviewError } from "../store/reviews.ts";
import { type Listing, ParameterError, type QueueFilter } from "./queue-filter.ts";

/** A page of the list that an address asks for. Throws {@link ParameterError} for a place that no list gave. */
export async function listEvents(db: Db, listing: Listing, view: QueueView): Promise<QueuePage> {
  const { limit, after, ...filter } = listing;
  try {
    return await eventsForQueue(db, stored(filter), { limit, after }, view);
  } catch (error) {
    if (!(error instanceof ReviewError)) throw error;
    throw new ParameterError("after", error.message.replace(/^after: /, ""));
  }
}

/** The events before and behind this one in the list that it was opened from. */
export interface Neighbours {
  /** The next of the list, or the first of it when this is the last, so that what was skipped comes round again. */
  readonly next: string | null;
  readonly previous: string | null;
}

/** What lies beside an event in a list; null where no other event is listed. */
export async function neighboursOf(
  db: Db,
  filter: QueueFilter,
  eventId: string,
  view: QueueView,
): Promise<Neighbours> {
  const found = await neighboursInQueue(db, stored(filter), eventId, view);
  if (found.next) return found;
  const first = await eventsForQueue(db, stored(filter), { limit: 2 }, view);
  return { ...found, next: first.events.find(({ id }) => id !== eventId)?.id ?? null };
}

function stored(filter: QueueFilter) {
  const { status, conflict, ...rest } = filter;
  return {
    ...rest,
    ...(conflict ? { conflict: true as const } : {}),
    ...(status === undefined || status === "waiting" ? {} : { status }),
  };
}
