import type { FC } from "hono/jsx";
import type { PageChange } from "../../store/changes.ts";
import type { EventRecord } from "../../store/event-record.ts";
import { type ChangeQuery, changeQueryOf } from "../change-filter.ts";
import type { SourceInfo } from "../context.ts";
import { count } from "../labels.ts";
import { CHANGE_TEXTS, TEXTS } from "../texts.ts";
import { ChangeItem } from "./change-item.tsx";
import { Layout, type Visit } from "./layout.tsx";

export interface ChangesPageProps {
  readonly visit: Visit;
  readonly query: ChangeQuery;
  readonly changes: readonly PageChange[];
  readonly total: number;
  readonly next: number | null;
  readonly events: ReadonlyMap<string, EventRecord>;
  readonly sources: readonly SourceInfo[];
}

/** Edits, losses and returns of official pages, the latest first; the filter is the address. */
export const ChangesPage: FC<ChangesPageProps> = (props) => {
  const { visit, query, changes, total, next, events, sources } = props;
  const titles = new Map(sources.map(({ id, title }) => [id, title]));
  const { after: _after, limit: _limit, ...filter } = query;
  return (
    <Layout title={TEXTS.nav.changes} visit={visit}>
      <h1>Changes of official pages</h1>
      <p class="soft">
        Articles that were read are looked at again on a falling schedule. What they said before stays
        readable here and in the archive.
      </p>
      <ul class="tabs" aria-label="Kind">
        {[undefined, ...(Object.keys(CHANGE_TEXTS) as (keyof typeof CHANGE_TEXTS)[])].map((kind) => (
          <li>
            <a
              href={`/changes${changeQueryOf({ ...filter, kind })}`}
              {...(kind === query.kind ? { "aria-current": "page" as const } : {})}
            >
              {kind ? CHANGE_TEXTS[kind] : "All"}
            </a>
          </li>
        ))}
      </ul>
      <Filters query={query} />
      <p class="soft" role="status">
        {count(total, "change")}
        {query.after ? ", continued" : ""}
      </p>
      {changes.length === 0 ? (
        <p class="notice">No page has changed, as far as it was looked at again.</p>
      ) : (
        <ol class="list" aria-label="Changes">
          {changes.map((change) => (
            <ChangeItem change={change} events={events} sourceName={(id) => titles.get(id) ?? id} />
          ))}
        </ol>
      )}
      <nav aria-label="Pages">
        {query.after && (
          <a class="button" href={`/changes${changeQueryOf(filter)}`} rel="first">
            {TEXTS.first}
          </a>
        )}{" "}
        {next && (
          <a class="button" href={`/changes${changeQueryOf({ ...query, after: next })}`} rel="next">
            {TEXTS.more}
          </a>
        )}
      </nav>
    </Layout>
  );
};

const Filters: FC<{ query: ChangeQuery }> = ({ query }) => (
  <search aria-label="Filter">
    <form class="filters" method="get" action="/changes">
      {query.kind && <input type="hidden" name="kind" value={query.kind} />}
      {query.document && <input type="hidden" name="document" value={query.document} />}
      {query.event && <input type="hidden" name="event" value={query.event} />}
      <label>
        Source
        <input name="source" value={query.source ?? ""} size={14} placeholder="fj" />
      </label>
      <label>
        Noticed since
        <input name="since" value={query.since ?? ""} size={12} placeholder="7d, 2026-11-01" />
      </label>
      <button type="submit">{TEXTS.show}</button>
      {changeQueryOf({ ...query, kind: undefined, after: undefined, limit: undefined }) && (
        <a class="button" href={`/changes${changeQueryOf({ kind: query.kind })}`}>
          Remove filters
        </a>
      )}
    </form>
  </search>
);
