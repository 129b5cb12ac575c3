import type { Db, Row } from "./database.ts";
import { isSomeoneWriting } from "./lease.ts";

/** A run of a command. Abandoned: it never finished, and its process did not live to say so. */
export interface RunRecord extends Omit<Row<"run">, "counts"> {
  readonly counts: Record<string, unknown> | null;
  readonly state: "running" | "finished" | "abandoned";
}

/** Records that a command began; gives the number of the run. */
export async function startRun(
  db: Db,
  run: { readonly command: string; readonly started: string },
): Promise<number> {
  const row = await db
    .insertInto("run")
    .values({ command: run.command, started: run.started })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Records how a run ended, and what it counted. */
export async function finishRun(
  db: Db,
  id: number,
  end: { readonly finished: string; readonly exitStatus: number; readonly counts?: object },
): Promise<void> {
  const counts = end.counts ? JSON.stringify(end.counts) : null;
  await db
    .updateTable("run")
    .set({ finished: end.finished, exitStatus: end.exitStatus, counts })
    .where("id", "=", id)
    .execute();
}

/** The run that began last; undefined before the first. */
export async function findLastRun(db: Db): Promise<Pick<Row<"run">, "started" | "finished"> | undefined> {
  return db
    .selectFrom("run")
    .select(["started", "finished"])
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}

/**
 * The latest runs, newest first. Of those that never finished only the newest can be alive, and only while a live
 * process holds the lease of the one bulk writer.
 */
export async function listRuns(db: Db, limit = 50): Promise<RunRecord[]> {
  const rows = await db.selectFrom("run").selectAll().orderBy("id", "desc").limit(limit).execute();
  const writing = await isSomeoneWriting(db);
  const latestOpen = rows.find((row) => row.finished === null)?.id;
  return rows.map((row) => ({
    ...row,
    counts: row.counts === null ? null : (JSON.parse(row.counts) as Record<string, unknown>),
    state: row.finished !== null ? "finished" : row.id === latestOpen && writing ? "running" : "abandoned",
  }));
}
