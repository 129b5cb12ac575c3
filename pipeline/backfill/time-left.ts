import { countArchived } from "../../store/archived-pages.ts";
import { listSlices } from "../../store/backfill.ts";
import { countByYear } from "../../store/documents.ts";
import type { LedgerRow } from "./ledger.ts";
import { needOf } from "./need.ts";
import { type Pace, paceOf } from "./pace.ts";
import { whyNot } from "./slices.ts";
import { type PaceSpace, pauseOf } from "./source-pace.ts";

/** A line of the ledger with its own pace, and what is left of it. */
export type PacedRow = LedgerRow & Omit<Pace, "requests">;

/**
 * Adds to each line how fast it went by the ledger's own numbers, and what it has still to ask for: of a search that was
 * stopped, or of a year in the picture that was not tried. A line without a measured rate goes by that of its source and
 * route together.
 */
export async function withTimeLeft(space: PaceSpace, rows: readonly LedgerRow[]): Promise<PacedRow[]> {
  const ids = [...new Set(rows.map(({ source }) => source))];
  const ledger = await listSlices(space.db, ids);
  const known = { published: await countByYear(space.db, ids), archived: await countArchived(space.db, ids) };
  return rows.map((row) => {
    const source = space.sources.find(({ id }) => id === row.source);
    const own = ledger.filter(({ sourceId }) => sourceId === row.source);
    const over = row.state === "done" || row.state === "empty";
    const key = { sourceId: row.source, year: row.year, route: row.route };
    const need =
      over || source === undefined || whyNot(source, row.route, true) !== null
        ? { lists: 0, articles: 0 }
        : needOf(source, key, own, known, space.sources);
    const left = need.lists + need.articles;
    const pause = pauseOf(space.settings, row.route);
    const itself = paceOf([row], left, pause);
    const together = own.filter(({ route }) => route === row.route);
    const { requests: _, ...pace } = itself.perHour === null ? paceOf(together, left, pause) : itself;
    return { ...row, ...pace };
  });
}
