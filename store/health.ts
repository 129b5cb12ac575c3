import { sql } from "kysely";
import type { Db } from "./database.ts";

/** Whether the database file is sound: null, or the first fault SQLite finds. */
export async function findDatabaseFault(db: Db): Promise<string | null> {
  const { rows } = await sql<Record<string, string>>`pragma quick_check(1)`.execute(db);
  const said = Object.values(rows[0] ?? {})[0] ?? "no answer";
  return said === "ok" ? null : said;
}
