import { join } from "node:path";
import { z } from "zod";
import { readYamlFile } from "../sources/yaml-file.ts";
import type { Dictionaries } from "./dictionaries.ts";
import type { Participant, Span } from "./event.ts";
import { normalise } from "./normalise.ts";
import { pinyinOf } from "./pinyin.ts";
import { isChinese } from "./romanise.ts";
import { buildTermIndex, type TermIndex } from "./term-index.ts";

/** A Chinese term of a text: how it is spoken, and what it is in English where that is known. */
export interface Gloss {
  /** Offsets into the text, UTF-16. */
  readonly start: number;
  readonly end: number;
  readonly pinyin: string;
  readonly english: string | null;
}

interface Meaning {
  readonly english: string;
  readonly person: boolean;
}
/** Chinese words with their English. */
export type GlossIndex = TermIndex<Meaning>;

const GlossFile = z.strictObject({
  words: z.record(z.string().regex(/\p{Script=Han}/u, "a Chinese word"), z.string().min(1)),
});
export type GlossWords = Readonly<Record<string, string>>;

/** The words of `config/glosses.yaml`. Throws ConfigError naming file and key. */
export function readGlossWords(configDir: string): GlossWords {
  return readYamlFile(join(configDir, "glosses.yaml"), GlossFile).words;
}

/** Every Chinese form of the dictionaries with its English; of a form in several of them, the first. */
export function glossIndex(d: Dictionaries, words: GlossWords): GlossIndex {
  const meanings = new Map<string, Meaning>();
  const add = (zh: readonly string[], english: string | null | undefined, person = false) => {
    if (!english) return;
    for (const form of zh) if (!meanings.has(form)) meanings.set(form, { english, person });
  };
  // Which of their offices people held then is said of those who were read with one.
  for (const { zh, en } of d.people) add([zh], en[0], true);
  for (const { zh, en } of d.foreignPeople) add(zh, en[0], true);
  const { offices, prefixes, organs } = d.officeGlosses;
  for (const glosses of [offices, organs, prefixes, words]) {
    for (const [zh, english] of Object.entries(glosses)) add([zh], english);
  }
  add(["中国", "我国", "中华人民共和国"], "China");
  add(["中方"], "the Chinese side");
  for (const { zh, name, capital, cities } of d.countries) {
    add(zh, name);
    for (const city of [capital, ...cities]) add(city?.zh ? [city.zh] : [], city?.en);
  }
  for (const { zh, en } of d.regionsOfChina) add(zh, en[0]);
  for (const { zh, short_zh, generic_zh, en, gloss } of d.prcOrgans) {
    add([...zh, ...short_zh, ...generic_zh], en[0] ?? gloss);
  }
  // What many states have goes before what one of them calls its own.
  for (const { zh, en } of d.foreignOrgans.generic) add(zh, en[0]);
  for (const { organs: own } of d.foreignOrgans.by_country) for (const { zh, en } of own) add(zh, en[0]);
  for (const { zh, en } of d.titles) add(zh, en[0]);
  for (const { zh, en } of d.bodies) add(zh, en[0]);
  // Papers and topics are explained in a line that repeats their Chinese.
  for (const { zh, gloss } of d.agreements) add(zh, withoutChinese(gloss));
  for (const { zh, weak_zh, gloss } of d.topics) add([...zh, ...weak_zh], withoutChinese(gloss));
  return buildTermIndex(meanings);
}

/**
 * The Chinese terms within spans of a title or text, for a reader without Chinese: from left to right, none over another. Names of
 * `people` come first, known by the dictionaries or not; then the longest form of a dictionary. A text in another script has none.
 */
export function glossesIn(
  text: string,
  part: Span["in"],
  spans: readonly Span[],
  people: readonly Participant[],
  index: GlossIndex,
): Gloss[] {
  const plain = normalise(text, "zh");
  const places = joined(spans.filter((span) => span.in === part));
  const named = people.filter(({ name }) => isChinese(name));
  return places.flatMap(({ start, end }) => {
    const piece = plain.slice(start, end);
    const names = named.flatMap((person) => placesOf(normalise(person.name, "zh"), piece, person));
    const taken = names.filter((one, at) => names.findIndex((other) => overlap(one, other)) === at);
    const terms = index
      .scan(piece)
      .filter((hit) => !taken.some((name) => overlap(name, hit)))
      .map((hit) => glossOf(piece, hit.start, hit.end, hit.values[0]!));
    return [...taken, ...terms]
      .sort((a, b) => a.start - b.start)
      .map((gloss) => ({ ...gloss, start: gloss.start + start, end: gloss.end + start }));
  });
}

function placesOf(name: string, text: string, person: Participant): Gloss[] {
  const post = [person.office_en, person.agency_en].filter(Boolean).join(", ");
  const english = [person.name_en === person.name ? null : person.name_en, post].filter(Boolean).join(", ");
  const found: Gloss[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const pinyin = pinyinOf(name, person.side === "prc" ? "head" : "off");
    found.push({ start: at, end: at + name.length, pinyin, english: english || null });
  }
  return found;
}

function glossOf(text: string, start: number, end: number, { english, person }: Meaning): Gloss {
  return { start, end, pinyin: pinyinOf(text.slice(start, end), person ? "head" : "off"), english };
}

/** Spans as places that do not touch one another, from left to right. */
function joined(spans: readonly Span[]): { start: number; end: number }[] {
  const places: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = places.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else if (start < end) places.push({ start, end });
  }
  return places;
}

function overlap(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < b.end && b.start < a.end;
}

/** "letter of intent (意向书)" without what stands in brackets. */
function withoutChinese(gloss: string): string {
  return gloss.replaceAll(/\s*\([^)]*\p{Script=Han}[^)]*\)/gu, "").trim();
}
