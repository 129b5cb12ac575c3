import { join } from "node:path";
import { z } from "zod";
import { readYamlFile } from "../sources/yaml-file.ts";
import { formsOfFrench, formsOfSpanish } from "./demonyms.ts";
import { type Country, CountryEntry } from "./dictionaries.ts";
import { normalise } from "./normalise.ts";
import { isChinese } from "./romanise.ts";

/** From a name of a country, in small letters and simplified characters, to its ISO 3166-1 code. */
export type CountryNames = ReadonlyMap<string, string>;

const REGIONS = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

// Where the Unicode names are no plain English, or tell two states apart by their capitals.
const PLAIN_NAMES: Record<string, string> = {
  CD: "DR Congo",
  CG: "Republic of the Congo",
  CI: "Côte d'Ivoire",
  MM: "Myanmar",
  PS: "Palestine",
};

/** The English name of an ISO 3166-1 code; the code itself when it names nothing. */
export function countryName(code: string): string {
  return PLAIN_NAMES[code] ?? ((/^[A-Z]{2}$/.test(code) && REGIONS.of(code)) || code);
}

/** Whether a code may stand for a foreign party: not for China itself and its parts, and not for what is no country. */
export function isForeignCountry(code: string): boolean {
  return foreignCodes().has(code);
}

/**
 * The ISO 3166-1 code for a code or an English name in any case, and by `names` for a name, adjective or demonym in the
 * languages of the dictionary; undefined for China itself, for no country, and for a word that several countries share.
 */
export function codeOfCountry(text: string, names?: CountryNames): string | undefined {
  const key = keyOf(text);
  const upper = key.toUpperCase();
  return foreignCodes().has(upper) ? upper : (englishNames().get(key) ?? names?.get(key));
}

/** All foreign countries as [code, English name], by name. */
export function countryChoices(): readonly (readonly [string, string])[] {
  return [...foreignCodes()]
    .map((code) => [code, countryName(code)] as const)
    .sort(([, a], [, b]) => a.localeCompare(b, "en"));
}

/** The names of `config/dictionaries/countries.yaml`. Throws ConfigError naming file and key. */
export function readCountryNames(configDir: string): CountryNames {
  return countryNames(readYamlFile(join(configDir, "dictionaries", "countries.yaml"), z.array(CountryEntry)));
}

/** Names, adjectives and demonyms of the dictionary; a word that several countries share names none of them. */
export function countryNames(countries: readonly Country[]): CountryNames {
  const codes = new Map<string, string | null>();
  for (const { code, name, zh, en, adjectives, fr, es, adjectives_fr, adjectives_es } of countries) {
    const inflected = [...adjectives_fr.flatMap(formsOfFrench), ...adjectives_es.flatMap(formsOfSpanish)];
    for (const form of [name, ...zh, ...en, ...adjectives, ...fr, ...es, ...inflected]) {
      const key = keyOf(form);
      codes.set(key, (codes.get(key) ?? code) === code ? code : null);
    }
  }
  return new Map([...codes].filter((entry): entry is [string, string] => isForeignCountry(entry[1] ?? "")));
}

function keyOf(text: string): string {
  const plain = text.trim().toLowerCase();
  return isChinese(plain) ? normalise(plain, "zh") : plain;
}

let codes: ReadonlySet<string> | undefined;
let english: ReadonlyMap<string, string> | undefined;

function foreignCodes(): ReadonlySet<string> {
  if (codes) return codes;
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  // CN, HK, MO, TW are never foreign parties (codebook); the rest are no codes of ISO 3166-1.
  const left = new Set("CN HK MO TW AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split(" "));
  const all = letters.flatMap((first) => letters.map((second) => first + second));
  codes = new Set(
    all.filter((code) => {
      // Withdrawn codes (VD, BU) have the name of the state that came after them.
      const [today] = Intl.getCanonicalLocales(`und-${code}`);
      return countryName(code) !== code && !left.has(code) && today === `und-${code}`;
    }),
  );
  return codes;
}

function englishNames(): ReadonlyMap<string, string> {
  english ??= new Map(countryChoices().map(([code, name]) => [name.toLowerCase(), code]));
  return english;
}
