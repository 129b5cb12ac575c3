import type { Chunk } from "./chunk.ts";
import { NUMBER_LATIN, ORDINAL_LATIN, parseNumberLatin, parseOrdinalLatin } from "./numbers-latin.ts";

const PEOPLE =
  "(?:officers?|officials?|policem[ae]n|policewom[ae]n|police|cadets?|trainees?|participants?|students?|suspects?|fugitives?|nationals?|citizens?|people|persons?|men|women|members?|personnel|criminals?|offenders?|deportees?|instructors?|experts?|trainers?|guards?|soldiers?|agents?|prosecutors?|investigators?|gang members?|Taiwanese|Chinese|policiers?|agentes?|oficiales|suspects)";
const PEOPLE_COUNT = new RegExp(
  `(?<n>${NUMBER_LATIN})(?<noun>(?:[ -](?!and\\b|of\\b|to\\b|in\\b|from\\b|for\\b|by\\b|with\\b|were\\b|was\\b)[\\p{L}'-]+){0,5}?[ -]${PEOPLE})(?![\\p{L}'-])`,
  "giu",
);
const THINGS =
  "(?:motorcycles?|motorbikes?|bikes?|bicycles?|vehicles?|cars?|trucks?|vans?|buses|bus|jeeps?|pick-?ups?|ambulances?|boats?|vessels?|ships?|computers?|laptops?|desktops?|printers?|cameras?|radios?|walkie-talkies|sets?|units?|pieces?|pairs?|batons?|shields?|helmets?|vests?|uniforms?|masks?|raincoats?|boots|drones?|scanners?|tents?|generators?|cartons?|boxes|tonnes?|tons?|items?|devices?|machines?|laborator(?:y|ies)|handcuffs|kits?|detectors?|servers?|phones?|containers?|weapons?|rifles|dogs?|horses?|climatiseurs|ventilateurs|véhicules|motos|ordinateurs|vehículos|motocicletas|computadoras|patrullas|equipos|SUVs?|LandCruisers?|quad bikes?|copies)";
const COUNT = new RegExp(
  `(?<n>${NUMBER_LATIN})(?<noun>(?:[ -](?!and\\b|were\\b|was\\b|to\\b|in\\b)[\\p{L}\\d'-]+){0,4}?[ -]${THINGS}(?:\\s(?:of|de)\\s[\\p{L}-]+(?:\\s(?:and\\s)?[\\p{L}-]+){0,2}?(?=[.,;)]|\\s(?:to|for|and|worth|valued)))?)(?![\\p{L}'-])`,
  "giu",
);
const UNIT = "(?:million|mn|m|billion|bn|thousand|k|millions?|millones)";
const MONEY = new RegExp(
  `(?:(?<c1>US\\$|RMB|CNY|USD|EUR|€|£|¥|\\$|Rs\\.?|EC\\$|FJ\\$|A\\$|K|Shs?)\\s?(?<n1>\\d[\\d,]*(?:\\.\\d+)?)\\s?(?<u1>${UNIT})?|(?<n2>${NUMBER_LATIN})\\s?(?<u2>${UNIT})?\\s?(?:of\\s|de\\s)?(?<c2>U\\.?S\\.? dollars?|US dollars?|dollars?|USD|yuan|RMB|CNY|renminbi|euros?|EUR|pounds?|rupees|kwacha|shillings|francs guinéens|dólares|yuanes))(?![\\p{L}])`,
  "giu",
);
const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/^(?:US\$|\$|USD|U\.?S\.? dollars?|US dollars?|dollars?|dólares)$/i, "USD"],
  [/^(?:RMB|CNY|¥|yuan|renminbi|yuanes)$/i, "CNY"],
  [/^(?:EUR|€|euros?)$/i, "EUR"],
  [/^(?:£|pounds?)$/i, "GBP"],
  [/^EC\$$/, "XCD"],
  [/^FJ\$$/, "FJD"],
  [/^A\$$/, "AUD"],
  [/^francs guinéens$/i, "GNF"],
];
const ORDINAL = new RegExp(`(?<![\\p{L}\\d-])(?<n>${ORDINAL_LATIN})(?![\\p{L}-])`, "giu");
const plain = { countries: [], actors: [] } as const;

/** People and things counted, sums of money and ordinals of a normalised sentence in Latin script. */
export function findAmountsLatin(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  const push = (chunk: Chunk) => {
    if (!chunks.some((c) => chunk.start < c.end && c.start < chunk.end)) chunks.push(chunk);
  };
  const opens = (at: number) =>
    !/[\p{L}\p{N}.,$€£¥-]/u.test(text[at - 1] ?? " ") || / /.test(text[at - 1] ?? " ");
  for (const m of text.matchAll(MONEY)) {
    const g = m.groups!;
    const n = parseNumberLatin(g.n1 ?? g.n2!);
    const unit = (g.u1 ?? g.u2 ?? "").toLowerCase();
    const scale = /^(?:mn?|mill)/.test(unit) ? 1e6 : /^b/.test(unit) ? 1e9 : /^[kt]/.test(unit) ? 1e3 : 1;
    const currency = CURRENCIES.find(([form]) => form.test(g.c1 ?? g.c2!))?.[1];
    if (n === null || !currency || !opens(m.index)) continue;
    const number = Math.round(n * scale);
    push({
      ...plain,
      kind: "money",
      start: m.index,
      end: m.index + m[0].length,
      number,
      value: `${number} ${currency}`,
    });
  }
  for (const [pattern, kind] of [
    [PEOPLE_COUNT, "people_count"],
    [COUNT, "count"],
  ] as const) {
    for (const m of text.matchAll(pattern)) {
      const n = parseNumberLatin(m.groups!.n!);
      if (n === null || !opens(m.index)) continue;
      push({
        ...plain,
        kind,
        start: m.index,
        end: m.index + m[0].length,
        number: Math.round(n),
        noun: m.groups!.noun!.trim(),
      });
    }
  }
  for (const m of text.matchAll(ORDINAL)) {
    const n = parseOrdinalLatin(m.groups!.n!);
    if (n) push({ ...plain, kind: "ordinal", start: m.index, end: m.index + m[0].length, number: n });
  }
  return chunks;
}
