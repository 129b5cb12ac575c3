import type { FC } from "hono/jsx";
import type { Row } from "../../store/database.ts";
import type { RunRecord } from "../../store/runs.ts";
import { safeLink, timeText } from "../labels.ts";
import { ISSUE_TEXTS, RUNS_TEXTS } from "../texts/runs.ts";
import { TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";
import { Scroll } from "./scroll.tsx";

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
    <h2>{RUNS_TEXTS.issues(open)}</h2>
    <p class="soft">
      {RUNS_TEXTS.issuesMeaning}
      {open > issues.length && ` ${RUNS_TEXTS.newest(issues.length)}`}
    </p>
    {issues.length === 0 ? <p>{RUNS_TEXTS.noIssue}</p> : <Issues issues={issues} />}
    <h2>{RUNS_TEXTS.runs}</h2>
    <p class="soft">{RUNS_TEXTS.runsMeaning}</p>
    {runs.length === 0 ? (
      <p>
        <Command {...RUNS_TEXTS.noRun} />
      </p>
    ) : (
      <Runs runs={runs} />
    )}
  </Layout>
);

const Issues: FC<{ issues: readonly Row<"issue">[] }> = ({ issues }) => {
  const { number, what, where, message, since, times } = RUNS_TEXTS.issueColumns;
  return (
    <>
      <Scroll label={RUNS_TEXTS.issues(issues.length)}>
        <table class="wide">
          <thead>
            <tr>
              {[number, what, where, message, since].map((text) => (
                <th scope="col">{text}</th>
              ))}
              <th scope="col" class="number">
                {times}
              </th>
            </tr>
          </thead>
          <tbody>
            {issues.map((issue) => (
              <tr>
                <td>{issue.id}</td>
                <td class="words">
                  <span class="mono">{issue.code}</span>
                  {ISSUE_TEXTS[issue.code] && <p class="soft small">{ISSUE_TEXTS[issue.code]}</p>}
                </td>
                <td class="address">
                  <Place issue={issue} />
                </td>
                <td class="words">{issue.message}</td>
                <td class="when">{timeText(issue.opened)}</td>
                <td class="number">{issue.times}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p class="soft small">
        <Command {...RUNS_TEXTS.close} />
      </p>
    </>
  );
};

/** The address or file it is about, and the source it belongs to. */
const Place: FC<{ issue: Row<"issue"> }> = ({ issue: { item, sourceId } }) => {
  const link = safeLink(item);
  return (
    <>
      {item !== sourceId &&
        (link ? (
          <a href={link} rel="noopener noreferrer external">
            {item}
          </a>
        ) : (
          item
        ))}{" "}
      {sourceId && (
        <a class="mono" href={`/sources/${encodeURIComponent(sourceId)}`}>
          {sourceId}
        </a>
      )}
    </>
  );
};

const Runs: FC<{ runs: readonly RunRecord[] }> = ({ runs }) => (
  <Scroll label={RUNS_TEXTS.runs}>
    <table class="wide">
      <thead>
        <tr>
          {Object.values(RUNS_TEXTS.runColumns).map((text) => (
            <th scope="col">{text}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr>
            <td class="mono">{run.command}</td>
            <td class="when">{timeText(run.started)}</td>
            <td class="when">{run.finished ? timeText(run.finished) : RUNS_TEXTS.none}</td>
            <td>{run.exitStatus ? RUNS_TEXTS.failed(run.exitStatus) : RUNS_TEXTS.states[run.state]}</td>
            <td class="small words">{countsText(run.counts)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
);

/** A sentence with a command in it. */
const Command: FC<{ before: string; command: string; after: string }> = ({ before, command, after }) => (
  <>
    {before}
    <code>{command}</code>
    {after}
  </>
);

/** "snapshots 12, events added 3": the counts of a run in one line. */
function countsText(counts: unknown): string {
  if (typeof counts !== "object" || counts === null) return RUNS_TEXTS.none;
  return Object.entries(counts)
    .map(([name, value]) =>
      typeof value === "object" ? `${name} ${countsText(value)}` : `${name} ${String(value)}`,
    )
    .join(", ");
}
