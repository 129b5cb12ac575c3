import type { Reason } from "./link-config.ts";

/** Collects points, and where they are to be explained their readable reasons. */
export class Tally {
  points: number;
  conflicting = false;
  readonly reasons: string[] = [];
  readonly conflicts: string[] = [];
  private readonly worth: (reason: Reason) => number;
  private readonly explain: boolean;
  constructor(worth: (reason: Reason) => number, explain: boolean) {
    this.worth = worth;
    this.explain = explain;
    this.points = worth("start");
  }
  add(reason: Reason, text: () => string, share = 1): void {
    this.points += this.worth(reason) * share;
    if (this.explain) this.reasons.push(text());
  }
  conflict(text: () => string): void {
    this.conflicting = true;
    if (this.explain) this.conflicts.push(text());
  }
}
