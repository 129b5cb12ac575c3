import type { HostClosed, HostPace } from "./host-pace.ts";

export interface ClosedHosts {
  /** Counts a refusal, or a request without any answer; the third in a row closes the host. */
  strike(host: string, closed: HostClosed): void;
  /** The host answered: refusals are counted anew. */
  answered(host: string): void;
  /** Closes a host for the run, or for so many milliseconds, in later runs too. */
  close(host: string, closed: HostClosed, ms?: number): void;
  because(host: string): HostClosed | null;
}

/** So many refusals, or requests without any answer, one after the other close the host for the run. */
const IN_A_ROW = 3;

/** The hosts that one run leaves alone. */
export function createClosedHosts(pace: HostPace, log: (message: string) => void): ClosedHosts {
  const strikes = new Map<string, number>();
  const closed = new Map<string, HostClosed>();

  function close(host: string, why: HostClosed, ms?: number): void {
    if (ms === undefined) closed.set(host, why);
    else pace.close(host, why, ms);
    const when = ms === undefined ? "in this run" : `for ${Math.ceil(ms / 1000)} s`;
    log(`${host}: no further requests ${when} (${why.reason})`);
  }

  return {
    close,
    strike(host, { code, reason }) {
      const count = (strikes.get(host) ?? 0) + 1;
      strikes.set(host, count);
      if (count >= IN_A_ROW) close(host, { code, reason: `${count} times in a row: ${reason}` });
    },
    answered: (host) => void strikes.delete(host),
    because: (host) => closed.get(host) ?? pace.closedBecause(host),
  };
}
