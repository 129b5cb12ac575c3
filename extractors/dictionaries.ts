import { join } from "node:path";
import { z } from "zod";
import { readYamlFile } from "../sources/yaml-file.ts";
import { AgreementType, PrcActor, Topic } from "./event.ts";

const forms = z.array(z.string().min(1)).default([]);
const named = z.strictObject({
  zh: z.string().optional(),
  en: z.string().optional(),
  fr: z.string().optional(),
  es: z.string().optional(),
});
const period = { from: z.coerce.string().optional(), to: z.coerce.string().optional() };
const confidence = z.enum(["high", "medium", "low"]).optional();

const ORGAN_TYPES = [
  "interior",
  "police",
  "border",
  "immigration",
  "justice",
  "prosecution",
  "court",
  "intelligence",
  "security",
  "coast_guard",
  "drugs",
  "customs",
  "prison",
  "gendarmerie",
  "defence",
  "foreign_affairs",
  "leadership",
  "parliament",
  "other",
] as const;
export type OrganType = (typeof ORGAN_TYPES)[number];
const organType = z.enum(ORGAN_TYPES);

/** A line of `countries.yaml`. */
export const CountryEntry = z.strictObject({
  code: z.string().regex(/^[A-Z]{2}$/),
  name: z.string(),
  zh: forms,
  short: forms,
  en: forms,
  adjectives: forms,
  fr: forms,
  es: forms,
  /** Masculine singular: chinois, chino. */
  adjectives_fr: forms,
  adjectives_es: forms,
  capital: named.nullish(),
  cities: z.array(named).default([]),
  region: z.string(),
  borders_china: z.boolean().default(false),
  groups: z.array(z.string()).default([]),
});
const RegionOfChina = z.strictObject({
  zh: forms,
  short: forms,
  en: forms,
  level: z.enum(["mainland", "province", "sar", "taiwan", "city", "county", "other"]),
});
const PrcOrgan = z.strictObject({
  actor: PrcActor,
  gloss: z.string(),
  zh: forms,
  en: forms,
  fr: forms,
  es: forms,
  short_zh: forms,
  prefix_zh: forms,
  suffix_zh: forms,
  suffix_en: forms,
  generic_zh: forms,
  generic_en: forms,
});
const ForeignOrgan = z.strictObject({
  zh: forms,
  en: forms,
  fr: forms,
  es: forms,
  type: organType,
  own: z.boolean().default(false),
});
const OrganFile = z.strictObject({
  /** What a service does, as it stands beside a word of `heads` (Fraud Squad) or a title (Director of Immigration). */
  fields: z.array(z.strictObject({ type: organType, en: forms, fr: forms, es: forms })),
  heads: z.array(z.string()),
  /** The same on French and Spanish pages, where the field follows: Direction générale des douanes. */
  heads_fr: z.array(z.string()),
  heads_es: z.array(z.string()),
  by_country: z.array(z.strictObject({ country: z.string(), organs: z.array(ForeignOrgan) })),
  generic: z.array(ForeignOrgan),
});
const Office = z.strictObject({
  actor: PrcActor.nullish(),
  zh: z.string().nullish(),
  en: z.string().nullish(),
  ...period,
  confidence,
  note: z.string().optional(),
});
const PrcPerson = z.strictObject({
  zh: z.string(),
  en: forms,
  offices: z.array(Office).min(1),
  note: z.string().optional(),
});
const ForeignPerson = z.strictObject({
  zh: forms,
  en: forms,
  country: z.string().optional(),
  /** An official of an international body, who stands for no country. */
  body: z.string().optional(),
  offices: z.array(Office).default([]),
  note: z.string().optional(),
});
const Title = z.strictObject({
  zh: forms,
  en: forms,
  fr: forms,
  es: forms,
  kind: z.enum(["leader", "minister", "vice_minister", "head", "rank", "diplomat", "deputy", "other"]),
  level: z.string().optional(),
  field: organType.optional(),
  suffix: z.boolean().default(false),
});
const TopicWords = z.strictObject({
  topic: Topic,
  gloss: z.string(),
  zh: forms,
  en: forms,
  /** Common words that count only within the event's own sentence or title. */
  weak_zh: forms,
  weak_en: forms,
  fr: forms,
  es: forms,
});
const AgreementWords = z.strictObject({
  agreement_type: AgreementType,
  gloss: z.string(),
  commitment: z.number(),
  zh: forms,
  en: forms,
  fr: forms,
  es: forms,
});
const Body = z.strictObject({
  id: z.string().optional(),
  zh: forms,
  en: forms,
  fr: forms,
  es: forms,
  ...period,
  kind: z.enum(["body", "forum", "series"]),
  members: z.array(z.string()).default([]),
  stands_for_members: z.boolean().default(false),
  event: z.string().optional(),
  note: z.string().optional(),
});

