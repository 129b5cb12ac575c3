import type { FC } from "hono/jsx";
import {
  type Agreement,
  ENOUGH_UNITS,
  type FieldReliability,
  type Reliability,
} from "../../pipeline/reliability.ts";
import { checksText, shareText } from "../../pipeline/reliability-text.ts";
import { headline, timeText } from "../labels.ts";
import { RELIABILITY_TEXTS as TEXTS } from "../texts/reliability.ts";
import { FIELD_TEXTS, TYPE_TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";
import { Scroll } from "./scroll.tsx";

/** Disagreements listed on the page; the JSON interface gives all. */
const MOST = 100;

interface Props {
  readonly visit: Visit;
  readonly found: Reliability;
  readonly filter: { readonly from?: string; readonly to?: string; readonly reviewer?: string };
  /** The query string of the same filter. */
  readonly query: string;
}

/** How reliably reviewers code, said so that an analyst knows what may be concluded. */
export const ReliabilityPage: FC<Props> = ({ visit, found, filter, query }) => (
  <Layout title={TEXTS.title} visit={visit}>
    <h1>{TEXTS.title}</h1>
    <p>{TEXTS.lead}</p>
    <form class="filters" method="get" action="/reliability">
      <label>
        {TEXTS.filter.from} <input type="date" name="from" value={filter.from ?? ""} />
      </label>
      <label>
        {TEXTS.filter.to} <input type="date" name="to" value={filter.to ?? ""} />
      </label>
      <label>
        {TEXTS.filter.reviewer} <input name="reviewer" value={filter.reviewer ?? ""} maxlength={200} />
      </label>
      <button type="submit">{TEXTS.filter.show}</button>
    </form>
    <p>
      <strong>{TEXTS.counted(found.units, found.same)}</strong>{" "}
      {TEXTS.waiting(found.waiting, found.unsettled)}
    </p>
    {found.units > 0 && !found.enough && <p class="notice">{TEXTS.tooFew(ENOUGH_UNITS)}</p>}
    {found.units > 0 && <Fields found={found} />}
    <details class="box" open={found.units === 0}>
      <summary>{TEXTS.how}</summary>
      <ul>
        {TEXTS.reading.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
    </details>
    <Groups
      {...TEXTS.pairs}
      groups={found.byPair.map((pair) => ({ ...pair, label: pair.reviewers.join(", ") }))}
    />
    <Groups
      {...TEXTS.types}
      groups={found.byType.map((one) => ({ ...one, label: TYPE_TEXTS[one.type as keyof typeof TYPE_TEXTS] }))}
    />
    {found.units > 0 && <Disagreements found={found} />}
    <section class="panel checks">
      <h2>{TEXTS.checks.title}</h2>
      <p>{found.checks.accepted + found.checks.checked > 0 ? checksText(found.checks) : TEXTS.checks.none}</p>
      <p class="soft small">{TEXTS.checks.meaning}</p>
    </section>
    <p class="small">
      <a href={`/api/reliability${query}`}>{TEXTS.data}</a>
    </p>
  </Layout>
);

const Fields: FC<{ found: Reliability }> = ({ found: { fields, enough } }) => (
  <Scroll label={TEXTS.fields}>
    <table>
      <thead>
        <tr>
          {TEXTS.table.map((name) => (
            <th scope="col">{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fields.map((one) => (
          <tr>
            <th scope="row">{nameOf(one)}</th>
            <td>{one.coded}</td>
            <td>{one.agreement === null ? "" : shareText(one.agreement)}</td>
            <td>{one.alpha === null ? "" : one.alpha.toFixed(3)}</td>
            <td>{one.interval === null ? "" : one.interval.map((end) => end.toFixed(3)).join(" – ")}</td>
            <td>{verdict(one, enough)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
);

const Groups: FC<{
  title: string;
  name: string;
  groups: readonly (Agreement & { readonly label: string })[];
}> = ({ title, name, groups }) =>
  groups.length === 0 ? null : (
    <section>
      <h2>{title}</h2>
      <Scroll label={title}>
        <table>
          <thead>
            <tr>
              {[name, ...TEXTS.groups].map((column) => (
                <th scope="col">{column}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr>
                <th scope="row">{group.label}</th>
                <td>{group.units}</td>
                <td>{shareText(group.same / group.units)}</td>
                <td>{leastReliable(group.fields)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );

const Disagreements: FC<{ found: Reliability }> = ({ found: { disagreements } }) => {
  const texts = TEXTS.disagreements;
  return (
    <section>
      <h2>{texts.title}</h2>
      {disagreements.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <Scroll label={texts.title}>
          <table>
            <thead>
              <tr>{texts.columns.map((column) => (column ? <th scope="col">{column}</th> : <td />))}</tr>
            </thead>
            <tbody>
              {disagreements.slice(0, MOST).map(({ event, coding, differs, first, second, at, open }) => (
                <tr>
                  <th scope="row">
                    <a href={`/events/${event}`}>{headline(coding)}</a>
                  </th>
                  <td>{differs.map((field) => nameOf({ field })).join(", ")}</td>
                  <td>{first}</td>
                  <td>{second}</td>
                  <td>
                    <time datetime={at}>{timeText(at)}</time>
                  </td>
                  <td>{open ? texts.open : texts.settled}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {disagreements.length > MOST && <p class="small">{texts.more(disagreements.length - MOST)}</p>}
    </section>
  );
};

function nameOf({ field }: Pick<FieldReliability, "field">): string {
  return field === "event" ? TEXTS.event : FIELD_TEXTS[field];
}

function verdict({ alpha, units, measure }: FieldReliability, enough: boolean): string {
  if (measure === null) return "";
  if (alpha === null) return units === 0 ? TEXTS.judged.none : TEXTS.judged.one;
  if (!enough) return TEXTS.judged.few;
  if (alpha >= 0.8) return TEXTS.judged.good;
  return alpha >= 0.667 ? TEXTS.judged.fair : TEXTS.judged.poor;
}

function leastReliable(fields: readonly FieldReliability[]): string {
  const known = fields.filter(({ agreement }) => agreement !== null && agreement < 1);
  const least = known.sort((a, b) => a.agreement! - b.agreement!)[0];
  return least ? `${nameOf(least)} (${shareText(least.agreement!)})` : "";
}
