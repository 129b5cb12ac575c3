import type { Rulebook } from "../extractors/extract.ts";
import type { Settings } from "../sources/settings.ts";
import type { Source } from "../sources/source.ts";
import type { Db } from "../store/database.ts";
import type { DaemonView } from "./daemon-view.ts";
import type { Linker } from "./linker.ts";
import type { Hooks } from "./options.ts";

/** What the web application is started with; its own module declares the same. */
export interface WebOptions {
  readonly db: Db;
  readonly host: string;
  readonly port: number;
  readonly version: string;
  readonly dataDir: string;
  /** Who decides where nobody has to sign in. */
  readonly reviewer?: string;
  /** A web server of one's own passes requests on: what it says of visitor and TLS is believed. */
  readonly behindProxy?: boolean;
  /** Where the register and the rules are read from, for the pages that show them, unless they are given. */
  readonly configDir?: string;
  readonly sources?: readonly Source[];
  readonly settings?: Pick<Settings, "schedule" | "rules">;
  /** May still be on its way; the pages that show rules wait for it. */
  readonly rules?: Promise<Rulebook["rules"]>;
  /** Codes events again whose reports a decision moved. */
  readonly linker?: Promise<Linker>;
  /** What keeps the database current in this process; absent where nothing does. */
  readonly daemon?: DaemonView;
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
