import type { Db } from "../store/database.ts";
import { findEventAt, type PastEvent } from "../store/event-past.ts";
import { findEvent } from "../store/event-record.ts";
import { type EventHistory, findHistory } from "../store/history.ts";
import type { Looking } from "../store/queue-filter.ts";

/** Whoever looks is asked for a second opinion, and would learn what was decided. */
export const HIDDEN = "hidden";

/** Everything that happened to an event; undefined where there is none. */
export async function readHistory(
  db: Db,
  id: string,
  looking: Looking,
): Promise<EventHistory | typeof HIDDEN | undefined> {
  return (await isAsked(db, id, looking)) ? HIDDEN : findHistory(db, id);
}

/** The event as it stood at a time, or the one it was part of then, which is hidden from whoever is asked about either. */
export async function readPast(
  db: Db,
  id: string,
  time: string,
  looking: Looking,
): Promise<PastEvent | typeof HIDDEN | undefined> {
  if (await isAsked(db, id, looking)) return HIDDEN;
  const past = await findEventAt(db, id, time);
  return past && past.id !== id && (await isAsked(db, past.id, looking)) ? HIDDEN : past;
}

async function isAsked(db: Db, id: string, looking: Looking): Promise<boolean> {
  return (await findEvent(db, id, looking))?.blind === true;
}
