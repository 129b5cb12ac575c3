import { amountPatterns } from "./amounts-latin.ts";
import { amountPatternsRomance } from "./amounts-romance.ts";
import { moneyZh } from "./amounts-zh.ts";
import { formsOfFrench, formsOfSpanish } from "./demonyms.ts";
import type { Dictionaries } from "./dictionaries.ts";
import type { PrcActor } from "./event.ts";
import { headlineVerbs } from "./headline-past.ts";
import type { KnownPerson, Lexicon, Term } from "./lexicon.ts";
import { officeGlosses } from "./office-english.ts";
import { buildTermIndex, buildWordIndex } from "./term-index.ts";

type Entry = readonly [form: string, term: Term];
const CHINA_ZH = ["中国", "我国", "中方", "中华人民共和国", "我方", "中国大陆", "中国政府", "中国国家"];
const CHINA_LATIN = [
  "China",
  "PRC",
  "People's Republic of China",
  "Peoples Republic of China",
  "PR China",
  "Sino",
  "P.R. China",
  "P.R.C.",
  "Chinese",
  "Beijing's",
  "Chine",
  "République populaire de Chine",
  "chinois",
  "chinoise",
  "chinoises",
  "República Popular China",
  "República Popular de China",
  "chino",
  "china",
  "chinos",
  "chinas",
];

/** Puts all dictionaries into two indexes: one over Chinese forms, one over forms in Latin script. */
export function buildLexicon(dictionaries: Dictionaries): Lexicon {
  const people = knownPeople(dictionaries);
  const amountsLatin = amountPatterns(dictionaries.measures);
  return {
    zh: buildTermIndex(chineseForms(dictionaries, people)),
    latin: buildWordIndex(latinForms(dictionaries, people)),
    romance: buildWordIndex(romanceForms(dictionaries, people)),
    serviceHead: new RegExp(
      `^(?:\\s\\p{Lu}[\\p{L}-]{1,20}){0,2}?\\s(?:${dictionaries.foreignOrgans.heads.join("|")})(?![\\p{L}])`,
      "iu",
    ),
    series: dictionaries.bodies
      .filter((b) => b.kind === "series" && b.members.length > 0)
      .flatMap((b) =>
        [...b.zh, ...b.en].map((form) => ({ form, countries: b.members.filter((c) => c !== "CN") })),
      ),
    short: shortForms(dictionaries),
    neighbours: neighbours(dictionaries),
    beginsShort: firstUnits(["中", ...shortForms(dictionaries).keys()]),
    people,
    amountsLatin,
    amountsRomance: amountPatternsRomance(dictionaries.measures, amountsLatin),
    officeGlosses: officeGlosses(dictionaries),
    moneyZh: moneyZh(dictionaries.measures),
    surnames: new Set([
      ...dictionaries.surnames.single,
      ...dictionaries.surnames.ambiguous,
      ...dictionaries.surnames.compound,
    ]),
    verbs: buildTermIndex(dictionaries.verbs.zh.flat().map((form) => [form, true] as const)),
    headlineVerbs: headlineVerbs(dictionaries.verbs.headlines),
    transliteration: new Set(dictionaries.transliteration.characters.replaceAll(/\s/g, "")),
  };
}

