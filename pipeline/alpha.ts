import { wilson } from "../store/wilson.ts";

/** How far apart two values are: 0 for the same. */
export type Distance<T> = (one: T, other: T) => number;

/** Another name is another thing, and all others are equally far. */
export const nominal: Distance<unknown> = (one, other) => (one === other ? 0 : 1);

/** For numbers: the square of the difference, as Krippendorff has it. */
export const interval: Distance<number> = (one, other) => (one - other) ** 2;

/**
 * For sets: MASI (Passonneau 2006), 1 less the Jaccard share times how alike the sets are in kind: 1 for the same set, ⅔ where one
 * holds the other, ⅓ where they overlap, 0 where they share nothing. So naming one country too few weighs less than naming another.
 */
export const masi: Distance<readonly string[]> = (one, other) => {
  const [a, b] = [new Set(one), new Set(other)];
  const shared = [...a].filter((value) => b.has(value)).length;
  const all = a.size + b.size - shared;
  if (all === 0 || shared === all) return 0;
  const kind = shared === 0 ? 0 : shared === a.size || shared === b.size ? 2 / 3 : 1 / 3;
  return 1 - (shared / all) * kind;
};

/** Krippendorff's alpha and what it rests on. */
export interface Alpha {
  /** Units that two or more coders gave a value. */
  readonly units: number;
  /** 1 is agreement throughout, 0 what chance would give; null where there is nothing to compare, or no value but one. */
  readonly alpha: number | null;
  /** Where alpha lies with 95 % certainty, by bootstrap; null with alpha. */
  readonly interval: readonly [low: number, high: number] | null;
}

const DRAWS = 1000;

/**
 * Krippendorff's alpha of units, each with the values its coders gave it (null: none given), with a bootstrap interval. The interval
 * draws units with replacement and keeps the disagreement that chance would give as it was found, as Krippendorff's own bootstrap
 * does. Where nobody disagrees there is nothing to draw from: then as many units as the Wilson interval allows are taken to differ
 * as by chance. The same units give the same numbers.
 */
export function krippendorff<T>(units: readonly (readonly (T | null)[])[], distance: Distance<T>): Alpha {
  const pairable = units
    .map((values) => values.filter((one) => one !== null))
    .filter(({ length }) => length > 1);
  const expected = expectedDisagreement(pairable.flat(), distance);
  if (expected === 0) return { units: pairable.length, alpha: null, interval: null };
  const parts = pairable.map((values) => ({
    values: values.length,
    disagreement: pairsOf(values, distance) / (values.length - 1),
  }));
  const alphaOf = (drawn: readonly (typeof parts)[number][]) => {
    let [disagreement, values] = [0, 0];
    for (const part of drawn) {
      disagreement += part.disagreement;
      values += part.values;
    }
    return 1 - disagreement / values / expected;
  };
  const alpha = alphaOf(parts);
  if (alpha === 1) return { units: parts.length, alpha, interval: [leastOfPerfect(pairable), 1] };
  const next = random(parts.length);
  const draws = Array.from({ length: DRAWS }, () =>
    alphaOf(parts.map(() => parts[Math.floor(next() * parts.length)]!)),
  ).sort((a, b) => a - b);
  return {
    units: pairable.length,
    alpha,
    interval: [draws[Math.floor(DRAWS * 0.025)]!, draws[Math.ceil(DRAWS * 0.975) - 1]!],
  };
}

/** The lowest alpha that goes with units of which none was found to differ. */
function leastOfPerfect<T>(units: readonly (readonly T[])[]): number {
  const keys = units.flat().map((value) => JSON.stringify(value));
  const [, differing] = wilson(0, units.length);
  return 1 - differing / expectedDisagreement(keys, nominal);
}

/** Summed over the ordered pairs of values. */
function pairsOf<T>(values: readonly T[], distance: Distance<T>): number {
  let sum = 0;
  values.forEach((one, at) => {
    for (const other of values.slice(at + 1)) sum += 2 * distance(one, other);
  });
  return sum;
}

/** How far apart two values are that are drawn from all; equal values are counted together, so that many cost little. */
function expectedDisagreement<T>(values: readonly T[], distance: Distance<T>): number {
  const counts = new Map<string, { value: T; count: number }>();
  for (const value of values) {
    const key = JSON.stringify(value);
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { value, count: 1 });
  }
  const distinct = [...counts.values()];
  let sum = 0;
  distinct.forEach((one, at) => {
    for (const other of distinct.slice(at + 1)) {
      sum += 2 * one.count * other.count * distance(one.value, other.value);
    }
  });
  return values.length < 2 ? 0 : sum / (values.length * (values.length - 1));
}

/** Numbers from 0 to 1 that look drawn by chance and are the same for the same seed (Mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
