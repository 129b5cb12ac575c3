import type { Hono } from "hono";
import { countOpenIssues } from "../store/issues.ts";
import { countQueue } from "../store/queue.ts";
import { listRuns } from "../store/runs.ts";
import { readStats } from "../store/stats.ts";
import type { AppOptions } from "./context.ts";

/** `/healthz`, open to probes without a password: whether this server can do its work. */
export function addHealth(app: Hono, options: AppOptions): void {
  app.get("/healthz", async (c) => {
    try {
      await countOpenIssues(options.db);
      return c.json({ status: "ok", version: options.version });
    } catch (error) {
      return c.json(
        { status: "failed", version: options.version, reason: `database: ${String(error)}` },
        503,
      );
    }
  });
}

/** `/metrics`: the gauges an operator would set an alarm on, in the text form of Prometheus. */
export function addMetrics(app: Hono, options: AppOptions): void {
  app.get("/metrics", async (c) => {
    const stats = await readStats(options.db);
    const queue = await countQueue(options.db);
    const [last] = (await listRuns(options.db, 50)).filter(({ finished }) => finished !== null);
    const text = [
      gauge("jingwu_build_info", "The version that runs", [[{ version: options.version }, 1]]),
      gauge(
        "jingwu_events",
        "Events by status",
        Object.entries(queue.byStatus).map(([status, n]) => [{ status }, n]),
      ),
      gauge("jingwu_queue_waiting", "Events that wait for a decision", [[{}, queue.waiting]]),
      gauge("jingwu_documents", "Documents kept", [[{}, stats.documents]]),
      gauge("jingwu_mentions", "Mentions kept", [[{}, stats.mentions]]),
      gauge("jingwu_snapshots", "Captured pages", [[{}, stats.snapshots]]),
      gauge("jingwu_open_issues", "Issues that a person should look at", [[{}, stats.openIssues]]),
      last
        ? gauge("jingwu_last_run_finished_seconds", "When the last run ended, Unix time", [
            [
              { command: last.command, status: String(last.exitStatus ?? "") },
              Date.parse(last.finished!) / 1000,
            ],
          ])
        : "",
      gauge("process_resident_memory_bytes", "Memory of this process", [[{}, process.memoryUsage.rss()]]),
    ].join("");
    return c.text(text, 200, { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" });
  });
}

function gauge(
  name: string,
  help: string,
  samples: readonly (readonly [Record<string, string>, number])[],
): string {
  const lines = samples.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(([key, text]) => `${key}="${text.replace(/[\\"\n]/g, "_")}"`);
    return `${name}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join("")}`;
}
