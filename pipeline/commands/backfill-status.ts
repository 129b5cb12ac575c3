import { type LedgerRow, ledgerLines, readLedger } from "../backfill/ledger.ts";
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

/** `backfill status`: which years of which sources were searched by which route, and what came of it. */
export const run: Run = async ({ options, globals }) => {
  const { source = [] } = options as { source?: string[] };
  const store = await openStore(globals);
  try {
    const rows = await readLedger(store.db, source);
    if (globals.json) {
      await printJson(rows);
      return 0;
    }
    if (rows.length === 0) {
      await printLine(
        'nothing was searched yet; "jingwu backfill --from 2015 --to 2016 --plan" reckons what it takes',
      );
      return 0;
    }
    const years = [...new Set(rows.map(({ year }) => year))].sort((a, b) => a - b);
    await printLine(`one sign a year, ${years[0]} to ${years.at(-1)}: ${legend()}`);
    const cells = ledgerLines(rows).map((line) => [
      line[0]!.source,
      line[0]!.route,
      years.map((year) => SIGNS[line.find((row) => row.year === year)?.state ?? "pending"]).join(""),
      sum(line, "found"),
      sum(line, "fetched"),
      sum(line, "held"),
      sum(line, "missing"),
      sum(line, "events"),
    ]);
    await print(
      await table(["source", "route", "years", "found", "fetched", "had", "missing", "events"], cells),
    );
    for (const { source: id, route, year, state, reason } of rows) {
      if (state === "blocked" || state === "failed")
        await printLine(`${id} ${year} ${route}: ${state}: ${reason}`);
    }
    return 0;
  } finally {
    await store.close();
  }
};

function legend(): string {
  return Object.entries(SIGNS)
    .map(([state, sign]) => `${sign} ${state}`)
    .join(", ");
}

function sum(rows: readonly LedgerRow[], key: "found" | "fetched" | "held" | "missing" | "events"): number {
  return rows.reduce((total, row) => total + row[key], 0);
}
