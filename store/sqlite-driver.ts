import sqlite3 from "sqlite3";
import { ConfigError } from "../sources/errors.ts";

/** What one statement gave back. */
export interface SqliteResult {
  readonly rows: unknown[];
  readonly changes: number;
  readonly lastId: number;
}

/** Prepared statements kept per connection; the oldest is let go. */
const KEPT_STATEMENTS = 200;

/** What a person can do about an error that is not a bug of the program. */
const REMEDIES: Readonly<Record<string, string>> = {
  SQLITE_NOTADB: "is not a SQLite database; name another file with --database, or move this one away",
  SQLITE_CORRUPT: "is damaged; restore a backup, or move the file away and import again from the archive",
  SQLITE_CANTOPEN: "cannot be opened; check that its folder exists and may be read and written",
  SQLITE_PERM: "may not be opened; check the permissions of the file",
  SQLITE_READONLY: "may not be written; check the permissions of the file and its folder",
  SQLITE_FULL: "cannot grow, the disk is full; free some space and run again, what was saved is kept",
  SQLITE_IOERR: "cannot be read or written, the disk reports an error; check the disk",
  SQLITE_BUSY: "is being written by another process; wait until that one has finished and run again",
};

/**
 * One connection to a SQLite file through node-sqlite3, the only file that knows this driver. Statements must be
 * awaited one by one: the driver does not keep the order of different prepared statements.
 */
export class SqliteConnection {
  readonly file: string;
  readonly #database: sqlite3.Database;
  readonly #statements = new Map<string, sqlite3.Statement>();

  private constructor(file: string, database: sqlite3.Database) {
    this.file = file;
    this.#database = database;
  }

  /** Opens the file. Throws {@link ConfigError} with a remedy when it cannot be opened. */
  static async open(file: string, mode: "read" | "write" | "create"): Promise<SqliteConnection> {
    const flags = {
      read: sqlite3.OPEN_READONLY,
      write: sqlite3.OPEN_READWRITE,
      create: sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE,
    };
    return new Promise((resolve, reject) => {
      const database = new sqlite3.Database(file, flags[mode] | sqlite3.OPEN_FULLMUTEX, (error) =>
        error ? reject(readableError(error, file, "open")) : resolve(new SqliteConnection(file, database)),
      );
    });
  }

  /** Runs one statement; `reads` asks for its rows, otherwise the number of rows it changed is given. */
  async execute(
    statementText: string,
    parameters: readonly unknown[],
    reads: boolean,
  ): Promise<SqliteResult> {
    const values = parameters.map(bindable);
    const statement = await this.#prepare(statementText);
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => reject(readableError(error, this.file, statementText));
      if (reads) {
        statement.all(values, (error: Error | null, rows: unknown[]) =>
          error ? fail(error) : resolve({ rows, changes: rows.length, lastId: 0 }),
        );
      } else {
        statement.run(values, function (this: sqlite3.RunResult, error: Error | null) {
          if (error) fail(error);
          else resolve({ rows: [], changes: this.changes, lastId: this.lastID });
        });
      }
    });
  }

  async close(): Promise<void> {
    for (const statement of this.#statements.values()) await finalize(statement);
    this.#statements.clear();
    await new Promise<void>((resolve, reject) => {
      this.#database.close((error) => (error ? reject(readableError(error, this.file, "close")) : resolve()));
    });
  }

  async #prepare(text: string): Promise<sqlite3.Statement> {
    const kept = this.#statements.get(text);
    if (kept) {
      this.#statements.delete(text);
      this.#statements.set(text, kept);
      return kept;
    }
    const statement = await new Promise<sqlite3.Statement>((resolve, reject) => {
      const prepared = this.#database.prepare(text, (error: Error | null) =>
        error ? reject(readableError(error, this.file, text)) : resolve(prepared),
      );
    });
    this.#statements.set(text, statement);
    const oldest = this.#statements.entries().next().value;
    if (this.#statements.size > KEPT_STATEMENTS && oldest) {
      this.#statements.delete(oldest[0]);
      await finalize(oldest[1]);
    }
    return statement;
  }
}

function finalize(statement: sqlite3.Statement): Promise<void> {
  return new Promise((resolve) => statement.finalize(() => resolve()));
}

/** The driver stores a BigInt as NULL and an object as text "[object Object]": refuse what it would lose. */
function bindable(value: unknown): unknown {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "bigint") {
    if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < BigInt(Number.MIN_SAFE_INTEGER)) {
      throw new RangeError(`the database keeps whole numbers below 2^53, found ${value}`);
    }
    return Number(value);
  }
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`a value of type ${typeof value} cannot be stored; pass JSON text`);
}

/** The driver's errors name no statement: add which one failed, and for what a person can mend, how. */
function readableError(error: Error, file: string, statementText: string): Error {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const remedy = REMEDIES[code];
  if (remedy) return new ConfigError(`database ${file}: ${remedy} (${code})`, { cause: error });
  const purpose = statementText.replace(/\s+/g, " ").slice(0, 120);
  return Object.assign(new Error(`${error.message}, in: ${purpose}`, { cause: error }), { code });
}
