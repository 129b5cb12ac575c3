import { isDeepStrictEqual } from "node:util";
import type { Coding } from "./event.ts";

/** What one version of a page reports. */
export interface Report {
  readonly id: string;
  readonly coding: Coding;
  readonly quote: string;
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

/** Whether two quotes say the same, however they are spaced. */
export function isSameQuote(a: string, b: string): boolean {
  return squeeze(a) === squeeze(b);
}

/** Equal codings come before any likeness of sentences. */
function likeness(before: Report, now: Report): number {
  const same = isDeepStrictEqual(before.coding, now.coding) ? 1 : 0;
  return same + commonPairs(squeeze(before.quote), squeeze(now.quote));
}

/** 0–1: twice the pairs of neighbouring characters in common, over all pairs of both. */
function commonPairs(a: string, b: string): number {
  if (a === b) return 1;
  const [inA, inB] = [pairsOf(a), pairsOf(b)];
  const all = a.length - 1 + (b.length - 1);
  if (a.length < 2 || b.length < 2) return 0;
  let common = 0;
  for (const [pair, count] of inA) common += Math.min(count, inB.get(pair) ?? 0);
  return (2 * common) / all;
}

function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, "");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
