import { isoTime } from "../../sources/iso-time.ts";
import { readStats } from "../../store/stats.ts";
import type { Run } from "../cli.ts";
import { readNumbers } from "../figures/numbers.ts";
import { print, printJson, printLine, table } from "../output.ts";
import { checksText } from "../reliability-text.ts";
import { openStore } from "../workspace.ts";

/** `stats`: counts of what is stored. */
export const run: Run = async ({ globals }) => {
  const store = await openStore(globals);
  try {
    if (globals.json) {
      await printJson(await readNumbers(store.db, isoTime(new Date())));
      return 0;
    }
    const { byYearAndType: _, checks, ...counts } = await readStats(store.db);
    for (const [name, value] of Object.entries(counts)) {
      if (typeof value === "number") await printLine(`${name.padEnd(14)} ${value}`);
      else if (Object.keys(value).length > 0)
        await print(`\n${await table([name, "events"], Object.entries(value))}`);
    }
    await printLine(`\n${checksText(checks)}`);
    return 0;
  } finally {
    await store.close();
  }
};
