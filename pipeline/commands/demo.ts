import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ConfigError } from "../../sources/errors.ts";
import type { Settings } from "../../sources/settings.ts";
import { listIssues } from "../../store/issues.ts";
import { eventsForQueue } from "../../store/queue.ts";
import { readStats } from "../../store/stats.ts";
import type { Call, Run } from "../cli.ts";
import { readSampleHosts, type SampleHost, serveSamples } from "../demo-site.ts";
import { type GlobalOptions, programFolder, programVersion } from "../options.ts";
import { print, printJson, printLine, table } from "../output.ts";
import { catchStop } from "../stop.ts";
import { printRun } from "../summary.ts";
import { type RunResult, runUpdate } from "../update.ts";
import { startWeb, type WebOptions } from "../web-hook.ts";
import { openWorkspace, type Workspace } from "../workspace.ts";
import { stopped } from "./serve.ts";

const PORT = 8010;
/** The sample server is this machine: no pause is needed to be polite to it. */
const DELAY_MS = 5;

/** `demo`: sample missions on loopback, an ordinary update over HTTP into a fresh database, then the queue. */
export const run: Run = async (call) => {
  const dataDir = resolve(call.globals.data, "demo");
  const globals: GlobalOptions = { ...call.globals, data: dataDir, database: join(dataDir, "jingwu.db") };
  await clear(dataDir);
  const samples = join(programFolder(), "samples");
  const hosts = readSampleHosts(samples);
  const sites = await serveSamples(samples, hosts);
  const adjust = (settings: Settings) => demoSettings(settings, hosts, sites.origin);
  const space = await openWorkspace(globals, { adjust });
  const stop = catchStop();
  try {
    const sources = hosts.map(({ sourceId }) => sourceId);
    const result = await runUpdate(space, { sources, signal: stop.signal });
    await tell(space, result, globals);
    if (call.options.serve !== false && stop.status() === null) await serve(call, space, stop.signal);
    return stop.status() === null || result.status !== 0 ? result.status : 0;
  } finally {
    stop.release();
    await space.close();
    await sites.close();
  }
};

/** Takes away what an earlier demo left; nothing else in the folder is touched. */
async function clear(dataDir: string): Promise<void> {
  for (const name of ["jingwu.db", "jingwu.db-wal", "jingwu.db-shm", "archive"]) {
    await rm(join(dataDir, name), { recursive: true, force: true });
  }
}

function demoSettings(settings: Settings, hosts: readonly SampleHost[], origin: string): Settings {
  const places = hosts.flatMap(({ host }) => [`https://${host}`, `http://${host}`]);
  return {
    ...settings,
    fetch: {
      ...settings.fetch,
      delay_ms: DELAY_MS,
      allow_private_addresses: true,
      connect_to: Object.fromEntries(places.map((place) => [place, origin])),
    },
  };
}

async function tell(space: Workspace, { counts }: RunResult, globals: GlobalOptions): Promise<void> {
  const { byType } = await readStats(space.db);
  const { events } = await eventsForQueue(space.db, {}, { limit: 500 });
  const issues = await listIssues(space.db);
  if (globals.json) return printJson({ ...counts, byType, events, openIssues: issues });
  await printRun(counts, globals);
  await print(`\n${await table(["event type", "events"], Object.entries(byType))}`);
  const rows = events.map((event) => [
    event.date,
    event.type,
    event.countries.join(" "),
    event.mentionCount,
    event.title,
  ]);
  await print(`\n${await table(["date", "type", "countries", "mentions", "title"], rows)}`);
  if (issues.length > 0) {
    await print(
      `\n${await table(
        ["issue", "source", "message"],
        issues.map((one) => [one.code, one.sourceId, one.message]),
      )}`,
    );
  }
  await printLine(`\nEverything is in ${space.dataDir}; for instance: jingwu --data ${space.dataDir} queue`);
}

async function serve(call: Call, space: Workspace, signal: AbortSignal): Promise<void> {
  const asked = (call.options as { port?: number }).port;
  const { dataDir } = space;
  const options = {
    db: space.db,
    host: "127.0.0.1",
    port: asked ?? PORT,
    version: programVersion(),
    dataDir,
    configDir: space.configDir,
  };
  const server = await startAnywhere(call, options, asked === undefined);
  process.stderr.write(`The queue is at ${server.url} (Ctrl-C stops it)\n`);
  await stopped(signal);
  await server.close();
}

/** On the port asked for; when nobody asked for one and it is taken, on any that is free. */
async function startAnywhere({ hooks }: Call, options: WebOptions, anyPort: boolean) {
  try {
    return await startWeb(hooks, options);
  } catch (error) {
    if (!anyPort || !(error instanceof ConfigError)) throw error;
    process.stderr.write(`Port ${options.port} is taken; another is used.\n`);
    return startWeb(hooks, { ...options, port: 0 });
  }
}
