import type { Coding } from "./event.ts";
import type { Fact } from "./facts.ts";
import type { WeighedMention } from "./merge-reports.ts";

/** A value of one field with what speaks for it. */
export interface Vote {
  readonly value: unknown;
  readonly from: readonly WeighedMention[];
  /** Place of its most trusted mention. */
  readonly place: number;
}

/** What makes one value better than another (the greater number), and how that is said. */
export type Merit = readonly [(vote: Vote) => number, string];

/** The different values of a field, in order of trust. An absent or empty value is no vote. */
export function votesFor(
  mentions: readonly WeighedMention[],
  field: keyof Coding,
  read: (coding: Coding) => unknown = (coding) => coding[field],
): Vote[] {
  const found = new Map<string, { value: unknown; from: WeighedMention[]; place: number }>();
  for (const [place, one] of mentions.entries()) {
    const value = read(one.mention.coding);
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    const key = JSON.stringify(value);
    const vote = found.get(key);
    if (vote) vote.from.push(one);
    else found.set(key, { value, from: [one], place });
  }
  return [...found.values()];
}

/** In how many texts a value stands: a reprint does not say it a second time. */
export function textsOf(from: readonly WeighedMention[]): number {
  return new Set(from.map(({ text }) => text)).size;
}

export const MOST_REPORTS: Merit = [({ from }) => textsOf(from), "most reports have it"];
/** Whether words of a report say the value of a field, where others merely imply theirs. */
export function inWords(field: keyof Coding): Merit {
  const says = ({ mention }: WeighedMention) => !mention.inferred?.includes(field);
  return [({ from }) => (from.some(says) ? 1 : 0), "a report says it in words"];
}

const GENERAL: readonly Merit[] = [
  [({ from }) => (from.some(({ corrects }) => corrects) ? 1 : 0), "a correction has it"],
  [({ from }) => (from.some(({ own }) => own) ? 1 : 0), "a report of its own time, no recollection"],
  [({ from }) => (from.some(({ official }) => official) ? 1 : 0), "an official source has it"],
  MOST_REPORTS,
  [({ place }) => -place, "the earliest report has it"],
];

/** The best value by the merits given and then by those of any field; undefined where there is none. */
export function choose(votes: readonly Vote[], merits: readonly Merit[] = []): Fact | undefined {
  const all = [...merits, ...GENERAL];
  const [best, ...rest] = [...votes].sort((a, b) => {
    for (const [merit] of all) if (merit(a) !== merit(b)) return merit(b) - merit(a);
    return 0;
  });
  if (!best) return undefined;
  const next = rest[0];
  const decided = next && all.find(([merit]) => merit(best) !== merit(next))![1];
  return {
    value: best.value,
    from: idsOf(best.from),
    alternatives: rest.map(({ value, from }) => ({ value, from: idsOf(from) })),
    why: decided ?? (best.from.length > 1 ? "all reports that say it agree" : "the only report that says it"),
  };
}

/** A country, organ or topic that fewer than this share of the texts name is taken for a slip. */
const SLIP = 0.25;

/**
 * The values of a list that enough of the texts name among those that name any, in the order given or by alphabet.
 * `all` takes every value that any names.
 */
export function union<T extends string>(
  mentions: readonly WeighedMention[],
  read: (coding: Coding) => readonly T[],
  { order, all = false }: { order?: readonly T[]; all?: boolean } = {},
): Fact {
  const naming = mentions.filter(({ mention }) => read(mention.coding).length > 0);
  const from = new Map<T, WeighedMention[]>();
  for (const one of naming) {
    for (const value of new Set(read(one.mention.coding))) from.set(value, [...(from.get(value) ?? []), one]);
  }
  const place = (value: T): number | string => (order ? order.indexOf(value) : value);
  const values = [...from.keys()].sort((a, b) => (place(a) < place(b) ? -1 : 1));
  const least = all ? 0 : SLIP * textsOf(naming);
  const kept = values.filter((value) => textsOf(from.get(value)!) >= least);
  const left = values.filter((value) => !kept.includes(value));
  return {
    value: kept,
    from: idsOf(naming.filter(({ mention }) => read(mention.coding).some((value) => kept.includes(value)))),
    alternatives: left.map((value) => ({ value: [value], from: idsOf(from.get(value)!) })),
    why:
      naming.length === 0
        ? "no report names any"
        : left.length > 0
          ? "named by at least a quarter of the reports that name any"
          : naming.length === 1
            ? "the only report that names any"
            : "all that reports name",
  };
}

export function idsOf(mentions: readonly WeighedMention[]): string[] {
  return mentions.map(({ mention }) => mention.id);
}
