import type { FC } from "hono/jsx";
import { EVENT_TYPES } from "../../extractors/event.ts";
import type { QueueEvent } from "../../store/queue.ts";
import { count, countryName, dateText, headline, languageTag, percent } from "../labels.ts";
import { filterOf, type Listing, queryOf } from "../queue-filter.ts";
import {
  LANGUAGE_TEXTS,
  REASON_TEXTS,
  STATUS_TEXTS,
  type StatusChoice,
  TEXTS,
  TYPE_TEXTS,
} from "../texts.ts";
import { type Done, DoneNotice } from "./done-notice.tsx";
import { Layout, type Visit } from "./layout.tsx";

export interface QueuePageProps {
  readonly visit: Visit;
  readonly listing: Listing;
  readonly events: readonly QueueEvent[];
  readonly total: number;
  readonly next: string | null;
  readonly done: Done | undefined;
  readonly counts: Readonly<Partial<Record<StatusChoice, number>>>;
  /** Codes of the countries that events name. */
  readonly countries: readonly string[];
  /** The title of a source, or its id when the register does not know it. */
  readonly sourceName: (id: string) => string;
}

/** The list of events that wait, or of any other filter; the filter is the address. */
export const QueuePage: FC<QueuePageProps> = (props) => {
  const { visit, listing, events, total, next, done, counts } = props;
  const filter = filterOf(listing);
  const status = listing.status ?? "waiting";
  const query = queryOf(filter);
  return (
    <Layout title={TEXTS.nav.queue} visit={visit}>
      {done && <DoneNotice done={done} query={query} />}
      <h1>{status === "waiting" ? "Events waiting for a decision" : `${STATUS_TEXTS[status]} events`}</h1>
      <ul class="tabs" aria-label="Status">
        {(Object.keys(STATUS_TEXTS) as StatusChoice[])
          .filter((one) => one !== "merged" && one !== "new")
          .map((one) => (
            <li>
              <a
                href={`/${queryOf({ ...filter, status: one === "waiting" ? undefined : one })}`}
                {...(one === status ? { "aria-current": "page" as const } : {})}
              >
                {STATUS_TEXTS[one]}
                {counts[one] === undefined ? "" : ` ${counts[one].toLocaleString("en")}`}
              </a>
            </li>
          ))}
      </ul>
      <Filters listing={listing} countries={props.countries} />
      <p class="soft" role="status">
        {count(total, "event")}
        {listing.after ? ", continued" : ""}
      </p>
      {events.length === 0 ? (
        <Empty waiting={status === "waiting"} filtered={query !== ""} />
      ) : (
        <ol class="list" aria-label="Events">
          {events.map((event) => (
            <Item event={event} query={query} sourceName={props.sourceName} />
          ))}
        </ol>
      )}
      <nav aria-label="Pages">
        {listing.after && (
          <a class="button" href={`/${query}`} rel="first">
            {TEXTS.first}
          </a>
        )}{" "}
        {next && (
          <a class="button" href={`/${queryOf({ ...filter, after: next })}`} rel="next">
            {TEXTS.more}
          </a>
        )}
      </nav>
    </Layout>
  );
};

const Item: FC<{ event: QueueEvent; query: string; sourceName: (id: string) => string }> = ({
  event,
  query,
  sourceName,
}) => (
  <li>
    <a class="title" href={`/events/${event.id}${query}`} data-item>
      {headline(event)}
    </a>
    {event.status !== "new" && <span class={`badge ${event.status}`}>{STATUS_TEXTS[event.status]}</span>}
    {event.queueReason && event.queueReason !== "new" && (
      <span class="badge">{REASON_TEXTS[event.queueReason] ?? event.queueReason}</span>
    )}
    {event.conflict && event.queueReason !== "conflict" && (
      <span class="badge conflict">{TEXTS.conflict}</span>
    )}
    <p lang={languageTag({ language: event.language ?? "other" })}>{shorten(event.quote ?? "", 220)}</p>
    <p class="soft small">
      <span lang={languageTag({ language: event.language ?? "other" })}>
        {shorten(event.title ?? "", 90)}
      </span>{" "}
      · {sourceName(event.source)}
      {event.published && `, ${dateText(event.published)}`} · {count(event.mentionCount, "report")} ·
      confidence {percent(event.confidence)}
    </p>
  </li>
);

const Filters: FC<{ listing: Listing; countries: readonly string[] }> = ({ listing, countries }) => {
  const named = countries.map((code) => [code, countryName(code)] as const);
  if (listing.country && !countries.includes(listing.country)) {
    named.push([listing.country, countryName(listing.country)]);
  }
  named.sort(([, a], [, b]) => a.localeCompare(b, "en"));
  return (
    <search aria-label="Filter">
      <form class="filters" method="get" action="/">
        {listing.status && <input type="hidden" name="status" value={listing.status} />}
        {listing.source && <input type="hidden" name="source" value={listing.source} />}
        <Choice
          name="type"
          text="Type"
          value={listing.type}
          options={EVENT_TYPES.map((type) => [type, TYPE_TEXTS[type]])}
        />
        <Choice name="country" text="Country" value={listing.country} options={named} />
        <Choice
          name="language"
          text="Language"
          value={listing.language}
          options={Object.entries(LANGUAGE_TEXTS)}
        />
        <label>
          <input type="checkbox" name="conflict" value="1" checked={listing.conflict === "1"} />{" "}
          {TEXTS.conflict}
        </label>
        <label>
          Date from
          <input name="from" value={listing.from ?? ""} size={10} placeholder="2015" />
        </label>
        <label>
          Date to
          <input name="to" value={listing.to ?? ""} size={10} placeholder="2016-09" />
        </label>
        <button type="submit">{TEXTS.show}</button>
        {queryOf({ ...filterOf(listing), status: undefined }) && (
          <a class="button" href={`/${queryOf({ status: listing.status })}`}>
            Remove filters
          </a>
        )}
      </form>
    </search>
  );
};

const Choice: FC<{
  name: string;
  text: string;
  value: string | undefined;
  options: readonly (readonly [string, string])[];
}> = ({ name, text, value, options }) => (
  <label>
    {text}
    <select name={name}>
      <option value="">{TEXTS.any}</option>
      {options.map(([code, label]) => (
        <option value={code} selected={code === value}>
          {label}
        </option>
      ))}
    </select>
  </label>
);

const Empty: FC<{ waiting: boolean; filtered: boolean }> = ({ waiting, filtered }) => (
  <p class="notice">
    {filtered
      ? "No event fits this filter."
      : waiting
        ? "Nothing waits. New events come with the next update or import."
        : TEXTS.nothing}
  </p>
);

/** Cut at a length, with an ellipsis; never within a surrogate pair. */
function shorten(text: string, length: number): string {
  const characters = [...text.slice(0, length * 2 + 2)];
  return characters.length > length ? `${characters.slice(0, length).join("")}…` : text;
}
