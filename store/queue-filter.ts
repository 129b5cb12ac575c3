import { type RawBuilder, sql } from "kysely";
import type { QueueReason } from "../sources/review-settings.ts";
import { listOf } from "./bulk.ts";
import type { Row } from "./database.ts";
import { DOUBLES } from "./doubles.ts";
import type { Finder } from "./queue-find.ts";
import { eventsHolding } from "./search-events.ts";

/** One value, or several of which any may be. */
export type OneOrMore<T extends string = string> = T | readonly T[];

/** Which events to list. All that is given must hold. */
export interface QueueFilter {
  /** When not said, those that wait for a reviewer; "all" for every event but merged ones. */
  readonly status?: Row<"event">["status"] | "waiting" | "all" | undefined;
  readonly type?: OneOrMore | undefined;
  readonly country?: OneOrMore | undefined;
  /** Ids of sources that report it. */
  readonly source?: OneOrMore | undefined;
  /** Languages of reports. */
  readonly language?: OneOrMore | undefined;
  /** Why it waits. */
  readonly reason?: OneOrMore<QueueReason> | undefined;
  /** Dates of the engagement, inclusive, as precise as wished. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Confidence, 0–1, inclusive. */
  readonly confidenceFrom?: number | undefined;
  readonly confidenceTo?: number | undefined;
  /** Only events whose reports disagree in a way that a person should see. */
  readonly conflict?: true | undefined;
  /** Only events that may be the same as another, which nobody has answered. */
  readonly duplicate?: true | undefined;
  /** What the search finds it by: all of the words stand in its title, its passages, its names or its values. */
  readonly words?: string | undefined;
  /** Who took the decision that stands. */
  readonly decidedBy?: OneOrMore | undefined;
}

/** Who looks: events that are not for this reviewer do not wait for them, and a second opinion is asked blind. */
export interface Looking {
  readonly reviewer?: string | undefined;
}

/** Why an event waits that a second reviewer codes without seeing the first decision. */
export const BLIND: QueueReason = "second-opinion";

/** Whether the reviewer is asked about an event without being shown what was decided. */
export function isBlind(
  event: Pick<Row<"event">, "queueReason" | "notFor">,
  reviewer: string | undefined,
): boolean {
  return event.queueReason === BLIND && (reviewer === undefined || event.notFor !== reviewer);
}

export type Condition = RawBuilder<unknown>;

/** What of an event a list looks at: as it is shown, or, of one shown blind, as the machine coded it. */
export interface Values {
  readonly type: Condition;
  readonly date: Condition;
  country(countries: readonly string[]): Condition;
  decidedBy(reviewers: readonly string[]): Condition;
}

export const SHOWN: Values = {
  type: sql`event.type`,
  date: sql`event.date`,
  country: (countries) =>
    sql`exists (select 1 from event_country where event_country.event_id = event.id and event_country.country in ${listOf(countries)})`,
  decidedBy: (reviewers) => sql`event.decided_by in ${listOf(reviewers)}`,
};

export const AS_CODED: Values = {
  type: sql`event.coding ->> 'type'`,
  date: sql`event.coding ->> 'date'`,
  country: (countries) =>
    sql`exists (select 1 from json_each(event.coding, '$.countries') as named where named.value in ${listOf(countries)})`,
  decidedBy: () => sql`1 = 0`,
};

/** Events that are kept and shown at all: an undecided one that no page reports any more is not. */
export const KEPT = sql`(event.mention_count > 0 or event.status <> 'new')`;

/** The event waits for this reviewer, or for anybody. */
export function waitsFor({ reviewer }: Looking): Condition {
  if (reviewer === undefined) return sql`event.queue_reason is not null`;
  return sql`event.queue_reason is not null and (event.not_for is null or event.not_for <> ${reviewer})`;
}

/** What was decided may be shown to this reviewer. */
export function notBlind({ reviewer }: Looking): Condition {
  const open = sql`event.queue_reason is null or event.queue_reason <> ${sql.lit(BLIND)}`;
  return reviewer === undefined ? sql`(${open})` : sql`(${open} or event.not_for = ${reviewer})`;
}

/** The conditions of the filter but status, reason and type; `found` is the one that the events asked hold to already. */
export function conditionsOf(filter: QueueFilter, values: Values, found?: Finder): Condition[] {
  const { country, source, language, from, to, confidenceFrom, confidenceTo, decidedBy } = filter;
  const all: Condition[] = [KEPT];
  if (filter.conflict) all.push(sql`event.conflict = 1`);
  if (from !== undefined) all.push(sql`${values.date} >= ${from}`);
  if (to !== undefined) all.push(sql`${values.date} <= ${`${to}~`}`);
  if (confidenceFrom !== undefined) all.push(sql`event.confidence >= ${confidenceFrom}`);
  if (confidenceTo !== undefined) all.push(sql`event.confidence <= ${confidenceTo}`);
  if (decidedBy !== undefined) all.push(values.decidedBy(several(decidedBy)));
  if (country !== undefined && found !== "country") all.push(values.country(several(country)));
  if (source !== undefined && found !== "source") {
    all.push(sql`exists (select 1 from event_source
      where event_source.event_id = event.id and event_source.source_id in ${listOf(several(source))})`);
  }
  if (language !== undefined) all.push(sql`event.languages in ${listOf(languagesWith(several(language)))}`);
  if (filter.words !== undefined) {
    if (found !== "words") all.push(sql`event.id in (${eventsHolding(filter.words)})`);
    // Until it is indexed anew, one that is shown blind may be found by what was decided.
    if (values === AS_CODED) all.push(sql`event.indexed = 1`);
  }
  if (filter.duplicate && found !== "duplicate") all.push(sql`event.id in (${DOUBLES})`);
  return all;
}

/** The condition that the type is one of the filter's. */
export function typeCondition({ type }: QueueFilter, values: Values): Condition[] {
  return type === undefined ? [] : [sql`${values.type} in ${listOf(several(type))}`];
}

/** A value given alone or with others, as a list. */
export function several<T extends string>(value: OneOrMore<T>): readonly T[] {
  return typeof value === "string" ? [value] : value;
}

/** What `event.languages` may be where one of the languages is among them. */
function languagesWith(wanted: readonly string[]): string[] {
  return LANGUAGES_OF_REPORTS.filter((one) => one.split(" ").some((language) => wanted.includes(language)));
}

const LANGUAGES_OF_REPORTS = ["en", "en other", "en other zh", "en zh", "other", "other zh", "zh"];
