import { access, constants, statfs } from "node:fs/promises";
import { sql } from "kysely";
import type { Db } from "./database.ts";

/** A database that does not answer within this time cannot be worked with. */
const PATIENCE_MS = 5000;
/** With less space a write may fail at any moment. */
const LEAST_BYTES = 64 * 1024 ** 2;

/** Whether the database file is sound: null, or the first fault SQLite finds. */
export async function findDatabaseFault(db: Db): Promise<string | null> {
  const { rows } = await sql<Record<string, string>>`pragma quick_check(1)`.execute(db);
  const said = Object.values(rows[0] ?? {})[0] ?? "no answer";
  return said === "ok" ? null : said;
}

/**
 * Whether the database can be read, its file is there and may be written, and the disk of the data folder has room: null,
 * or what is wrong. Changes nothing, and waits for no writer.
 */
export async function findAccessFault(db: Db, dataDir: string): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, `database: no answer within ${PATIENCE_MS / 1000} s`);
  });
  try {
    return await Promise.race([late, tryAccess(db, dataDir)]);
  } finally {
    clearTimeout(timer);
  }
}

async function tryAccess(db: Db, dataDir: string): Promise<string | null> {
  try {
    await db.selectFrom("lease").select("name").limit(1).execute();
    const { rows } = await sql<{
      file: string;
    }>`select file from pragma_database_list where name = 'main'`.execute(db);
    // A file that was moved away can still be read by whoever has it open, and what is written to it is lost.
    for (const { file } of rows) if (file !== "") await access(file, constants.R_OK | constants.W_OK);
  } catch (error) {
    return `database: ${(error as Error).message}`;
  }
  const space = await statfs(dataDir).catch(() => null);
  if (space === null || space.bavail * space.bsize >= LEAST_BYTES) return null;
  return `disk: ${Math.floor((space.bavail * space.bsize) / 1024 ** 2)} MB free at ${dataDir}`;
}
