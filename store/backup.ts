import { open, rename, rm, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { sql } from "kysely";
import { ConfigError } from "../sources/errors.ts";
import type { Db } from "./database.ts";

/**
 * Copies the database to a new file while others read and write. The file appears under its name only when the copy is
 * whole and on disk. Throws ConfigError when it cannot be written there.
 */
export async function backupDatabase(db: Db, file: string): Promise<{ bytes: number }> {
  const target = resolve(file);
  const part = `${target}.part`;
  const folder = await stat(dirname(target)).catch(() => null);
  if (!folder?.isDirectory())
    throw new ConfigError(`backup ${file}: the folder ${dirname(target)} does not exist`);
  await rm(part, { force: true });
  try {
    await sql`vacuum into ${part}`.execute(db);
    const handle = await open(part, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, target);
  } catch (cause) {
    await rm(part, { force: true });
    throw new ConfigError(`backup ${file}: cannot be written (${(cause as Error).message})`, { cause });
  }
  return { bytes: (await stat(target)).size };
}
