import { join } from "node:path";
import { sql } from "kysely";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { readLedger } from "../../../pipeline/backfill/ledger.ts";
import type { BackfillRoute } from "../../../store/backfill.ts";
import { openAt, temporaryFolder } from "../mission-site.ts";
import { ensureBuilt } from "../program.ts";
import { layOut, pastOf } from "./laid-out.ts";
import { MISSIONS } from "./past.ts";
import { searchedPast } from "./searched-past.ts";

const SOME = MISSIONS.slice(0, 2);
const PAST = pastOf(SOME, [2014, 2015]);
const { site, archive, config, startSearch } = await searchedPast(SOME);
beforeAll(ensureBuilt, 60_000);
beforeEach(() => {
  for (const route of ["site", "wayback"] as const) layOut(route, PAST, { site, archive });
});

const WRAPPER = join(import.meta.dirname, "full-disk.mjs");

function backfill(data: string, route: BackfillRoute, more: Record<string, string> = {}) {
  const env = Object.keys(more).length > 0 ? { NODE_OPTIONS: `--import=${WRAPPER}`, ...more } : {};
  return startSearch(data, route, env).ended;
}

async function stored(data: string) {
  const space = await openAt(config, data, "2030-01-01T00:00:00Z");
  try {
    const { db } = space;
    const documents = await db
      .selectFrom("document")
      .select(["sourceId", "published", "title", "version"])
      .orderBy("sourceId")
      .orderBy("published")
      .execute();
    const events = await db
      .selectFrom("event")
      .select(["type", "date", "mentionCount"])
      .orderBy("date")
      .execute();
    const ledger = (await readLedger(db)).filter(({ state }) => state !== "pending");
    return {
      documents,
      events,
      states: ledger.map(({ source, year, state }) => `${source} ${year} ${state}`),
    };
  } finally {
    await space.close();
  }
}

/** How many pages the database has before anything was stored. */
async function emptyPages(): Promise<number> {
  const space = await openAt(config, temporaryFolder(), "2030-01-01T00:00:00Z");
  try {
    const { rows } = await sql<{ pageCount: number }>`pragma page_count`.execute(space.db);
    return rows[0]!.pageCount;
  } finally {
    await space.close();
  }
}

const wholes = new Map<BackfillRoute, ReturnType<typeof stored>>();

/** What a search stores that nothing comes in the way of. */
function expectedBy(route: BackfillRoute): ReturnType<typeof stored> {
  const search = async () => {
    const data = temporaryFolder();
    expect((await backfill(data, route)).status).toBe(0);
    const expected = await stored(data);
    expect(expected.documents).toHaveLength(PAST.length);
    return expected;
  };
  const known = wholes.get(route) ?? search();
  wholes.set(route, known);
  return known;
}

const FAULTS = [
  ["archive", "wayback"],
  ["archive", "site"],
  ["database", "wayback"],
  ["database", "site"],
] as const;

it.each(FAULTS)(
  "ends with a clear message where the disk of the %s is full while %s is searched, and goes on when there is room",
  async (what, route) => {
    const expected = await expectedBy(route);
    const data = temporaryFolder();
    const pages = await emptyPages();
    // Full a little later each time: while lists are kept, while articles are, and while they are read.
    for (const room of [1, 3]) {
      const limit: Record<string, string> =
        what === "archive"
          ? { JINGWU_TEST_ARCHIVE_BYTES: String(room * 1800) }
          : { JINGWU_TEST_DATABASE_PAGES: String(pages + room * 3) };
      const { status, err } = await backfill(data, route, limit);
      expect(err).toMatch(/the disk is full; free some space and run again, what was saved is kept/);
      expect(status).toBe(2);
    }
    expect((await backfill(data, route)).status).toBe(0);
    expect(await stored(data)).toEqual(expected);
  },
);
