import type { QueueReason } from "../sources/review-settings.ts";
import type { Db } from "./database.ts";

/** Why an event waits for a person. */
export interface Waits {
  readonly reason: QueueReason;
  /** UTC, ISO 8601; from now on where none is given. */
  readonly since?: string | null;
  /** The reviewer who is not asked. */
  readonly notFor?: string | null;
}

/** What an event waits for; null when it does not. */
export async function findWaits(db: Db, eventId: string): Promise<Waits | null> {
  const { queueReason, queuedAt, notFor } = await db
    .selectFrom("event")
    .select(["queueReason", "queuedAt", "notFor"])
    .where("id", "=", eventId)
    .executeTakeFirstOrThrow();
  return queueReason === null ? null : { reason: queueReason as QueueReason, since: queuedAt, notFor };
}

/** Lets an event wait, or not any more. */
export async function setWaits(db: Db, eventId: string, waits: Waits | null, at: string): Promise<void> {
  const { reason, since, notFor } = waits ?? {};
  await db
    .updateTable("event")
    .set({
      queueReason: reason ?? null,
      queuedAt: waits ? (since ?? at) : null,
      notFor: notFor ?? null,
      indexed: 0,
    })
    .where("id", "=", eventId)
    .execute();
}
