import type { FC } from "hono/jsx";
import type { Row } from "../../store/database.ts";
import type { RunRecord } from "../../store/runs.ts";
import { count, safeLink, timeText } from "../labels.ts";
import { TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";

export interface RunsProps {
  readonly visit: Visit;
  readonly runs: readonly RunRecord[];
  readonly issues: readonly Row<"issue">[];
  readonly open: number;
}

/** The last runs with their counts, and what a person should look at. */
export const RunsPage: FC<RunsProps> = ({ visit, runs, issues, open }) => (
  <Layout title={TEXTS.nav.runs} visit={visit}>
    <h1>{TEXTS.nav.runs}</h1>
    <h2>{count(open, "open issue")}</h2>
    {open > issues.length && <p class="soft">The newest {issues.length} are shown.</p>}
    {issues.length === 0 ? (
      <p>Nothing to look at.</p>
    ) : (
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Number</th>
              <th scope="col">What</th>
              <th scope="col">Where</th>
              <th scope="col">Message</th>
              <th scope="col">Since</th>
              <th scope="col" class="number">
                Times
              </th>
            </tr>
          </thead>
          <tbody>
            {issues.map((issue) => (
              <tr>
                <td>{issue.id}</td>
                <td class="mono">{issue.code}</td>
                <td>
                  {safeLink(issue.item) ? (
                    <a href={safeLink(issue.item)} rel="noopener noreferrer external">
                      {issue.item}
                    </a>
                  ) : (
                    issue.item
                  )}
                </td>
                <td>{issue.message}</td>
                <td>{timeText(issue.opened)}</td>
                <td class="number">{issue.times}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p class="soft small">
          Close an issue with <span class="mono">jingwu issues close NUMBER</span>.
        </p>
      </div>
    )}
    <h2>Runs</h2>
    {runs.length === 0 ? (
      <p>No run yet.</p>
    ) : (
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Command</th>
              <th scope="col">Started</th>
              <th scope="col">Finished</th>
              <th scope="col">State</th>
              <th scope="col">Counts</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr>
                <td class="mono">{run.command}</td>
                <td>{timeText(run.started)}</td>
                <td>{run.finished ? timeText(run.finished) : "–"}</td>
                <td>
                  {run.state}
                  {run.exitStatus ? `, status ${run.exitStatus}` : ""}
                </td>
                <td class="small">{countsText(run.counts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </Layout>
);

/** "snapshots 12, events added 3": the counts of a run in one line. */
function countsText(counts: unknown): string {
  if (typeof counts !== "object" || counts === null) return "–";
  return Object.entries(counts)
    .map(([name, value]) =>
      typeof value === "object" ? `${name} ${countsText(value)}` : `${name} ${String(value)}`,
    )
    .join(", ");
}
