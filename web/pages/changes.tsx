import type { FC } from "hono/jsx";
import type { PageChange } from "../../store/changes.ts";
import type { EventRecord } from "../../store/event-record.ts";
import { type ChangeQuery, changeQueryOf } from "../change-filter.ts";
import type { SourceInfo } from "../context.ts";
import { CHANGES_TEXTS } from "../texts/changes.ts";
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
      <h1>{CHANGES_TEXTS.title}</h1>
      <p class="soft">{CHANGES_TEXTS.meaning}</p>
      <ul class="tabs" aria-label={CHANGES_TEXTS.kinds}>
        {[undefined, ...(Object.keys(CHANGE_TEXTS) as (keyof typeof CHANGE_TEXTS)[])].map((kind) => (
          <li>
            <a
              href={`/changes${changeQueryOf({ ...filter, kind })}`}
              {...(kind === query.kind ? { "aria-current": "page" as const } : {})}
            >
              {kind ? CHANGE_TEXTS[kind] : CHANGES_TEXTS.all}
            </a>
          </li>
        ))}
      </ul>
      <Filters query={query} />
      <p class="soft" role="status">
        {CHANGES_TEXTS.total(total, query.after !== undefined)}
      </p>
      {changes.length === 0 ? (
        <p class="notice">{changeQueryOf(filter) === "" ? CHANGES_TEXTS.none : CHANGES_TEXTS.noneSo}</p>
      ) : (
        <ol class="list" aria-label={CHANGES_TEXTS.list}>
          {changes.map((change) => (
            <ChangeItem change={change} events={events} sourceName={(id) => titles.get(id) ?? id} />
          ))}
        </ol>
      )}
      <nav aria-label={CHANGES_TEXTS.pages}>
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
  <search aria-label={CHANGES_TEXTS.filter}>
    <form class="filters" method="get" action="/changes">
      {query.kind && <input type="hidden" name="kind" value={query.kind} />}
      {query.document && <input type="hidden" name="document" value={query.document} />}
      {query.event && <input type="hidden" name="event" value={query.event} />}
      <label>
        {CHANGES_TEXTS.source}
        <input name="source" value={query.source ?? ""} size={14} placeholder={CHANGES_TEXTS.sourceExample} />
      </label>
      <label>
        {CHANGES_TEXTS.since}
        <input name="since" value={query.since ?? ""} size={12} placeholder={CHANGES_TEXTS.sinceExample} />
      </label>
      <button type="submit">{TEXTS.show}</button>
      {changeQueryOf({ ...query, kind: undefined, after: undefined, limit: undefined }) && (
        <a class="button" href={`/changes${changeQueryOf({ kind: query.kind })}`}>
          {CHANGES_TEXTS.remove}
        </a>
      )}
    </form>
  </search>
);
