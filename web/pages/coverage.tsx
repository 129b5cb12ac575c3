import type { FC } from "hono/jsx";
import { type LedgerRow, ledgerLines, type YearTotal, yearTotals } from "../../pipeline/backfill/ledger.ts";
import type { SourceInfo } from "../../pipeline/source-rows.ts";
import { COVERAGE_STATES, COVERAGE_TEXTS, ROUTE_TEXTS } from "../texts/coverage.ts";
import { TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";
import { Scroll } from "./scroll.tsx";

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
      <p class="soft">{COVERAGE_TEXTS.meaning}</p>
      {rows.length === 0 ? (
        <p>
          {COVERAGE_TEXTS.none.before}
          <code>{COVERAGE_TEXTS.none.command}</code>
          {COVERAGE_TEXTS.none.after}
        </p>
      ) : (
        <>
          <Legend />
          <Scroll label={TEXTS.coverage}>
            <table class="coverage">
              <caption>{COVERAGE_TEXTS.caption}</caption>
              <thead>
                <tr>
                  <th scope="col">{COVERAGE_TEXTS.source}</th>
                  <th scope="col">{COVERAGE_TEXTS.route}</th>
                  {years.map((year) => (
                    <th scope="col">{year}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                <Total name={COVERAGE_TEXTS.events} totals={totals} of={({ events }) => String(events)} />
                <Total
                  name={COVERAGE_TEXTS.searched}
                  totals={totals}
                  of={({ searched, sources: all }) => COVERAGE_TEXTS.searchedOf(searched, all)}
                />
                {ledgerLines(rows).map((line) => (
                  <Line line={line} title={titles.get(line[0]!.source) ?? line[0]!.source} />
                ))}
              </tbody>
            </table>
          </Scroll>
          <p class="soft small">{COVERAGE_TEXTS.gaps}</p>
        </>
      )}
    </Layout>
  );
};

const Legend: FC = () => (
  <ul class="legend">
    {Object.entries(COVERAGE_STATES).map(([state, { sign, text }]) => (
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
          {row.state === "done" ? row.found : COVERAGE_STATES[row.state].sign}
          <span class="said"> {COVERAGE_STATES[row.state].text}</span>
        </td>
      ))}
    </tr>
  );
};

function cellText({ year, state, found, fetched, held, missing, events, reason }: LedgerRow): string {
  const counts = COVERAGE_TEXTS.counts(found, fetched, held, missing, events);
  return `${year}: ${COVERAGE_STATES[state].text}; ${counts}${reason === null ? "" : `; ${reason}`}`;
}