function* chineseForms(d: Dictionaries, people: ReadonlyMap<string, KnownPerson>): Generator<Entry> {
  for (const form of CHINA_ZH) yield [form, { kind: "china" }];
  for (const region of d.regionsOfChina) {
    for (const form of region.zh) yield [form, placeOfChina(region)];
  }
  for (const country of d.countries) {
    for (const form of country.zh) yield [form, { kind: "country", code: country.code }];
    for (const city of [country.capital, ...country.cities]) {
      if (city?.zh && city.zh.length > 1) yield [city.zh, { kind: "place", country: country.code }];
    }
  }
  for (const organ of d.prcOrgans) {
    const term = prcTerm(organ.actor);
    if (organ.actor === "EMBASSY" || organ.actor === "LEADER") continue;
    // 中央政法委书记 (an office) is read as its organ and 书记, so that the name after it is found.
    const forms = [...organ.zh, ...organ.generic_zh].filter(
      (form) => !/(?:书记|部长|局长|主任|委员|司令员?)$/.test(form),
    );
    for (const form of forms) yield [form, term];
    for (const form of organ.short_zh)
      yield [form, { kind: "prc_organ", actors: [organ.actor], short: true }];
    for (const form of organ.suffix_zh) {
      if (!organ.short_zh.includes(form))
        yield [form, { kind: "prc_organ", actors: [organ.actor], suffix: true }];
    }
  }
  for (const { country, organs } of d.foreignOrgans.by_country) {
    const cities = citiesZh(d.countries.find((c) => c.code === country));
    for (const organ of organs) {
      for (const form of organ.zh) {
        const term: Term = { kind: "organ", organ: organ.type, country };
        yield [form, cities.some((city) => form.startsWith(city)) ? { ...term, shared: false } : term];
      }
    }
  }
  for (const organ of d.foreignOrgans.generic) {
    for (const form of organ.zh) yield [form, { kind: "organ", organ: organ.type, country: null }];
  }
  const organs = new Set([
    ...d.prcOrgans.flatMap((o) => [...o.zh, ...o.short_zh]),
    ...d.foreignOrgans.generic.flatMap((o) => o.zh),
  ]);
  for (const title of d.titles) {
    for (const form of title.zh) {
      // 公安部长 is read as 公安部 (an organ) and 长, so that whose ministry it is can be told.
      const withOrgan = [form.slice(0, -1), form.slice(0, -2)].some(
        (start) => start.length > 2 && organs.has(start),
      );
      if (withOrgan || form.length < 2) continue;
      yield [form, title.kind === "deputy" ? { kind: "deputy" } : titleTerm(title)];
    }
  }
  for (const person of people.values()) {
    for (const form of person.zh)
      if (form.length > 1) yield [form, { kind: "person", id: person.id, side: person.side }];
  }
  for (const body of d.bodies) {
    if (body.kind !== "series") for (const form of body.zh.flatMap(withDashes)) yield [form, bodyTerm(body)];
  }
}

/** 迪拜警察总部 begins with a city and so names its state. */
function citiesZh(country: Dictionaries["countries"][number] | undefined): string[] {
  return [country?.capital, ...(country?.cities ?? [])].flatMap((city) => (city?.zh ? [city.zh] : []));
}

/** 中国－中亚, 中国—中亚 and 中国-中亚 are one name; normalised text keeps which dash a page has. */
function withDashes(form: string): string[] {
  return /[－—-]/.test(form) ? ["-", "—", "–"].map((dash) => form.replaceAll(/[－—-]/g, dash)) : [form];
}

