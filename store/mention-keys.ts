import { sql } from "kysely";
import { insertRows, listOf, rowsOf } from "./bulk.ts";
import type { Db } from "./database.ts";

/** A key under which linking looks for a mention, and the days (since 1970, inclusive) on which its event may have been. */
export interface MentionKey {
  readonly key: string;
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Puts the keys of mentions in the place of those they had. */
export async function replaceMentionKeys(
  db: Db,
  keysOf: ReadonlyMap<string, readonly MentionKey[]>,
): Promise<void> {
  await db
    .deleteFrom("mentionKey")
    .where("mentionId", "in", listOf([...keysOf.keys()]))
    .execute();
  const rows = [...keysOf].flatMap(([mentionId, keys]) => keys.map((key) => ({ mentionId, ...key })));
  await insertRows(db, "mentionKey", ["key", "mentionId", "firstDay", "lastDay"], rows);
}

/** The keys that mentions were given when they were linked last. */
export function listMentionKeys(db: Db, mentionIds: readonly string[]): Promise<MentionKey[]> {
  return db
    .selectFrom("mentionKey")
    .select(["key", "firstDay", "lastDay"])
    .distinct()
    .where("mentionId", "in", listOf(mentionIds))
    .execute();
}

/** Mentions found under one key. More are a flood, in which nobody could compare each with each. */
const MOST_FOUND = 2000;

/**
 * For each key the linked mentions that are still read, share it, and may have been on one of its days; one list per key in
 * the order given, each by id.
 */
export async function findByKeys(db: Db, keys: readonly MentionKey[]): Promise<string[][]> {
  const found: string[][] = keys.map(() => []);
  if (keys.length === 0) return found;
  const { rows } = await sql<{ at: number; id: string }>`
    select at, id from (
      select r.value ->> 'at' as at, k.mention_id as id,
        row_number() over (partition by r.value ->> 'at' order by k.mention_id) as place
      from ${rowsOf(keys.map((key, at) => ({ at, ...key })))} cross join mention_key as k
      where k.key = r.value ->> 'key' and k.first_day <= r.value ->> 'lastDay' and k.last_day >= r.value ->> 'firstDay'
        and exists (select 1 from mention where mention.id = k.mention_id and mention.current = 1)
        and exists (select 1 from link where link.mention_id = k.mention_id and link.withdrawn_at is null))
    where place <= ${sql.lit(MOST_FOUND)} order by at, id`.execute(db);
  for (const { at, id } of rows) found[at]!.push(id);
  return found;
}
