import type { FC } from "hono/jsx";
import type { SearchResult } from "../../store/search.ts";
import { countryName, dateText, headline, hostOf, languageTag } from "../labels.ts";
import { type SearchQuery, searchPath } from "../search-filter.ts";
import { SEARCH_TEXTS } from "../texts/search.ts";
import { LANGUAGE_TEXTS, TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";

/** Why a search found nothing. */
export interface Nothing {
  /** The words of the search, each with whether any text has it. */
  readonly terms: readonly { readonly term: string; readonly found: boolean }[];
  /** The country whose name was searched for. */
  readonly country: string | undefined;
}

export interface SearchPageProps {
  readonly visit: Visit;
  readonly query: SearchQuery;
  /** Null where nothing was searched for. */
  readonly results: readonly SearchResult[] | null;
  /** So many results are shown at most. */
  readonly most: number;
  readonly nothing: Nothing | undefined;
}

/** Full text search over documents and events. */
export const SearchPage: FC<SearchPageProps> = ({ visit, query, results, most, nothing }) => (
  <Layout title={query.q ? `${query.q} – ${TEXTS.nav.search}` : TEXTS.nav.search} visit={visit}>
    <h1>{TEXTS.nav.search}</h1>
    <Form query={query} />
    {results === null && <p class="soft">{SEARCH_TEXTS.start}</p>}
    {nothing && <NothingFound query={query} nothing={nothing} />}
    {results && results.length > 0 && (
      <>
        <p class="soft" role="status">
          {SEARCH_TEXTS.found(results.length, results.length === most)}
        </p>
        <ol class="list" aria-label={SEARCH_TEXTS.results}>
          {results.map((result) => (
            <Found result={result} />
          ))}
        </ol>
      </>
    )}
  </Layout>
);

const Form: FC<{ query: SearchQuery }> = ({ query }) => (
  <search>
    <form class="filters" method="get" action="/search">
      <label class="long">
        {SEARCH_TEXTS.words}
        <input type="search" name="q" value={query.q} size={40} maxlength={200} required />
      </label>
      <Choice
        name="kind"
        label={SEARCH_TEXTS.kind}
        any={SEARCH_TEXTS.everything}
        value={query.kind}
        options={SEARCH_TEXTS.kinds}
      />
      <Choice
        name="language"
        label={SEARCH_TEXTS.language}
        any={TEXTS.any}
        value={query.language}
        options={LANGUAGE_TEXTS}
      />
      <button type="submit" class="primary">
        {TEXTS.nav.search}
      </button>
      {(query.kind || query.language) && (
        <a class="button" href={searchPath({ q: query.q })}>
          {SEARCH_TEXTS.remove}
        </a>
      )}
    </form>
  </search>
);

const Choice: FC<{
  name: string;
  label: string;
  any: string;
  value: string | undefined;
  options: Readonly<Record<string, string>>;
}> = ({ name, label, any, value, options }) => (
  <label>
    {label}
    <select name={name}>
      <option value="">{any}</option>
      {Object.entries(options).map(([code, text]) => (
        <option value={code} selected={code === value}>
          {text}
        </option>
      ))}
    </select>
  </label>
);

const NothingFound: FC<{ query: SearchQuery; nothing: Nothing }> = ({ query, nothing }) => (
  <div class="notice" role="status">
    <p>
      {SEARCH_TEXTS.nothing(query.q)}
      {(query.kind || query.language) && (
        <>
          {" "}
          {SEARCH_TEXTS.narrowed} <a href={searchPath({ q: query.q })}>{SEARCH_TEXTS.everywhere}</a>
        </>
      )}
    </p>
    {nothing.terms.length > 1 && (
      <>
        <p>{SEARCH_TEXTS.each}</p>
        <ul>
          {nothing.terms.map(({ term, found }) => (
            <li>
              <a href={searchPath({ ...query, q: term })}>{term}</a>:{" "}
              {found ? SEARCH_TEXTS.foundAlone : SEARCH_TEXTS.foundNowhere}
            </li>
          ))}
        </ul>
      </>
    )}
    <ul>
      {nothing.country && (
        <li>
          <a href={`/?status=all&country=${nothing.country}`}>
            {SEARCH_TEXTS.country(countryName(nothing.country))}
          </a>
        </li>
      )}
      {SEARCH_TEXTS.tips.map((tip) => (
        <li>{tip}</li>
      ))}
    </ul>
  </div>
);

const Found: FC<{ result: SearchResult }> = ({ result }) => {
  const language = languageTag({ language: result.language });
  const title = <Lit text={result.title || result.id} ranges={result.titleHighlights} />;
  return (
    <li>
      {result.event ? (
        <a class="title" href={`/events/${result.id}`} data-item>
          {headline(result.event)}
        </a>
      ) : (
        <a class="title" href={`/documents/${result.id}`} lang={language} data-item>
          {title}
        </a>
      )}
      <span class="badge">{result.kind === "event" ? SEARCH_TEXTS.event : SEARCH_TEXTS.page}</span>
      <p lang={language}>
        <Lit text={result.snippet} ranges={result.highlights} />
      </p>
      <p class="soft small">
        {result.event && (
          <>
            {SEARCH_TEXTS.reports} <span lang={language}>{title}</span>,{" "}
          </>
        )}
        {result.url ? hostOf(result.url) : result.source}
        {!result.event && result.date && `, ${dateText(result.date)}`}
      </p>
    </li>
  );
};

const Lit: FC<{ text: string; ranges: readonly (readonly [number, number])[] }> = ({ text, ranges }) => {
  let at = 0;
  const parts = ranges.map(([start, end]) => {
    const before = text.slice(at, start);
    at = end;
    return (
      <>
        {before}
        <mark class="evidence">{text.slice(start, end)}</mark>
      </>
    );
  });
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
};
