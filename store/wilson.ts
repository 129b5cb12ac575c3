/** 1.96²: 95 % certainty. */
const Z2 = 1.96 ** 2;

/** Where a share lies with 95 % certainty (Wilson) when `right` of `all` were found: 0 to 1 where none was looked at. */
export function wilson(right: number, all: number): readonly [low: number, high: number] {
  if (all === 0) return [0, 1];
  const share = right / all;
  const middle = share + Z2 / (2 * all);
  const reach = 1.96 * Math.sqrt((share * (1 - share)) / all + Z2 / (4 * all * all));
  const of = 1 + Z2 / all;
  return [Math.max(0, (middle - reach) / of), Math.min(1, (middle + reach) / of)];
}
