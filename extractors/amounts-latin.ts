import type { Chunk } from "./chunk.ts";
import type { Measures } from "./dictionaries.ts";
import { NUMBER_LATIN, ORDINAL_LATIN, parseNumberLatin, parseOrdinalLatin } from "./numbers-latin.ts";

/** Patterns of amounts in Latin script, made once from `config/dictionaries/measures.yaml`. */
export interface AmountPatterns {
  readonly people: RegExp;
  readonly goods: RegExp;
  readonly moneyBefore: RegExp;
  readonly moneyAfter: RegExp;
  /** Currency form, as written for symbols and in lower case for words → ISO 4217. */
  readonly currencies: ReadonlyMap<string, string>;
  readonly scales: ReadonlyMap<string, number>;
}

/** Nouns beside those of the dictionary: plurals of both sexes, French and Spanish. */
const MORE_PEOPLE = [
  ..."policewom[ae]n|police|sailors?|gendarmes?|bodyguards?|detectives?|inspectors?|commanders?|specialists?".split(
    "|",
  ),
  ..."technicians?|operators?|prisoners?|fighters?|traffickers?|soldiers?|troops|guards?|agents?|prosecutors?".split(
    "|",
  ),
  ..."investigators?|gang members?|criminals?|offenders?|deportees?|graduates?|spokespersons?|representatives?".split(
    "|",
  ),
  ..."migrants?|mainlanders?|compatriots?|women|men|girls|workers?|engineers?|foreigners?|scammers?|kingpins?|leaders?|victims?".split(
    "|",
  ),
  ..."policiers?|fonctionnaires?|ressortissants?|agentes?|oficiales|ciudadanos?|policías|sospechosos?".split(
    "|",
  ),
];
/** A nationality counts people only where no noun follows it. */
const NATIONALITY =
  "(?:Taiwanese|Chinese)(?=[.,]|\\s(?:and|were|was|who|from|to|in|had|have|suspected|wanted|deported|arrested|rescued|held|detained|trafficked|stranded|accused|believed|charged|convicted|said|over|home|back|aboard|on|at|by|for|with|after|of|are|be|being|been|linked|involved|living|working|found|caught|seized|handed|flown|sent|aged)\\b)";
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
/** Words that end a count: what follows them is another phrase. */
const STOP =
  "(?!(?:and|or|of|on|at|to|in|from|for|by|with|as|that|which|who|were|was|is|are|had|has|have|after|during|between|will|would|gets?|got|gives?|gave|receives?|received|sets?|donates?|donated|signs?|signed|hands?|handed|joins?|joined|attend(?:ed|s)?|begin|began|says?|said|countries|nations|states|regions|provinces|cities|years?|months?|weeks?|days?|hours?|times|percent|million|billion|thousand|dollars|yuan|km|kilomet(?:er|re)s|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|\\d+)\\b)";
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
  const people = alternatives([...measures.persons.nouns_en.map(literal), ...MORE_PEOPLE, NATIONALITY]);
  const goods = alternatives([...measures.goods.nouns_en.map(literal), ...MORE_GOODS]);
  const units = alternatives(measures.goods.en.filter((w) => w.length > 2).map(literal));
  const filler = `(?:[ -]${STOP}[\\p{L}\\d][\\p{L}\\d'-]*)`;
  return {
    people: new RegExp(
      `(?<n>${NUMBER_LATIN})(?<noun>(?=[ ]|-(?:member|strong|person))${filler}{0,5}?[ -]${people})(?![\\p{L}'-])`,
      "giu",
    ),
    goods: new RegExp(
      `(?<n>${NUMBER_LATIN})(?<noun>(?=[ ])(?:${filler}{0,4}?[ -]${goods}(?:[ ]${goods})?|[ ]${units}(?= of\\b))(?:\\sof(?: [\\p{L}-]+){1,3}?(?=[.,;)]|\\s(?:to|for|and|worth|valued)\\b))?)(?![\\p{L}'-]|\\s(?:operators|officers|handlers|drivers|trainers|technicians|courses?)\\b)`,
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
      const n = parseNumberLatin(m.groups!.n!);
      const noun = m.groups!.noun!.trim();
      if (n === null || n < 1 || !opens(m.index) || (n >= 1900 && n < 2100 && /^\d{4}$/.test(m.groups!.n!)))
        continue;
      // "an agreement on police": the article counts nothing unless the noun follows at once.
      if (/^(?:an?|une?)$/i.test(m.groups!.n!) && (noun.split(" ").length > 3 || /police$|s$/.test(noun)))
        continue;
      if (/coast[ -]guards?$/i.test(noun) || /National$/.test(noun)) continue;
      const end = m.index + m[0].length;
      push({ ...plain, kind, start: m.index, end, number: Math.round(n), noun });
    }
  }
  for (const m of text.matchAll(ORDINAL)) {
    const n = parseOrdinalLatin(m.groups!.n!);
    if (n) push({ ...plain, kind: "ordinal", start: m.index, end: m.index + m[0].length, number: n });
  }
  return chunks;
}
