import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Kysely } from "kysely";
import { afterEach } from "vitest";
import { closeDatabase, openDatabase } from "../../store/database.ts";
import type { Tables } from "../../store/schema.ts";

const open: Kysely<Tables>[] = [];
const folders: string[] = [];

/** A folder that is removed after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "jingwu-store-"));
  folders.push(folder);
  return folder;
}

/** A real SQLite file, closed and removed after the test. */
export async function tempDatabase(file = join(tempFolder(), "jingwu.db")): Promise<Kysely<Tables>> {
  const db = await openDatabase(file);
  open.push(db);
  return db;
}

afterEach(async () => {
  for (const db of open.splice(0)) await closeDatabase(db);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
