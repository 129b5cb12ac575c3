import { setTimeout as timer } from "node:timers/promises";
import { findLease, LeaseHeldError } from "../../store/lease.ts";
import type { RunCounts } from "../counts.ts";
import { type Coder, runStages } from "../stages.ts";
import { type Workspace, withLease } from "../workspace.ts";

/** A daemon that found somebody writing looks again within this time. */
const TURN_MS = 35_000;

/** Runs pieces of work under the right to write; between two of them a daemon, where one runs, gets its turn. */
export function pieces(space: Workspace, signal: AbortSignal): <T>(work: () => Promise<T>) => Promise<T> {
  return async (work) => {
    for (;;) {
      try {
        const result = await withLease(space, () => work());
        if (await findLease(space.db, "run")) await pause(space, signal);
        return result;
      } catch (error) {
        if (!(error instanceof LeaseHeldError)) throw error;
        signal.throwIfAborted();
        await pause(space, signal);
      }
    }
  };
}

async function pause(space: Workspace, signal: AbortSignal): Promise<void> {
  if (space.sleep) await space.sleep(TURN_MS);
  else await timer(TURN_MS, undefined, { signal }).catch(() => {});
}

/** Works off what waits in the store; not while somebody else writes, who works that off as well. */
export async function workOffUnlessBusy(
  space: Workspace,
  coder: Coder,
  counts: RunCounts,
  signal: AbortSignal,
): Promise<void> {
  try {
    await withLease(space, (lost) => runStages(space, coder, counts, AbortSignal.any([signal, lost])));
  } catch (error) {
    if (!(error instanceof LeaseHeldError)) throw error;
  }
}