function* latinForms(d: Dictionaries, people: ReadonlyMap<string, KnownPerson>): Generator<Entry> {
  for (const form of CHINA_LATIN) yield [form, { kind: "china" }];
  for (const region of d.regionsOfChina) for (const form of region.en) yield [form, placeOfChina(region)];
  for (const country of d.countries) {
    const forms = new Set([...country.en, ...country.adjectives, ...country.fr, ...country.es]);
    for (const form of forms) yield [form, { kind: "country", code: country.code }];
    for (const city of [country.capital, ...country.cities]) {
      if (city?.en && !forms.has(city.en)) yield [city.en, { kind: "place", country: country.code }];
    }
  }
  for (const organ of d.prcOrgans) {
    if (organ.actor === "EMBASSY" || organ.actor === "LEADER") continue;
    const forms = [...organ.en, ...organ.fr, ...organ.es, ...organ.generic_en];
    for (const form of forms) yield [form, prcTerm(organ.actor)];
    for (const form of organ.suffix_en)
      yield [form, { kind: "prc_organ", actors: [organ.actor], suffix: true }];
  }
  for (const { country, organs } of d.foreignOrgans.by_country) {
    for (const organ of organs) {
      for (const form of [...organ.en, ...organ.fr, ...organ.es]) {
        const own =
          organ.own ||
          /^[A-Z]{5,}$/.test(form) ||
          namesCountry(
            form,
            d.countries.find((c) => c.code === country),
          );
        yield [form, { kind: "organ", organ: organ.type, country, shared: !own }];
      }
    }
  }
  for (const organ of d.foreignOrgans.generic) {
    const term: Term = { kind: "organ", organ: organ.type, country: null };
    for (const form of [...organ.en, ...[...organ.fr, ...organ.es].filter(isProperName)]) {
      yield [form, term];
      if (form.includes(" ") && form !== form.toLowerCase()) yield [form.toLowerCase(), term];
    }
  }
  for (const field of d.foreignOrgans.fields) {
    const term: Term = { kind: "field", organ: field.type };
    for (const form of new Set(field.en.flatMap((form) => [form, form.toLowerCase()]))) yield [form, term];
  }
  for (const title of d.titles) {
    for (const form of title.en) {
      const term: Term = title.kind === "deputy" ? { kind: "deputy" } : titleTerm(title);
      yield [form, term];
      if (mayBeLowerCase(form, title.kind)) yield [form.toLowerCase(), term];
    }
  }
  for (const person of people.values()) {
    // K. Shanmugam is written K Shanmugam too.
    const forms = new Set(person.en.flatMap((form) => [form, form.replaceAll(".", "")]));
    for (const form of forms) yield [form, { kind: "person", id: person.id, side: person.side }];
  }
  for (const body of d.bodies.filter((b) => b.kind !== "series"))
    for (const form of [...body.en, ...body.fr, ...body.es]) yield [form, bodyTerm(body)];
}

/** Guardia Civil and Carabineros are named so in English as well; "police" and "gendarmerie" are words of each language. */
const isProperName = (form: string): boolean => /^\p{Lu}/u.test(form);

/**
 * The forms of French and Spanish pages: those of `latinForms`, and words that stand for something else in English. Words
 * of these languages are lower case in the dictionaries, so that they are found in any case.
 */
function* romanceForms(d: Dictionaries, people: ReadonlyMap<string, KnownPerson>): Generator<Entry> {
  for (const country of d.countries) {
    for (const form of [
      ...country.adjectives_fr.flatMap(formsOfFrench),
      ...country.adjectives_es.flatMap(formsOfSpanish),
    ])
      yield [form, { kind: "country", code: country.code }];
    const names = new Set([...country.en, ...country.fr, ...country.es]);
    for (const city of [country.capital, ...country.cities])
      for (const form of [city?.fr, city?.es])
        if (form && !names.has(form)) yield [form, { kind: "place", country: country.code }];
  }
  for (const organ of d.foreignOrgans.generic) {
    const term: Term = { kind: "organ", organ: organ.type, country: null };
    for (const form of [...organ.fr, ...organ.es].flatMap(inAnyCase)) yield [form, term];
  }
  for (const field of d.foreignOrgans.fields) {
    const term: Term = { kind: "field", organ: field.type };
    for (const form of [...field.fr, ...field.es].flatMap(inAnyCase)) yield [form, term];
  }
  for (const form of [...d.foreignOrgans.heads_fr, ...d.foreignOrgans.heads_es].flatMap(inAnyCase))
    yield [form, { kind: "head" }];
  for (const title of d.titles)
    for (const form of [...title.fr, ...title.es].flatMap(inAnyCase)) yield [form, titleTerm(title)];
  yield* latinForms(d, people);
}

/** As written, and all in lower case, which an index finds in any case. */
const inAnyCase = (form: string): string[] => [...new Set([form, form.toLowerCase()])];

