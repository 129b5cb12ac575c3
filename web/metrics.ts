import type { Hono } from "hono";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { listDue } from "../pipeline/due.ts";
import { countOpenIssuesByCode } from "../store/issues.ts";
import { countQueue } from "../store/queue-counts.ts";
import { listRuns } from "../store/runs.ts";
import { listSourceStates } from "../store/source-state.ts";
import { readTotals } from "../store/stats.ts";
import { type AppOptions, timeNow } from "./context.ts";

/** Runs among which the last finished one is looked for. */
const RECENT_RUNS = 50;

type Sample = readonly [labels: Record<string, string>, value: number];

/**
 * `/metrics`: what an operator would set an alarm on, in the text form of Prometheus. Gauges are read from the store when
 * asked for; where a daemon runs in this process, its counters are added.
 */
export function addMetrics(app: Hono, options: AppOptions): void {
  const own = new Registry();
  collectDefaultMetrics({ register: own });
  app.get("/metrics", async (c) => {
    const stored = await readGauges(options);
    const parts = [stored, own, ...(options.daemon ? [options.daemon.metrics] : [])];
    const text = await Registry.merge(parts).metrics();
    return c.text(text, 200, { "Content-Type": own.contentType });
  });
}

async function readGauges(options: AppOptions): Promise<Registry> {
  const { db, version } = options;
  const registry = new Registry();
  const gauge = (name: string, help: string, labelNames: string[], samples: readonly Sample[]) => {
    const one = new Gauge({ name, help, labelNames, registers: [registry] });
    for (const [labels, value] of samples) one.set(labels, value);
  };
  const totals = await readTotals(db);
  const queue = await countQueue(db);
  gauge("jingwu_build_info", "The version that runs", ["version"], [[{ version }, 1]]);
  const { waiting = 0, all: _all, ...byStatus } = queue.byStatus;
  gauge("jingwu_events", "Events by status", ["status"], samplesOf("status", byStatus));
  gauge("jingwu_queue_waiting", "Events that wait for a decision", [], [[{}, waiting]]);
  gauge("jingwu_documents", "Documents kept", [], [[{}, totals.documents]]);
  gauge("jingwu_mentions", "Mentions kept", [], [[{}, totals.mentions]]);
  gauge("jingwu_snapshots", "Captured pages", [], [[{}, totals.snapshots]]);
  gauge("jingwu_open_issues", "Issues that a person should look at", [], [[{}, totals.openIssues]]);
  gauge(
    "jingwu_open_issues_by_code",
    "The same by stage and code",
    ["stage", "code"],
    (await countOpenIssuesByCode(db)).map(({ stage, code, count }) => [{ stage, code }, count]),
  );
  await addSources(gauge, options);
  const last = (await listRuns(db, RECENT_RUNS)).find(({ finished }) => finished !== null);
  const labels = { command: last?.command ?? "", status: String(last?.exitStatus ?? "") };
  gauge(
    "jingwu_last_run_finished_seconds",
    "When the last run ended, Unix time",
    ["command", "status"],
    last ? [[labels, secondsOf(last.finished!)]] : [],
  );
  return registry;
}

async function addSources(
  gauge: (name: string, help: string, labelNames: string[], samples: readonly Sample[]) => void,
  options: AppOptions,
): Promise<void> {
  const states = await listSourceStates(options.db);
  const known = new Map(states.map((state) => [state.sourceId, state]));
  const active =
    options.sources?.filter((source) => source.active) ?? states.map(({ sourceId: id }) => ({ id }));
  const byState: Record<string, number> = {};
  for (const { id } of active) {
    const state = known.get(id)?.state ?? "unknown";
    byState[state] = (byState[state] ?? 0) + 1;
  }
  gauge("jingwu_sources", "Sources that are read, by state", ["state"], samplesOf("state", byState));
  const due = listDue(active, known, timeNow(options)).length;
  gauge("jingwu_sources_due", "Sources whose next visit is due", [], [[{}, due]]);
  gauge(
    "jingwu_source_last_success_seconds",
    "When a source was last read, Unix time",
    ["source"],
    states.flatMap(({ sourceId, lastSuccess }): Sample[] =>
      lastSuccess === null ? [] : [[{ source: sourceId }, secondsOf(lastSuccess)]],
    ),
  );
}

function samplesOf(label: string, counts: Readonly<Record<string, number>>): Sample[] {
  return Object.entries(counts).map(([key, value]) => [{ [label]: key }, value]);
}

function secondsOf(time: string): number {
  return Date.parse(time) / 1000;
}
