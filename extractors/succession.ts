import { isDeepStrictEqual } from "node:util";
import { alike } from "./alike.ts";
import type { Coding } from "./event.ts";

/** What one version of a page reports. */
export interface Report {
  readonly id: string;
  readonly coding: Coding;
  readonly quote: string;
  /** The whole sentence the quote stands in; of a quote from a title, the quote. */
  readonly sentence: string;
}

/** Share of the pairs of characters that two sentences must have in common to be one sentence, edited. */
const LEAST_ALIKE = 0.5;

/**
 * For the reports of a page as it is now, those of an earlier version that they carry on: of the same type, and with the
 * same coding or a sentence that is mostly the same. Each report carries on one at most, the likest first. Gives the id
 * now → the id before.
 */
export function findSuccessors(before: readonly Report[], now: readonly Report[]): Map<string, string> {
  const pairs = now.flatMap((one) =>
    before
      .filter(({ coding }) => coding.type === one.coding.type)
      .map((earlier) => ({ one, earlier, score: likeness(earlier, one) }))
      .filter(({ score }) => score >= LEAST_ALIKE),
  );
  pairs.sort(
    (a, b) => b.score - a.score || compare(a.one.id, b.one.id) || compare(a.earlier.id, b.earlier.id),
  );
  const successors = new Map<string, string>();
  const taken = new Set<string>();
  for (const { one, earlier } of pairs) {
    if (successors.has(one.id) || taken.has(earlier.id)) continue;
    successors.set(one.id, earlier.id);
    taken.add(earlier.id);
  }
  return successors;
}

/** Whether the words that report something are others than before: another quote, in another sentence. */
export function isReworded(before: Pick<Report, "quote" | "sentence">, now: typeof before): boolean {
  const differ = (key: "quote" | "sentence") => squeeze(before[key]) !== squeeze(now[key]);
  return differ("quote") && differ("sentence");
}

/** Equal codings come before any likeness of sentences. */
function likeness(before: Report, now: Report): number {
  const same = isDeepStrictEqual(before.coding, now.coding) ? 1 : 0;
  const likest = (key: "quote" | "sentence") => alike(squeeze(before[key]), squeeze(now[key]));
  return same + Math.max(likest("quote"), likest("sentence"));
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, "");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
