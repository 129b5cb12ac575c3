import PQueue from "p-queue";

/** Why a host is left alone. */
export interface HostClosed {
  readonly code: "blocked" | "fetch-failed";
  readonly reason: string;
}

interface Host {
  readonly queue: PQueue;
  /** Next request not before, in milliseconds since the epoch. */
  notBefore: number;
  delayMs: number;
  closed: (HostClosed & { readonly until: number }) | null;
}

export interface HostTurn<T> {
  readonly first: boolean;
  before(): void;
  /** Waits; throws when the run is stopped meanwhile. */
  sleep(ms: number): Promise<void>;
  request(): Promise<T>;
}

export interface HostPace {
  /**
   * Runs a request when it is the host's turn. `first` puts it ahead of what waits. `before` may throw to give the turn
   * up; it is called when the turn comes and again right before the request.
   */
  run<T>(hostname: string, turn: HostTurn<T>): Promise<T>;
  /** No request to the host for so long from now. */
  pause(hostname: string, ms: number): void;
  /** Raises the pause between two requests, as robots.txt asks. */
  slowDown(hostname: string, delayMs: number): void;
  /** Leaves the host alone for so long, as it asked. */
  close(hostname: string, closed: HostClosed, ms: number): void;
  closedBecause(hostname: string): HostClosed | null;
  /** No request to any host for so long from now: another process may just have asked. */
  holdAll(ms: number): void;
}

export interface HostPaceOptions {
  readonly delayMs: number;
  readonly hostsAtOnce: number;
  readonly now: () => Date;
}

/**
 * One request at a time to each host, `delayMs` from the end of one to the start of the next, few hosts at once. Several
 * fetchers may share one, so that the pauses hold from one run to the next.
 */
export function createHostPace(options: HostPaceOptions): HostPace {
  const slots = new PQueue({ concurrency: options.hostsAtOnce });
  const hosts = new Map<string, Host>();
  const now = () => options.now().getTime();
  let nobodyBefore = 0;

  function hostOf(hostname: string): Host {
    let host = hosts.get(hostname);
    if (!host) {
      host = { queue: new PQueue({ concurrency: 1 }), notBefore: 0, delayMs: options.delayMs, closed: null };
      hosts.set(hostname, host);
    }
    return host;
  }

  return {
    run(hostname, { first, before, sleep, request }) {
      const host = hostOf(hostname);
      const left = () => Math.max(host.notBefore, nobodyBefore) - now();
      return host.queue.add(
        async () => {
          before();
          // Waiting holds the host's turn but none of the few slots.
          for (let wait = left(); wait > 0; wait = left()) await sleep(wait);
          return slots.add(async () => {
            before();
            try {
              return await request();
            } finally {
              host.notBefore = Math.max(host.notBefore, now() + host.delayMs);
            }
          });
        },
        { priority: first ? 1 : 0 },
      );
    },
    pause(hostname, ms) {
      const host = hostOf(hostname);
      host.notBefore = Math.max(host.notBefore, now() + ms);
    },
    slowDown(hostname, delayMs) {
      const host = hostOf(hostname);
      if (delayMs <= host.delayMs) return;
      host.notBefore += delayMs - host.delayMs;
      host.delayMs = delayMs;
    },
    close(hostname, closed, ms) {
      hostOf(hostname).closed = { ...closed, until: now() + ms };
    },
    closedBecause(hostname) {
      const host = hostOf(hostname);
      if (host.closed && host.closed.until <= now()) host.closed = null;
      return host.closed;
    },
    holdAll(ms) {
      nobodyBefore = Math.max(nobodyBefore, now() + ms);
    },
  };
}
