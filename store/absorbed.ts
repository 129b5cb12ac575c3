import { sql } from "kysely";
import { listOf, rowsOf } from "./bulk.ts";
import type { Db } from "./database.ts";
import { refreshEvents } from "./event-refresh.ts";

/** An event that linking left without a mention, and the one to which most of them went. */
export interface Absorption {
  readonly id: string;
  readonly into: string;
}

/** Lets events lead to those that took their mentions: they are nobody's any more, and no longer wait. */
export async function absorbEvents(db: Db, absorptions: readonly Absorption[]): Promise<void> {
  if (absorptions.length === 0) return;
  await sql`update event set absorbed_into = r.value ->> 'into', recode = 0
    from ${rowsOf(absorptions)} where event.id = r.value ->> 'id'`.execute(db);
  await refreshEvents(
    db,
    absorptions.map(({ id }) => id),
  );
}

/** Makes absorbed events events of their own again, waiting for a reviewer; they still have to be given mentions and coded. */
export async function reviveEvents(
  db: Db,
  ids: readonly string[],
  reason: string,
  at: string,
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable("event")
    .set({ absorbedInto: null, recode: 1, queueReason: reason, queuedAt: at })
    .where("id", "in", listOf(ids))
    .where("absorbedInto", "is not", null)
    .execute();
  await refreshEvents(db, ids);
}
