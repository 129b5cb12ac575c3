/** How much of two texts is the same, 0–1: twice the pairs of neighbouring characters in common, over all pairs of both. */
export function alike(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length < 2 || b.length < 2) return 0;
  const [inA, inB] = [pairsOf(a), pairsOf(b)];
  let common = 0;
  for (const [pair, count] of inA) common += Math.min(count, inB.get(pair) ?? 0);
  return (2 * common) / (a.length - 1 + (b.length - 1));
}

function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}
