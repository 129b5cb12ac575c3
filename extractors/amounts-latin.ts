import type { Chunk } from "./chunk.ts";
import type { Measures } from "./dictionaries.ts";
import { NUMBER_LATIN, ORDINAL_LATIN, parseNumberLatin, parseOrdinalLatin } from "./numbers-latin.ts";

/** Patterns of amounts in Latin script, made once from `config/dictionaries/measures.yaml`. */
export interface AmountPatterns {
  readonly people: RegExp;
  /** "a team of 14": what is counted was named before. */
  readonly grouped: RegExp;
  /** "sixty policemen of Bokeo and seventy of the Yunnan force": the noun is that of the count before. */
  readonly others: RegExp;
  readonly goods: RegExp;
  readonly moneyBefore: RegExp;
  readonly moneyAfter: RegExp;
  /** Currency form, as written for symbols and in lower case for words → ISO 4217. */
  readonly currencies: ReadonlyMap<string, string>;
  readonly scales: ReadonlyMap<string, number>;
}

/** A nationality counts people only where no noun follows it. */
const NATIONALITY =
  "(?:Taiwanese|Chinese)(?=[.,]|\\s(?:and|were|was|who|from|to|in|had|have|held|caught|found|flown|sent|said|over|home|back|aboard|on|at|by|for|with|after|of|are|be|being|been|living|working|[a-z]+ed)\\b)";
const MORE_GOODS = [
  ..."bikes?|quad bikes?|jeeps?|SUVs?|LandCruisers?|pick-?ups?|bus|vans?|trucks?|cars?|boats?|vessels?|ships?".split(
    "|",
  ),
  ..."computers?|laptops?|desktops?|printers?|cameras?|radios?|drones?|scanners?|jackets?|vests?|shields?".split(
    "|",
  ),
  ..."armoured personnel carriers?|armored personnel carriers?|APCs|boots|items?|devices?|machines?|laboratory|laboratories|kits?|detectors?|servers?|phones?|containers?|weapons?".split(
    "|",
  ),
  ..."dogs?|horses?|copies|cartons?|ventilators?|motor ?cycles?|motor ?bikes?|doses?|bags|air[- ]conditioners?".split(
    "|",
  ),
  ..."handguns?|pistols?|bullets|rounds of ammunition|cartridges|tyres|beds|desks|chairs|televisions?|monitors?|screens?|sirens?|launchers?|grenades?|canisters?".split(
    "|",
  ),
  ..."climatiseurs|ventilateurs|véhicules|motos|ordinateurs|vehículos|motocicletas|computadoras|patrullas|equipos|sets? of".split(
    "|",
  ),
];
/** "32 of its officers" */
const OF_A_FORCE = " of (?:its|their|our|his|her|these|those)";
/** "a 14-strong team" */
const STRONG = "-(?:member|strong|person|man|officer)";
const MONTHS =
  "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec";
/** Words that end a count: what follows them is another phrase. */
const STOP = `(?!(?:${MONTHS}|an?|the|and|or|of|on|at|to|in|from|for|by|with|as|that|which|who|were|was|is|are|had|has|have|after|during|between|will|would|gets?|got|gives?|gave|receives?|received|sets?|donates?|donated|signs?|signed|hands?|handed|joins?|joined|attend(?:ed|s)?|begin|began|says?|said|countries|nations|states|regions|provinces|cities|years?|months?|weeks?|days?|hours?|times|percent|million|billion|thousand|dollars|yuan|km|kilomet(?:er|re)s|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|\\d+)\\b)`;
/** Figures as Spanish and French write them: 10.000, 1 500 000, 3,5 before a unit. Not where English would read them otherwise. */
const ROMANCE_FIGURES =
  "(?:\\d{1,3}(?:[ .]\\d{3})+(?![\\d.,])|\\d+,\\d{1,2}(?=\\s(?:millions?|millones|milliards?)\\b))";
const UNITS = "million|millions|mn|m|billion|bn|thousand|k|lakh|crore|millones|milliards?";
const ROMANCE_MONEY: readonly (readonly [string, string])[] = [
  ["francs guinéens", "GNF"],
  ["francs cfa", "XOF"],
  ["dólares", "USD"],
  ["dollars américains", "USD"],
  ["yuanes", "CNY"],
];

