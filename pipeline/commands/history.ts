import { ConfigError } from "../../sources/errors.ts";
import type { Db } from "../../store/database.ts";
import { findEventAt } from "../../store/event-past.ts";
import { findHistory } from "../../store/history.ts";
import type { Run } from "../cli.ts";
import { historyLines, pastLines } from "../history-text.ts";
import { forTerminal, printJson, printLine } from "../output.ts";
import { readMoment } from "../since.ts";
import { openStore } from "../workspace.ts";

/** Characters of a line; titles are scraped and of any length. */
const LONGEST = 500;

/** `history ID`: everything that happened to an event, or with `--at` the event as it stood then. */
export const run: Run = async ({ args, options, globals }) => {
  const id = args[0]!;
  const { at } = options as { at?: string };
  const moment = at === undefined ? undefined : readMoment("--at", at);
  const store = await openStore(globals);
  try {
    const found =
      moment === undefined ? await findHistory(store.db, id) : await findEventAt(store.db, id, moment);
    if (!found) throw new ConfigError(await missing(store.db, id, moment));
    if (globals.json) await printJson(found);
    else {
      const lines = "entries" in found ? historyLines(found) : pastLines(found);
      for (const line of lines)
        await printLine(`${/^ */.exec(line)![0]}${forTerminal(line, LONGEST).trim()}`);
    }
    return 0;
  } finally {
    await store.close();
  }
};

async function missing(db: Db, id: string, moment: string | undefined): Promise<string> {
  const history = moment === undefined ? undefined : await findHistory(db, id);
  if (!history) return `history ${id}: no such event; "jingwu queue" shows their ids`;
  const first = history.entries[0]!.at;
  // An earlier version of the program kept no states; since then every one is kept.
  return moment !== undefined && first <= moment
    ? `--at ${moment}: what event ${id} was then was not kept by the version of the program that ran then`
    : `--at ${moment}: event ${id} was not recorded yet; it was first recorded at ${first}`;
}
