import { type PatternNode, parsePattern } from "./pattern-tree.ts";

/** Wider classes than this are gaps: any word could stand there, which says nothing of the word. */
const PROBES = [..."中公aeZ5，,·"];

/** Whether the words of a pattern can spell `word` somewhere inside a match; what stands in gaps does not count. */
export function canSpell(regex: RegExp, word: string): boolean {
  const letters = [...word];
  let found = false;

  const reads = new Map<string, (letter: string) => boolean>();
  const reader = (source: string) => {
    let known = reads.get(source);
    if (!known) {
      const one = new RegExp(`^(?:${source})$`, regex.flags.includes("i") ? "i" : "");
      const isGap = PROBES.filter((probe) => one.test(probe)).length > PROBES.length / 2;
      known = (letter) => !isGap && one.test(letter);
      reads.set(source, known);
    }
    return known;
  };

  /** How many letters may have been spelt after the part, given how many may have been before it. */
  const advance = (node: PatternNode, before: ReadonlySet<number>): ReadonlySet<number> => {
    switch (node.kind) {
      case "empty":
        return before;
      case "character": {
        const read = reader(node.source);
        const after = new Set([0]);
        for (const count of before) if (read(letters[count]!)) after.add(count + 1);
        if (after.delete(letters.length)) found = true;
        return after;
      }
      case "sequence":
        return node.parts.reduce((counts, part) => advance(part, counts), before);
      case "choice":
        return new Set(node.options.flatMap((option) => [...advance(option, before)]));
      case "repeat": {
        let counts = before;
        const all = new Set(node.min === 0 ? before : []);
        // A word has no more letters than rounds that can add to what was spelt.
        for (let round = 0; round < Math.min(node.max, node.min + letters.length); round++) {
          counts = advance(node.body, counts);
          for (const count of counts) all.add(count);
        }
        return all;
      }
    }
  };
  advance(parsePattern(regex.source), new Set([0]));
  return found;
}
