import { type RawBuilder, sql } from "kysely";
import { listOf } from "./bulk.ts";
import type { Db } from "./database.ts";
import { DOUBLES } from "./doubles.ts";
import { type QueueFilter, several } from "./queue-filter.ts";
import { eventsHolding } from "./search-events.ts";

/** A filter by which an index finds the events. */
export type Finder = "duplicate" | "words" | "source" | "country";

/** The filter by which the events of a list are best found, and the ids it gives; these alone where they are few. */
export interface Found {
  readonly by: Finder;
  /** SQL of a table `found` with the column `id`, each once. */
  readonly table: RawBuilder<unknown>;
  /** Few enough to be looked up and sorted; more are met on a walk along the queue. */
  readonly few: boolean;
}

/** Up to so many events are looked up and sorted. */
const FEW = 1500;

/** How the events of a list are best found; undefined where the filter names nothing that an index finds them by. */
export async function findEvents(db: Db, filter: QueueFilter): Promise<Found | undefined> {
  const { duplicate, words, source, country } = filter;
  if (duplicate) return found(db, "duplicate", DOUBLES);
  if (words !== undefined) return found(db, "words", eventsHolding(words));
  if (source !== undefined) {
    const ids = sql`select event_id as id from event_source where source_id in ${listOf(several(source))}`;
    return found(db, "source", ids);
  }
  if (country === undefined) return undefined;
  return found(
    db,
    "country",
    sql`select event_id as id from event_country where country in ${listOf(several(country))}`,
  );
}

async function found(db: Db, by: Finder, ids: RawBuilder<unknown>): Promise<Found> {
  // What may be the same as another is never found on a walk: of each event that would ask for all pairs; nor are words, of which
  // each event would ask the search index.
  const anyNumber = by === "duplicate" || by === "words";
  const most = anyNumber ? sql`` : sql`limit ${FEW + 1}`;
  const { rows } = await sql<{ id: string }>`select distinct id from (${ids}) as named ${most}`.execute(db);
  if (!anyNumber && rows.length > FEW) {
    return { by, few: false, table: sql`(select distinct id from (${ids}) as named) as found` };
  }
  const list = JSON.stringify(rows.map(({ id }) => id));
  return { by, few: true, table: sql`(select value as id from json_each(${list})) as found` };
}
