import { existsSync } from "node:fs";
import { z } from "zod";
import { readYamlFile } from "../sources/yaml-file.ts";

const Step = z.strictObject({
  /** Mean score of the events of this step, before calibration. */
  score: z.number().min(0).max(1),
  /** The share of them that is right: what their confidence is set to. */
  share: z.number().min(0).max(1),
  events: z.int().positive(),
  right: z.int().nonnegative(),
});

/** How sure the events of a score turned out to be; `config/confidence.yaml`, written by `evaluate --calibrate`. */
export const Calibration = z
  .strictObject({
    /** What it was fitted on: hand-coded documents with an outcome, and events decided by reviewers. */
    documents: z.int().nonnegative(),
    decisions: z.int().nonnegative(),
    steps: z.array(Step).min(1),
  })
  .refine(
    ({ steps }) =>
      steps.every((step, i) => {
        const before = steps[i - 1];
        return before === undefined || (before.score < step.score && before.share <= step.share);
      }),
    "steps: expected scores that rise and shares that never fall",
  );
export type Calibration = z.infer<typeof Calibration>;

/** Reads the calibration; null where there is no such file. Throws ConfigError naming file, line and key. */
export function readCalibration(file: string): Calibration | null {
  return existsSync(file) ? readYamlFile(file, Calibration) : null;
}

/**
 * The confidence that a score stands for, 0–1 in hundredths: the share of events right at that score, between two
 * steps in proportion, beyond the last that of the last. Without a calibration it is the score itself.
 */
export function confidenceFor(score: number, calibration: Calibration | null): number {
  return Math.round(shareAt(score, calibration?.steps) * 100) / 100;
}

function shareAt(score: number, steps: Calibration["steps"] | undefined): number {
  if (steps === undefined) return score;
  const above = steps.findIndex((step) => step.score >= score);
  if (above < 0) return steps.at(-1)!.share;
  const [low, high] = [steps[above - 1], steps[above]!];
  if (low === undefined) return high.share;
  return low.share + ((score - low.score) / (high.score - low.score)) * (high.share - low.share);
}
