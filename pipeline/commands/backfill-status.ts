import { isoTime } from "../../sources/iso-time.ts";
import { loadSources } from "../../sources/register.ts";
import { loadSettings } from "../../sources/settings.ts";
import { type LedgerRow, ledgerLines, readLedger, yearTotals } from "../backfill/ledger.ts";
import { durationText, paceOf } from "../backfill/pace.ts";
import { type PacedRow, withTimeLeft } from "../backfill/time-left.ts";
import type { Run } from "../cli.ts";
import { print, printJson, printLine, table } from "../output.ts";
import { openStore } from "../workspace.ts";

/** How a state is drawn: one sign a year. */
const SIGNS: Readonly<Record<LedgerRow["state"], string>> = {
  pending: ".",
  running: ">",
  done: "#",
  empty: "0",
  blocked: "x",
  failed: "!",
};

/** `backfill status`: which years of which sources were searched by which route, what came of it, and what is left. */
export const run: Run = async ({ options, globals }) => {
  const { source = [] } = options as { source?: string[] };
  const settings = loadSettings(globals.config);
  const sources = loadSources(globals.config);
  const store = await openStore(globals);
  try {
    const space = { db: store.db, settings, sources, now: () => isoTime(new Date()) };
    const rows = await withTimeLeft(space, await readLedger(store.db, source));
    if (globals.json) await printJson(rows);
    else if (rows.length === 0)
      await printLine(
        'nothing was searched yet; "jingwu backfill --from 2015 --to 2016 --plan" reckons what it takes',
      );
    else await printStatus(rows);
    return 0;
  } finally {
    await store.close();
  }
};

async function printStatus(rows: readonly PacedRow[]): Promise<void> {
  const years = [...new Set(rows.map(({ year }) => year))].sort((a, b) => a - b);
  await printLine(`one sign a year, ${years[0]} to ${years.at(-1)}: ${legend()}`);
  const head = [
    "source",
    "route",
    "years",
    "found",
    "fetched",
    "had",
    "missing",
    "events",
    "an hour",
    "left",
  ];
  await print(
    await table(
      head,
      ledgerLines(rows).map((line) => lineOf(line, years)),
    ),
  );
  await printLine("");
  await printLine(
    "events beside what was searched: a year that was searched better is not one with more events",
  );
  await print(
    await table(
      ["year", "events", "searched", "of sources"],
      yearTotals(rows).map(({ year, events, searched, sources }) => [year, events, searched, sources]),
    ),
  );
  for (const { source: id, route, year, state, reason } of rows) {
    if (state === "blocked" || state === "failed")
      await printLine(`${id} ${year} ${route}: ${state}: ${reason}`);
  }
}

function lineOf(line: readonly PacedRow[], years: readonly number[]): (string | number)[] {
  const signs = years.map((year) => SIGNS[line.find((row) => row.year === year)?.state ?? "pending"]);
  const { perHour } = paceOf(line, 0, 0);
  const seconds = sum(line, "secondsLeft");
  return [
    line[0]!.source,
    line[0]!.route,
    signs.join(""),
    sum(line, "found"),
    sum(line, "fetched"),
    sum(line, "held"),
    sum(line, "missing"),
    sum(line, "events"),
    perHour ?? "",
    sum(line, "left") === 0 ? "" : durationText(seconds),
  ];
}

function legend(): string {
  return Object.entries(SIGNS)
    .map(([state, sign]) => `${sign} ${state}`)
    .join(", ");
}

type Count = "found" | "fetched" | "held" | "missing" | "events" | "left" | "secondsLeft";

function sum(rows: readonly PacedRow[], key: Count): number {
  return rows.reduce((total, row) => total + row[key], 0);
}
