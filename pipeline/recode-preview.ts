import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { backupDatabase } from "../store/backup.ts";
import { closeDatabase, openDatabase } from "../store/database.ts";
import { recode } from "./recode.ts";
import type { RecodeReport } from "./recode-report.ts";
import type { Coder } from "./stages.ts";
import type { Workspace } from "./workspace.ts";

const NAME = /^recode-preview-(\d+)\.db/;

/**
 * What {@link recode} would do, without doing it: the same call on a copy of the database, which stands in the data folder
 * for as long as it is looked at. Nobody who writes meanwhile has to wait.
 */
export async function previewRecode(
  space: Workspace,
  coder: Coder,
  signal: AbortSignal,
): Promise<RecodeReport> {
  removeCopies(space.dataDir, (pid) => !isAlive(pid));
  const file = join(space.dataDir, `recode-preview-${process.pid}.db`);
  try {
    await backupDatabase(space.db, file);
    const db = await openDatabase(file, { create: false });
    try {
      return await recode({ ...space, db }, coder, signal);
    } finally {
      await closeDatabase(db);
    }
  } finally {
    removeCopies(space.dataDir, (pid) => pid === process.pid);
  }
}

/** Removes copies with all that SQLite puts beside them; a process that was killed leaves its own. */
function removeCopies(folder: string, chosen: (pid: number) => boolean): void {
  for (const name of readdirSync(folder)) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && chosen(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is alive, and may not be asked.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
