/** Precision, recall and their harmonic mean, each 0–1. */
export interface PairScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface LinkingScore {
  /** Over pairs of mentions: which of those put together belong together, and the reverse. */
  readonly pairwise: PairScore;
  /** B-cubed: the same asked for each mention about its own cluster, averaged over mentions. */
  readonly bcubed: PairScore;
  readonly mentions: number;
}

/**
 * Scores a grouping of mentions against the gold one. Both map mention id to cluster name; a gold mention that the
 * prediction lacks counts as alone. Where there is no pair to find or none was made, precision or recall is 1.
 */
export function scoreLinking(
  gold: ReadonlyMap<string, string>,
  predicted: ReadonlyMap<string, string>,
): LinkingScore {
  const sizes = {
    gold: new Map<string, number>(),
    predicted: new Map<string, number>(),
    both: new Map<string, number>(),
  };
  const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
  const cells: { gold: string; predicted: string; both: string }[] = [];
  for (const [mention, cluster] of gold) {
    const found = predicted.get(mention);
    const guess = found === undefined ? `alone ${mention}` : `cluster ${found}`;
    const cell = { gold: cluster, predicted: guess, both: JSON.stringify([cluster, guess]) };
    cells.push(cell);
    count(sizes.gold, cell.gold);
    count(sizes.predicted, cell.predicted);
    count(sizes.both, cell.both);
  }
  const pairs = (map: ReadonlyMap<string, number>): number =>
    [...map.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  const ratio = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
  const right = pairs(sizes.both);
  let precision = 0;
  let recall = 0;
  for (const cell of cells) {
    const both = sizes.both.get(cell.both) ?? 0;
    precision += both / (sizes.predicted.get(cell.predicted) ?? 1);
    recall += both / (sizes.gold.get(cell.gold) ?? 1);
  }
  return {
    pairwise: pairScore(ratio(right, pairs(sizes.predicted)), ratio(right, pairs(sizes.gold))),
    bcubed: pairScore(ratio(precision, cells.length), ratio(recall, cells.length)),
    mentions: cells.length,
  };
}

function pairScore(precision: number, recall: number): PairScore {
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1 };
}
