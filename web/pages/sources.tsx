import type { FC } from "hono/jsx";
import type { SourceInfo } from "../context.ts";
import { count, countryName, timeText } from "../labels.ts";
import { TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";

/** What is known of a source between runs. */
export interface KnownState {
  readonly sourceId: string;
  readonly state: string;
  readonly lastAttempt: string | null;
  readonly lastSuccess: string | null;
  readonly lastNewArticle: string | null;
}

export interface SourcesProps {
  readonly visit: Visit;
  readonly sources: readonly SourceInfo[];
  readonly states: readonly KnownState[];
  /** Events by source. */
  readonly events: Readonly<Record<string, number>>;
}

const STATE_TEXTS: Record<string, string> = {
  ok: "ok",
  quiet: "quiet: nothing new for long",
  "layout-changed": "layout changed",
  blocked: "blocked",
  unreachable: "unreachable",
  unknown: "not read yet",
};

/** The register of sources with their health: those that were read first, then the rest by name. */
export const SourcesPage: FC<SourcesProps> = ({ visit, sources, states, events }) => {
  const byId = new Map(states.map((state) => [state.sourceId, state]));
  const known = new Set(sources.map(({ id }) => id));
  const strangers = [...new Set([...byId.keys(), ...Object.keys(events)])].filter((id) => !known.has(id));
  const rows = [
    ...sources,
    // Records outlive the register: a source that was removed from it, or an import without one.
    ...strangers.map((id) => ({
      id,
      title: id,
      kind: "not in the register",
      covers: { country: null },
      active: true,
    })),
  ].sort((a, b) => Number(byId.has(b.id)) - Number(byId.has(a.id)) || a.title.localeCompare(b.title, "en"));
  return (
    <Layout title={TEXTS.nav.sources} visit={visit}>
      <h1>{TEXTS.nav.sources}</h1>
      <p>{count(rows.length, "source")}.</p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col">Country</th>
              <th scope="col">State</th>
              <th scope="col">Last read</th>
              <th scope="col">Last new article</th>
              <th scope="col" class="number">
                Events
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((source) => {
              const state = byId.get(source.id);
              return (
                <tr id={source.id}>
                  <td>
                    {source.title} <span class="soft small mono">{source.id}</span>
                  </td>
                  <td>{source.covers.country ? countryName(source.covers.country) : "–"}</td>
                  <td>
                    {source.active ? (STATE_TEXTS[state?.state ?? "unknown"] ?? state?.state) : "closed"}
                  </td>
                  <td>{state?.lastSuccess ? timeText(state.lastSuccess) : "–"}</td>
                  <td>{state?.lastNewArticle ? timeText(state.lastNewArticle) : "–"}</td>
                  <td class="number">
                    {events[source.id] ? (
                      <a href={`/?status=all&source=${encodeURIComponent(source.id)}`}>
                        {events[source.id]!.toLocaleString("en")}
                      </a>
                    ) : (
                      "–"
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Layout>
  );
};
