import { expect, it } from "vitest";
import { findAmountsZh } from "../../extractors/amounts-zh.ts";
import { parseNumberZh } from "../../extractors/numbers-zh.ts";
import { buildTermIndex } from "../../extractors/term-index.ts";

const verbs = buildTermIndex(["签署", "会谈", "移交"].map((form) => [form, true] as const));

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
  const chunks = findAmountsZh(
    "第三次移交10辆警用摩托车，价值350万元，20名警官参加，签署《合作备忘录》",
    verbs,
  );
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

it("counts neither the two ministries nor the two men who sign", () => {
  expect(findAmountsZh("会后两部签署了合作协议", verbs)).toEqual([]);
  const [both] = findAmountsZh("两人签署了公安部和国家警察的协定", verbs);
  expect(both).toMatchObject({ kind: "people_count", end: 2 });
});

it("ends the name of what is counted where a verb begins", () => {
  const [given] = findAmountsZh("10台指纹仪移交警方", verbs);
  expect(given).toMatchObject({ kind: "count", noun: "指纹仪" });
});