/** "Sierra Leone Police", "Royal Thai Police": the form itself says whose organ it is. */
function namesCountry(form: string, country: Dictionaries["countries"][number] | undefined): boolean {
  const cities = [country?.capital, ...(country?.cities ?? [])].flatMap((city) => city?.en ?? []);
  return [...(country?.en ?? []), ...(country?.adjectives ?? []), ...cities].some(
    (name) => name.length > 3 && form.includes(name),
  );
}

/** Offices that running text writes small: "interior minister", "deputy police chief", "ambassador". */
function mayBeLowerCase(form: string, kind: Dictionaries["titles"][number]["kind"]): boolean {
  if (form === form.toLowerCase() || kind === "other") return false;
  if (form.includes(" ") && kind !== "rank") return !/^the /i.test(form);
  return (
    ["minister", "vice_minister", "diplomat", "deputy"].includes(kind) ||
    /^(?:President|Premier|Commissioner|Commandant|Commander|Director|Director-General|Chairman|Chief|Head)$/.test(
      form,
    )
  );
}

function placeOfChina(region: Dictionaries["regionsOfChina"][number]): Term {
  const autonomous = region.level === "sar" || region.level === "taiwan";
  return { kind: "cn_place", autonomous, mainland: region.level === "mainland" };
}

function prcTerm(actor: PrcActor): Term {
  return { kind: "prc_organ", actors: [actor] };
}

function titleTerm(title: Dictionaries["titles"][number]): Term {
  return {
    kind: "title",
    rank: title.kind === "vice_minister" ? "minister" : title.kind,
    field: title.field ?? null,
  };
}

function bodyTerm(body: Dictionaries["bodies"][number]): Term {
  return {
    kind: body.kind === "forum" ? "forum_name" : "body",
    id: body.id ?? body.en[0] ?? body.zh[0] ?? "",
    countries: body.stands_for_members ? body.members.filter((code) => code !== "CN") : [],
  };
}

function knownPeople(d: Dictionaries): Map<string, KnownPerson> {
  const people = new Map<string, KnownPerson>();
  const offices = (person: { offices: Dictionaries["people"][number]["offices"] }) =>
    person.offices.map((o) => ({
      actor: o.actor ?? null,
      zh: o.zh ?? null,
      en: o.en ?? null,
      from: o.from ?? null,
      to: o.to ?? null,
    }));
  for (const person of d.people) {
    const id = `cn:${person.zh}`;
    people.set(id, {
      id,
      side: "prc",
      country: "CN",
      zh: [person.zh],
      en: person.en,
      offices: offices(person),
    });
  }
  for (const person of d.foreignPeople) {
    const id = `${(person.country ?? person.body ?? "int").toLowerCase()}:${person.en[0] ?? person.zh[0]}`;
    people.set(id, {
      id,
      side: "foreign",
      country: person.country ?? null,
      zh: person.zh,
      en: person.en,
      offices: offices(person),
    });
  }
  return people;
}

function shortForms(d: Dictionaries): Map<string, string[]> {
  const short = new Map<string, string[]>();
  for (const country of d.countries) {
    for (const form of country.short) short.set(form, [...(short.get(form) ?? []), country.code]);
  }
  return short;
}

function firstUnits(forms: readonly string[]): Uint8Array {
  const units = new Uint8Array(0x10000);
  for (const form of forms) units[form.charCodeAt(0)] = 1;
  return units;
}

/** 中巴 without more is Pakistan, 中阿 with two neighbours none: the one neighbour of that character, if there is one. */
function neighbours(d: Dictionaries): Map<string, string> {
  const found = new Map<string, string>();
  for (const [form, codes] of shortForms(d)) {
    const near = d.countries.filter((c) => codes.includes(c.code) && c.borders_china);
    if (near.length === 1) found.set(form, near[0]!.code);
  }
  return found;
}
