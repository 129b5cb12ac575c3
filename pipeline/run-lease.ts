import { acquireLease, LeaseHeldError, releaseLease, renewLease } from "../store/lease.ts";
import type { Workspace } from "./workspace.ts";

const RENEW_MS = 20_000;
/** A lease that was not renewed for so long is told of. */
const LATE_MS = 90_000;

/** The right to be the one daemon of a database. */
export interface RunLease {
  /** Whether it is held now. While it is not, nothing may be begun. */
  held(): boolean;
  /** Why it is not held, or cannot be renewed, in words; null when all is well. */
  fault(): string | null;
  release(): Promise<void>;
}

/**
 * Takes the right and says every while that this process lives. Lost (the machine slept, another daemon took over), it is
 * asked for again until that one has gone. Throws {@link LeaseHeldError} naming the daemon that has it.
 */
export async function holdRunLease(space: Workspace, renewMs = RENEW_MS): Promise<RunLease> {
  const { db, clock, now, log } = space;
  const holder = `jingwu run ${process.pid}`;
  await acquireLease(db, "run", holder, now());
  let renewed = clock().getTime();
  let lost: string | null = null;
  let error: string | null = null;

  async function renew(): Promise<void> {
    try {
      if (lost === null && !(await renewLease(db, "run", holder, now()))) {
        lost = "another process has taken over";
        log.error("the lease was lost: no round is begun until it is had again");
      }
      if (lost !== null) {
        await acquireLease(db, "run", holder, now());
        lost = null;
        log.warn("the lease is had again");
      }
      error = null;
      renewed = clock().getTime();
    } catch (cause) {
      const { message } = cause as Error;
      if (cause instanceof LeaseHeldError) lost = message;
      else error = message;
    }
  }

  const timer = setInterval(renew, renewMs);
  timer.unref();
  return {
    held: () => lost === null,
    fault() {
      if (lost !== null) return `the lease was lost: ${lost}`;
      if (error !== null) return `the lease cannot be renewed: ${error}`;
      const late = clock().getTime() - renewed;
      return late > LATE_MS ? `the lease was not renewed for ${Math.round(late / 1000)} s` : null;
    },
    async release() {
      clearInterval(timer);
      await releaseLease(db, "run", holder);
    },
  };
}
