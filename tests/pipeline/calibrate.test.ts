import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { confidenceFor, readCalibration } from "../../extractors/confidence.ts";
import { bandsOf, calibrationFile, crossValidate, fitSteps, type Outcome } from "../../pipeline/calibrate.ts";
import { temporaryFolder } from "./mission-site.ts";

/** `right` of `events` events with one score, each in a document of its own. */
function outcomes(score: number, events: number, right: number): Outcome[] {
  return Array.from({ length: events }, (_, i) => ({ document: `${score}-${i}`, score, right: i < right }));
}

const mixed = [
  ...outcomes(0.9, 100, 85),
  ...outcomes(0.7, 60, 42),
  ...outcomes(0.8, 40, 20),
  ...outcomes(0.95, 5, 5),
];

describe("the steps of a calibration", () => {
  it("pool scores whose shares fall, keep those that rise, and leave few events to the step below", () => {
    // 0.8 is right less often than 0.7: 62 of 100 together. The five of 0.95 join the hundred of 0.9.
    expect(fitSteps(mixed)).toEqual([
      { score: 0.74, share: 0.6188, events: 100, right: 62 },
      { score: 0.9024, share: 0.8538, events: 105, right: 90 },
    ]);
  });

  it("are the same in whatever order the outcomes come", () => {
    expect(fitSteps([...mixed].reverse())).toEqual(fitSteps(mixed));
    expect(fitSteps([])).toEqual([]);
  });

  it("survive the file, and turn scores to shares in proportion between steps", () => {
    const file = join(temporaryFolder(), "confidence.yaml");
    writeFileSync(file, calibrationFile({ documents: 205, decisions: 3, steps: fitSteps(mixed) }));
    const calibration = readCalibration(file)!;
    expect(calibration).toEqual({ documents: 205, decisions: 3, steps: fitSteps(mixed) });
    const scores = [0.1, 0.74, 0.8212, 0.9024, 0.99];
    expect(scores.map((score) => confidenceFor(score, calibration))).toEqual([0.62, 0.62, 0.74, 0.85, 0.85]);
    expect(confidenceFor(0.87, null)).toBe(0.87);
  });

  it("must rise, or the file is refused", () => {
    const file = join(temporaryFolder(), "confidence.yaml");
    const steps = [...fitSteps(mixed)].reverse();
    writeFileSync(file, calibrationFile({ documents: 205, decisions: 0, steps }));
    expect(() => readCalibration(file)).toThrow(/confidence\.yaml.*scores that rise/s);
    expect(readCalibration(`${file}.none`)).toBeNull();
  });
});

it("counts the events of each band, the upper edge in the next", () => {
  const bands = bandsOf([...outcomes(0.8, 4, 3), ...outcomes(0.79, 2, 1), ...outcomes(1, 1, 1)]);
  expect(bands.map(({ from, events, right, share }) => [from, events, right, share])).toEqual([
    [0, 0, 0, null],
    [0.5, 0, 0, null],
    [0.6, 0, 0, null],
    [0.7, 2, 1, 0.5],
    [0.8, 4, 3, 0.75],
    [0.9, 1, 1, 1],
  ]);
});

it("never gives a document the confidence that it was itself fitted on", () => {
  const lone = [{ document: "only", score: 0.9, right: true }];
  expect(crossValidate(lone)).toEqual([]);
  const held = crossValidate(mixed);
  expect(held).toHaveLength(mixed.length);
  const shares = new Set(held.map(({ score }) => score));
  expect(shares.size).toBeGreaterThan(2);
});

it("the calibration of the project is monotone, and of documents the rules were not written on", () => {
  expect(existsSync("config/confidence.yaml")).toBe(true);
  const { steps } = readCalibration("config/confidence.yaml")!;
  expect(steps.length).toBeGreaterThan(2);
  expect(readFileSync("config/confidence.yaml", "utf8")).toContain("--calibrate");
});
