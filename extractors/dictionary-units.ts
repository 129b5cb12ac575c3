import type { Dictionaries } from "./dictionaries.ts";
import { headlineVerbs } from "./headline-past.ts";
import { chineseNamePinyin } from "./romanise.ts";
import { type BoundWords, digestOf, type RuleUnit } from "./rule-unit.ts";

/** How the forms of a field are looked up in a text. */
type Lookup = "anywhere" | "whole";
type Line = Readonly<Record<string, unknown>>;

/** The units of the dictionaries: a word each where a line is a list of forms, else a line each. */
export function dictionaryUnits(d: Dictionaries): RuleUnit[] {
  const latin = { en: "whole", fr: "whole", es: "whole" } as const;
  return [
    ...lines("countries", d.countries, (c) => c.code, {
      zh: "anywhere",
      short: "anywhere",
      // Whether an organ's name holds its country's is asked letter by letter: Thai in Thailand.
      en: "anywhere",
      adjectives: "anywhere",
      fr: "anywhere",
      es: "anywhere",
      adjectives_fr: "anywhere",
      adjectives_es: "anywhere",
      capital: "anywhere",
      cities: "anywhere",
    }),
    ...lines("regions-of-china", d.regionsOfChina, first, { zh: "anywhere", short: "anywhere", en: "whole" }),
    ...lines("organs-prc", d.prcOrgans, (o) => o.actor, {
      ...latin,
      zh: "anywhere",
      short_zh: "anywhere",
      prefix_zh: "anywhere",
      suffix_zh: "anywhere",
      generic_zh: "anywhere",
      suffix_en: "whole",
      generic_en: "whole",
    }),
    ...d.foreignOrgans.by_country.flatMap(({ country, organs }) =>
      lines("organs-foreign", organs, (o) => `${country} ${first(o)}`, { ...latin, zh: "anywhere" }),
    ),
    ...lines("organs-foreign", d.foreignOrgans.generic, (o) => `generic ${first(o)}`, {
      ...latin,
      zh: "anywhere",
    }),
    ...lines("organs-foreign", d.foreignOrgans.fields, (f) => `field ${f.type}`, latin, false),
    ...list("organs-foreign", "heads", d.foreignOrgans.heads),
    ...list("organs-foreign", "heads_fr", d.foreignOrgans.heads_fr),
    ...list("organs-foreign", "heads_es", d.foreignOrgans.heads_es),
    ...lines("titles", d.titles, first, { ...latin, zh: "anywhere" }),
    ...lines("bodies", d.bodies, (b) => b.id ?? first(b), { ...latin, zh: "anywhere" }),
    ...lines(
      "topics",
      d.topics,
      (t) => t.topic,
      anywhere("zh", "en", "weak_zh", "weak_en", "fr", "es"),
      false,
    ),
    ...lines("agreements", d.agreements, (a) => a.agreement_type, anywhere("zh", "en", "fr", "es"), false),
    ...people(d),
    ...measures(d),
    ...glosses(d),
    ...characters(d),
    ...list("verbs", "zh", d.verbs.zh.flat()),
    ...headlines(d),
  ];
}

const anywhere = (...fields: string[]) =>
  Object.fromEntries(fields.map((field) => [field, "anywhere"] as const)) satisfies Record<string, Lookup>;

const first = (line: { readonly zh?: readonly string[]; readonly en?: readonly string[] }) =>
  line.zh?.[0] ?? line.en?.[0] ?? "";

/**
 * A unit for each form of a line, and one for the rest of it: the other keys and, unless `named` is false, the first form of
 * each field, which may be what the line is called. The rest counts wherever one of the forms stands.
 */
function lines<T extends object>(
  name: string,
  all: readonly T[],
  keyOf: (line: T) => string,
  fields: Readonly<Record<string, Lookup>>,
  named = true,
): RuleUnit[] {
  const part = `dictionaries/${name}.yaml`;
  return all.flatMap((entry): RuleUnit[] => {
    const line = entry as Line;
    const key = keyOf(entry);
    const forms = Object.entries(fields).flatMap(([field, lookup]) =>
      formsOf(line[field]).map((form) => ({ field, form, bound: { [lookup]: form } as BoundWords })),
    );
    const rest = Object.entries(line).map(([field, value]) => [
      field,
      field in fields ? (named && formsOf(value)[0]) || null : value,
    ]);
    return [
      { part, key, digest: digestOf(rest), bound: wordsOf(forms) },
      ...forms.map(({ field, form, bound }) => ({
        part,
        key: `${key}, ${field}: ${form.join(" / ")}`,
        digest: "",
        bound: wordsOf([{ bound }]),
      })),
    ];
  });
}

function formsOf(value: unknown): string[][] {
  if (value === null || value === undefined) return [];
  if (typeof value === "string") return [[value]];
  if (Array.isArray(value)) return value.flatMap(formsOf);
  const names = Object.values(value as Record<string, unknown>).filter((name) => typeof name === "string");
  return names.length > 0 ? [names] : [];
}

