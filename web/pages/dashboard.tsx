import type { FC } from "hono/jsx";
import type { EventType } from "../../extractors/event.ts";
import { countryName } from "../labels.ts";
import { AGREEMENT_TEXTS, STATUS_TEXTS, TEXTS, TOPIC_TEXTS, TYPE_TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";

type Counts = Readonly<Record<string, number>>;

export interface DashboardProps {
  readonly visit: Visit;
  readonly stats: {
    readonly events: number;
    readonly documents: number;
    readonly snapshots: number;
    readonly mentions: number;
    readonly openIssues: number;
    readonly byType: Counts;
    readonly byYear: Counts;
    readonly byCountry: Counts;
    readonly byStatus: Counts;
    readonly byAgreementType: Counts;
    readonly byTopic: Counts;
    readonly bySource: Counts;
  };
}

const MOST_BARS = 20;

/** The figures of the record, each bar with its number, so that nothing is told by length alone. */
export const DashboardPage: FC<DashboardProps> = ({ visit, stats }) => {
  const tiles = [
    ["events", stats.events],
    ["waiting for review", visit.waiting],
    ["mentions", stats.mentions],
    ["documents", stats.documents],
    ["captured pages", stats.snapshots],
    ["open issues", stats.openIssues],
  ] as const;
  const years = Object.entries(stats.byYear).sort(([a], [b]) => a.localeCompare(b));
  return (
    <Layout title={TEXTS.nav.dashboard} visit={visit}>
      <h1>{TEXTS.nav.dashboard}</h1>
      <ul class="tiles">
        {tiles.map(([text, number]) => (
          <li>
            <strong>{number.toLocaleString("en")}</strong> {text}
          </li>
        ))}
      </ul>
      <p class="soft">
        Events count once, however many pages report them. Rejected and merged events are left out.
      </p>
      <div class="columns">
        <Bars
          caption="By type"
          rows={ranked(stats.byType)}
          text={(code) => TYPE_TEXTS[code as EventType] ?? code}
          link={(code) => `/?status=all&type=${code}`}
        />
        <Bars
          caption="By year"
          rows={years}
          text={(year) => year}
          link={(year) => `/?status=all&from=${year}&to=${year}`}
        />
        <Bars
          caption="By country"
          rows={ranked(stats.byCountry)}
          text={countryName}
          link={(code) => `/?status=all&country=${code}`}
        />
        <Bars caption="By topic" rows={ranked(stats.byTopic)} text={texts(TOPIC_TEXTS)} />
        <Bars
          caption="Agreements by kind"
          rows={ranked(stats.byAgreementType)}
          text={texts(AGREEMENT_TEXTS)}
        />
        <Bars
          caption="By status"
          rows={ranked(stats.byStatus)}
          text={texts(STATUS_TEXTS)}
          link={(status) => `/?status=${status}`}
        />
      </div>
    </Layout>
  );
};

interface BarsProps {
  readonly caption: string;
  readonly rows: readonly (readonly [string, number])[];
  readonly text: (code: string) => string;
  readonly link?: (code: string) => string;
}

const Bars: FC<BarsProps> = ({ caption, rows, text, link }) => {
  if (rows.length === 0) return null;
  const most = Math.max(...rows.map(([, number]) => number));
  const shown = rows.slice(-MOST_BARS * 2);
  return (
    <div class="scroll">
      <table class="bars">
        <caption>{caption}</caption>
        <tbody>
          {shown.map(([code, number]) => (
            <tr>
              <th scope="row">{link ? <a href={link(code)}>{text(code)}</a> : text(code)}</th>
              <td class="number">{number.toLocaleString("en")}</td>
              <td class="bar">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={String((number / most) * 100)} height="10" />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

function ranked(counts: Counts): [string, number][] {
  return Object.entries(counts)
    .sort(([a, left], [b, right]) => right - left || a.localeCompare(b))
    .slice(0, MOST_BARS);
}

function texts(of: Readonly<Record<string, string>>): (code: string) => string {
  return (code) => of[code] ?? code;
}
