import { type PatternNode, parsePattern } from "./pattern-tree.ts";

/** Lengths are tried from short to long, so that a slow pattern is found before it can hang the check. */
const LENGTHS = [200, 1000, 5000, 20_000];
/** Below this the clock says little. */
const LEAST_MS = 100;
/**
 * What a rule may cost: so many times the pattern of three wide gaps, on its own hostile sentence of the same length in the same
 * run. A ratio holds on slow and busy machines alike.
 */
const MOST_RATIO = 20;
const PEER = /甲[^。]{0,40}?乙[^。]{0,40}?丙[^。]{0,40}?丁/dg;
const PEER_UNIT = "甲乙丙";

export interface SlowSentence {
  readonly length: number;
  readonly milliseconds: number;
  /** What the sentence repeats. */
  readonly unit: string;
}

/**
 * Runs a pattern over long sentences made of what it looks for, none of them written by a person: its words alone, near
 * matches, matches. Gives the first sentence that takes too long for its length, or null. `longest` is in characters;
 * `clock` gives milliseconds.
 */
export function findSlowSentence(
  regex: RegExp,
  keywords: readonly string[],
  longest = 20_000,
  clock: () => number = cpuTime,
): SlowSentence | null {
  for (const unit of hostileUnits(regex, keywords)) {
    for (const length of LENGTHS.filter((some) => some <= longest)) {
      const sentence = repeated(unit, length);
      const first = timeMatches(regex, sentence, clock);
      let { milliseconds } = first;
      const most = milliseconds > LEAST_MS ? mostFor(length, clock) : LEAST_MS;
      // Garbage collection and a busy machine slow a run, never all of them: the fastest of three tells.
      for (let again = 0; milliseconds > most && again < 2; again++) {
        milliseconds = Math.min(milliseconds, timeMatches(regex, sentence, clock).milliseconds);
      }
      if (milliseconds > most) {
        return {
          length,
          milliseconds: Math.round(milliseconds),
          unit: `${unit.slice(0, 60)} (${first.count} matches)`,
        };
      }
    }
  }
  return null;
}

/** Milliseconds a sentence of this length may take, by what the peer takes now. */
function mostFor(length: number, clock: () => number): number {
  const { milliseconds } = timeMatches(PEER, repeated(PEER_UNIT, length), clock);
  return Math.max(LEAST_MS, MOST_RATIO * milliseconds);
}

function repeated(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

function timeMatches(
  regex: RegExp,
  sentence: string,
  clock: () => number,
): { milliseconds: number; count: number } {
  const from = clock();
  let count = 0;
  for (const match of sentence.matchAll(regex)) if (match[0] !== "") count++;
  return { milliseconds: clock() - from, count };
}

/** Time this process has computed: other programs on the machine do not count. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function hostileUnits(regex: RegExp, keywords: readonly string[]): string[] {
  const words = wordsOf(parsePattern(regex.source), regex);
  const whole = words.join("");
  const units = [
    keywords.join(""),
    `${keywords.join(" ")} `,
    whole,
    // Nearly a match: everything but its end, again and again.
    words.slice(0, -1).join(""),
    words.slice(0, -1).join("中 a"),
    // The first part many times, so that every start is tried to the end of its gaps.
    words[0] ?? "",
    `${words[0] ?? ""}${words[1] ?? ""}`,
  ];
  return [...new Set(units)].filter((unit) => unit !== "");
}

/** The words of one shortest match, in order: each run of single characters, and one round of each repeat. */
function wordsOf(node: PatternNode, regex: RegExp): string[] {
  const words: string[] = [];
  let run = "";
  const close = () => {
    if (run !== "") words.push(run);
    run = "";
  };
  const walk = (part: PatternNode): void => {
    if (part.kind === "character") run += sampleOf(part.source, regex);
    else if (part.kind === "sequence") for (const one of part.parts) walk(one);
    else if (part.kind === "choice") walk(part.options[0]!);
    else if (part.kind === "repeat" && part.min > 0) walk(part.body);
    else if (part.kind === "repeat") close();
  };
  walk(node);
  close();
  return words;
}

function sampleOf(source: string, regex: RegExp): string {
  const one = new RegExp(`^(?:${source})$`, regex.flags.includes("i") ? "i" : "");
  const named = [...source.replace(/^\[\^?|\]$/g, "")];
  return [...named, ..."中a0 -"].find((character) => one.test(character)) ?? "";
}
