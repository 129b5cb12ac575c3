import type { Rulebook } from "../../extractors/extract.ts";
import { closeDatabase, openDatabase } from "../../store/database.ts";
import type { Run } from "../cli.ts";
import { openDaemon } from "../daemon.ts";
import { programVersion } from "../options.ts";
import { catchStop, type Stop } from "../stop.ts";
import { startWeb } from "../web-hook.ts";
import { databaseAddress, openWorkspace, type Workspace } from "../workspace.ts";
import { listenAt, stopped } from "./serve.ts";

/** What still works so long after a stop was asked for is left to the next start; the store bears a kill at any time. */
const PATIENCE_MS = 9500;

/** `run`: keeps the database current by the schedule, and the web application, until stopped; then status 0. */
export const run: Run = async (call) => {
  const space = await openWorkspace(call.globals);
  const stop = catchStop((name) => {
    space.log.info(`${name}: finishing what is in flight`);
    setTimeout(() => process.exit(0), PATIENCE_MS).unref();
  });
  try {
    return await serveAndUpdate(call, space, stop);
  } finally {
    stop.release();
    await space.close();
  }
};

async function serveAndUpdate(
  { options, globals, hooks }: Parameters<Run>[0],
  space: Workspace,
  stop: Stop,
): Promise<number> {
  const end = new AbortController();
  const signal = AbortSignal.any([stop.signal, end.signal]);
  // Rules take longer to read than all the rest: the queue is open and the clock runs before they are.
  const { rulebook, read } = readLater(globals.config);
  const rules = rulebook.then((read) => read.rules);
  const linker = rulebook.then(async (read) => (await import("../linker.ts")).openLinker(space, read));
  for (const late of [rules, linker]) late.catch((error) => end.abort(error));
  const daemon = await openDaemon(space, { signal, rulebook });
  // A connection of its own keeps the queue quick while a round holds the other one in a transaction.
  const db = await openDatabase(databaseAddress(globals));
  try {
    const server = await startWeb(hooks, {
      db,
      ...listenAt(globals, options),
      version: programVersion(),
      dataDir: globals.data,
      sources: space.sources,
      settings: space.settings,
      rules,
      linker,
      daemon,
    });
    const overdue = await daemon.start();
    space.log.info({ url: server.url, overdue, ...daemon.state() }, "running");
    read();
    await stopped(signal);
    await Promise.all([daemon.stop(), server.close()]);
    end.signal.throwIfAborted();
    space.log.info("stopped");
    return 0;
  } finally {
    end.abort();
    await daemon.stop();
    await closeDatabase(db);
  }
}

/** Rules that are read once `read` is called. */
function readLater(configDir: string): { rulebook: Promise<Rulebook>; read: () => void } {
  let read = () => {};
  const asked = new Promise<void>((resolve) => {
    read = resolve;
  });
  const load = async () => (await import("../../extractors/rulebook.ts")).loadRulebook(configDir);
  return { rulebook: asked.then(load), read };
}
