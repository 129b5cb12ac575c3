import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { normalise } from "../../extractors/normalise.ts";

it("keeps the length of the text, so that spans found in it are spans of the captured text", () => {
  const captured = "　　陳大光與孟建柱２３日在「河內」會見，簽署《議定書》。Mr. O’Brien said…";
  for (const language of ["zh", "en"] as const) {
    expect(normalise(captured, language)).toHaveLength(captured.length);
  }
});

it("turns traditional characters, full-width digits and Chinese marks into one form", () => {
  expect(normalise("陳大光,孟建柱２３日會見", "zh")).toBe("陈大光，孟建柱23日会见");
});

it("leaves marks between digits alone", () => {
  expect(normalise("捐赠1,000件", "zh")).toBe("捐赠1,000件");
});

it("knows every character that opencc-js converts in words only", () => {
  const file = new URL("../../node_modules/opencc-js/dist/esm-lib/dict/TSPhrases.js", import.meta.url);
  const [, entries] = /"([^"]+)"/.exec(readFileSync(file, "utf8"))!;
  const changed = entries!
    .split("|")
    .map((entry) => entry.split(" ") as [string, string])
    .filter(([from, to]) => from !== to && from.length === to.length);
  expect(changed.length).toBeGreaterThan(100);
  for (const [from, to] of changed) expect(normalise(from, "zh")).toBe(to);
});
