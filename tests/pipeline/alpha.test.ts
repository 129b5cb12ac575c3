import { describe, expect, it } from "vitest";
import { interval, krippendorff, masi, nominal, random } from "../../pipeline/alpha.ts";

const _ = null;

/** Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example C: four observers, twelve units, values missing. */
const OBSERVERS = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
  [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
];
const unitsOf = <T>(observers: readonly (readonly T[])[]) =>
  observers[0]!.map((__, unit) => observers.map((values) => values[unit]!));

describe("Krippendorff's alpha", () => {
  it("is what Krippendorff reckons for his four observers: nominal 0.743, interval 0.849", () => {
    const units = unitsOf(OBSERVERS);
    expect(krippendorff(units, nominal).alpha).toBeCloseTo(0.743, 3);
    expect(krippendorff<number>(units, interval).alpha).toBeCloseTo(0.849, 3);
    // The last unit has one value, which cannot be paired.
    expect(krippendorff(units, nominal).units).toBe(11);
  });

  it("is what he reckons for two observers: 0.095 of two values, 0.692 of five", () => {
    const binary = [
      [0, 1, 0, 0, 0, 0, 0, 0, 1, 0],
      [1, 1, 1, 0, 0, 1, 0, 0, 0, 0],
    ];
    expect(krippendorff(unitsOf(binary), nominal).alpha).toBeCloseTo(0.095, 3);
    const letters = [[..."aabbdcccedda"], [..."babbbcccedd", "d"]];
    expect(krippendorff(unitsOf(letters), nominal).alpha).toBeCloseTo(0.692, 3);
  });

  it("is 1 where all agree, below 0 where they agree less than by chance, and unknown without a second value", () => {
    expect(
      krippendorff(
        [
          ["a", "a"],
          ["b", "b"],
        ],
        nominal,
      ),
    ).toMatchObject({ units: 2, alpha: 1 });
    expect(
      krippendorff(
        [
          ["a", "b"],
          ["b", "a"],
        ],
        nominal,
      ).alpha,
    ).toBeLessThan(0);
    expect(
      krippendorff(
        [
          ["a", "a"],
          ["a", "a"],
        ],
        nominal,
      ),
    ).toMatchObject({ units: 2, alpha: null, interval: null });
    expect(krippendorff([["a", _]], nominal)).toMatchObject({ units: 0, alpha: null });
    expect(krippendorff([], nominal)).toMatchObject({ units: 0, alpha: null });
  });

  it("has an interval that holds it, is the same every time, and is narrower with more units", () => {
    const units = unitsOf(OBSERVERS);
    const once = krippendorff(units, nominal);
    expect(krippendorff(units, nominal)).toEqual(once);
    const [low, high] = once.interval!;
    expect(low).toBeLessThan(once.alpha!);
    expect(high).toBeGreaterThan(once.alpha!);
    const many = krippendorff(Array.from({ length: 20 }, () => units).flat(), nominal);
    expect(many.interval![1] - many.interval![0]).toBeLessThan((high - low) / 2);
  });

  it("costs little with many units of many values", () => {
    const next = random(7);
    const units = Array.from({ length: 3000 }, (__, at) => {
      const names = [`name ${at % 400}`, `name ${Math.floor(next() * 400)}`];
      return [names, next() < 0.8 ? names : names.slice(1)];
    });
    const started = performance.now();
    expect(krippendorff(units, masi).alpha).toBeGreaterThan(0.8);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

it("knows little of alpha where few agree on everything, and more where many do", () => {
  const pairs = [
    ["a", "a"],
    ["b", "b"],
    ["c", "c"],
  ];
  const few = krippendorff(pairs, nominal).interval!;
  const many = krippendorff(Array.from({ length: 100 }, () => pairs).flat(), nominal).interval!;
  expect(few[0]).toBeLessThan(0.5);
  expect(many[0]).toBeGreaterThan(0.97);
  expect([few[1], many[1]]).toEqual([1, 1]);
});

describe("the distance of sets", () => {
  it("weighs one too few less than another, and another less than nothing in common", () => {
    expect(masi(["FJ", "TO"], ["TO", "FJ"])).toBe(0);
    expect(masi([], [])).toBe(0);
    // Passonneau's measure: Jaccard ½, one holds the other (⅔).
    expect(masi(["a", "b"], ["a", "b", "c", "d"])).toBeCloseTo(1 - (1 / 2) * (2 / 3), 10);
    expect(masi(["a", "b"], ["b", "c"])).toBeCloseTo(1 - (1 / 3) * (1 / 3), 10);
    expect(masi(["a"], ["b"])).toBe(1);
    expect(masi(["a"], [])).toBe(1);
  });
});

it("draws the same numbers for the same seed, evenly from 0 to 1", () => {
  const [one, other] = [random(3), random(3)];
  const numbers = Array.from({ length: 10_000 }, () => one());
  expect(numbers.slice(0, 100)).toEqual(Array.from({ length: 100 }, () => other()));
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(numbers.reduce((sum, number) => sum + number) / numbers.length).toBeCloseTo(0.5, 1);
});
