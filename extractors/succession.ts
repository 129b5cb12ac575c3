import { isDeepStrictEqual } from "node:util";
import { alike } from "./alike.ts";
import type { Coding, EventType } from "./event.ts";

/** What one reading of a page reports. */
export interface Report {
  readonly id: string;
  readonly coding: Coding;
  readonly quote: string;
  /** The whole sentence the quote stands in; of a quote from a title, the quote. */
  readonly sentence: string;
  /** Where a person decided on its event, the type that stands. */
  readonly decided?: EventType | undefined;
}

/** Share of the pairs of characters that two sentences must have in common to be one sentence, edited. */
const LEAST_ALIKE = 0.5;
/** The same for the quotes of two readings that differ in type: only of one passage may the type be mistaken. */
const LEAST_ALIKE_OF_ANOTHER_TYPE = 0.8;

/**
 * For the reports of a page as it is read now, those of an earlier reading that they carry on: of the same type, and with the
 * same coding or a sentence that is mostly the same. What a person decided is carried on by the same passage whatever type
 * it is read as. Each report carries on one at most, the likest first. Gives the id now → the id before.
 */
export function findSuccessors(before: readonly Report[], now: readonly Report[]): Map<string, string> {
  const pairs = now.flatMap((one) =>
    before.flatMap((earlier) => {
      const score = likeness(earlier, one);
      return score === null ? [] : [{ one, earlier, score }];
    }),
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

/**
 * Null where it is not carried on. Equal codings come before any likeness of sentences, the same type before another one;
 * of one sentence the likest words and values decide.
 */
function likeness(before: Report, now: Report): number | null {
  const quotes = alike(squeeze(before.quote), squeeze(now.quote));
  if (before.coding.type !== now.coding.type && before.decided !== now.coding.type) {
    return before.decided !== undefined && quotes >= LEAST_ALIKE_OF_ANOTHER_TYPE ? quotes - 1 : null;
  }
  const same = isDeepStrictEqual(before.coding, now.coding) ? 2 : 0;
  const likest = Math.max(quotes, alike(squeeze(before.sentence), squeeze(now.sentence)));
  if (same === 0 && likest < LEAST_ALIKE) return null;
  return same + likest + (quotes + sharedValues(before.coding, now.coding)) / 4;
}

/** Share of the fields that have equal values. */
function sharedValues(a: Coding, b: Coding): number {
  const fields = [...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof Coding)[];
  return fields.filter((field) => isDeepStrictEqual(a[field], b[field])).length / fields.length;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, "");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
