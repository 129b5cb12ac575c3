import { type ArchivedCounts, countArchived } from "../../store/archived-pages.ts";
import { type BackfillRoute, listSlices, type Slice } from "../../store/backfill.ts";
import type { Db } from "../../store/database.ts";
import { countByYear } from "../../store/documents.ts";
import { countEventsByYear } from "../../store/source-events.ts";
import { ROUTES } from "./slices.ts";

/** One source's year by one route, as it is shown. */
export interface LedgerRow {
  readonly source: string;
  readonly year: number;
  readonly route: BackfillRoute;
  /** `pending`: not tried, which is not the same as empty. */
  readonly state: Slice["state"] | "pending";
  readonly listed: number;
  readonly found: number;
  readonly held: number;
  readonly fetched: number;
  readonly missing: number;
  /** Events of this year that the source reports, by whatever route its pages came. */
  readonly events: number;
  readonly reason: string | null;
  readonly updated: string | null;
}

/**
 * The ledger with its gaps: for each source that was searched at all, every route and year between the first and the last
 * that were.
 */
export async function readLedger(db: Db, sourceIds: readonly string[] = []): Promise<LedgerRow[]> {
  const slices = await listSlices(db, sourceIds);
  if (slices.length === 0) return [];
  const sources = [...new Set(slices.map(({ sourceId }) => sourceId))];
  const found: Found = {
    archived: await countArchived(db, sources),
    site: await countByYear(db, sources, "site"),
    events: await countEventsByYear(db, sources),
  };
  const known = new Map(slices.map((slice) => [keyOf(slice), slice]));
  const searched = slices.map(({ year }) => year);
  const [first, last] = [Math.min(...searched), Math.max(...searched)];
  const years = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return sources.flatMap((source) =>
    ROUTES.flatMap((route) =>
      years.map((year) =>
        rowOf({ sourceId: source, route, year }, known.get(keyOf({ sourceId: source, route, year })), found),
      ),
    ),
  );
}

/** The rows by source and route, the years of each in order. */
export function ledgerLines(rows: readonly LedgerRow[]): LedgerRow[][] {
  const lines = new Map<string, LedgerRow[]>();
  for (const row of rows) {
    const key = `${row.source} ${row.route}`;
    const line = lines.get(key);
    if (line) line.push(row);
    else lines.set(key, [row]);
  }
  return [...lines.values()];
}

type Key = Pick<Slice, "sourceId" | "route" | "year">;

function keyOf({ sourceId, route, year }: Key): string {
  return `${sourceId} ${route} ${year}`;
}

interface Found {
  readonly archived: ReadonlyMap<string, ArchivedCounts>;
  readonly site: ReadonlyMap<string, number>;
  readonly events: ReadonlyMap<string, number>;
}

function rowOf(key: Key, slice: Slice | undefined, { archived, site, events }: Found): LedgerRow {
  const ofYear = `${key.sourceId} ${key.year}`;
  const read = key.route === "site" ? (site.get(ofYear) ?? 0) : 0;
  const {
    found = read,
    held = 0,
    fetched = read,
    missing = 0,
  } = archived.get(`${ofYear} ${key.route}`) ?? {};
  return {
    source: key.sourceId,
    year: key.year,
    route: key.route,
    // A year that seemed empty may have got articles since, whose numbers let expect another year.
    state: slice?.state === "empty" && found > 0 ? "done" : (slice?.state ?? "pending"),
    listed: slice?.listed ?? 0,
    found,
    held,
    fetched,
    missing,
    events: events.get(ofYear) ?? 0,
    reason: slice?.reason ?? null,
    updated: slice?.updated ?? null,
  };
}
