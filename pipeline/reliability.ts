import type { Coding } from "../extractors/event.ts";
import { COMPARED_FIELDS, type DifferingField } from "../store/coding-difference.ts";
import { LIST_FIELDS, NUMBER_FIELDS } from "../store/correction-text.ts";
import type { Db } from "../store/database.ts";
import {
  countOpinionsAsked,
  listOpinionUnits,
  type OpinionFilter,
  type OpinionUnit,
} from "../store/opinion-units.ts";
import { readSampledChecks, type SampledChecks } from "../store/sampled-checks.ts";
import { type Alpha, interval, krippendorff, masi, nominal } from "./alpha.ts";

/** Fewer events than this say too little for an alpha to be relied on. */
export const ENOUGH_UNITS = 30;

/** How alike two persons coded one field. */
export interface FieldReliability extends Alpha {
  readonly field: DifferingField;
  /** What counts as far apart; null for "event", of which an alpha would say nothing: only accepted events are asked about. */
  readonly measure: "nominal" | "interval" | "set" | null;
  /** Events of which both could say something. */
  readonly coded: number;
  /** 0–1: how many of these both coded the same; null where there are none. */
  readonly agreement: number | null;
}

/** How alike two persons coded some events. */
export interface Agreement {
  readonly units: number;
  /** Of the units, those coded the same in every field. */
  readonly same: number;
  readonly fields: readonly FieldReliability[];
}

/** One event that two persons coded differently. */
export interface Disagreement {
  readonly event: string;
  readonly at: string;
  readonly first: string;
  readonly second: string;
  readonly differs: readonly DifferingField[];
  /** Nobody has settled it. */
  readonly open: boolean;
  /** What the first one said, for a headline. */
  readonly coding: Coding;
}

export interface Reliability extends Agreement {
  /** Whether there are units enough ({@link ENOUGH_UNITS}). */
  readonly enough: boolean;
  readonly byPair: readonly (Agreement & { readonly reviewers: readonly [string, string] })[];
  readonly byType: readonly (Agreement & { readonly type: string })[];
  /** The latest first. */
  readonly disagreements: readonly Disagreement[];
  /** Events that wait for a second opinion, and those that wait to be settled; of all, whatever the filter. */
  readonly waiting: number;
  readonly unsettled: number;
  /** What persons found in events that the machine accepted by itself; of all, whatever the filter. */
  readonly checks: SampledChecks;
}

/** How reliably reviewers code: every event that two persons coded without seeing each other is a unit. */
export async function readReliability(db: Db, filter: OpinionFilter = {}): Promise<Reliability> {
  const units = await listOpinionUnits(db, filter);
  const { waiting, disagreements: unsettled } = await countOpinionsAsked(db);
  return {
    ...agreementOf(units),
    enough: units.length >= ENOUGH_UNITS,
    byPair: grouped(units, ({ opinion }) => [opinion.first.reviewer, opinion.reviewer].sort().join("\n")).map(
      ([names, of]) => ({ reviewers: names.split("\n") as [string, string], ...agreementOf(of) }),
    ),
    byType: grouped(units, ({ opinion }) => opinion.first.coding!.type).map(([type, of]) => ({
      type,
      ...agreementOf(of),
    })),
    disagreements: units
      .filter(({ opinion }) => opinion.differs.length > 0)
      .map(disagreement)
      .reverse(),
    waiting,
    unsettled,
    checks: await readSampledChecks(db),
  };
}

/** How alike two persons coded the events: field by field, where both say that it is one. */
function agreementOf(units: readonly OpinionUnit[]): Agreement {
  const same = units.filter(({ opinion }) => opinion.differs.length === 0).length;
  const both = units.filter(({ opinion }) => opinion.differs[0] !== "event");
  const event = { units: units.length, alpha: null, interval: null, field: "event", measure: null } as const;
  return {
    units: units.length,
    same,
    fields: [
      { ...event, coded: units.length, agreement: share(both.length, units.length) },
      ...COMPARED_FIELDS.map((field) => ({
        field,
        ...alphaOf(field, both),
        coded: both.length,
        agreement: share(both.filter(({ opinion }) => !opinion.differs.includes(field)).length, both.length),
      })),
    ],
  };
}

function alphaOf(field: (typeof COMPARED_FIELDS)[number], units: readonly OpinionUnit[]) {
  const values = units.map(({ opinion }) => [opinion.first.coding![field], opinion.coding![field]]);
  if (NUMBER_FIELDS.has(field)) {
    // No number is no place on the scale: such a unit only counts for the share of agreement.
    const numbers = values.map((pair) => pair.map((value) => (value as number | undefined) ?? null));
    return { measure: "interval" as const, ...krippendorff(numbers, interval) };
  }
  if (LIST_FIELDS.has(field)) {
    const sets = values.map((pair) =>
      pair.map((value) => [...((value as string[] | undefined) ?? [])].sort()),
    );
    return { measure: "set" as const, ...krippendorff(sets, masi) };
  }
  // That there is none is a value too.
  return {
    measure: "nominal" as const,
    ...krippendorff(
      values.map((pair) => pair.map((value) => value ?? "")),
      nominal,
    ),
  };
}

function grouped(
  units: readonly OpinionUnit[],
  key: (unit: OpinionUnit) => string,
): [string, OpinionUnit[]][] {
  const groups = new Map<string, OpinionUnit[]>();
  for (const unit of units) groups.set(key(unit), [...(groups.get(key(unit)) ?? []), unit]);
  return [...groups].sort(([a, of], [b, others]) => others.length - of.length || (a < b ? -1 : 1));
}

function disagreement({ eventId: event, opinion }: OpinionUnit): Disagreement {
  const { at, first, reviewer: second, differs, open } = opinion;
  return { event, at, first: first.reviewer, second, differs, open, coding: first.coding! };
}

function share(some: number, all: number): number | null {
  return all === 0 ? null : some / all;
}
