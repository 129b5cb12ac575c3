import { type PatternNode, parsePattern } from "./pattern-tree.ts";

/** A part that may repeat more often than this is long enough to multiply the work. */
const LONG = 10;
/** Why a pattern can take unbounded or very long time on a hostile sentence; empty when it cannot. */
export function findRisks(regex: RegExp): string[] {
  const tree = parsePattern(regex.source);
  const alphabet = new Alphabet(regex);
  const risks = new Set<string>();
  visit(tree, alphabet, new Set(), null, risks);
  return [...risks];
}

/** In how many ways one start of a pattern may be tried at most; an unbounded repeat counts as 40. */
export function countWays(regex: RegExp): number {
  return waysOf(parsePattern(regex.source));
}

type Characters = ReadonlySet<string>;

/**
 * Characters that tell the classes of one pattern apart: those it names, their neighbours, and one of each common kind.
 * Two classes that overlap share one of them, because an end of one range lies in the other.
 */
class Alphabet {
  readonly samples: readonly string[];
  private readonly flags: string;
  private readonly known = new Map<string, Characters>();

  constructor(regex: RegExp) {
    this.flags = regex.flags.includes("i") ? "i" : "";
    const named = [...regex.source].flatMap((c) => [-1, 0, 1].map((step) => c.charCodeAt(0) + step));
    const escaped = Array.from(regex.source.matchAll(/\\u([0-9a-fA-F]{4})/g), (m) =>
      Number.parseInt(m[1]!, 16),
    );
    const usual = [..." \t\naZ0_-,.中，。", "\ue000"].map((c) => c.charCodeAt(0));
    const codes = new Set([...named, ...escaped, ...usual].filter((code) => code >= 0));
    this.samples = [...codes].map((code) => String.fromCharCode(code));
  }

  /** The samples that one character or class of the pattern matches. */
  of(source: string): Characters {
    let found = this.known.get(source);
    if (!found) {
      const one = new RegExp(`^(?:${source})$`, this.flags);
      found = new Set(this.samples.filter((sample) => one.test(sample)));
      this.known.set(source, found);
    }
    return found;
  }
}

function isNullable(node: PatternNode): boolean {
  switch (node.kind) {
    case "empty":
      return true;
    case "character":
      return false;
    case "sequence":
      return node.parts.every(isNullable);
    case "choice":
      return node.options.some(isNullable);
    case "repeat":
      return node.min === 0 || isNullable(node.body);
  }
}

/** What a part may begin with. */
function firstOf(node: PatternNode, alphabet: Alphabet): Characters {
  switch (node.kind) {
    case "empty":
      return new Set();
    case "character":
      return alphabet.of(node.source);
    case "choice":
      return union(node.options.map((option) => firstOf(option, alphabet)));
    case "repeat":
      return node.max === 0 ? new Set() : firstOf(node.body, alphabet);
    case "sequence":
      return followOf(node.parts, alphabet, new Set());
  }
}

/** What a row of parts may begin with, and what comes after where all of them may be empty. */
function followOf(parts: readonly PatternNode[], alphabet: Alphabet, after: Characters): Characters {
  const found: Characters[] = [];
  for (const part of parts) {
    found.push(firstOf(part, alphabet));
    if (!isNullable(part)) return union(found);
  }
  return union([...found, after]);
}

/**
 * Walks the pattern. `after`: what may follow the part. `loop`: what the long repeat around it may go on with, null
 * outside one. A long repeat whose own characters may also follow it can be divided in many ways; inside another
 * repeat the ways multiply with each round.
 */
function visit(
  node: PatternNode,
  alphabet: Alphabet,
  after: Characters,
  loop: Characters | null,
  risks: Set<string>,
): void {
  if (node.kind === "choice") {
    if (loop && overlapping(node.options, alphabet)) {
      risks.add("a repeat holds alternatives that begin alike and differ in length");
    }
    for (const option of node.options) visit(option, alphabet, after, loop, risks);
  } else if (node.kind === "sequence") {
    node.parts.forEach((part, i) => {
      const rest = node.parts.slice(i + 1);
      visit(part, alphabet, followOf(rest, alphabet, after), loop, risks);
      if (isUnbounded(part)) refuseNeighbour(part, rest, alphabet, risks);
    });
  } else if (node.kind === "repeat") {
    const own = firstOf(node.body, alphabet);
    const long = node.max >= LONG;
    if (long && loop && node.max > node.min && meet(own, after)) {
      risks.add("a repeat inside a repeat can be divided in many ways");
    }
    if (long && isNullable(node.body)) risks.add("a repeat whose part may be empty");
    const around = long ? union([after, own]) : after;
    visit(node.body, alphabet, around, long ? around : loop, risks);
  }
}

function overlapping(options: readonly PatternNode[], alphabet: Alphabet): boolean {
  return options.some((option, i) =>
    options.slice(i + 1).some((other) => {
      const [a, b] = [lengthOf(option), lengthOf(other)];
      const same = a.min === a.max && b.min === b.max && a.min === b.min;
      return !same && meet(firstOf(option, alphabet), firstOf(other, alphabet));
    }),
  );
}

function isUnbounded(node: PatternNode): node is PatternNode & { kind: "repeat" } {
  return node.kind === "repeat" && node.max === Infinity;
}

function refuseNeighbour(
  part: PatternNode & { kind: "repeat" },
  rest: readonly PatternNode[],
  alphabet: Alphabet,
  risks: Set<string>,
): void {
  const own = firstOf(part.body, alphabet);
  for (const next of rest) {
    if (isUnbounded(next) && meet(own, firstOf(next.body, alphabet))) {
      risks.add("two unbounded repeats of the same characters stand side by side");
    }
    if (!isNullable(next)) return;
  }
}

function waysOf(node: PatternNode): number {
  switch (node.kind) {
    case "sequence":
      return node.parts.reduce((ways, part, i) => ways * waysBefore(part, node.parts.slice(i + 1)), 1);
    case "choice":
      return Math.max(...node.options.map(waysOf));
    case "repeat": {
      const more = node.max === Infinity ? 40 : node.max - node.min;
      return (more + 1) * waysOf(node.body);
    }
    default:
      return 1;
  }
}

/** A gap can end only where the next part begins, and that part does not fit everywhere: its length counts. */
function waysBefore(part: PatternNode, rest: readonly PatternNode[]): number {
  if (part.kind !== "repeat" || part.body.kind !== "character") return waysOf(part);
  const next = rest.find((one) => lengthOf(one).min > 0);
  return Math.ceil(waysOf(part) / Math.max(1, next ? lengthOf(next).min : 1));
}

function lengthOf(node: PatternNode): { min: number; max: number } {
  switch (node.kind) {
    case "empty":
      return { min: 0, max: 0 };
    case "character":
      return { min: 1, max: 1 };
    case "repeat": {
      const { min, max } = lengthOf(node.body);
      return { min: min * node.min, max: max === 0 ? 0 : max * node.max };
    }
    default: {
      const lengths = (node.kind === "choice" ? node.options : node.parts).map(lengthOf);
      const of = (pick: (length: { min: number; max: number }) => number) => lengths.map(pick);
      const add = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0);
      return node.kind === "choice"
        ? { min: Math.min(...of((l) => l.min)), max: Math.max(...of((l) => l.max)) }
        : { min: add(of((l) => l.min)), max: add(of((l) => l.max)) };
    }
  }
}

function meet(a: Characters, b: Characters): boolean {
  for (const character of a) if (b.has(character)) return true;
  return false;
}

function union(sets: readonly Characters[]): Characters {
  return new Set(sets.flatMap((set) => [...set]));
}
