import type { LinkingConfig } from "./link-config.ts";
import { type PassageText, readPassages } from "./passages.ts";
import { likenessOf, mayBeCopies } from "./text-copy.ts";

/**
 * Which of some texts held in memory are copies of which, by id, as the stage finds them in the store. For collections of
 * hundreds: every pair that shares a passage is looked at.
 */
export function copiesAmong(
  texts: readonly (PassageText & { readonly id: string })[],
  limits: LinkingConfig["copies"],
): Map<string, string[]> {
  const read = texts.map((text) => ({ id: text.id, passages: readPassages(text, limits.furniture) }));
  const holders = new Map<number, number[]>();
  for (const [at, { passages }] of read.entries()) {
    for (const hash of passages.hashes) holders.set(hash, [...(holders.get(hash) ?? []), at]);
  }
  const copies = new Map<string, string[]>();
  for (const [at, { id, passages }] of read.entries()) {
    const shared = new Map<number, number>();
    for (const hash of passages.hashes) {
      for (const other of holders.get(hash)!) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    for (const [place, count] of shared) {
      const other = read[place]!;
      if (place === at || !mayBeCopies(count, passages.hashes.length, other.passages.hashes.length)) continue;
      if (likenessOf(passages, other.passages, limits) === null) continue;
      copies.set(id, [...(copies.get(id) ?? []), other.id]);
    }
  }
  return copies;
}