/** Compiles the patterns of the dictionary of measures. */
export function amountPatterns(measures: Measures): AmountPatterns {
  const currencies = new Map<string, string>();
  const add = (form: string, code: string) => {
    if (!currencies.has(form)) currencies.set(form, code);
  };
  const symbols = measures.currencies.flatMap((c) => c.symbol);
  for (const c of measures.currencies) {
    for (const form of c.symbol) add(form, c.code);
    for (const form of c.en) add(form.toLowerCase(), c.code);
    add(c.code.toLowerCase(), c.code);
    add(c.code, c.code);
  }
  for (const [form, code] of [...ROMANCE_MONEY, ["CFA", "XOF"], ["Shs", "UGX"]] as const) add(form, code);
  const words = [...currencies.keys()].filter(
    (form) => form === form.toLowerCase() && /\p{L}{3}/u.test(form),
  );
  const before = [...new Set([...symbols, "CFA", "Shs", ...measures.currencies.map((c) => c.code)])];
  const scales = new Map(Object.entries(measures.magnitudes.en));
  for (const [form, value] of [
    ["b", 1e9],
    ["millions", 1e6],
    ["millones", 1e6],
    ["milliard", 1e9],
    ["milliards", 1e9],
  ] as const)
    scales.set(form, value);
  const people = alternatives([...measures.persons.nouns_latin.map(literal), NATIONALITY]);
  const groups = alternatives(measures.persons.groups_latin.map(literal));
  const goods = alternatives([...measures.goods.nouns_en.map(literal), ...MORE_GOODS]);
  const units = alternatives(measures.goods.en.filter((w) => w.length > 2).map(literal));
  const filler = `(?:[ -]${STOP}[\\p{L}\\d][\\p{L}\\d'-]*)`;
  // "a 22-seater bus", "two 20-foot containers"
  const size = "(?: \\d+-\\p{L}+)?";
  return {
    people: new RegExp(
      `(?<![\\p{L}\\p{N}])(?<n>${NUMBER_LATIN})(?:${OF_A_FORCE}(?<of>${filler}{0,4}?[ -]${people})|(?<noun>(?=[ ])${filler}{0,5}?[ -]${people})|(?<strong>${STRONG}${filler}{0,5}?[ -](?:${people}|${groups})))(?![\\p{L}'-]|\\s(?:force|service|department|corps|academy|college|station|state|countrie|country|nation)s?\\b)`,
      "giu",
    ),
    grouped: new RegExp(
      `(?<=\\b${groups} of )(?<n>${NUMBER_LATIN})(?=[,;)]|\\.(?!\\d)|$|\\s(?:and|at|by|from|had|has|have|headed|in|is|led|left|of|on|that|to|under|was|were|which|who|will|with|[a-z]+ed|went|took|came|flew|began)\\b)`,
      "giu",
    ),
    others: new RegExp(
      `(?<=(?:,|\\band) )(?<n>${NUMBER_LATIN})(?= (?:of|from) (?:the |its |their )?\\p{Lu})`,
      "gu",
    ),
    goods: new RegExp(
      `(?<![\\p{L}\\p{N}])(?<n>${NUMBER_LATIN})(?<noun>(?=[ ])(?:${size}${filler}{0,4}?[ -]${goods}(?:[ ]${goods})?|[ ]${units}(?= of\\b))(?:\\sof(?: [\\p{L}-]+){1,3}?(?=[.,;)]|\\s(?:to|for|and|worth|valued)\\b))?)(?![\\p{L}'-]|\\s(?:operators|officers|handlers|drivers|trainers|technicians|courses?)\\b)`,
      "giu",
    ),
    moneyBefore: new RegExp(
      `(?<![\\p{L}\\p{N}])(?<c>${alternatives(before.map(literal))})\\s?(?<n>\\d[\\d,]*(?:\\.\\d+)?)(?:[\\s-]?(?<u>${UNITS}|Million|Billion|[MBK]|[MB][Nn])(?![\\p{L}]))?`,
      "gu",
    ),
    moneyAfter: new RegExp(
      `(?<n>${ROMANCE_FIGURES}|${NUMBER_LATIN})[\\s-]?(?:(?<u>${UNITS})[\\s-])?(?:of\\s|de\\s|d')?(?<c>${alternatives(words.map(literal))})(?![\\p{L}])`,
      "giu",
    ),
    currencies,
    scales,
  };
}

function alternatives(forms: readonly string[]): string {
  return `(?:${[...new Set(forms)].sort((a, b) => b.length - a.length).join("|")})`;
}

