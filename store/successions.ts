import { insertRows, listOf } from "./bulk.ts";
import type { Db } from "./database.ts";
import { rebuildHeldApart } from "./held-apart.ts";

/** A mention in the place of an earlier one. */
export interface Succession {
  readonly mentionId: string;
  readonly earlierId: string;
}

/** Keeps that mentions took the place of earlier ones. What a person held apart from the earlier ones is held apart from them. */
export async function addSuccessions(db: Db, successions: readonly Succession[]): Promise<void> {
  const rows = successions.filter(({ mentionId, earlierId }) => mentionId !== earlierId);
  if (rows.length === 0) return;
  await insertRows(db, "succession", ["mentionId", "earlierId"], rows);
  const earlier = listOf(rows.map(({ earlierId }) => earlierId));
  const held = await db
    .selectFrom("review")
    .select("eventId")
    .distinct()
    .where("id", "in", (e) =>
      e
        .selectFrom("heldApart")
        .select("reviewId")
        .where((of) => of.or([of("mentionA", "in", earlier), of("mentionB", "in", earlier)])),
    )
    .execute();
  await rebuildHeldApart(
    db,
    held.map(({ eventId }) => eventId),
  );
}
