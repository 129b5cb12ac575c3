import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { ConfigError } from "../sources/errors.ts";
import { loadSources } from "../sources/register.ts";
import { loadSettings } from "../sources/settings.ts";
import { readAccounts, reviewersFile } from "../store/reviewers.ts";
import { type AppOptions, createApp } from "./app.tsx";
import { timeNow } from "./context.ts";
import { isLoopback } from "./guard.ts";

/** A request that still runs so long after the end was asked for is cut off. */
const FINISH_MS = 5000;

export interface ServerOptions extends Omit<AppOptions, "loopback"> {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The configuration folder, from which sources and rules are read unless they are given. */
  readonly configDir?: string;
}

export interface RunningServer {
  readonly url: string;
  /** Stops taking requests and waits for those in flight, but not for a visitor who is slow. The database stays open. */
  close(): Promise<void>;
}

/**
 * Serves the review application. Throws {@link ConfigError} when the port is taken or not allowed, and when the host
 * can be reached from elsewhere but nobody could sign in (an account, or `JINGWU_PASSWORD` unless given in the options), and when the
 * configuration cannot be read.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port } = options;
  const loopback = isLoopback(host);
  const password = options.password ?? (process.env.JINGWU_PASSWORD || undefined);
  refuseOpenDoor(options, password);
  const app = createApp({
    ...(options.configDir ? await readConfig(options.configDir, options) : {}),
    ...options,
    loopback,
    ...(password ? { password } : {}),
  });
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => reject(listenError(host, port, cause)));
    server.listen(port, host.replace(/^\[|\]$/g, ""), resolve);
  });
  const address = server.address() as AddressInfo;
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http://${host === "localhost" ? host : name}:${address.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        const cut = setTimeout(
          () => "closeAllConnections" in server && server.closeAllConnections(),
          FINISH_MS,
        );
        server.close((error) => {
          clearTimeout(cut);
          if (error) reject(error);
          else resolve();
        });
        if ("closeIdleConnections" in server) server.closeIdleConnections();
      }),
  };
}

async function readConfig(configDir: string, given: ServerOptions): Promise<Partial<AppOptions>> {
  const sources = given.sources ?? loadSources(configDir);
  const settings = given.settings ?? loadSettings(configDir);
  if (given.rules) return { sources, settings, rules: given.rules };
  const [{ loadRulebook }, { openLinker }, { reviewWords }, { readGlossWords }] = await Promise.all([
    import("../extractors/rulebook.ts"),
    import("../pipeline/linker.ts"),
    import("../extractors/review-words.ts"),
    import("../extractors/glosses.ts"),
  ]);
  const rulebook = await loadRulebook(configDir);
  const space = {
    configDir,
    sources: loadSources(configDir),
    version: given.version,
    now: () => timeNow(given),
  };
  return {
    sources,
    settings,
    rules: rulebook.rules,
    words: reviewWords(rulebook, readGlossWords(configDir)),
    linker: openLinker(space, rulebook),
  };
}

/** Others than this machine are let in by name and password alone, and where these are asked for there is no other name. */
function refuseOpenDoor(
  { host, dataDir, behindProxy, reviewer }: ServerOptions,
  password: string | undefined,
): void {
  const signIn = password !== undefined || readAccounts(dataDir).length > 0;
  if (signIn && reviewer !== undefined) {
    throw new ConfigError(
      `--reviewer ${reviewer}: reviewers sign in here (${reviewersFile(dataDir)} or JINGWU_PASSWORD); leave the option out`,
    );
  }
  if (signIn) return;
  const remedy = 'add a reviewer ("jingwu reviewers add NAME") or set a password in JINGWU_PASSWORD';
  if (behindProxy) {
    throw new ConfigError(
      `settings.yaml: serve.behind_proxy: others could reach the review queue through the web server before it; ${remedy}`,
    );
  }
  if (!isLoopback(host)) {
    throw new ConfigError(
      `--host ${host}: other machines could reach the review queue; ${remedy}, or use --host 127.0.0.1`,
    );
  }
}

function listenError(host: string, port: number, cause: NodeJS.ErrnoException): Error {
  if (cause.code === "EADDRINUSE") {
    return new ConfigError(
      `--port ${port}: the port is in use on ${host}; stop the other program or choose another port`,
      {
        cause,
      },
    );
  }
  if (cause.code === "EACCES") {
    return new ConfigError(`--port ${port}: not allowed on this machine; choose a port above 1023`, {
      cause,
    });
  }
  if (cause.code === "EADDRNOTAVAIL" || cause.code === "ENOTFOUND" || cause.code === "EAI_AGAIN") {
    return new ConfigError(`--host ${host}: this machine has no such address`, { cause });
  }
  return cause;
}
