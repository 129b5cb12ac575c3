import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readWords } from "../../extractors/words.ts";

const ORIGINAL = readFileSync("config/rules/words.yaml", "utf8");

function fileWith(change: (yaml: string) => string): string {
  const file = join(mkdtempSync(join(tmpdir(), "words-")), "words.yaml");
  writeFileSync(file, change(ORIGINAL));
  return file;
}

describe("word lists of the readers", () => {
  it("match the words of their own script, and nothing where a script has none", () => {
    const { zh, latin } = readWords("config/rules/words.yaml");
    expect(zh.security_service.test("向警察总局捐赠车辆")).toBe(true);
    expect(latin.security_service.test("gave computers to the Prisons Service")).toBe(true);
    expect(latin.peacekeeping.test("Peacekeeping")).toBe(true);
    expect(latin.law_of_one_side.test("anything at all")).toBe(false);
  });

  it("are joined by words of their own on French and Spanish pages", () => {
    const { latin, romance } = readWords("config/rules/words.yaml");
    const both = "patrouille des polices des deux pays";
    expect([romance.forces_of_both.test(both), latin.forces_of_both.test(both)]).toEqual([true, false]);
    expect(romance.forces_of_both.test("officers of both countries")).toBe(true);
    expect(romance.law_of_one_side.test("anything at all")).toBe(false);
  });

  it("name the file and the list that is missing, unknown or no pattern", () => {
    expect(() => readWords(fileWith((yaml) => yaml.replace("\nrelief:", "\nrelieve:")))).toThrow(
      /words\.yaml.*relie/s,
    );
    expect(() => readWords(fileWith((yaml) => yaml.replace("zh: '海关", "zh: '(海关")))).toThrow(
      /words\.yaml: customs_case\.zh: not a valid pattern/,
    );
  });
});
