import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Kysely } from "kysely";
import { type Archive, openArchive } from "../sources/archive.ts";
import { ConfigError } from "../sources/errors.ts";
import { createHostPace, type HostPace } from "../sources/host-pace.ts";
import { isoTime } from "../sources/iso-time.ts";
import { type ListFilter, loadFilters } from "../sources/list-filter.ts";
import { loadSources } from "../sources/register.ts";
import { loadSettings, type Settings } from "../sources/settings.ts";
import type { Source } from "../sources/source.ts";
import { closeDatabase, openDatabase } from "../store/database.ts";
import { acquireLease, releaseLease, renewLease } from "../store/lease.ts";
import type { Tables } from "../store/schema.ts";
import { type Log, openLog } from "./log.ts";
import { type GlobalOptions, programVersion } from "./options.ts";

/** Everything a stage works with; opened in one place so that commands agree on paths. */
export interface Workspace {
  readonly configDir: string;
  readonly dataDir: string;
  readonly archiveDir: string;
  readonly version: string;
  readonly settings: Settings;
  readonly sources: readonly Source[];
  /** The filters that sources name. */
  readonly filters: ReadonlyMap<string, ListFilter>;
  readonly db: Kysely<Tables>;
  readonly archive: Archive;
  readonly log: Log;
  readonly quiet: boolean;
  /** The pauses between requests to one host; they hold from one run of this process to the next. */
  readonly pace: HostPace;
  readonly clock: () => Date;
  readonly sleep?: (ms: number) => Promise<void>;
  /** The present time as the store writes it. */
  readonly now: () => string;
  close(): Promise<void>;
}

/** The database file the options name. */
export function databaseAddress(globals: GlobalOptions): string {
  const { database } = globals;
  if (database === undefined) return join(resolve(globals.data), "jingwu.db");
  if (/^postgres(ql)?:/i.test(database)) {
    throw new ConfigError(
      "--database (DATABASE_URL): PostgreSQL is not available in this version; give an SQLite file",
    );
  }
  return database.replace(/^sqlite:(\/\/(?=\/))?/i, "");
}

/** Opens the database alone, for commands that only read or decide. It must be there already. */
export async function openStore(
  globals: GlobalOptions,
): Promise<{ db: Kysely<Tables>; close(): Promise<void> }> {
  const db = await openDatabase(databaseAddress(globals), { create: false });
  return { db, close: () => closeDatabase(db) };
}

export interface WorkspaceOptions {
  readonly now?: () => Date;
  /** How pauses are waited for, with a clock that is not the machine's. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** Changes what the settings file says, as the demo does. */
  readonly adjust?: (settings: Settings) => Settings;
}

/** Opens settings, register, database and archive for commands that bring in pages. Makes what is not there yet. */
export async function openWorkspace(
  globals: GlobalOptions,
  options: WorkspaceOptions = {},
): Promise<Workspace> {
  const { now = () => new Date(), adjust = (given) => given } = options;
  const settings = adjust(loadSettings(globals.config));
  const sources = loadSources(globals.config);
  const filters = loadFilters(globals.config, sources);
  const dataDir = resolve(globals.data);
  const archiveDir = join(dataDir, "archive");
  makeFolder(dataDir);
  const db = await openDatabase(databaseAddress(globals));
  const version = programVersion();
  const archive = openArchive(archiveDir, { now, software: `jingwu/${version}` });
  return {
    configDir: globals.config,
    dataDir,
    archiveDir,
    version,
    settings,
    sources,
    filters,
    db,
    archive,
    log: openLog(globals),
    quiet: globals.quiet === true,
    pace: createHostPace({
      delayMs: settings.fetch.delay_ms,
      hostsAtOnce: settings.fetch.hosts_at_once,
      now,
    }),
    clock: now,
    now: () => isoTime(now()),
    ...(options.sleep ? { sleep: options.sleep } : {}),
    close: async () => {
      await archive.close();
      await closeDatabase(db);
    },
  };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      code === "EEXIST" || code === "ENOTDIR"
        ? "expected a folder, found a file"
        : `cannot be made (${code})`;
    throw new ConfigError(`--data ${folder}: ${why}`, { cause });
  }
}

const RENEW_MS = 20_000;

/**
 * Runs `work` while this process holds the right to write in bulk, and gives the right back afterwards. Throws
 * ConfigError when another process holds it. The signal aborts when the right was lost, for instance after sleep.
 */
export async function withLease<T>(space: Workspace, work: (lost: AbortSignal) => Promise<T>): Promise<T> {
  const holder = `jingwu ${process.pid}`;
  await acquireLease(space.db, "write", holder, space.now());
  const lost = new AbortController();
  const timer = setInterval(() => {
    renewLease(space.db, "write", holder, space.now()).then(
      (held) => held || lost.abort(),
      (error: Error) => space.log.warn(`the lease could not be renewed: ${error.message}`),
    );
  }, RENEW_MS);
  timer.unref();
  try {
    return await work(lost.signal);
  } finally {
    clearInterval(timer);
    await releaseLease(space.db, "write", holder);
  }
}
