import PQueue from "p-queue";
import type { SourceErrorCode } from "./errors.ts";

/** Why no further request is made to a host in this run, or until a time. */
export interface HostClosed {
  readonly code: SourceErrorCode;
  readonly reason: string;
  /** Milliseconds since the epoch; null for the rest of the run. */
  readonly until: number | null;
}

interface Host {
  readonly queue: PQueue;
  /** Next request not before, in milliseconds since the epoch. */
  notBefore: number;
  delayMs: number;
  closed: HostClosed | null;
}

export interface HostTurn<T> {
  readonly first: boolean;
  before(): void;
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
  close(hostname: string, closed: HostClosed): void;
  closedBecause(hostname: string): HostClosed | null;
}

export interface HostPaceOptions {
  readonly delayMs: number;
  readonly hostsAtOnce: number;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
}

/** One request at a time to each host, `delayMs` from the end of one to the start of the next, few hosts at once. */
export function createHostPace(options: HostPaceOptions): HostPace {
  const slots = new PQueue({ concurrency: options.hostsAtOnce });
  const hosts = new Map<string, Host>();
  const now = () => options.now().getTime();

  function hostOf(hostname: string): Host {
    let host = hosts.get(hostname);
    if (!host) {
      host = { queue: new PQueue({ concurrency: 1 }), notBefore: 0, delayMs: options.delayMs, closed: null };
      hosts.set(hostname, host);
    }
    return host;
  }

  return {
    run(hostname, { first, before, request }) {
      const host = hostOf(hostname);
      return host.queue.add(
        async () => {
          before();
          // Waiting holds the host's turn but none of the few slots.
          for (let wait = host.notBefore - now(); wait > 0; wait = host.notBefore - now())
            await options.sleep(wait);
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
    close(hostname, closed) {
      hostOf(hostname).closed = closed;
    },
    closedBecause(hostname) {
      const host = hostOf(hostname);
      if (host.closed?.until != null && host.closed.until <= now()) host.closed = null;
      return host.closed;
    },
  };
}
