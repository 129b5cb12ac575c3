import { existsSync } from "node:fs";
import { currentHost, loadSources } from "../../sources/source.ts";
import { closeDatabase, openDatabase } from "../../store/database.ts";
import { listSourceStates, type SourceState } from "../../store/source-state.ts";
import type { Run } from "../cli.ts";
import type { GlobalOptions } from "../options.ts";
import { print, printJson, printLine, table } from "../output.ts";
import { databaseAddress } from "../workspace.ts";

/** `sources list`: the register, and how each source did in the last run. */
export const run: Run = async ({ globals }) => {
  const sources = loadSources(globals.config);
  const states = await readStates(globals);
  if (globals.json) {
    await printJson(sources.map((source) => ({ ...source, health: states.get(source.id) ?? null })));
    return 0;
  }
  const rows = sources.map((source) => {
    const state = states.get(source.id);
    return [
      source.id,
      source.kind,
      source.covers.country,
      currentHost(source),
      source.status,
      state?.state,
      state?.lastSuccess,
      source.title,
    ];
  });
  await print(await table(["id", "kind", "country", "host", "status", "health", "last read", "title"], rows));
  await printLine(
    `${sources.length} sources, ${sources.filter(({ active }) => active).length} read by update`,
  );
  return 0;
};

/** Health by source id; none when nothing was ever read. */
async function readStates(globals: GlobalOptions): Promise<Map<string, SourceState>> {
  const address = databaseAddress(globals);
  if (globals.database === undefined && !existsSync(address)) return new Map();
  const db = await openDatabase(address, { create: false });
  try {
    return new Map((await listSourceStates(db)).map((state) => [state.sourceId, state]));
  } finally {
    await closeDatabase(db);
  }
}
