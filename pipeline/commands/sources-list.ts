import { existsSync } from "node:fs";
import { ConfigError } from "../../sources/errors.ts";
import { loadSources } from "../../sources/register.ts";
import { loadSettings } from "../../sources/settings.ts";
import { closeDatabase, openDatabase } from "../../store/database.ts";
import { countListings, type FilterCounts } from "../../store/listings.ts";
import { listSourceStates, type SourceState } from "../../store/source-state.ts";
import { latestVisits, type Visit } from "../../store/visits.ts";
import type { Run } from "../cli.ts";
import type { GlobalOptions } from "../options.ts";
import { print, printJson, printLine, table } from "../output.ts";
import {
  filterRows,
  SOURCE_STATES,
  type SourceFilter,
  type SourceRow,
  scheduleText,
  sourceRows,
} from "../source-rows.ts";
import { databaseAddress } from "../workspace.ts";
import { oneOf } from "./queue.ts";

/** `sources list`: the register, and how it is with each source. */
export const run: Run = async ({ options, globals }) => {
  const sources = loadSources(globals.config);
  const { states, visits, filtered } = await readHealth(globals);
  const all = sourceRows(sources, states, visits, filtered, loadSettings(globals.config));
  const rows = filterRows(all, readFilter(options, all));
  if (globals.json) {
    const byId = new Map(sources.map((source) => [source.id, source]));
    await printJson(rows.map((row) => ({ ...byId.get(row.id)!, ...row })));
    return 0;
  }
  const head = [
    "id",
    "family",
    "country",
    "language",
    "last success",
    "last new article",
    "schedule",
    "next due",
    "state",
  ];
  await print(await table(head, rows.map(cells)));
  const read = rows.filter(({ active }) => active).length;
  const of = rows.length === all.length ? "" : ` of ${all.length}`;
  await printLine(`${rows.length}${of} sources, ${read} read by update`);
  return 0;
};

function cells({ active, country, languages, ...row }: SourceRow): unknown[] {
  const state = active ? row.state : "closed";
  return [
    row.id,
    row.family,
    country,
    languages.join(","),
    row.lastSuccess,
    row.lastNewArticle,
    row.schedule && scheduleText(row.schedule),
    row.nextDue,
    state,
  ];
}

function readFilter(options: Readonly<Record<string, unknown>>, rows: readonly SourceRow[]): SourceFilter {
  const { state, family, country } = options as Record<"state" | "family" | "country", string | undefined>;
  const families = [...new Set(rows.flatMap((row) => row.family ?? []))].sort();
  if (country !== undefined && !/^[a-z]{2}$/i.test(country))
    throw new ConfigError(`--country: expected two letters as FJ, found "${country}"`);
  return {
    ...(state === undefined ? {} : { state: oneOf("--state", state, SOURCE_STATES) }),
    ...(family === undefined ? {} : { family: oneOf("--family", family, families) }),
    ...(country === undefined ? {} : { country: country.toUpperCase() }),
  };
}

interface Health {
  readonly states: readonly SourceState[];
  readonly visits: ReadonlyMap<string, Visit>;
  readonly filtered: ReadonlyMap<string, FilterCounts>;
}

/** What is known of the sources; nothing when none was ever read. */
async function readHealth(globals: GlobalOptions): Promise<Health> {
  const address = databaseAddress(globals);
  if (globals.database === undefined && !existsSync(address))
    return { states: [], visits: new Map(), filtered: new Map() };
  const db = await openDatabase(address, { create: false });
  try {
    return {
      states: await listSourceStates(db),
      visits: await latestVisits(db),
      filtered: await countListings(db),
    };
  } finally {
    await closeDatabase(db);
  }
}
