import type { Chunk } from "./chunk.ts";
import { isForeign, isPrc } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/** "China, Laos and Thailand": three states in one list sit at one table. */
export function areThree({ sentence }: Pick<RuleMatch, "sentence">): boolean {
  const sides = sentence.chunks.filter(
    (c) => c.kind === "country" || c.kind === "china" || isPrc(c) || isForeign(c),
  );
  const between = (a: Chunk, b: Chunk) =>
    sentence.text.slice(a.end - sentence.start, b.start - sentence.start);
  for (let i = 2; i < sides.length; i++) {
    const [first, second, third] = [sides[i - 2]!, sides[i - 1]!, sides[i]!];
    if (!LISTED.test(between(first, second)) || !LISTED.test(between(second, third))) continue;
    const list = [first, second, third];
    const others = new Set(list.flatMap((c) => [...c.countries]));
    if (others.size > 1 && list.some((c) => c.countries.length === 0)) return true;
  }
  return false;
}

const LISTED = /^(?:,|,? and)\s(?:the\s|of\s|from\s)*$/;
