/** Numbers that look random, the same for the same seed: from 0 to below `most`. */
export type Roll = (most: number) => number;

export function dice(seed: number): Roll {
  // Neighbouring seeds must not begin alike.
  let state = Math.imul(seed ^ (seed >>> 15), 2246822519) >>> 0;
  state = Math.imul(state ^ (state >>> 13), 3266489917) >>> 0;
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}
