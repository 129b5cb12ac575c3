import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { amountPatterns, findAmountsLatin } from "../../extractors/amounts-latin.ts";
import { readDictionaries } from "../../extractors/dictionaries.ts";
import { parseNumberLatin, parseOrdinalLatin } from "../../extractors/numbers-latin.ts";

const { measures } = readDictionaries(resolve("config/dictionaries"));
const patterns = amountPatterns(measures);
const read = (text: string) =>
  findAmountsLatin(text, patterns).map((c) => `${c.kind} ${c.value ?? c.number}`);

describe("numbers in Latin script", () => {
  test.each([
    ["twenty-eight", 28],
    ["1,207", 1207],
    ["two hundred and ten", 210],
    ["one thousand two hundred", 1200],
    ["vingt", 20],
    ["doce", 12],
    ["two dozen", 24],
    ["half a dozen", 6],
    ["1.2 thousand", 1200],
    ["one and a half", 1.5],
    ["twenty-five", 25],
  ])("%s is %d", (written, value) => {
    expect(parseNumberLatin(written)).toBe(value);
  });

  test.each([
    ["22nd", 22],
    ["third", 3],
    ["inaugural", 1],
    ["twenty-first", 21],
    ["twenty-fifth", 25],
    ["fortieth", 40],
    ["ninety-ninth", 99],
  ])("the ordinal %s is %d", (written, value) => {
    expect(parseOrdinalLatin(written)).toBe(value);
  });
});

describe("amounts in Latin script", () => {
  test("people and goods are told apart", () => {
    expect(read("Thirty officers received 12 patrol cars and 40 radios.")).toEqual([
      "count 12",
      "count 40",
      "people_count 30",
    ]);
  });

  test("a count of people may name their country and service", () => {
    expect(read("Eighteen Vanuatu police officers came.")).toEqual(["people_count 18"]);
  });

  test.each([
    ["goods worth US$1.2 million", "1200000 USD"],
    ["a gift of 5 million yuan", "5000000 CNY"],
    ["worth Rs. 200 million", "200000000 PKR"],
    ["a building for NZ$4 million", "4000000 NZD"],
    ["soit 120 millions de francs guinéens", "120000000 GNF"],
    ["at a cost of 20 million tala", "20000000 WST"],
    ["worth RMB 5m", "5000000 CNY"],
    ["worth $1.2M", "1200000 USD"],
    ["half a million dollars", "500000 USD"],
    ["one and a half million dollars", "1500000 USD"],
    ["por 10.000 dólares", "10000 USD"],
    ["pour 1 500 000 euros", "1500000 EUR"],
    ["pour 3,5 millions d'euros", "3500000 EUR"],
  ])("%s is a sum of money", (text, value) => {
    expect(read(text)).toContain(`money ${value}`);
  });

  test.each([
    "An agreement on police cooperation was signed.",
    "The two coast guards met.",
    "The three countries set up a committee.",
    "A two-storey National Police building.",
  ])("nothing is counted in: %s", (text) => {
    expect(findAmountsLatin(text, patterns).filter((c) => c.kind !== "ordinal")).toEqual([]);
  });

  test("an absurdly long run of words is read in linear time", () => {
    const text = "ten very ".repeat(20_000);
    const started = performance.now();
    findAmountsLatin(text, patterns);
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});
