import { closeDatabase, openDatabase } from "../../store/database.ts";
import type { Run } from "../cli.ts";
import { programVersion } from "../options.ts";
import { printLine } from "../output.ts";
import { startSchedule } from "../schedule.ts";
import { catchStop } from "../stop.ts";
import { runUpdate } from "../update.ts";
import { startWeb } from "../web-hook.ts";
import { databaseAddress, openWorkspace } from "../workspace.ts";
import { listenAt, stopped } from "./serve.ts";

/** `run`: updates by the schedule of the settings, and the web application, until stopped. */
export const run: Run = async ({ options, globals, hooks }) => {
  const space = await openWorkspace(globals);
  const stop = catchStop((name) => space.log.info(`${name}: finishing what is in flight`));
  // A connection of its own keeps the queue quick while an update holds the other one in a transaction.
  const db = await openDatabase(databaseAddress(globals));
  try {
    const at = listenAt(globals, options);
    const server = await startWeb(hooks, {
      db,
      ...at,
      version: programVersion(),
      dataDir: globals.data,
      configDir: globals.config,
    });
    const schedule = await startSchedule(space.settings.update, space.log, async () => {
      const { status, counts } = await runUpdate(space, { sources: [], signal: stop.signal });
      space.log.info({ status, ...counts }, "update finished");
    });
    await printLine(`The queue is at ${server.url}; next update ${schedule.next() ?? "never"}`);
    await stopped(stop.signal);
    await schedule.stop();
    await server.close();
    return 0;
  } finally {
    stop.release();
    await closeDatabase(db);
    await space.close();
  }
};
