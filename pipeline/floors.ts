import { readFileSync } from "node:fs";
import { z } from "zod";
import { ConfigError } from "../sources/errors.ts";
import type { Rates, Score } from "./evaluate.ts";

const share = z.number().min(0).max(1);
const RateFloors = z.strictObject({
  precision: share.optional(),
  recall: share.optional(),
  f1: share.optional(),
});

const LinkingFloors = z.strictObject({ pairwise: RateFloors.optional(), bcubed: RateFloors.optional() });

/** Lowest scores allowed; a key that is absent is not checked. */
export const Floors = z.strictObject({
  events: RateFloors.optional(),
  exactEvents: share.optional(),
  byType: z.record(z.string(), RateFloors).optional(),
  byLang: z.record(z.string(), RateFloors).optional(),
  /** Share of values that are right, as a number or as `{accuracy}`. */
  fieldAccuracy: z.record(z.string(), z.union([share, z.strictObject({ accuracy: share })])).optional(),
  fieldF1: z.record(z.string(), z.union([share, RateFloors])).optional(),
  /** The highest share of documents without an event that may be given one. */
  negativesWithFalseEvents: share.optional(),
  /** Linking of gold events; and end to end, from the texts. */
  linking: LinkingFloors.extend({ endToEnd: LinkingFloors.optional() }).optional(),
});
export type Floors = z.infer<typeof Floors>;

/** Reads a floors file. Throws {@link ConfigError} naming the file, the key and what was expected. */
export function readFloors(file: string): Floors {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new ConfigError(`${file}: expected a JSON file of floors, found: ${(cause as Error).message}`, {
      cause,
    });
  }
  const result = Floors.safeParse(parsed);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw new ConfigError(`${file}: ${path.join(".") || "(top level)"}: ${message}`);
}

type FloorRates = z.infer<typeof RateFloors>;
type LinkingRates = { readonly pairwise: Partial<Rates>; readonly bcubed: Partial<Rates> };

/** One line for every score that is below its floor; what a floor names but was not scored counts as below. */
export function belowFloors(
  floors: Floors,
  score: Score | null,
  linking: (LinkingRates & { readonly endToEnd?: LinkingRates }) | null = null,
): string[] {
  const low: string[] = [];
  const check = (name: string, floor: number | undefined, found: number | null | undefined) => {
    if (floor === undefined || (found ?? -1) >= floor) return;
    low.push(
      `${name}: ${found === null || found === undefined ? "not scored" : found.toFixed(3)}, floor ${floor}`,
    );
  };
  const checkRates = (name: string, floor: FloorRates | undefined, found: Partial<Rates> | undefined) => {
    for (const key of ["precision", "recall", "f1"] as const)
      check(`${name}.${key}`, floor?.[key], found?.[key]);
  };
  if (score) {
    checkRates("events", floors.events, score.events);
    check("exactEvents", floors.exactEvents, score.exactEvents);
    for (const [key, floor] of Object.entries(floors.byType ?? {}))
      checkRates(`byType.${key}`, floor, score.byType[key]);
    for (const [key, floor] of Object.entries(floors.byLang ?? {}))
      checkRates(`byLang.${key}`, floor, score.byLang[key]);
    for (const [key, floor] of Object.entries(floors.fieldAccuracy ?? {})) {
      check(
        `fieldAccuracy.${key}`,
        typeof floor === "number" ? floor : floor.accuracy,
        score.fieldAccuracy[key]?.accuracy,
      );
    }
    for (const [key, floor] of Object.entries(floors.fieldF1 ?? {})) {
      checkRates(`fieldF1.${key}`, typeof floor === "number" ? { f1: floor } : floor, score.fieldF1[key]);
    }
    const given = score.negatives ? score.negativesWithFalseEvents / score.negatives : 0;
    const most = floors.negativesWithFalseEvents;
    if (most !== undefined && given > most) {
      low.push(
        `negativesWithFalseEvents: ${given.toFixed(3)} of documents without an event, at most ${most}`,
      );
    }
  }
  if (linking) {
    for (const key of ["pairwise", "bcubed"] as const) {
      checkRates(`linking.${key}`, floors.linking?.[key], linking[key]);
      checkRates(`linking.endToEnd.${key}`, floors.linking?.endToEnd?.[key], linking.endToEnd?.[key]);
    }
  }
  return low;
}
