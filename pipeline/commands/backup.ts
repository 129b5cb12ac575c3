import { existsSync } from "node:fs";
import { ConfigError } from "../../sources/errors.ts";
import { backupDatabase } from "../../store/backup.ts";
import type { Run } from "../cli.ts";
import { printJson, printLine } from "../output.ts";
import { openStore } from "../workspace.ts";

/** `backup FILE`: a consistent copy of the database, taken while others read and write. */
export const run: Run = async ({ args, globals }) => {
  const file = args[0]!;
  if (existsSync(file)) throw new ConfigError(`backup ${file}: is there already; name a new file`);
  const store = await openStore(globals);
  try {
    const { bytes } = await backupDatabase(store.db, file);
    if (globals.json) await printJson({ file, bytes });
    else await printLine(`${file}: ${bytes} bytes`);
    return 0;
  } finally {
    await store.close();
  }
};
