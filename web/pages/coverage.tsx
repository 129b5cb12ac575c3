import type { FC } from "hono/jsx";
import { type LedgerRow, ledgerLines, type YearTotal, yearTotals } from "../../pipeline/backfill/ledger.ts";
import type { SourceInfo } from "../../pipeline/source-rows.ts";
import { COVERAGE_TEXTS, ROUTE_TEXTS, TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";

interface CoverageProps {
  readonly visit: Visit;
  readonly rows: readonly LedgerRow[];
  readonly sources: readonly SourceInfo[];
}

/**
 * The ledger of past years as a picture: a line for each source and route, a cell for each year. Above it the events of
 * each year beside how much of it was searched, so that more sources are not taken for more events.
 */
export const CoveragePage: FC<CoverageProps> = ({ visit, rows, sources }) => {
  const totals = yearTotals(rows);
  const years = totals.map(({ year }) => year);
  const titles = new Map(sources.map(({ id, title }) => [id, title]));
  return (
    <Layout title={TEXTS.coverage} visit={visit}>
      <h1>{TEXTS.coverage}</h1>
      {rows.length === 0 ? (
        <p>
          No past year was searched yet. <code>jingwu backfill --from 2015 --to 2016 --plan</code> reckons
          what it takes.
        </p>
      ) : (
        <>
          <Legend />
          <div class="scroll">
            <table class="coverage">
              <caption>Sources and routes by year of publication</caption>
              <thead>
                <tr>
                  <th scope="col">Source</th>
                  <th scope="col">Route</th>
                  {years.map((year) => (
                    <th scope="col">{year}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                <Total name="Events" totals={totals} of={({ events }) => String(events)} />
                <Total
                  name="Source-years searched"
                  totals={totals}
                  of={({ searched, sources: all }) => `${searched} of ${all}`}
                />
                {ledgerLines(rows).map((line) => (
                  <Line line={line} title={titles.get(line[0]!.source) ?? line[0]!.source} />
                ))}
              </tbody>
            </table>
          </div>
          <p class="soft small">
            A year that was not tried is not a year without events. Events are those that the sources of this
            table report, by whatever route their pages came.
          </p>
        </>
      )}
    </Layout>
  );
};

const Legend: FC = () => (
  <ul class="legend">
    {Object.entries(COVERAGE_TEXTS).map(([state, { sign, text }]) => (
      <li>
        <span class={`cell ${state}`}>{sign}</span> {text}
      </li>
    ))}
  </ul>
);

const Total: FC<{ name: string; totals: readonly YearTotal[]; of: (total: YearTotal) => string }> = ({
  name,
  totals,
  of,
}) => (
  <tr class="total">
    <th scope="row" colspan={2}>
      {name}
    </th>
    {totals.map((total) => (
      <td>{of(total)}</td>
    ))}
  </tr>
);

const Line: FC<{ line: readonly LedgerRow[]; title: string }> = ({ line, title }) => {
  const { source, route } = line[0]!;
  return (
    <tr>
      <th scope="row">
        <a href={`/sources/${encodeURIComponent(source)}`}>{title}</a>
      </th>
      <td>{ROUTE_TEXTS[route]}</td>
      {line.map((row) => (
        <td class={`cell ${row.state}`} title={cellText(row)}>
          {row.state === "done" ? row.found : COVERAGE_TEXTS[row.state].sign}
          <span class="said"> {COVERAGE_TEXTS[row.state].text}</span>
        </td>
      ))}
    </tr>
  );
};

function cellText({ year, state, found, fetched, held, missing, events, reason }: LedgerRow): string {
  const counts = `${found} articles found, ${fetched} fetched, ${held} had already, ${missing} without a good capture, ${events} events`;
  return `${year}: ${COVERAGE_TEXTS[state].text}; ${counts}${reason === null ? "" : `; ${reason}`}`;
}
