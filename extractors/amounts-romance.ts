import type { AmountPatterns } from "./amounts-latin.ts";
import type { Chunk } from "./chunk.ts";
import type { Measures } from "./dictionaries.ts";
import {
  NUMBER_ROMANCE,
  ORDINAL_ROMANCE,
  parseNumberRomance,
  parseOrdinalRomance,
} from "./numbers-romance.ts";

/** Patterns of amounts of French and Spanish, made once from `config/dictionaries/measures.yaml`. */
export interface AmountPatternsRomance
  extends Pick<AmountPatterns, "people" | "goods" | "currencies" | "scales"> {
  readonly money: RegExp;
}

/** The one adjective that may stand before a noun: "dix nouveaux véhicules", "treinta modernas patrullas". */
const BEFORE_NOUN =
  "(?:\\s(?:de\\s|d'|des\\s))?(?:\\s?(?:nouveaux|nouvelles|jeunes|autres|hauts|grands|premiers|nuevos|nuevas|jóvenes|otros|otras|altos|modernas|modernos|presuntos|supuestos|presumés)\\s)?";
const SCALES = new Map([
  ["million", 1e6],
  ["millions", 1e6],
  ["millón", 1e6],
  ["millones", 1e6],
  ["milliard", 1e9],
  ["milliards", 1e9],
]);
const CURRENCIES: readonly (readonly [string, string])[] = [
  ["yuans", "CNY"],
  ["yuanes", "CNY"],
  ["renminbi", "CNY"],
  ["dollars américains", "USD"],
  ["dólares estadounidenses", "USD"],
  ["dólares", "USD"],
  ["francs CFA", "XOF"],
  ["FCFA", "XOF"],
  ["francs guinéens", "GNF"],
];

/** Compiles the patterns of the dictionary of measures; forms of currencies are those of English and their own. */
export function amountPatternsRomance(
  measures: Measures,
  { currencies: english }: AmountPatterns,
): AmountPatternsRomance {
  const currencies = new Map([
    ...english,
    ...CURRENCIES.map(([form, code]) => [form.toLowerCase(), code] as const),
  ]);
  const words = [...currencies.keys()].filter(
    (form) => form === form.toLowerCase() && /\p{L}{3}/u.test(form),
  );
  const counting = (nouns: readonly string[]) =>
    new RegExp(
      `(?<![\\p{L}\\p{N}.,])(?<n>${NUMBER_ROMANCE})${BEFORE_NOUN}\\s?(?<noun>(?<=[\\s'])${alternatives(nouns)})(?![\\p{L}-])`,
      "giu",
    );
  return {
    people: counting([...measures.persons.nouns_fr, ...measures.persons.nouns_es]),
    goods: counting([...measures.goods.nouns_fr, ...measures.goods.nouns_es]),
    money: new RegExp(
      `(?<![\\p{L}\\p{N}.,])(?<n>${NUMBER_ROMANCE})\\s(?:(?<u>${alternatives([...SCALES.keys()])})\\s(?:de\\s|d')?)?(?:de\\s|d')?(?<c>${alternatives(words)})(?!\\p{L})`,
      "giu",
    ),
    currencies,
    scales: SCALES,
  };
}

function alternatives(forms: readonly string[]): string {
  const escaped = [...new Set(forms)].map((form) => form.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return `(?:${escaped.sort((a, b) => b.length - a.length).join("|")})`;
}

const ORDINAL = new RegExp(`(?<![\\p{L}\\d-])(?<n>${ORDINAL_ROMANCE})(?![\\p{L}-])`, "giu");
const plain = { countries: [], actors: [] } as const;

/** People and things counted, sums of money and ordinals of a normalised sentence in French or Spanish. */
export function findAmountsRomance(text: string, patterns: AmountPatternsRomance): Chunk[] {
  const chunks: Chunk[] = [];
  const push = (chunk: Chunk) => {
    if (!chunks.some((c) => chunk.start < c.end && c.start < chunk.end)) chunks.push(chunk);
  };
  for (const m of text.matchAll(patterns.money)) {
    const { n: written, u, c } = m.groups!;
    const n = parseNumberRomance(written!);
    const code = patterns.currencies.get(c!.toLowerCase());
    if (!n || !code) continue;
    const number = Math.round(n * (patterns.scales.get((u ?? "").toLowerCase()) ?? 1));
    const end = m.index + m[0].length;
    push({ ...plain, kind: "money", start: m.index, end, number, value: `${number} ${code}` });
  }
  for (const [pattern, kind] of [
    [patterns.goods, "count"],
    [patterns.people, "people_count"],
  ] as const) {
    for (const m of text.matchAll(pattern)) {
      const { n: written, noun } = m.groups!;
      const n = parseNumberRomance(written!);
      if (n === null || n < 1 || /^(?:19|20)\d\d$/.test(written!)) continue;
      push({
        ...plain,
        kind,
        start: m.index,
        end: m.index + m[0].length,
        number: Math.round(n),
        noun: noun!,
      });
    }
  }
  for (const m of text.matchAll(ORDINAL)) {
    const n = parseOrdinalRomance(m.groups!.n!);
    if (n) push({ ...plain, kind: "ordinal", start: m.index, end: m.index + m[0].length, number: n });
  }
  return chunks;
}
