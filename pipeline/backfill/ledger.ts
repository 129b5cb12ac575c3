import { type ArchivedCounts, countArchived } from "../../store/archived-pages.ts";
import { type BackfillRoute, listSlices, type Slice } from "../../store/backfill.ts";
import type { Db } from "../../store/database.ts";
import { countByYear } from "../../store/documents.ts";
import { countEventsByYear } from "../../store/source-events.ts";
import { ROUTES } from "./routes.ts";

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
  /** Left out by the filter of the source. */
  readonly leftOut: number;
  /** Made so far, and the time that they took. */
  readonly requests: number;
  readonly seconds: number;
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

/** A year over all sources that were searched at all: what they tell, and how much of it was searched. */
export interface YearTotal {
  readonly year: number;
  readonly events: number;
  /** Sources of which the year was searched by some route to its end, of so many. */
  readonly searched: number;
  readonly sources: number;
}

/**
 * Events of each year beside the number of sources that were searched for it, so that more sources are not taken for more
 * events.
 */
export function yearTotals(rows: readonly LedgerRow[]): YearTotal[] {
  const years = [...new Set(rows.map(({ year }) => year))].sort((a, b) => a - b);
  return years.map((year) => {
    const ofYear = rows.filter((row) => row.year === year);
    const events = new Map(ofYear.map((row) => [row.source, row.events]));
    const atEnd = ofYear.filter(({ state }) => state === "done" || state === "empty");
    return {
      year,
      events: [...events.values()].reduce((sum, count) => sum + count, 0),
      searched: new Set(atEnd.map(({ source }) => source)).size,
      sources: events.size,
    };
  });
}

/** The rows by source and route, the years of each in order. */
export function ledgerLines<R extends LedgerRow>(rows: readonly R[]): R[][] {
  const lines = new Map<string, R[]>();
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
    leftOut = 0,
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
    leftOut,
    requests: slice?.requests ?? 0,
    seconds: Math.round(slice?.seconds ?? 0),
    events: events.get(ofYear) ?? 0,
    reason: slice?.reason ?? null,
    updated: slice?.updated ?? null,
  };
}
