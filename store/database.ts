import { statSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { CamelCasePlugin, Kysely, Migrator, type Selectable, sql, type Transaction } from "kysely";
import { ConfigError } from "../sources/errors.ts";
import { MIGRATIONS, migrationProvider } from "./migrations.ts";
import type { Tables } from "./schema.ts";
import { SqliteDialect, transactionScope } from "./sqlite-dialect.ts";
import { SqliteConnection } from "./sqlite-driver.ts";

/** A connection or a transaction on it. Inside a transaction use only the transaction: the connection is one. */
export type Db = Kysely<Tables> | Transaction<Tables>;
/** A row as it is read. */
export type Row<T extends keyof Tables> = Selectable<Tables[T]>;

/** Milliseconds a writer waits for another one; a batch of any stage is done well within it. */
const BUSY_TIMEOUT = 15_000;

/** Ids are hashes, so a batch touches pages all over the indexes: with the driver's 2 MB they are read again and again. */
const CACHE_KB = 32_000;
/** Pages of 4 KB in the log before they are moved to the file. */
const CHECKPOINT_PAGES = 4000;

/** How to open. */
export interface OpenOptions {
  /** Opens for reading only; the file must exist and have been written by this version. */
  readonly readOnly?: boolean;
  /** Whether a missing file is made; true when not said. */
  readonly create?: boolean;
}

/**
 * Opens the database, making its tables where they are missing. `url` is a path, `sqlite:path` or `file:` URL. Throws
 * {@link ConfigError} with a remedy when the file cannot be used; a file that is not ours is left as it was.
 */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Kysely<Tables>> {
  const file = sqliteFile(url);
  const mode = checkFile(file, options);
  const connection = await SqliteConnection.open(file, mode);
  try {
    await connection.execute(`pragma busy_timeout = ${BUSY_TIMEOUT}`, [], true);
    const done = await executedMigrations(connection);
    if (mode === "read") refuseOld(file, done);
    else await useWriteAheadLog(connection);
    await connection.execute("pragma synchronous = normal", [], true);
    await connection.execute("pragma foreign_keys = on", [], true);
    await connection.execute(`pragma cache_size = -${CACHE_KB}`, [], true);
    await connection.execute(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`, [], true);
    const db = new Kysely<Tables>({
      dialect: new SqliteDialect(connection),
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    });
    if (mode !== "read" && done.length < Object.keys(MIGRATIONS).length) await migrate(db, file);
    return db;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Waits for what is under way and closes the file. */
export async function closeDatabase(db: Kysely<Tables>): Promise<void> {
  await db.destroy();
}

/** Runs `work` in one transaction, or as part of the one that `db` already is. */
export function inTransaction<T>(db: Db, work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db as Transaction<Tables>);
  return db.transaction().execute((trx) => {
    const scope = { open: true };
    const due = new Map<Ending, Set<string>>();
    endings.set(trx, due);
    return transactionScope.run(scope, async () => {
      try {
        const result = await work(trx);
        for (const [end, ids] of due) await end(trx, [...ids]);
        return result;
      } finally {
        scope.open = false;
      }
    });
  });
}

/** What is done once at the end of a transaction, with every id that was named for it on the way. */
export type Ending = (trx: Transaction<Tables>, ids: readonly string[]) => Promise<void>;

const endings = new WeakMap<object, Map<Ending, Set<string>>>();

/** Has `end` called with these ids before the transaction is committed. Throws outside of {@link inTransaction}. */
export function atEnd(trx: Db, end: Ending, ids: Iterable<string>): void {
  const due = endings.get(trx);
  if (!due) throw new Error("what is to be done at the end of a transaction must be named inside one");
  const named = due.get(end) ?? new Set();
  for (const id of ids) named.add(id);
  due.set(end, named);
}

function sqliteFile(url: string): string {
  if (/^postgres(ql)?:/i.test(url)) {
    throw new ConfigError(
      "DATABASE_URL: PostgreSQL is not supported yet; expected the path of a SQLite file or sqlite:PATH",
    );
  }
  if (url.startsWith("file://")) return fileURLToPath(url);
  const file = url.replace(/^sqlite:(\/\/(?=\/))?/, "");
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file) || file === "" || file.includes("\0")) {
    throw new ConfigError(`DATABASE_URL: expected the path of a SQLite file or sqlite:PATH, found "${url}"`);
  }
  return file;
}

function checkFile(
  file: string,
  { readOnly = false, create = true }: OpenOptions,
): "read" | "write" | "create" {
  const found = file === ":memory:" ? undefined : statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new ConfigError(`database ${file}: is a folder; name a file`);
  if (found || file === ":memory:") return readOnly ? "read" : "create";
  if (readOnly || !create) {
    throw new ConfigError(
      `database ${file}: does not exist yet; run "jingwu update" or "jingwu import" first`,
    );
  }
  if (!statSync(dirname(file), { throwIfNoEntry: false })?.isDirectory()) {
    throw new ConfigError(
      `database ${file}: its folder does not exist; make ${dirname(file)} or choose another --data`,
    );
  }
  return "create";
}

/** The migrations the file has had. Throws when the file is another program's, or a later version's. */
async function executedMigrations(connection: SqliteConnection): Promise<string[]> {
  const found = await connection.execute("select name from sqlite_master where type = 'table'", [], true);
  const tables = (found.rows as { name: string }[]).map((row) => row.name);
  if (tables.length === 0) return [];
  if (!tables.includes("kysely_migration")) {
    throw new ConfigError(
      `database ${connection.file}: belongs to another program (its tables: ${tables.slice(0, 3).join(", ")}); name another file`,
    );
  }
  const { rows } = await connection.execute("select name from kysely_migration order by name", [], true);
  const done = (rows as { name: string }[]).map((row) => row.name);
  const unknown = done.find((name) => !(name in MIGRATIONS));
  if (unknown) {
    throw new ConfigError(
      `database ${connection.file}: was written by a later version of jingwu (${unknown}); update the program`,
    );
  }
  return done;
}

function refuseOld(file: string, done: readonly string[]): void {
  if (done.length === Object.keys(MIGRATIONS).length) return;
  throw new ConfigError(
    `database ${file}: is empty or from an earlier version; run "jingwu update" or "jingwu import" first`,
  );
}

/** Turning the log on needs the file alone for a moment, and does not wait by itself when another opener has it. */
async function useWriteAheadLog(connection: SqliteConnection): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await connection.execute("pragma journal_mode = wal", [], true);
      return;
    } catch (error) {
      if (attempt === 50 || !/SQLITE_BUSY/.test(String(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
}

async function migrate(db: Kysely<Tables>, file: string): Promise<void> {
  const migrator = new Migrator({ db: db.withoutPlugins(), provider: migrationProvider });
  const { error } = await migrator.migrateToLatest();
  if (error instanceof ConfigError) throw error;
  if (error) throw new Error(`database ${file}: the tables could not be made`, { cause: error });
  await sql`pragma optimize`.execute(db);
}
