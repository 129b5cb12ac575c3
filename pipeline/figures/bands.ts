/** A range of counts that are drawn alike. */
export interface Band {
  readonly from: number;
  /** The last count in it; null for the last band, which has no end. */
  readonly to: number | null;
}

const MOST_BANDS = 5;
/** Where there are many round bounds: shares of the counts that lie below each further band. Few counts are large. */
const SHARES = [0.35, 0.6, 0.8, 0.93];

/** At most five ranges with round bounds (1, 2, 5, 10, 20 …) for the counts above zero; none when there is no such count. */
export function bandsOf(counts: readonly number[]): Band[] {
  const sorted = counts.filter((count) => count > 0).sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const round = [...new Set([1, ...sorted.map(roundDown)])].sort((a, b) => a - b);
  const chosen =
    round.length <= MOST_BANDS
      ? round
      : [...new Set([1, ...SHARES.map((share) => roundDown(sorted[Math.floor(share * sorted.length)]!))])];
  return chosen.map((bound, at) => {
    const next = chosen[at + 1];
    return { from: bound, to: next === undefined ? null : next - 1 };
  });
}

/** The place of a count among the bands; -1 for none. */
export function bandOf(count: number, bands: readonly Band[]): number {
  return bands.findLastIndex(({ from }) => count >= from);
}

/** "1", "2–4", "50 and more" in the words given. */
export function bandText({ from, to }: Band, andMore: (from: string) => string): string {
  if (to === null) return andMore(from.toLocaleString("en"));
  return from === to ? from.toLocaleString("en") : `${from.toLocaleString("en")}–${to.toLocaleString("en")}`;
}

/** The largest of 1, 2, 5, 10, 20, 50 … that is not above the number. */
function roundDown(number: number): number {
  const power = 10 ** Math.floor(Math.log10(number));
  return power * (number >= 5 * power ? 5 : number >= 2 * power ? 2 : 1);
}
