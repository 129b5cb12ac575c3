import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Converter } from "opencc-js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AGREEMENT_TYPES, EVENT_TYPES, TOPICS } from "../../extractors/event.ts";
import { readYamlFile } from "../../sources/yaml-file.ts";
import { dictionaries, folder, repeated } from "./read-dictionaries.ts";

const files = [
  "agreements",
  "bodies",
  "countries",
  "foreign_people",
  "measures",
  "organs-foreign",
  "organs-prc",
  "people",
  "regions-of-china",
  "surnames",
  "titles",
  "topics",
  "transliteration",
];
const form = z.string().min(1);
const Measures = z.strictObject({
  persons: z.strictObject({
    zh: z.array(form),
    nouns_zh: z.array(form),
    nouns_latin: z.array(form),
    groups_latin: z.array(form),
    nouns_fr: z.array(form),
    nouns_es: z.array(form),
  }),
  goods: z.strictObject({
    zh: z.array(form),
    en: z.array(form),
    nouns_zh: z.array(form),
    nouns_en: z.array(form),
    nouns_fr: z.array(form),
    nouns_es: z.array(form),
  }),
  approximate: z.strictObject({ zh: z.array(form), en: z.array(form) }),
  magnitudes: z.strictObject({
    zh: z.record(form, z.int().positive()),
    en: z.record(form, z.int().positive()),
  }),
  currencies: z.array(
    z.strictObject({
      code: z.string().regex(/^[A-Z]{3}$/),
      zh: z.array(form).min(1),
      en: z.array(form).min(1),
      symbol: z.array(form).min(1),
    }),
  ),
});

describe("every dictionary", () => {
  const simplified = Converter({ from: "t", to: "cn" });
  it.each(files)("%s holds no traditional character, for text is simplified before it is matched", (name) => {
    const lines = readFileSync(join(folder, `${name}.yaml`), "utf8").split("\n");
    expect(lines.filter((line) => simplified(line) !== line)).toEqual([]);
  });

  it("writes no form with a space at its ends", () => {
    const bad: string[] = [];
    const walk = (value: unknown): void => {
      if (typeof value === "string" && value !== value.trim()) bad.push(value);
      else if (typeof value === "object" && value !== null)
        for (const inner of Object.values(value)) walk(inner);
    };
    walk(dictionaries);
    expect(bad).toEqual([]);
  });
});

describe("countries", () => {
  const codes = dictionaries.countries.map((country) => country.code);

  it("are listed once each, without China, Hong Kong, Macau and Taiwan", () => {
    expect(repeated(codes)).toEqual([]);
    expect(codes.filter((code) => ["CN", "HK", "MO", "TW"].includes(code))).toEqual([]);
    expect(codes.length).toBeGreaterThanOrEqual(195);
  });

  it("share no full name: only short forms may stand for several", () => {
    for (const language of ["zh", "en"] as const) {
      expect(repeated(dictionaries.countries.flatMap((country) => country[language]))).toEqual([]);
    }
  });

  it("have short forms of one character", () => {
    const forms = dictionaries.countries.flatMap((country) => country.short);
    expect(forms.filter((short) => [...short].length !== 1)).toEqual([]);
  });

  it("name no foreign place that is a place of China", () => {
    const chinese = new Set(dictionaries.regionsOfChina.flatMap((region) => region.zh));
    const foreign = dictionaries.countries.flatMap((c) => [
      c.capital?.zh ?? "",
      ...c.cities.map((city) => city.zh ?? ""),
    ]);
    expect(foreign.filter((place) => chinese.has(place))).toEqual([]);
  });

  it("fall into the seven regions, and fourteen border China", () => {
    expect([...new Set(dictionaries.countries.map((country) => country.region))].sort()).toEqual([
      "africa",
      "asia",
      "europe",
      "latin_america_caribbean",
      "middle_east",
      "north_america",
      "oceania",
    ]);
    expect(dictionaries.countries.filter((country) => country.borders_china)).toHaveLength(14);
  });

  it("are known wherever another dictionary names one by code", () => {
    const used = [
      ...dictionaries.foreignOrgans.by_country.map((part) => part.country),
      ...dictionaries.foreignPeople.flatMap((person) => person.country ?? []),
      ...dictionaries.bodies.flatMap((body) => body.members),
    ];
    expect(used.filter((code) => !codes.includes(code))).toEqual([]);
  });
});

describe("topics, agreements and bodies", () => {
  it("cover every topic and every kind of agreement once", () => {
    expect(dictionaries.topics.map((t) => t.topic)).toEqual([...TOPICS]);
    expect(dictionaries.agreements.map((a) => a.agreement_type).sort()).toEqual([...AGREEMENT_TYPES].sort());
  });

  it("give no form to two kinds of agreement", () => {
    for (const language of ["zh", "en"] as const) {
      expect(repeated(dictionaries.agreements.flatMap((kind) => kind[language]))).toEqual([]);
    }
  });

  it("write Latin topic words in lower case, with a star only at the end of a word", () => {
    const words = dictionaries.topics.flatMap((t) => [...t.en, ...t.weak_en, ...t.fr, ...t.es]);
    expect(words.filter((word) => word !== word.toLowerCase() || /\*(?! |$)/.test(word))).toEqual([]);
  });

  it("do not call a word both strong and weak", () => {
    const both = dictionaries.topics.flatMap((t) => [
      ...t.zh.filter((word) => t.weak_zh.includes(word)),
      ...t.en.filter((word) => t.weak_en.includes(word)),
    ]);
    expect(both).toEqual([]);
  });

  it("give each body an id of its own, an event type of the codebook and a sane period", () => {
    expect(repeated(dictionaries.bodies.map((body) => body.id ?? ""))).toEqual([]);
    const bad = dictionaries.bodies.filter(
      (body) =>
        (body.event !== undefined && !(EVENT_TYPES as readonly string[]).includes(body.event)) ||
        (body.from !== undefined && body.to !== undefined && body.to < body.from) ||
        (body.stands_for_members && body.members.length === 0),
    );
    expect(bad).toEqual([]);
  });

  it("name the Lianyungang forum by its time", () => {
    const on = (date: string) =>
      dictionaries.bodies
        .filter((b) => b.id?.startsWith("lianyungang") && (b.from ?? "") <= date && date <= (b.to ?? "9999"))
        .map((b) => b.zh[0]);
    expect(on("2018-09")).toEqual(["新亚欧大陆桥安全走廊国际执法合作论坛"]);
    expect(on("2024-09")).toEqual(["全球公共安全合作论坛"]);
  });
});

describe("measures, surnames and transcription", () => {
  const measures = readYamlFile(join(folder, "measures.yaml"), Measures);

  it("give no currency form two codes", () => {
    expect(measures.currencies.length).toBeGreaterThanOrEqual(60);
    for (const key of ["code", "zh", "en", "symbol"] as const) {
      expect(repeated(measures.currencies.flatMap((currency) => currency[key]))).toEqual([]);
    }
  });

  it("list each surname and character once", () => {
    const { single, compound } = dictionaries.surnames;
    expect(repeated([...single])).toEqual([]);
    expect(repeated([...compound])).toEqual([]);
    expect(repeated([...dictionaries.transliteration.characters])).toEqual([]);
  });

  it("know the surnames of all PRC office holders", () => {
    const { single, compound } = dictionaries.surnames;
    const unknown = dictionaries.people.filter(
      ({ zh }) => !single.includes([...zh][0]!) && !compound.includes(zh.slice(0, 2)),
    );
    expect(unknown.map((person) => person.zh)).toEqual([]);
  });
});
