/**
 * How close groups are to one another, kept up to date as they join without comparing any pair of members again.
 * Groups are numbered; of two that join, the lower number goes on.
 */
export class Ties {
  private readonly size: number;
  private readonly count: Float64Array;
  private readonly sum: Float64Array;
  private readonly top: Float64Array;
  private readonly topPair: Uint32Array;
  private readonly conflicts: Uint8Array;

  /** Compares every member of each group with every member of each other group, once. */
  constructor(
    groups: readonly (readonly number[])[],
    compare: (a: number, b: number) => { score: number; conflict: boolean },
  ) {
    this.size = groups.length;
    const cells = this.size * this.size;
    this.count = new Float64Array(cells);
    this.sum = new Float64Array(cells);
    this.top = new Float64Array(cells).fill(-1);
    this.topPair = new Uint32Array(2 * cells);
    this.conflicts = new Uint8Array(cells);
    for (const [i, one] of groups.entries()) {
      for (let j = i + 1; j < groups.length; j++) {
        const cell = this.cell(i, j);
        for (const a of one) {
          for (const b of groups[j]!) {
            const { score, conflict } = compare(Math.min(a, b), Math.max(a, b));
            if (conflict) this.conflicts[cell] = 1;
            this.add(cell, score, 1, score, a, b);
          }
        }
      }
    }
  }

  private cell(i: number, j: number): number {
    return i < j ? i * this.size + j : j * this.size + i;
  }

  private add(cell: number, sum: number, count: number, top: number, a: number, b: number): void {
    this.sum[cell]! += sum;
    this.count[cell]! += count;
    if (top > this.top[cell]!) {
      this.top[cell] = top;
      this.topPair[2 * cell] = a;
      this.topPair[2 * cell + 1] = b;
    }
  }

  /** Half the mean and half the best of the pairs, so that one terse report does not hold back a clear match. */
  score(i: number, j: number): number {
    const cell = this.cell(i, j);
    return (this.sum[cell]! / this.count[cell]! + this.top[cell]!) / 2;
  }

  /** Whether any pair of members conflicts. */
  conflict(i: number, j: number): boolean {
    return this.conflicts[this.cell(i, j)] === 1;
  }

  /** The pair of members with the best score. */
  best(i: number, j: number): readonly [number, number] {
    const cell = this.cell(i, j);
    return [this.topPair[2 * cell]!, this.topPair[2 * cell + 1]!];
  }

  /** Group `j` has joined group `i`; `others` are the groups there are now. */
  join(i: number, j: number, others: readonly number[]): void {
    for (const k of others) {
      if (k === i) continue;
      const [into, from] = [this.cell(i, k), this.cell(j, k)];
      if (this.conflicts[from] === 1) this.conflicts[into] = 1;
      const pair = [this.topPair[2 * from]!, this.topPair[2 * from + 1]!] as const;
      this.add(into, this.sum[from]!, this.count[from]!, this.top[from]!, ...pair);
    }
  }
}
