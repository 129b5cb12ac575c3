import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { amountPatterns } from "../../extractors/amounts-latin.ts";
import { amountPatternsRomance, findAmountsRomance } from "../../extractors/amounts-romance.ts";
import { readDictionaries } from "../../extractors/dictionaries.ts";
import {
  NUMBER_ROMANCE,
  ORDINAL_ROMANCE,
  parseNumberRomance,
  parseOrdinalRomance,
} from "../../extractors/numbers-romance.ts";

const { measures } = readDictionaries(resolve("config/dictionaries"));
const patterns = amountPatternsRomance(measures, amountPatterns(measures));
const read = (text: string) =>
  findAmountsRomance(text, patterns).map((c) => `${c.kind} ${c.value ?? c.number}`);

describe("numbers in French and Spanish", () => {
  test.each([
    ["quatre-vingt-dix-sept", 97],
    ["quatre-vingts", 80],
    ["vingt et un", 21],
    ["soixante et onze", 71],
    ["soixante-dix-huit", 78],
    ["septante-deux", 72],
    ["deux cents", 200],
    ["deux cent quarante", 240],
    ["mille deux cents", 1200],
    ["trois mille cinq cents", 3500],
    ["une vingtaine", 20],
    ["treinta y cinco", 35],
    ["veintiún", 21],
    ["ciento veinte", 120],
    ["doscientos", 200],
    ["doscientas cuarenta", 240],
    ["dos mil trescientos", 2300],
    ["una docena", 12],
    ["1.500", 1500],
    ["1 500", 1500],
    ["2,5", 2.5],
  ])("%s is %d", (written, value) => {
    expect(parseNumberRomance(written)).toBe(value);
    expect(new RegExp(`^${NUMBER_ROMANCE}$`, "iu").test(written)).toBe(true);
  });

  test.each([
    ["6e", 6],
    ["1er", 1],
    ["3ª", 3],
    ["Deuxième", 2],
    ["troisième", 3],
    ["tercera", 3],
    ["décimo", 10],
  ])("%s is the ordinal of %d", (written, value) => {
    expect(parseOrdinalRomance(written)).toBe(value);
    expect(new RegExp(`^${ORDINAL_ROMANCE}$`, "iu").test(written)).toBe(true);
  });

  test("other words are no numbers", () => {
    expect(parseNumberRomance("policiers")).toBeNull();
    expect(parseOrdinalRomance("policía")).toBeNull();
  });

  test.each([
    ["quarante ordinateurs et dix nouveaux véhicules", ["count 40", "count 10"]],
    ["une vingtaine de policiers", ["people_count 20"]],
    ["treinta y cinco patrullas y doscientos agentes", ["count 35", "people_count 200"]],
    ["1.500 chalecos", ["count 1500"]],
    ["2,5 millions de yuans", ["money 2500000 CNY"]],
    ["500 millions de francs CFA", ["money 500000000 XOF"]],
    ["tres millones de dólares", ["money 3000000 USD"]],
    ["la tercera ronda", ["ordinal 3"]],
    ["en 2024 policiers", []],
  ])("things, people, money and ordinals: %s", (text, found) => {
    expect(read(text)).toEqual(found);
  });
});
