import { hostname } from "node:os";
import { ConfigError } from "../sources/errors.ts";
import { type Db, inTransaction, type Row } from "./database.ts";

/** The right to write in bulk, for one run; the right to be the one daemon of the database, for its life. */
export type LeaseName = "write" | "run";

const TAKEN: Readonly<Record<LeaseName, readonly [what: string, remedy: string]>> = {
  write: ["another process is writing", "wait until it has finished, or stop it"],
  run: ["another daemon keeps this database current", "stop it, or use another --data"],
};

/** Another process holds the right. */
export class LeaseHeldError extends ConfigError {
  constructor(name: LeaseName, lease: Row<"lease">) {
    const [what, remedy] = TAKEN[name];
    super(`${what}: ${lease.holder} (process ${lease.pid}), since ${lease.acquired}; ${remedy}`);
    this.name = "LeaseHeldError";
  }
}

/** Minutes without a sign of life after which a lease is taken over, when its process cannot be asked. */
const STALE_MINUTES = 10;

/** The holder as stored: the host is part of it, because a process number means something on one host only. */
function holderHere(holder: string): string {
  return `${holder} on ${hostname()}`;
}

/**
 * Takes the lease. One held by a process that no longer runs, or that has not renewed it for `staleMinutes`, is taken
 * over. Throws {@link LeaseHeldError} naming the holder when another live process has it.
 */
export async function acquireLease(
  db: Db,
  name: LeaseName,
  holder: string,
  at: string,
  options: { readonly staleMinutes?: number; readonly pid?: number } = {},
): Promise<void> {
  const mine = { holder: holderHere(holder), pid: options.pid ?? process.pid };
  await inTransaction(db, async (trx) => {
    const held = await trx.selectFrom("lease").selectAll().where("name", "=", name).executeTakeFirst();
    if (held && !isStale(held, mine, at, options.staleMinutes ?? STALE_MINUTES))
      throw new LeaseHeldError(name, held);
    const row = { name, ...mine, acquired: at, renewed: at };
    await trx
      .insertInto("lease")
      .values(row)
      .onConflict((conflict) => conflict.column("name").doUpdateSet(row))
      .execute();
  });
}

/** Says that the holder lives. False: the lease was lost, and the holder must stop writing. */
export async function renewLease(
  db: Db,
  name: LeaseName,
  holder: string,
  at: string,
  pid = process.pid,
): Promise<boolean> {
  const result = await db
    .updateTable("lease")
    .set({ renewed: at })
    .where("name", "=", name)
    .where("holder", "=", holderHere(holder))
    .where("pid", "=", pid)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Gives the lease back, if it is still the holder's. */
export async function releaseLease(
  db: Db,
  name: LeaseName,
  holder: string,
  pid = process.pid,
): Promise<void> {
  await db
    .deleteFrom("lease")
    .where("name", "=", name)
    .where("holder", "=", holderHere(holder))
    .where("pid", "=", pid)
    .execute();
}

/** Who holds the lease, dead or alive. */
export function findLease(db: Db, name: LeaseName): Promise<Row<"lease"> | undefined> {
  return db.selectFrom("lease").selectAll().where("name", "=", name).executeTakeFirst();
}

function isStale(
  lease: Row<"lease">,
  mine: { holder: string; pid: number },
  at: string,
  staleMinutes: number,
): boolean {
  if (lease.holder === mine.holder && lease.pid === mine.pid) return true;
  if (lease.holder.endsWith(` on ${hostname()}`)) {
    // A container starts every process with the same number: a lease older than this process is a dead one's.
    const started = Date.parse(at) - process.uptime() * 1000;
    if (lease.pid === process.pid ? Date.parse(lease.renewed) < started : !isAlive(lease.pid)) return true;
  }
  return Date.parse(at) - Date.parse(lease.renewed) > staleMinutes * 60_000;
}

/** Whether the right to write is held by a process that, as far as can be told from here, still runs. */
export async function isSomeoneWriting(db: Db): Promise<boolean> {
  const lease = await findLease(db, "write");
  return lease !== undefined && (!lease.holder.endsWith(` on ${hostname()}`) || isAlive(lease.pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
