import { expect, it } from "vitest";
import { findAmountsZh } from "../../extractors/amounts-zh.ts";
import { parseNumberZh } from "../../extractors/numbers-zh.ts";

it.each([
  ["505", 505],
  ["1,000", 1000],
  ["8300万", 83_000_000],
  ["三十", 30],
  ["二十五", 25],
  ["一百零八", 108],
  ["两千", 2000],
  ["十", 10],
  ["1.2亿", 120_000_000],
])("reads the number %s", (written, value) => {
  expect(parseNumberZh(written)).toBe(value);
});

it("tells people, things, money, ordinals and titled papers apart", () => {
  const chunks = findAmountsZh("第三次移交10辆警用摩托车，价值350万元，20名警官参加，签署《合作备忘录》");
  expect(chunks.map((c) => [c.kind, c.number ?? null]).sort()).toEqual(
    [
      ["ordinal", 3],
      ["count", 10],
      ["money", 3_500_000],
      ["people_count", 20],
      ["paper", null],
    ].sort(),
  );
});
