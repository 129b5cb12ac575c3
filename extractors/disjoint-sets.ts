/** Places that are connected with one another, directly or through others. */
export interface DisjointSets {
  /** Puts the sets of two places together. */
  connect(a: number, b: number): void;
  connected(a: number, b: number): boolean;
  /** The sets, in order of their first place, and the places of each in order. */
  sets(): number[][];
}

/** Sets of the places from 0 to `size` − 1, at first each alone. */
export function disjointSets(size: number): DisjointSets {
  const parent = Int32Array.from({ length: size }, (_, place) => place);
  const root = (place: number): number => {
    let at = place;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  return {
    connect(a, b) {
      const [x, y] = [root(a), root(b)];
      parent[Math.max(x, y)] = Math.min(x, y);
    },
    connected: (a, b) => root(a) === root(b),
    sets() {
      const found = new Map<number, number[]>();
      for (const place of parent.keys()) {
        const first = root(place);
        const set = found.get(first);
        if (set) set.push(place);
        else found.set(first, [place]);
      }
      return [...found.values()];
    },
  };
}
