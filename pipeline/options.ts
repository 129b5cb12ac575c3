import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The options every command understands, anywhere on the line. */
export interface GlobalOptions {
  readonly config: string;
  readonly data: string;
  /** An SQLite file, plain or as `sqlite:` or `file:` address; `DATA/jingwu.db` when not given. */
  readonly database?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** What the launcher hands the command line because imports may not point right. */
export interface Hooks {
  /** Loads the web application; its module exports `startServer`. */
  readonly web: () => Promise<unknown>;
}

/** The folder the program is installed in, found from this file in the sources or in `dist`. */
export function programFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!isProgramFolder(folder)) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("the package.json of jingwu is missing");
    folder = parent;
  }
  return folder;
}

function isProgramFolder(folder: string): boolean {
  try {
    return (
      (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { name?: string }).name === "jingwu"
    );
  } catch {
    return false;
  }
}

/** The version of the program as package.json states it. */
export function programVersion(): string {
  return (JSON.parse(readFileSync(join(programFolder(), "package.json"), "utf8")) as { version: string })
    .version;
}

/**
 * The configuration folder: as asked for; when the default is not there, the one the program came with, so that
 * `npx jingwu` works from any folder.
 */
export function configFolder(options: GlobalOptions, exists: (path: string) => boolean): string {
  const asked = resolve(options.config);
  if (options.config !== "./config" || exists(asked)) return asked;
  return join(programFolder(), "config");
}