function literal(form: string): string {
  return form.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

const ORDINAL = new RegExp(`(?<![\\p{L}\\d-])(?<n>${ORDINAL_LATIN})(?![\\p{L}-])`, "giu");
const plain = { countries: [], actors: [] } as const;

function parseFigures(written: string): number | null {
  if (/^\d{1,3}(?:[ .]\d{3})+$/.test(written)) return Number(written.replaceAll(/[ .]/g, ""));
  if (/^\d+,\d{1,2}$/.test(written)) return Number(written.replace(",", "."));
  return parseNumberLatin(written);
}

/** People and things counted, sums of money and ordinals of a normalised sentence in Latin script. */
export function findAmountsLatin(text: string, patterns: AmountPatterns): Chunk[] {
  const chunks: Chunk[] = [];
  const push = (chunk: Chunk) => {
    if (!chunks.some((c) => chunk.start < c.end && c.start < chunk.end)) chunks.push(chunk);
  };
  const opens = (at: number) => at === 0 || !/[\p{L}\p{N}.,$€£¥-]/u.test(text[at - 1]!);
  const digits = /\d/.test(text);
  for (const pattern of digits || /million|thousand|hundred/i.test(text)
    ? [patterns.moneyBefore, patterns.moneyAfter]
    : []) {
    for (const m of text.matchAll(pattern)) {
      const g = m.groups!;
      const n = pattern === patterns.moneyAfter ? parseFigures(g.n!) : parseNumberLatin(g.n!);
      const code = patterns.currencies.get(g.c!) ?? patterns.currencies.get(g.c!.toLowerCase());
      if (n === null || n === 0 || !code || (pattern === patterns.moneyAfter && !opens(m.index))) continue;
      // "on the Amur" is not "a" and "MUR".
      if (/^\p{L}+$/u.test(m[0])) continue;
      const number = Math.round(n * (patterns.scales.get((g.u ?? "").toLowerCase()) ?? 1));
      const end = m.index + m[0].length;
      push({ ...plain, kind: "money", start: m.index, end, number, value: `${number} ${code}` });
    }
  }
  for (const [pattern, kind] of [
    [patterns.goods, "count"],
    [patterns.people, "people_count"],
  ] as const) {
    for (const m of text.matchAll(pattern)) {
      const { n: written, noun, of, strong } = m.groups!;
      const n = parseNumberLatin(written!);
      const counted = (noun ?? of ?? strong)!.trim();
      if (n === null || n < 1 || !opens(m.index) || isYear(written!)) continue;
      // "an agreement on police": the article counts nothing unless the noun follows at once.
      if (
        /^(?:an?|une?)$/i.test(written!) &&
        (counted.split(" ").length > 3 || /police$|(?<!s|\d-seater bu)s$/.test(counted))
      )
        continue;
      if (/coast[ -]guards?$/i.test(counted) || /National$/.test(counted)) continue;
      const end = m.index + m[0].length;
      push({ ...plain, kind, start: m.index, end, number: Math.round(n), noun: counted });
    }
  }
  for (const chunk of countsWithoutNoun(text, patterns, chunks)) push(chunk);
  for (const m of text.matchAll(ORDINAL)) {
    const n = parseOrdinalLatin(m.groups!.n!);
    if (n) push({ ...plain, kind: "ordinal", start: m.index, end: m.index + m[0].length, number: n });
  }
  return chunks;
}

/** Counts whose noun was said before: "a team of 14", "sixty policemen of Bokeo and seventy of the Yunnan force". */
function countsWithoutNoun(text: string, patterns: AmountPatterns, known: readonly Chunk[]): Chunk[] {
  const chunks: Chunk[] = [];
  for (const pattern of [patterns.grouped, patterns.others]) {
    for (const m of text.matchAll(pattern)) {
      const before = known.findLast((c) => c.kind === "people_count" && c.end <= m.index);
      if (pattern === patterns.others && !before) continue;
      const n = parseNumberLatin(m.groups!.n!);
      if (n === null || n < 2 || isYear(m.groups!.n!)) continue;
      const noun = pattern === patterns.others ? (before!.noun ?? "") : "";
      chunks.push({
        ...plain,
        kind: "people_count",
        start: m.index,
        end: m.index + m[0].length,
        number: n,
        noun,
      });
    }
  }
  return chunks;
}

function isYear(written: string): boolean {
  return /^(?:19|20)\d\d$/.test(written);
}
