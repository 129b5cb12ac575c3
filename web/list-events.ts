import type { Db } from "../store/database.ts";
import type { EventRecord } from "../store/event-record.ts";
import { eventsForQueue, placeInQueue, type QueuePage } from "../store/queue.ts";
import { ReviewError } from "../store/reviews.ts";
import { type Listing, ParameterError, type QueueFilter } from "./queue-filter.ts";

/** A page of the list that an address asks for. Throws {@link ParameterError} for a place that no list gave. */
export async function listEvents(db: Db, listing: Listing): Promise<QueuePage> {
  const { limit, after, ...filter } = listing;
  try {
    return await eventsForQueue(db, stored(filter), { limit, after });
  } catch (error) {
    if (!(error instanceof ReviewError)) throw error;
    throw new ParameterError("after", error.message.replace(/^after: /, ""));
  }
}

/**
 * The event to look at after this one: the next of the list, or the first of it when this is the last, so that what
 * was skipped comes round again; null when no other event is listed.
 */
export async function nextInQueue(db: Db, filter: QueueFilter, event: EventRecord): Promise<string | null> {
  const after = placeInQueue({ id: event.id, date: event.coding.date });
  const following = await eventsForQueue(db, stored(filter), { limit: 1, after });
  if (following.events[0]) return following.events[0].id;
  const first = await eventsForQueue(db, stored(filter), { limit: 2 });
  return first.events.find(({ id }) => id !== event.id)?.id ?? null;
}

function stored(filter: QueueFilter) {
  const { status, conflict, ...rest } = filter;
  return {
    ...rest,
    ...(conflict ? { conflict: true as const } : {}),
    ...(status === undefined || status === "waiting" ? {} : { status }),
  };
}
