import type { Dictionaries } from "./dictionaries.ts";
import { buildTermIndex, type TermIndex } from "./term-index.ts";

/** One Chinese word of an office, and what it is in English. */
interface OfficeWord {
  readonly kind: "office" | "prefix" | "organ" | "place";
  readonly en: string;
}
export type OfficeGlosses = TermIndex<OfficeWord>;

/** The words of `config/dictionaries/office-glosses.yaml`, and the organs and places of the other dictionaries. */
export function officeGlosses(d: Dictionaries): OfficeGlosses {
  const words = new Map<string, OfficeWord>();
  const add = (zh: string | undefined, en: string | undefined, kind: OfficeWord["kind"]) => {
    if (zh && en && !words.has(zh)) words.set(zh, { kind, en });
  };
  const { offices, prefixes, organs } = d.officeGlosses;
  for (const [zh, en] of Object.entries(offices)) add(zh, en, "office");
  for (const [zh, en] of Object.entries(prefixes)) add(zh, en, "prefix");
  for (const [zh, en] of Object.entries(organs)) add(zh, en, "organ");
  for (const { organs: own } of d.foreignOrgans.by_country) {
    for (const { zh, en } of own) for (const form of zh) add(form, en[0], "organ");
  }
  for (const { zh, en } of d.foreignOrgans.generic) for (const form of zh) add(form, en[0], "organ");
  for (const { zh, name, capital, cities } of d.countries) {
    for (const form of zh) add(form, name, "place");
    for (const city of [capital, ...cities]) add(city?.zh, city?.en, "place");
  }
  for (const { zh, en } of d.regionsOfChina) for (const form of zh) add(form, en[0], "place");
  return buildTermIndex(words);
}

/**
 * An office in Chinese as a reader without Chinese can take it, word by word: 云南省公安厅副厅长 gives "Deputy Director-General,
 * Public Security Department, Yunnan". Null where it names no office that is known. The text must be simplified.
 */
export function officeInEnglish(written: string, glosses: OfficeGlosses): string | null {
  const found: Record<"office" | "organ" | "place", string[]> = { office: [], organ: [], place: [] };
  let prefix = "";
  let post: string | null = null;
  for (const { values, start } of glosses.scan(written)) {
    const { kind, en } = values[0]!;
    if (kind === "place" && written[start - 1] === "驻") {
      post = en;
      continue;
    }
    if (kind === "prefix") {
      prefix += `${en} `;
      continue;
    }
    const text = kind === "office" ? `${prefix}${en}` : en;
    if (kind === "office") prefix = "";
    if (!found[kind].includes(text)) found[kind].push(text);
  }
  if (found.office.length === 0) return null;
  // 中国驻斐济大使: where somebody is posted says enough, whoever sent them.
  if (post !== null) return `${found.office.join(" and ")} to ${post}`;
  // What is nearest to the office comes first: the bureau, then the ministry.
  return [found.office.join(" and "), ...found.organ.reverse(), ...found.place.reverse()].join(", ");
}