/** Measure words, countable nouns and currencies. */
const MeasureFile = z.strictObject({
  persons: z.strictObject({
    zh: forms,
    nouns_zh: forms,
    nouns_latin: forms,
    groups_latin: forms,
    nouns_fr: forms,
    nouns_es: forms,
  }),
  goods: z.strictObject({
    zh: forms,
    en: forms,
    nouns_zh: forms,
    nouns_en: forms,
    nouns_fr: forms,
    nouns_es: forms,
  }),
  approximate: z.strictObject({ zh: forms, en: forms }),
  magnitudes: z.strictObject({ zh: z.record(z.string(), z.number()), en: z.record(z.string(), z.number()) }),
  currencies: z.array(
    z.strictObject({ code: z.string().regex(/^[A-Z]{3}$/), zh: forms, en: forms, symbol: forms }),
  ),
});
const glosses = z.record(z.string().regex(/\p{Script=Han}/u, "a Chinese word"), z.string().min(1));
const OfficeGlossFile = z.strictObject({ offices: glosses, prefixes: glosses, organs: glosses });
const SurnameFile = z.strictObject({
  single: z.string(),
  ambiguous: z.string(),
  compound: forms,
  minority_given: z.union([z.string(), forms]).optional(),
});
const TransliterationFile = z.strictObject({
  characters: z.string(),
  separators: z.string().optional(),
  particles: z.union([z.string(), forms]).optional(),
  unlikely: z.union([z.string(), forms]).optional(),
});

export type Country = z.infer<typeof CountryEntry>;
export type TopicWords = z.infer<typeof TopicWords>;
export type Measures = z.infer<typeof MeasureFile>;
export type AgreementWords = z.infer<typeof AgreementWords>;

const VerbFile = z.strictObject({
  zh: z.array(z.array(z.string().min(2))),
  headlines: z.strictObject({
    regular: z.array(z.array(z.string().regex(/^[a-z]{2,}$/))),
    past: z.record(z.string(), z.string()),
  }),
});

/** All dictionaries of `config/dictionaries/`, validated. Throws ConfigError naming file and key. */
export function readDictionaries(folder: string) {
  const read = <T extends z.ZodType>(name: string, schema: T): z.infer<T> =>
    readYamlFile(join(folder, `${name}.yaml`), schema);
  return {
    countries: read("countries", z.array(CountryEntry)),
    regionsOfChina: read("regions-of-china", z.array(RegionOfChina)),
    prcOrgans: read("organs-prc", z.array(PrcOrgan)),
    foreignOrgans: read("organs-foreign", OrganFile),
    people: read("people", z.array(PrcPerson)),
    foreignPeople: read("foreign_people", z.array(ForeignPerson)),
    officeGlosses: read("office-glosses", OfficeGlossFile),
    titles: read("titles", z.array(Title)),
    topics: read("topics", z.array(TopicWords)),
    agreements: read("agreements", z.array(AgreementWords)),
    bodies: read("bodies", z.array(Body)),
    measures: read("measures", MeasureFile),
    surnames: read("surnames", SurnameFile),
    transliteration: read("transliteration", TransliterationFile),
    verbs: read("verbs", VerbFile),
  };
}
export type Dictionaries = ReturnType<typeof readDictionaries>;
