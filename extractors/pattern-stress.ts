import { type PatternNode, parsePattern } from "./pattern-tree.ts";

/** Lengths are tried from short to long, so that a slow pattern is found before it can hang the check. */
const LENGTHS = [200, 1000, 5000, 20_000];
/** A sentence of 20,000 characters, which no page has, may take two seconds. */
const MOST_MS_PER_1000 = 100;
/** Below this the clock says little. */
const LEAST_MS = 250;

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
      const sentence = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
      const most = Math.max(LEAST_MS, (length / 1000) * MOST_MS_PER_1000);
      const first = timeMatches(regex, sentence, clock);
      let { milliseconds } = first;
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
