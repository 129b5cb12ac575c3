import type { Registry } from "prom-client";

/** What a daemon shows of itself to the web application that runs beside it. */
export interface DaemonView {
  /** Why it cannot do its work, in words; none when all is well. Cheap: asked for every few seconds. */
  faults(): string[];
  /** Where it stands, for a person. */
  state(): Record<string, unknown>;
  /** What it counts: requests, rounds, durations. */
  readonly metrics: Registry;
}
