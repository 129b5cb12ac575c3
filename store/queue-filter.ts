import { type RawBuilder, sql } from "kysely";
import type { QueueReason } from "../sources/review-settings.ts";
import { listOf } from "./bulk.ts";
import type { Row } from "./database.ts";

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

/** Filters by which an index finds the events, most selective first. */
const FINDERS = {
  duplicate: () =>
    sql`select event_a as id from possible_duplicate union select event_b from possible_duplicate`,
  source: (sources: readonly string[]) =>
    sql`select event_id as id from event_source where source_id in ${listOf(sources)}`,
  country: (countries: readonly string[]) =>
    sql`select event_id as id from event_country where country in ${listOf(countries)}`,
} as const;
export type Finder = keyof typeof FINDERS;

/** The filter by which the events are best found, and the ids it gives, perhaps several times; undefined where none is given. */
export function finderOf(filter: QueueFilter, values: Values): { by: Finder; ids: Condition } | undefined {
  const { duplicate, source, country } = filter;
  if (duplicate) return { by: "duplicate", ids: FINDERS.duplicate() };
  if (source !== undefined) return { by: "source", ids: FINDERS.source(several(source)) };
  // Under the countries of the signed coding an event that is shown blind must not be found.
  if (country !== undefined && values === SHOWN)
    return { by: "country", ids: FINDERS.country(several(country)) };
  return undefined;
}

/** The conditions of the filter but status, reason and type; `found` is the one that the ids given hold to already. */
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
  if (source !== undefined && found !== "source") all.push(reportedIn("source_id", several(source)));
  if (language !== undefined) all.push(reportedIn("language", several(language)));
  if (filter.duplicate) all.push(MAY_BE_ANOTHER);
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

function reportedIn(column: "source_id" | "language", values: readonly string[]): Condition {
  return sql`exists (select 1 from event_source where event_source.event_id = event.id
    and event_source.${sql.raw(column)} in ${listOf(values)})`;
}

/** As `similarEvents` has it: the other event, or the one it was merged into, still stands, and nobody holds the two apart. */
const MAY_BE_ANOTHER = sql`(${pairedBy("event_a", "event_b")} or ${pairedBy("event_b", "event_a")})`;

function pairedBy(own: string, others: string): Condition {
  const apart = (one: string, two: string) => sql`select 1 from link as here
    join held_apart on held_apart.${sql.raw(one)} = here.mention_id
    join link as there on there.mention_id = held_apart.${sql.raw(two)} and there.withdrawn_at is null
    where here.event_id = event.id and here.withdrawn_at is null and there.event_id = double.id`;
  return sql`exists (select 1 from possible_duplicate as pair
    join event as other on other.id = pair.${sql.raw(others)}
    join event as double on double.id = coalesce(other.merged_into, other.id)
    where pair.${sql.raw(own)} = event.id and double.id <> event.id and double.status not in ('rejected', 'merged')
      and (double.mention_count > 0 or double.status <> 'new')
      and not exists (${apart("mention_a", "mention_b")}) and not exists (${apart("mention_b", "mention_a")}))`;
}
