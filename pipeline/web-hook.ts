import type { Db } from "../store/database.ts";
import type { Hooks } from "./options.ts";

/** What the web application is started with; its own module declares the same. */
export interface WebOptions {
  readonly db: Db;
  readonly host: string;
  readonly port: number;
  readonly version: string;
  readonly dataDir: string;
  readonly reviewer?: string;
  /** Where the register and the rules are read from, for the pages that show them. */
  readonly configDir?: string;
}

export interface WebServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the web application, which lies to the right of this folder and is therefore handed in by the launcher. */
export async function startWeb(hooks: Hooks, options: WebOptions): Promise<WebServer> {
  const web = (await hooks.web()) as { startServer(options: WebOptions): Promise<WebServer> };
  return web.startServer(options);
}
