import { sql } from "kysely";
import { insertRows, listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";
import { reviewsOf, standingReviews } from "./review-rows.ts";

/**
 * Pairs of mentions, of which at least one is among those given, that a person holds apart for ever. No pair comes twice. Two
 * that a person has joined to one event since are held apart no more, until that is undone.
 */
export async function listHeldApart(
  db: Db,
  mentionIds: readonly string[],
): Promise<(readonly [string, string])[]> {
  const ids = listOf(mentionIds);
  const { rows } = await sql<{ a: string; b: string }>`
    select mention_a as a, mention_b as b from held_apart
    where (mention_a in ${ids} or mention_b in ${ids}) and not exists (
      select 1 from link join link as other on other.event_id = link.event_id
      where link.mention_id = mention_a and link.withdrawn_at is null
        and other.mention_id = mention_b and other.withdrawn_at is null
        and (link.author <> 'machine' or other.author <> 'machine'))
    group by mention_a, mention_b order by mention_a, mention_b`.execute(db);
  return rows.map(({ a, b }) => [a, b] as const);
}

/** For each event those that a person holds apart from it, by the mentions they have now. */
export async function eventsHeldApart(
  db: Db,
  eventIds: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> {
  const apart = new Map<string, Set<string>>();
  for (const [from, to] of [
    ["mention_a", "mention_b"],
    ["mention_b", "mention_a"],
  ] as const) {
    const { rows } = await sql<{ id: string; other: string }>`
      select distinct link.event_id as id, other.event_id as other
      from link join held_apart on ${sql.ref(`held_apart.${from}`)} = link.mention_id
        join link as other on other.mention_id = ${sql.ref(`held_apart.${to}`)}
      where link.event_id in ${listOf(eventIds)} and link.withdrawn_at is null
        and other.withdrawn_at is null`.execute(db);
    for (const { id, other } of rows) apart.set(id, (apart.get(id) ?? new Set()).add(other));
  }
  return apart;
}

/**
 * Brings what is held apart up to the standing splits and "distinct" of the events: the mentions of both sides, and those that
 * took their places since. Doing it again changes nothing.
 */
export async function rebuildHeldApart(db: Db, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return;
  const reviews = [...(await reviewsOf(db, eventIds)).values()];
  const standing = reviews.flatMap((rows) => standingReviews(rows).filter(holds));
  const sides = [];
  for (const review of standing) sides.push({ id: review.id, ...(await sidesOf(db, review)) });
  const heirs = await heirsOf(
    db,
    sides.flatMap(({ one, other }) => [...one, ...other]),
  );
  const withHeirs = (ids: readonly string[]) => new Set(ids.flatMap((id) => [id, ...(heirs.get(id) ?? [])]));
  const rows = sides.flatMap(({ id, one, other }) => {
    const [ones, others] = [withHeirs(one), withHeirs(other)];
    return [...ones].flatMap((a) =>
      [...others]
        .filter((b) => a !== b)
        .map((b) => ({ mentionA: a < b ? a : b, mentionB: a < b ? b : a, reviewId: id })),
    );
  });
  const ids = listOf(reviews.flat().map(({ id }) => id));
  await sql`delete from held_apart where review_id in ${ids}`.execute(db);
  await insertRows(db, "heldApart", ["mentionA", "mentionB", "reviewId"], rows);
}

/** For each mention those that took its place, at whatever remove. One without any has no entry. */
export async function heirsOf(db: Db, mentionIds: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ start: string; id: string }>`
    with recursive heir (start, id) as (
      select earlier_id, mention_id from succession where earlier_id in ${listOf(mentionIds)}
      union
      select heir.start, succession.mention_id from heir join succession on succession.earlier_id = heir.id
    )
    select start, id from heir where id <> start order by start, id`.execute(db);
  const heirs = new Map<string, string[]>();
  for (const { start, id } of rows) heirs.set(start, [...(heirs.get(start) ?? []), id]);
  return heirs;
}

function holds({ decision }: Row<"review">): boolean {
  return decision === "split" || decision === "distinct";
}

/** Splits that were taken before the mentions that stayed were kept with them are read from the edges. */
async function sidesOf(db: Db, review: Row<"review">): Promise<{ one: string[]; other: string[] }> {
  const { mentionIds, otherIds } = JSON.parse(review.changes ?? "{}") as Record<string, string[] | undefined>;
  const one = mentionIds ?? [];
  if (otherIds) return { one, other: otherIds };
  const rows = await db
    .selectFrom("link")
    .select("mentionId")
    .where("eventId", "=", review.eventId)
    .where("mentionId", "not in", listOf(one))
    .where("at", "<=", review.at)
    .where((e) => e.or([e("withdrawnAt", "is", null), e("withdrawnAt", ">", review.at)]))
    .execute();
  return { one, other: rows.map(({ mentionId }) => mentionId) };
}
