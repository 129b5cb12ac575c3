import { listOf } from "./bulk.ts";
import type { Db } from "./database.ts";

/** Pairs of mentions, of which at least one is among those given, that a person holds apart for ever. No pair comes twice. */
export async function listHeldApart(
  db: Db,
  mentionIds: readonly string[],
): Promise<(readonly [string, string])[]> {
  const ids = listOf(mentionIds);
  const rows = await db
    .selectFrom("heldApart")
    .select(["mentionA", "mentionB"])
    .where("mentionA", "in", ids)
    .union(db.selectFrom("heldApart").select(["mentionA", "mentionB"]).where("mentionB", "in", ids))
    .orderBy("mentionA")
    .orderBy("mentionB")
    .execute();
  return rows.map(({ mentionA, mentionB }) => [mentionA, mentionB] as const);
}