function wordsOf(forms: readonly { readonly bound: BoundWords }[]): BoundWords {
  const plain = (form: string) => form.replace(/\*$/, "");
  const of = (lookup: Lookup) => forms.flatMap(({ bound }) => bound[lookup] ?? []).map(plain);
  const [inside, whole] = [of("anywhere"), of("whole")];
  return { ...(inside.length > 0 ? { anywhere: inside } : {}), ...(whole.length > 0 ? { whole } : {}) };
}

/** Of two lines for one person the later one counts, so each of them counts wherever either is named. */
function people(d: Dictionaries): RuleUnit[] {
  const all = [
    ...d.people.map((line) => ({ file: "people", id: `cn:${line.zh}`, line, zh: [line.zh], en: line.en })),
    ...d.foreignPeople.map((line) => ({
      file: "foreign_people",
      id: `${(line.country ?? line.body ?? "int").toLowerCase()}:${line.en[0] ?? line.zh[0]}`,
      line,
      zh: line.zh,
      en: line.en,
    })),
  ];
  const named = new Map<string, BoundWords>();
  for (const { id, zh, en } of all) {
    const known = named.get(id);
    named.set(id, {
      anywhere: [...(known?.anywhere ?? []), ...zh],
      // K. Shanmugam is looked for as K Shanmugam too.
      whole: [...(known?.whole ?? []), ...en.flatMap((form) => [form, form.replaceAll(".", "")])],
    });
  }
  return ["people", "foreign_people"].flatMap((file) =>
    all
      .filter((one) => one.file === file)
      .map(({ id, line }) => ({
        part: `dictionaries/${file}.yaml`,
        key: id.replace(/^cn:/, ""),
        digest: digestOf(line),
        bound: named.get(id)!,
      })),
  );
}

function measures({ measures: m }: Dictionaries): RuleUnit[] {
  const { persons, goods, approximate, magnitudes, currencies } = m;
  const lists = [persons, goods, approximate].flatMap((group, at) =>
    Object.entries(group as Record<string, string[]>).flatMap(([field, forms]) =>
      list("measures", `${["persons", "goods", "approximate"][at]}.${field}`, forms),
    ),
  );
  const numbers = Object.entries(magnitudes).flatMap(([language, values]) =>
    Object.entries(values).map(([form, value]) => ({
      part: "dictionaries/measures.yaml",
      key: `magnitudes.${language}: ${form}`,
      digest: digestOf(value),
      bound: { anywhere: [form] },
    })),
  );
  const money = currencies.map((line) => ({
    part: "dictionaries/measures.yaml",
    key: line.code,
    digest: digestOf(line),
    bound: { anywhere: [line.code, ...line.zh, ...line.en, ...line.symbol] },
  }));
  return [...lists, ...numbers, ...money];
}

/** A unit for each word; whether there is any at all counts everywhere, for patterns are made of the words. */
function headlines({ verbs }: Dictionaries): RuleUnit[] {
  return [...headlineVerbs(verbs.headlines)].map(([present, past]) => ({
    part: "dictionaries/verbs.yaml",
    key: `headlines: ${present}`,
    digest: past,
    bound: { anywhere: [present] },
  }));
}

function list(file: string, name: string, forms: readonly string[]): RuleUnit[] {
  const part = `dictionaries/${file}.yaml`;
  return [
    { part, key: name, digest: forms.length > 0 ? "" : "none", bound: "all" },
    ...forms.map((form) => ({
      part,
      key: `${name}: ${form}`,
      digest: "",
      bound: { anywhere: [form] },
    })),
  ];
}

function glosses({ officeGlosses }: Dictionaries): RuleUnit[] {
  return Object.entries(officeGlosses).flatMap(([kind, words]) =>
    Object.entries(words).map(([zh, en]) => ({
      part: "dictionaries/office-glosses.yaml",
      key: `${kind}: ${zh}`,
      digest: digestOf(en),
      bound: { anywhere: [zh] },
    })),
  );
}

/** Lists of single characters: surnames, also as Latin script writes them, and what foreign names are spelt with. */
function characters({ surnames, transliteration }: Dictionaries): RuleUnit[] {
  const { single, ambiguous, compound, ...otherNames } = surnames;
  const { characters: spelling, ...otherSigns } = transliteration;
  const names = [...single, ...ambiguous, ...compound];
  return [
    ...names.map((name) => ({
      part: "dictionaries/surnames.yaml",
      key: name,
      digest: "",
      bound: { anywhere: [name, chineseNamePinyin(name)].filter(Boolean) },
    })),
    { part: "dictionaries/surnames.yaml", key: "other keys", digest: digestOf(otherNames), bound: "all" },
    ...[...spelling.replaceAll(/\s/g, "")].map((sign) => ({
      part: "dictionaries/transliteration.yaml",
      key: sign,
      digest: "",
      bound: { anywhere: [sign] },
    })),
    {
      part: "dictionaries/transliteration.yaml",
      key: "other keys",
      digest: digestOf(otherSigns),
      bound: "all",
    },
  ];
}
