import { expect, it } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import { wordsOfPattern } from "../../extractors/pattern-words.ts";
import type { RuleUnit } from "../../extractors/rule-unit.ts";
import { unitsOf } from "../../extractors/rule-units.ts";
import { differenceOfUnits, nameOfUnit } from "../../extractors/unit-difference.ts";

const units = unitsOf(await loadRulebook("config"));

it.each([
  ["宣判", ["宣判"]],
  ["(?:今晚|今天)播出", ["今晚播出", "今天播出"]],
  ["[来访]华", ["来华", "访华"]],
  ["礼节性?拜会了?", ["礼节性拜会了", "礼节性拜会", "礼节拜会了", "礼节拜会"]],
  ["湄公河[^，。]{0,4}联合巡逻", ["联合巡逻"]],
  ["(?<!驻华)大使(?!馆)", ["大使"]],
  ["(?<verb>会见|拜会).{0,9}部长", ["会见", "拜会"]],
  ["\\bTrain(?:ed|ing)\\b", ["trained", "training"]],
  ["polic\\w+", ["polic"]],
  ["(?:警察)+", ["警察"]],
  ["(?:警察)*", null],
  ["\\d{2,4}", null],
  ["，|警", null],
  ["[^，]{3}", null],
  ["^$", null],
])("finds in %s the words %j of which a text must hold one", (pattern, words) => {
  const found = wordsOfPattern(pattern);
  expect(found && [...found].sort()).toEqual(words && [...words].sort());
});

it("gives each unit of the project's configuration a name of its own, and nearly all of them words", () => {
  const names = units.map(nameOfUnit);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(
    expect.arrayContaining([
      "rule meeting.zh.receives",
      "rule meeting.zh.receives, keyword 会见",
      "dictionaries/countries.yaml: FJ, zh: 斐济",
      "dictionaries/topics.yaml: counternarcotics, zh: 禁毒",
      "rules/words.yaml: in_court, zh: 宣判",
    ]),
  );
  const unbounded = units.filter(({ part, bound }) => bound === "all" && part !== "rules/modality.yaml");
  expect(unbounded.length).toBeLessThan(units.length / 100);
});

const unit = (key: string, more: Partial<RuleUnit> = {}): RuleUnit => ({
  part: "dictionaries/topics.yaml",
  key,
  digest: "",
  bound: { anywhere: [key] },
  ...more,
});
const differ = (before: RuleUnit[], now: RuleUnit[]) =>
  differenceOfUnits(before, now).map(({ key, change, bound }) => [key, change, bound]);

it("finds what was added, removed, changed and moved, with the words of both", () => {
  const [a, b, c, d] = ["a", "b", "c", "d"].map((key) => unit(key)) as [
    RuleUnit,
    RuleUnit,
    RuleUnit,
    RuleUnit,
  ];
  expect(differ([a, b, c], [a, b, c])).toEqual([]);
  expect(differ([a, b], [a, b, d])).toEqual([["d", "added", { anywhere: ["d"] }]]);
  expect(differ([a, b], [b])).toEqual([["a", "removed", { anywhere: ["a"] }]]);
  expect(differ([a, b, c, d], [b, c, d, a])).toEqual([["a", "moved", { anywhere: ["a"] }]]);
  const changed = unit("b", { digest: "2", bound: { anywhere: ["b"], whole: ["x"] } });
  expect(differ([a, b], [a, changed])).toEqual([["b", "changed", { anywhere: ["b"], whole: ["x"] }]]);
  expect(differ([a], [unit("a", { digest: "2", bound: "all" })])).toEqual([["a", "changed", "all"]]);
});

it("lets a line that was added stand for its words, and tells of words of a line that stays", () => {
  const line = unit("FJ", { bound: { anywhere: ["斐济", "斐"] } });
  const words = [unit("FJ, zh: 斐济"), unit("FJ, short: 斐")];
  expect(differ([], [line, ...words]).map(([key]) => key)).toEqual(["FJ"]);
  expect(differ([line, words[0]!], [line, ...words]).map(([key]) => key)).toEqual(["FJ, short: 斐"]);
});
