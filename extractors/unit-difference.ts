import { type Bound, type BoundWords, RULES, type RuleUnit } from "./rule-unit.ts";

/** A unit that is not as it was: what it is called, and the texts in which either form of it may count. */
export interface UnitChange {
  readonly part: string;
  readonly key: string;
  /** "moved": its place among the others of its part is another one. */
  readonly change: "added" | "removed" | "changed" | "moved";
  readonly bound: Bound;
}

/** The name of a unit as a person reads it: a rule by its id, else the file and the line or word in it. */
export function nameOfUnit({ part, key }: Pick<UnitChange, "part" | "key">): string {
  return part === RULES ? `rule ${key}` : `${part}: ${key}`;
}

/** What differs between two rulebooks, by their units. A text that no change bounds is read alike with both. */
export function differenceOfUnits(before: readonly RuleUnit[], now: readonly RuleUnit[]): UnitChange[] {
  const parts = [...new Set([...before, ...now].map(({ part }) => part))];
  const [were, are] = [byPart(before), byPart(now)];
  return parts.flatMap((part) => differenceOfPart(were.get(part) ?? [], are.get(part) ?? []));
}

function byPart(units: readonly RuleUnit[]): Map<string, RuleUnit[]> {
  const parts = new Map<string, RuleUnit[]>();
  for (const unit of units) {
    const known = parts.get(unit.part);
    if (known) known.push(unit);
    else parts.set(unit.part, [unit]);
  }
  return parts;
}

function differenceOfPart(before: readonly RuleUnit[], now: readonly RuleUnit[]): UnitChange[] {
  const earlier = new Map(before.map((unit) => [unit.key, unit]));
  const present = new Set(now.map(({ key }) => key));
  const places = new Map(before.map(({ key }, at) => [key, at]));
  const kept = now.filter(({ key }) => earlier.has(key));
  const inOrder = risingKeys(kept.map(({ key }) => [key, places.get(key)!]));
  const changes: UnitChange[] = [];
  for (const unit of now) {
    const was = earlier.get(unit.key);
    if (!was) changes.push(changeOf(unit, "added"));
    else if (was.digest !== unit.digest) changes.push(changeOf(unit, "changed", was));
    else if (!inOrder.has(unit.key)) changes.push(changeOf(unit, "moved", was));
  }
  for (const unit of before) if (!present.has(unit.key)) changes.push(changeOf(unit, "removed"));
  return withoutWordsOfLines(changes);
}

/** A line that was added or removed stands for all its words. */
function withoutWordsOfLines(changes: readonly UnitChange[]): UnitChange[] {
  const lines = new Map(changes.map(({ key, change }) => [key, change]));
  return changes.filter(({ key, change }) => {
    if (change !== "added" && change !== "removed") return true;
    for (let at = key.indexOf(", "); at >= 0; at = key.indexOf(", ", at + 1)) {
      if (lines.get(key.slice(0, at)) === change) return false;
    }
    return true;
  });
}

function changeOf(unit: RuleUnit, change: UnitChange["change"], was: RuleUnit = unit): UnitChange {
  return { part: unit.part, key: unit.key, change, bound: eitherBound([was.bound, unit.bound]) };
}

/** The texts that any of the bounds means. */
export function eitherBound(bounds: readonly Bound[]): Bound {
  if (bounds.includes("all")) return "all";
  const words = bounds.filter((bound): bound is BoundWords => typeof bound !== "string");
  // Something was read in it, or one of the words stands in it: together that is no bound by words.
  if (bounds.includes("mentions")) return words.length > 0 ? "all" : "mentions";
  const join = (lookup: keyof BoundWords) => [...new Set(words.flatMap((bound) => bound[lookup] ?? []))];
  const [anywhere, whole, sources] = [join("anywhere"), join("whole"), join("sources")];
  return {
    ...(anywhere.length > 0 ? { anywhere } : {}),
    ...(whole.length > 0 ? { whole } : {}),
    ...(sources.length > 0 ? { sources } : {}),
  };
}

/** The keys of a longest rising row of places: what has kept its order when some were moved. */
function risingKeys(row: readonly (readonly [key: string, place: number])[]): Set<string> {
  const ends: number[] = [];
  const before: number[] = [];
  row.forEach(([, place], at) => {
    let low = 0;
    for (let high = ends.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (row[ends[middle]!]![1] < place) low = middle + 1;
      else high = middle;
    }
    before[at] = low > 0 ? ends[low - 1]! : -1;
    ends[low] = at;
  });
  const keys = new Set<string>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]!) keys.add(row[at]![0]);
  return keys;
}
