import { nameKey } from "../store/reviewer-name.ts";

/** Failed attempts before the first pause; people mistype, and many may share an address. */
const FREE = { name: 5, address: 20 } as const;
const LONGEST_SECONDS = 15 * 60;
/** After so long without an attempt a name or address is as new. */
const FORGET_MS = 60 * 60 * 1000;
/** Names and addresses remembered, each; the longest unused go first. */
const MOST = 10_000;

interface Count {
  failures: number;
  until: number;
  last: number;
}

export interface Attempt {
  readonly name: string;
  readonly address: string;
}

/** Pauses between attempts to sign in that grow with each failure, by name and by address. */
export interface Pauses {
  /** Begins an attempt: 0, or the seconds to wait, and then it does not count. It counts as failed until {@link succeeded}. */
  begin(attempt: Attempt): number;
  succeeded(attempt: Attempt): void;
}

/** Nothing is kept but in memory, and of that a bounded amount. `now` gives milliseconds. */
export function createPauses(now: () => number): Pauses {
  const counts = { name: new Map<string, Count>(), address: new Map<string, Count>() };
  const kinds = ["name", "address"] as const;
  const keysOf = ({ name, address }: Attempt) => ({ name: nameKey(name.slice(0, 200)), address });

  function find(kind: (typeof kinds)[number], key: string): Count {
    const count = counts[kind].get(key);
    return count && now() - count.last < FORGET_MS ? count : { failures: 0, until: 0, last: now() };
  }

  function keep(kind: (typeof kinds)[number], key: string, failures: number): void {
    const map = counts[kind];
    // Set anew, so that the order of the map is the order of use.
    map.delete(key);
    if (failures <= 0) return;
    map.set(key, { failures, until: now() + pauseAfter(failures, FREE[kind]) * 1000, last: now() });
    if (map.size > MOST) map.delete(map.keys().next().value!);
  }

  return {
    begin(attempt) {
      const keys = keysOf(attempt);
      const wait = Math.max(...kinds.map((kind) => find(kind, keys[kind]).until - now()));
      if (wait > 0) return Math.ceil(wait / 1000);
      // Counted before the password is looked at: attempts at the same moment are counted too.
      for (const kind of kinds) keep(kind, keys[kind], find(kind, keys[kind]).failures + 1);
      return 0;
    },
    succeeded(attempt) {
      const keys = keysOf(attempt);
      keep("name", keys.name, 0);
      // Only this attempt is forgiven: whoever has one password must not try others between.
      keep("address", keys.address, find("address", keys.address).failures - 1);
    },
  };
}

/** Seconds: none for the first failures, then 2, 4, 8 … */
function pauseAfter(failures: number, free: number): number {
  return failures < free ? 0 : Math.min(LONGEST_SECONDS, 2 ** Math.min(20, failures - free + 1));
}
