import { loadSettings } from "../../sources/settings.ts";
import type { Call, Run } from "../cli.ts";
import { type GlobalOptions, programVersion } from "../options.ts";
import { printLine } from "../output.ts";
import { catchStop } from "../stop.ts";
import { startWeb } from "../web-hook.ts";
import { openStore } from "../workspace.ts";

/** `serve`: the web application until it is stopped. */
export const run: Run = async ({ options, globals, hooks }) => {
  const { host, port } = listenAt(globals, options);
  const store = await openStore(globals);
  const stop = catchStop();
  try {
    const server = await startWeb(hooks, {
      db: store.db,
      host,
      port,
      version: programVersion(),
      dataDir: globals.data,
      configDir: globals.config,
    });
    await printLine(`The queue is at ${server.url} (Ctrl-C stops it)`);
    await stopped(stop.signal);
    await server.close();
    return 0;
  } finally {
    stop.release();
    await store.close();
  }
};

/** Where the web application listens: as asked for, else as the settings say. */
export function listenAt(globals: GlobalOptions, options: Call["options"]): { host: string; port: number } {
  const { host, port } = options as { host?: string; port?: number };
  const { serve } = loadSettings(globals.config);
  return { host: host ?? serve.host, port: port ?? serve.port };
}

/** Resolves once the signal is aborted. */
export function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
