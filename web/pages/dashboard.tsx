import type { FC } from "hono/jsx";
import type { Numbers } from "../../pipeline/figures/numbers.ts";
import { DASHBOARD_TEXTS } from "../texts/dashboard.ts";
import { STATUS_TEXTS, TEXTS } from "../texts.ts";
import { FigureView, type ShownFigure } from "./figure.tsx";
import { Layout, type Visit } from "./layout.tsx";

export interface DashboardProps {
  readonly visit: Visit;
  readonly numbers: Numbers;
  readonly figures: readonly ShownFigure[];
}

/** The record in figures, and how far the work on it is. */
export const DashboardPage: FC<DashboardProps> = ({ visit, numbers, figures }) => {
  const { tiles: words, coverage } = DASHBOARD_TEXTS;
  const tiles = [
    [words.events, numbers.events, "/?status=all"],
    [words.waiting, visit.waiting, "/"],
    [words.mentions, numbers.mentions, undefined],
    [words.documents, numbers.documents, undefined],
    [words.snapshots, numbers.snapshots, undefined],
    [words.issues, numbers.openIssues, "/runs"],
  ] as const;
  return (
    <Layout title={TEXTS.nav.dashboard} visit={visit}>
      <h1>{TEXTS.nav.dashboard}</h1>
      <ul class="tiles">
        {tiles.map(([text, number, link]) => (
          <li>
            <strong>{number.toLocaleString("en")}</strong> {link ? <a href={link}>{text}</a> : text}
          </li>
        ))}
      </ul>
      <p class="soft">{DASHBOARD_TEXTS.counted}</p>
      <p class="soft">
        {coverage.before}
        <a href="/coverage">{coverage.link}</a>
        {coverage.after}
      </p>
      <div class="figures">
        {figures.map((figure) => (
          <FigureView figure={figure} theme={visit.theme} />
        ))}
        <Statuses numbers={numbers} />
      </div>
    </Layout>
  );
};

/** How far review is; what nobody has seen is told from what a person accepted. */
const Statuses: FC<{ numbers: Numbers }> = ({ numbers: { byStatus, autoAccepted } }) => {
  const words = DASHBOARD_TEXTS.status;
  const count = (status: string) => byStatus[status] ?? 0;
  const rows = [
    [STATUS_TEXTS.new, count("new"), "/?status=new"],
    [words.accepted, count("accepted") - autoAccepted, "/?status=accepted"],
    [words.autoAccepted, autoAccepted, "/?status=accepted"],
    [STATUS_TEXTS.corrected, count("corrected"), "/?status=corrected"],
    [STATUS_TEXTS.rejected, count("rejected"), "/?status=rejected"],
  ] as const;
  return (
    <section>
      <h2>{words.title}</h2>
      <table class="counts">
        <tbody>
          {rows
            .filter(([, number]) => number > 0)
            .map(([text, number, link]) => (
              <tr>
                <th scope="row">
                  <a href={link}>{text}</a>
                </th>
                <td class="number">{number.toLocaleString("en")}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
};
