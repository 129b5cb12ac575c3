import { insertRows } from "./bulk.ts";
import type { Db, Row } from "./database.ts";

export type BackfillRoute = Row<"backfill">["route"];

/** A source's year of publication, searched by one route. */
export interface SliceKey {
  readonly sourceId: string;
  readonly year: number;
  readonly route: BackfillRoute;
}

/** A line of the ledger. */
export interface Slice extends SliceKey {
  readonly state: Row<"backfill">["state"];
  /** Where the search goes on; of its own form for each route. */
  readonly position: unknown;
  /** Requests for lists or an index so far. */
  readonly listed: number;
  /** All requests so far. */
  readonly requests: number;
  /** Time that the search took, the pauses between requests included. */
  readonly seconds: number;
  readonly reason: string | null;
  readonly started: string;
  readonly updated: string;
}

/** The lines of the ledger, by source, route and year; those of some sources only, when given. */
export async function listSlices(db: Db, sourceIds: readonly string[] = []): Promise<Slice[]> {
  const all = db.selectFrom("backfill").selectAll().orderBy("sourceId").orderBy("route").orderBy("year");
  const rows = await (sourceIds.length > 0 ? all.where("sourceId", "in", sourceIds) : all).execute();
  return rows.map(slice);
}

/** One line; undefined where the search was not begun. */
export async function findSlice(db: Db, key: SliceKey): Promise<Slice | undefined> {
  const row = await db
    .selectFrom("backfill")
    .selectAll()
    .where("sourceId", "=", key.sourceId)
    .where("year", "=", key.year)
    .where("route", "=", key.route)
    .executeTakeFirst();
  return row && slice(row);
}

/** Puts lines in the place of earlier ones of the same keys; when each was begun stays. */
export async function saveSlices(db: Db, slices: readonly Slice[]): Promise<void> {
  const rows = slices.map((one) => ({ ...one, position: JSON.stringify(one.position) }));
  const columns = [
    "sourceId",
    "year",
    "route",
    "state",
    "position",
    "listed",
    "requests",
    "seconds",
    "reason",
    "started",
    "updated",
  ] as const;
  await insertRows(
    db,
    "backfill",
    columns,
    rows,
    `on conflict (source_id, year, route) do update set state = excluded.state, position = excluded.position,
      listed = excluded.listed, requests = excluded.requests, seconds = excluded.seconds, reason = excluded.reason, updated = excluded.updated`,
  );
}

function slice({ position, ...row }: Row<"backfill">): Slice {
  return { ...row, position: JSON.parse(position) };
}
