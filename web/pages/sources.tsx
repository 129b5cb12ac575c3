import type { FC } from "hono/jsx";
import {
  filterRows,
  poorestLinks,
  SOURCE_STATES,
  type SourceRow,
  scheduleText,
} from "../../pipeline/source-rows.ts";
import { countryName, dateText, timeText } from "../labels.ts";
import { orderRows, type SourceListing, type SourceOrder, sourcesPath } from "../source-filter.ts";
import { SOURCE_STATE_TEXTS, SOURCES_TEXTS } from "../texts/sources.ts";
import { TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";
import { Scroll } from "./scroll.tsx";

export interface SourcesProps {
  readonly visit: Visit;
  readonly listing: SourceListing;
  readonly rows: readonly SourceRow[];
  /** Events by source. */
  readonly events: Readonly<Record<string, number>>;
}

/** The register of sources with their health: those that are not well first, unless another order is asked for. */
export const SourcesPage: FC<SourcesProps> = ({ visit, listing, rows, events }) => {
  const shown = orderRows(filterRows(rows, listing), listing, events);
  const { columns } = SOURCES_TEXTS;
  return (
    <Layout title={TEXTS.nav.sources} visit={visit}>
      <h1>{TEXTS.nav.sources}</h1>
      <p class="soft">{SOURCES_TEXTS.meaning}</p>
      <Filters listing={listing} rows={rows} />
      <p>
        {SOURCES_TEXTS.total(shown.length, rows.length)}
        <a href="/coverage">{TEXTS.coverage}</a>
      </p>
      {shown.length === 0 && rows.length > 0 ? (
        <p class="notice">{SOURCES_TEXTS.noneSo}</p>
      ) : (
        <Scroll label={SOURCES_TEXTS.list}>
          <table class="wide">
            <thead>
              <tr>
                <Head sort="title" text={columns.title} listing={listing} />
                <Head sort="family" text={columns.family} listing={listing} />
                <Head sort="country" text={columns.country} listing={listing} />
                <th scope="col">{columns.language}</th>
                <Head sort="state" text={columns.state} listing={listing} />
                <Head sort="read" text={columns.read} listing={listing} />
                <Head sort="new" text={columns.new} listing={listing} />
                <th scope="col">{columns.schedule}</th>
                <Head sort="due" text={columns.due} listing={listing} />
                {[columns.links, columns.days, columns.filter].map((text) => (
                  <th scope="col" class="number">
                    {text}
                  </th>
                ))}
                <Head sort="events" text={columns.events} listing={listing} number />
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <SourceLine row={row} events={events[row.id]} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <p class="soft small">{SOURCES_TEXTS.note}</p>
    </Layout>
  );
};

/** The day alone: the page of the source has the hour. */
function dayText(time: string): string {
  return dateText(time.slice(0, 10));
}

const SourceLine: FC<{ row: SourceRow; events: number | undefined }> = ({ row, events }) => {
  const links = poorestLinks(row);
  const days = row.usual?.days?.usual;
  return (
    <tr id={row.id}>
      <td>
        <a href={`/sources/${encodeURIComponent(row.id)}`}>{row.title}</a>{" "}
        <span class="soft small mono">{row.id}</span>
      </td>
      <td>{row.family ?? SOURCES_TEXTS.none}</td>
      <td>{row.country ? countryName(row.country) : SOURCES_TEXTS.none}</td>
      <td>{row.languages.join(", ") || SOURCES_TEXTS.none}</td>
      <td>{row.active ? SOURCE_STATE_TEXTS[row.state] : SOURCES_TEXTS.closed}</td>
      <td class="when">{row.lastSuccess ? dayText(row.lastSuccess) : SOURCES_TEXTS.none}</td>
      <td class="when">{row.lastNewArticle ? dayText(row.lastNewArticle) : SOURCES_TEXTS.none}</td>
      <td class="mono small">{row.schedule ? scheduleText(row.schedule) : SOURCES_TEXTS.none}</td>
      <td class="when">{row.nextDue ? timeText(row.nextDue) : SOURCES_TEXTS.none}</td>
      <td class="number">
        {links.last ?? SOURCES_TEXTS.none}, {links.usual ?? SOURCES_TEXTS.none}
      </td>
      <td class="number">
        {days === null || days === undefined ? SOURCES_TEXTS.none : Math.round(days * 10) / 10}
      </td>
      <td class="number">
        {row.filtered
          ? `${row.filtered.kept.toLocaleString("en")}, ${row.filtered.leftOut.toLocaleString("en")}`
          : SOURCES_TEXTS.none}
      </td>
      <td class="number">
        {events ? (
          <a href={`/?status=all&source=${encodeURIComponent(row.id)}`}>{events.toLocaleString("en")}</a>
        ) : (
          SOURCES_TEXTS.none
        )}
      </td>
    </tr>
  );
};

/** The head of a column by which the list can be ordered: a link, which turns the order round when it holds already. */
const Head: FC<{ sort: SourceOrder; text: string; listing: SourceListing; number?: boolean }> = ({
  sort,
  text,
  listing,
  number = false,
}) => {
  const here = listing.sort === sort;
  const order = here && listing.order !== "desc" ? "desc" : "asc";
  const direction = listing.order === "desc" ? "descending" : "ascending";
  return (
    <th scope="col" {...(number ? { class: "number" } : {})} {...(here ? { "aria-sort": direction } : {})}>
      <a href={sourcesPath({ ...listing, sort, order })}>{text}</a>
      {here && <span aria-hidden="true">{listing.order === "desc" ? " ↓" : " ↑"}</span>}
    </th>
  );
};

const Filters: FC<{ listing: SourceListing; rows: readonly SourceRow[] }> = ({ listing, rows }) => {
  const families = [...new Set(rows.flatMap(({ family }) => family ?? []))].sort();
  const countries = [...new Set(rows.flatMap(({ country }) => country ?? []))]
    .map((code) => [code, countryName(code)] as const)
    .sort(([, a], [, b]) => a.localeCompare(b, "en"));
  const states = SOURCE_STATES.map((state) => [state, SOURCE_STATE_TEXTS[state]] as const);
  return (
    <form class="filters" method="get" action="/sources">
      <Choice name="state" label={SOURCES_TEXTS.columns.state} value={listing.state} choices={states} />
      <Choice
        name="family"
        label={SOURCES_TEXTS.columns.family}
        value={listing.family}
        choices={families.map((one) => [one, one])}
      />
      <Choice
        name="country"
        label={SOURCES_TEXTS.columns.country}
        value={listing.country}
        choices={countries}
      />
      {listing.sort && <input type="hidden" name="sort" value={listing.sort} />}
      {listing.order && <input type="hidden" name="order" value={listing.order} />}
      <button type="submit">{TEXTS.show}</button>
    </form>
  );
};

const Choice: FC<{
  name: string;
  label: string;
  value: string | undefined;
  choices: readonly (readonly [string, string])[];
}> = ({ name, label, value, choices }) => (
  <label>
    {label}
    <select name={name}>
      <option value="">{TEXTS.any}</option>
      {choices.map(([code, text]) => (
        <option value={code} selected={code === value}>
          {text}
        </option>
      ))}
    </select>
  </label>
);
