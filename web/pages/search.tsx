import type { FC } from "hono/jsx";
import type { SearchResult } from "../../store/search.ts";
import { dateText, hostOf, languageTag } from "../labels.ts";
import { TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";

/** Full text search over documents and events. */
export const SearchPage: FC<{ visit: Visit; query: string; results: readonly SearchResult[] | null }> = (
  props,
) => {
  const { visit, query, results } = props;
  return (
    <Layout title={query ? `${query} – ${TEXTS.nav.search}` : TEXTS.nav.search} visit={visit}>
      <h1>{TEXTS.nav.search}</h1>
      <search>
        <form class="filters" method="get" action="/search">
          <label>
            Words in Chinese (simplified or traditional) or English
            <input type="search" name="q" value={query} size={40} maxlength={200} required />
          </label>
          <button type="submit" class="primary">
            {TEXTS.nav.search}
          </button>
        </form>
      </search>
      {results && results.length === 0 && <p class="notice">Nothing was found.</p>}
      {results && results.length > 0 && (
        <ol class="list">
          {results.map((result) => (
            <Found result={result} />
          ))}
        </ol>
      )}
    </Layout>
  );
};

const Found: FC<{ result: SearchResult }> = ({ result }) => {
  const language = languageTag({ language: result.language ?? "other" });
  return (
    <li>
      <a
        class="title"
        href={`/${result.kind === "event" ? "events" : "documents"}/${result.id}`}
        lang={language}
        data-item
      >
        <Lit text={result.title || result.id} ranges={result.titleHighlights} />
      </a>
      <span class="badge">{result.kind === "event" ? "event" : "page"}</span>
      <p lang={language}>
        <Lit text={result.snippet} ranges={result.highlights} />
      </p>
      <p class="soft small">
        {result.url ? hostOf(result.url) : result.source}
        {result.date && `, ${dateText(result.date)}`}
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
