import { type Schedule, scheduleOf } from "../sources/schedule.ts";
import type { Settings } from "../sources/settings.ts";
import type { Source } from "../sources/source.ts";
import type { FilterCounts } from "../store/listings.ts";
import type { SourceState } from "../store/source-state.ts";
import type { UsualRanges } from "../store/usual-ranges.ts";
import type { Visit } from "../store/visits.ts";

/** What is shown of a source of the register. */
export interface SourceInfo {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly covers: { readonly country: string | null };
  readonly active: boolean;
  readonly adapter?: string;
  readonly editions?: readonly { readonly language: string }[];
  readonly language?: string | undefined;
  /** The filter that chooses its articles. */
  readonly filter?: string | undefined;
  readonly schedule?: Source["schedule"];
}

/** The states a source can be in, from well to worse. */
export const SOURCE_STATES = ["ok", "quiet", "layout-changed", "blocked", "unreachable", "unknown"] as const;
export type SourceStateName = (typeof SOURCE_STATES)[number];

/** A source with its health, as lists show it. Times are UTC; null is not known, or never. */
export interface SourceRow {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly family: string | null;
  readonly country: string | null;
  readonly languages: readonly string[];
  readonly active: boolean;
  readonly state: SourceStateName;
  readonly lastAttempt: string | null;
  readonly lastSuccess: string | null;
  readonly lastNewArticle: string | null;
  /** When it may be visited; null where the settings are not known. */
  readonly schedule: Schedule | null;
  readonly nextDue: string | null;
  readonly usual: UsualRanges | null;
  readonly lastVisit: Visit | null;
  /** Of a source with a filter: articles that it let through and left out so far. */
  readonly filtered: FilterCounts | null;
}

/** Joins the register with what is known of its sources, in the order of the register. */
export function sourceRows(
  sources: readonly SourceInfo[],
  states: readonly SourceState[],
  visits: ReadonlyMap<string, Visit>,
  filtered: ReadonlyMap<string, FilterCounts>,
  settings: Pick<Settings, "schedule"> | undefined,
): SourceRow[] {
  const byId = new Map(states.map((state) => [state.sourceId, state]));
  return sources.map((source) => {
    const state = byId.get(source.id);
    return {
      id: source.id,
      title: source.title,
      kind: source.kind,
      family: source.adapter ?? null,
      country: source.covers.country,
      languages: languagesOf(source),
      active: source.active,
      state: state?.state ?? "unknown",
      lastAttempt: state?.lastAttempt ?? null,
      lastSuccess: state?.lastSuccess ?? null,
      lastNewArticle: state?.lastNewArticle ?? null,
      schedule: settings === undefined ? null : scheduleOf(source, settings),
      nextDue: state?.nextDue ?? null,
      usual: state?.usual ?? null,
      lastVisit: visits.get(source.id) ?? null,
      filtered: filtered.get(source.id) ?? (source.filter === undefined ? null : { kept: 0, leftOut: 0 }),
    };
  });
}

function languagesOf({ editions = [], language }: SourceInfo): string[] {
  const stated = language === undefined ? [] : [language];
  return [...new Set([...stated, ...editions.map((edition) => edition.language)])];
}

/** "15 * * * *, 6 to 72 h": when a source may be visited, and how long it is left alone. */
export function scheduleText({ cron, leastHours, mostHours }: Schedule): string {
  return `${cron}, ${leastHours} to ${mostHours} h`;
}

/** Which sources: all that is given must hold. */
export interface SourceFilter {
  readonly state?: SourceStateName | undefined;
  readonly family?: string | undefined;
  readonly country?: string | undefined;
}

export function filterRows(rows: readonly SourceRow[], filter: SourceFilter): SourceRow[] {
  const { state, family, country } = filter;
  return rows.filter(
    (row) =>
      (state === undefined || row.state === state) &&
      (family === undefined || row.family === family) &&
      (country === undefined || row.country === country),
  );
}

/** Links of the poorest list: when it was last read in full, if that was in the last visit, and as it usually is. */
export function poorestLinks({ usual, lastVisit }: Pick<SourceRow, "usual" | "lastVisit">): {
  readonly list: string | null;
  readonly last: number | null;
  readonly usual: number | null;
} {
  const links = Object.entries(lastVisit?.counts.links ?? {}).sort(([, a], [, b]) => a - b);
  const ranges = Object.entries(usual?.links ?? {})
    .filter(([, range]) => range.usual !== null)
    .sort(([, a], [, b]) => a.usual! - b.usual!);
  const list = links[0]?.[0] ?? ranges[0]?.[0] ?? null;
  if (list === null) return { list, last: null, usual: null };
  return { list, last: lastVisit?.counts.links[list] ?? null, usual: usual?.links[list]?.usual ?? null };
}
