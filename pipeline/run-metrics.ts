import { Counter, Histogram, Registry } from "prom-client";
import type { RequestEnding } from "../sources/fetcher.ts";
import type { RunCounts } from "./counts.ts";

/** Counts what the rounds of this process do, for Prometheus. */
export interface RunMetrics {
  readonly registry: Registry;
  request(ending: RequestEnding): void;
  visit(state: string): void;
  /** A round ended: "done", "incomplete" (some sources failed), "refused" (another process writes) or "crashed". */
  round(result: RoundResult, seconds: number, counts?: RunCounts): void;
}

export type RoundResult = "done" | "incomplete" | "refused" | "crashed";

const SECONDS = [1, 5, 15, 60, 300, 900, 1800, 3600, 7200, 21_600];
const ENDINGS: readonly RequestEnding[] = [
  "ok",
  "not-modified",
  "redirect",
  "gone",
  "refused",
  "failed",
  "no-answer",
  "stopped",
];
const RESULTS: readonly RoundResult[] = ["done", "incomplete", "refused", "crashed"];

export function createRunMetrics(): RunMetrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string, label: string) =>
    new Counter({ name, help, labelNames: [label], registers });
  const requests = counter("jingwu_requests_total", "Requests to sites by how they ended", "outcome");
  const visits = counter("jingwu_visits_total", "Visits to sources by how they ended", "state");
  const rounds = counter("jingwu_rounds_total", "Rounds of updates by result", "result");
  const made = counter("jingwu_made_total", "Records that rounds added", "record");
  const seconds = new Histogram({
    name: "jingwu_round_duration_seconds",
    help: "How long rounds took",
    buckets: SECONDS,
    registers,
  });
  // A series that begins at 0 shows the first one as a rise.
  for (const outcome of ENDINGS) requests.inc({ outcome }, 0);
  for (const result of RESULTS) rounds.inc({ result }, 0);
  return {
    registry,
    request: (outcome) => requests.inc({ outcome }),
    visit: (state) => visits.inc({ state }),
    round(result, duration, counts) {
      rounds.inc({ result });
      if (result === "refused") return;
      seconds.observe(duration);
      if (!counts) return;
      made.inc({ record: "snapshot" }, counts.snapshots);
      made.inc({ record: "document" }, counts.documents);
      made.inc({ record: "mention" }, counts.mentions);
      made.inc({ record: "event" }, counts.events.added);
    },
  };
}
