import { describe, expect, it } from "vitest";
import { buildNameLookup, compareNames, EMPTY_NAMES, readyName } from "../../extractors/link-names.ts";
import {
  chineseNamePinyin,
  soundLikeness,
  soundsOfChinese,
  soundsOfLatin,
} from "../../extractors/romanise.ts";

const foreign = (a: string, b: string, names = EMPTY_NAMES): number =>
  compareNames(readyName(a, "foreign", names), readyName(b, "foreign", names));
const chinese = (a: string, b: string): number =>
  compareNames(readyName(a, "prc", EMPTY_NAMES), readyName(b, "prc", EMPTY_NAMES));

describe("names across scripts", () => {
  it.each([
    ["桑托斯", "Maria Santos"],
    ["科斯塔", "Costa"],
    ["伊万诺夫", "Sergei Ivanov"],
    ["马苏德", "Masood"],
    ["费尔南德斯", "Fernandez"],
    ["尼亚兹别科夫", "Niiazbekov"],
    ["卡洛斯·梅迪纳", "Carlos Medina"],
    ["拉赫曼", "Rahman"],
  ])("hears %s in %s", (zh, en) => {
    expect(foreign(zh, en)).toBeGreaterThanOrEqual(0.6);
    expect(foreign(en, zh)).toBe(foreign(zh, en));
  });

  it.each([
    ["桑托斯", "Ivanov"],
    ["费尔南德斯", "Mulbah"],
    ["拉赫曼", "Costa"],
  ])("does not hear %s in %s", (zh, en) => {
    expect(foreign(zh, en)).toBeLessThanOrEqual(0);
  });

  it("reads Chinese names by their surname's reading, in either order of the romanised name", () => {
    expect(chineseNamePinyin("单伟明")).toBe("shanweiming");
    expect(chinese("单伟明", "Shan Weiming")).toBe(1);
    expect(chinese("單偉明", "Weiming Shan")).toBe(1);
    expect(chinese("单伟明", "Zhou Jianguo")).toBeLessThan(-0.5);
  });

  it("tells two names of one script apart, and knows the short form of a long one", () => {
    expect(foreign("Josaia Vata", "Rosa Huanca")).toBe(-1);
    expect(foreign("Vata", "Josaia Vata")).toBe(1);
    expect(foreign("维托里奥·里齐", "里齐")).toBeGreaterThan(0.8);
    expect(foreign("瓦塔", "梅迪纳")).toBe(-1);
  });

  it("lets the dictionary decide, and leaves out a form that two people share", () => {
    const names = buildNameLookup([
      { id: "one", forms: ["登貌", "Thein Maung", "Maung"] },
      { id: "two", forms: ["昂貌", "Aung Maung", "Maung"] },
    ]);
    expect(foreign("登貌", "Thein Maung", names)).toBe(1);
    expect(foreign("登貌", "Aung Maung", names)).toBe(-1);
    expect(names.key("Maung")).toBeUndefined();
  });

  it("compares by consonants in order", () => {
    expect(soundsOfChinese("科尔曼")).toBe(soundsOfLatin("Coleman"));
    expect(soundLikeness("KRMN", "KRMN")).toBe(1);
    expect(soundLikeness("K", "K")).toBeLessThan(0.7);
    expect(soundLikeness("", "K")).toBe(0);
  });
});
