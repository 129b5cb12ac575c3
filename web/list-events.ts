import { storedListing } from "../pipeline/queue-listing.ts";
import type { Db } from "../store/database.ts";
import { eventsForQueue, neighboursInQueue, type QueuePage, type QueueView } from "../store/queue.ts";
import { ReviewError } from "../store/reviews.ts";
import { type Listing, ParameterError, type QueueFilter } from "./queue-filter.ts";

/** A page of the list that an address asks for. Throws {@link ParameterError} for a place that no list gave. */
export async function listEvents(db: Db, listing: Listing, view: QueueView): Promise<QueuePage> {
  const { limit, after, ...filter } = listing;
  try {
    const { filter: stored, order } = storedListing(filter, view.order);
    return await eventsForQueue(db, stored, { limit, after }, { ...view, order });
  } catch (error) {
    if (!(error instanceof ReviewError)) throw error;
    throw new ParameterError("after", error.message.replace(/^after: /, ""));
  }
}

/** The events before and behind this one in the list that it was opened from. */
export interface Neighbours {
  /** Behind the last one the first, so that what was skipped comes round again. */
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
  const { filter: stored, order } = storedListing(filter, view.order);
  return neighboursInQueue(db, stored, eventId, { ...view, order });
}
