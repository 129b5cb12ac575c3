import { loadSettings } from "../../sources/settings.ts";
import type { Call, Run } from "../cli.ts";
import { type GlobalOptions, programVersion } from "../options.ts";
import { printLine } from "../output.ts";
import { catchStop } from "../stop.ts";
import { startWeb, type WebOptions } from "../web-hook.ts";
import { openStore } from "../workspace.ts";
import { reviewerName } from "./reviewers-add.ts";

/** `serve`: the web application until it is stopped. */
export const run: Run = async ({ options, globals, hooks }) => {
  const store = await openStore(globals);
  const stop = catchStop();
  try {
    const server = await startWeb(hooks, {
      db: store.db,
      ...listenAt(globals, options),
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

/** Where the web application listens and whom it takes visitors for: as asked for, else as the settings say. */
export function listenAt(
  globals: GlobalOptions,
  options: Call["options"],
): Pick<WebOptions, "host" | "port" | "behindProxy" | "reviewer"> {
  const { host, port, reviewer } = options as { host?: string; port?: number; reviewer?: string };
  const { serve } = loadSettings(globals.config);
  return {
    host: host ?? serve.host,
    port: port ?? serve.port,
    behindProxy: serve.behind_proxy,
    ...(reviewer === undefined ? {} : { reviewer: reviewerName("--reviewer", reviewer) }),
  };
}

/** Resolves once the signal is aborted. */
export function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
