import { expect, it } from "vitest";
import { compareMentions } from "../../extractors/link-compare.ts";
import { parts } from "../../extractors/link-parts.ts";
import { config, context, mention } from "./link-fixture.ts";

const mentions = [
  mention("fj", { countries: ["FJ"] }),
  mention("ws", { countries: ["WS"] }),
  mention("ki", { countries: ["KI"] }),
  mention("both", { countries: ["FJ", "WS"] }),
  mention("other type", { type: "training", countries: ["FJ"] }),
  mention("forum", { type: "forum", countries: ["FJ"] }),
  mention("forum again", { type: "forum", countries: ["WS"] }),
  mention("nobody", { countries: [] }),
];

it("keeps together all that could ever be one event, and what is fixed", () => {
  expect(parts(mentions, [], 1)).toEqual([[0, 1, 3], [2], [4], [5, 6], [7]]);
  expect(parts(mentions, [[2, 4]], 1)).toEqual([[0, 1, 3], [2, 4], [5, 6], [7]]);
  expect(parts(mentions, [])).toEqual([[...mentions.keys()]]);
});

it("parts only mentions that never tie", () => {
  const partOf = new Map(
    parts(mentions, [], 1).flatMap((part, at) => part.map((place) => [place, at] as const)),
  );
  for (const [i, a] of mentions.entries()) {
    for (const [j, b] of mentions.entries()) {
      if (partOf.get(i) === partOf.get(j)) continue;
      const { score, conflicts } = compareMentions(a, b, context);
      expect(score >= config.thresholds.possible && conflicts.length === 0).toBe(false);
    }
  }
});
