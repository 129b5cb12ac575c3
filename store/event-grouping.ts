import { sql } from "kysely";
import { listOf } from "./bulk.ts";
import type { Db } from "./database.ts";
import { applyReviews } from "./event-values.ts";
import { findTakenEventIds, mintEventId } from "./events.ts";
import { reviewsOf } from "./review-rows.ts";

/**
 * Those of the events that people have decided: a decision on them stands, or a person linked one of their mentions. Linking
 * leaves their mentions together.
 */
export async function findDecidedEvents(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const linked = await db
    .selectFrom("link")
    .select("eventId")
    .distinct()
    .where("eventId", "in", listOf(ids))
    .where("withdrawnAt", "is", null)
    .where("author", "!=", sql.lit("machine"))
    .execute();
  const decided = new Set(linked.map(({ eventId }) => eventId));
  const reviewed = await reviewsOf(db, ids);
  const codings = await db
    .selectFrom("event")
    .select(["id", "coding"])
    .where("id", "in", listOf([...reviewed.keys()]))
    .execute();
  for (const { id, coding } of codings) {
    const { reviews } = applyReviews(JSON.parse(coding), reviewed.get(id)!);
    if (reviews.some(({ effective }) => effective)) decided.add(id);
  }
  return decided;
}

/** The id of an event to be: of a stored one that has no mention any more, or a new one. */
export interface EventName {
  readonly id: string;
  readonly known: boolean;
}

/**
 * Names for groups of mentions without an event: that of the event once made from one of them (the first in the order of
 * the mentions) if it has no mention now, otherwise one minted from the first mention. An event merged by a person is left
 * to what the person decided.
 */
export async function nameGroups(db: Db, groups: readonly (readonly string[])[]): Promise<EventName[]> {
  const idOf = new Map(groups.flat().map((mention) => [mention, mintEventId(mention)]));
  const stored = await db
    .selectFrom("event")
    .select(["id", "mentionCount", "mergedInto", "absorbedInto"])
    .where("id", "in", listOf([...idOf.values()]))
    .execute();
  const free = new Set(
    stored
      .filter(({ mentionCount }) => mentionCount === 0)
      .filter(({ mergedInto, absorbedInto }) => mergedInto === null || mergedInto === absorbedInto)
      .map(({ id }) => id),
  );
  const taken = new Set(stored.map(({ id }) => id));
  const names: EventName[] = [];
  for (const mentions of groups) {
    const known = mentions.map((mention) => idOf.get(mention)!).find((id) => free.delete(id));
    const fresh = idOf.get(mentions[0]!)!;
    const id = known ?? (taken.has(fresh) ? await freeEventId(db, mentions[0]!, taken) : fresh);
    taken.add(id);
    names.push({ id, known: known !== undefined });
  }
  return names;
}

/** An id minted from a mention that no event has, nor is among `taken`. */
export async function freeEventId(
  db: Db,
  mentionId: string,
  taken: ReadonlySet<string> = new Set(),
): Promise<string> {
  const used = new Set(taken);
  for (;;) {
    const id = mintEventId(mentionId, used);
    if (!(await findTakenEventIds(db, [id])).has(id)) return id;
    used.add(id);
  }
}
