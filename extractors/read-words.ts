import { findAmountsZh } from "./amounts-zh.ts";
import type { Anchor, DateMention } from "./calendar.ts";
import type { Chunk } from "./chunk.ts";
import { type CountryNames, codeOfCountry, countryNames, isForeignCountry } from "./country-names.ts";
import { findDatesLatin } from "./dates-latin.ts";
import { findDatesZh } from "./dates-zh.ts";
import type { CodedField, Coding } from "./event.ts";
import type { TextToCode } from "./extract.ts";
import { normalise } from "./normalise.ts";
import { NUMBER_LATIN, ORDINAL_LATIN, parseNumberLatin, parseOrdinalLatin } from "./numbers-latin.ts";
import { NUMBER_ZH, parseNumberZh } from "./numbers-zh.ts";
import { readDocument } from "./read-document.ts";
import type { Rulebook } from "./rulebook.ts";

/** What marked words say: for each field they can fill its value, and the office of a person. */
export type WordsRead = Partial<Omit<Coding, "background">> & { readonly office?: string };

/** Words that a person marked, in a title or text as captured. */
export interface MarkedWords {
  readonly in: "title" | "text";
  readonly start: number;
  readonly end: number;
}

/** More than this is no value but a passage. */
const LONGEST_MARK = 300;
/** Text around marked words that is read for a person's office and a date's year. */
const AROUND = 600;
/** Words of a list that begin with a capital are names. */
const MOST_NAME = 60;

/**
 * Reads the words that a person marked as the values they may be: a date by the readers of dates with the day of the page
 * as reference, countries, bodies, topics and papers by the dictionaries, numbers by their figures or numerals, a person by the name
 * in them, with the office that stands beside it. Fields that the words cannot fill are absent.
 */
export function readWords(
  rulebook: Rulebook,
  document: TextToCode,
  { in: part, start, end }: MarkedWords,
): WordsRead {
  const written = document[part].slice(start, end).trim();
  if (written === "" || end - start > LONGEST_MARK) return {};
  const { language } = document;
  const chinese = language === "zh";
  const plain = normalise(document[part], language);
  const from = Math.max(0, start - AROUND);
  const around = plain.slice(from, end + AROUND);
  const words = plain.slice(start, end);
  const [at, to] = [start - from, end - from];
  const chunks = chunksIn(rulebook, { ...document, title: "", text: around }, at, to);
  const date = dateIn(around, at, to, { day: document.published }, chinese);
  const read: Partial<Record<CodedField | "office", unknown>> = {
    ...filled("date", date),
    ...filled("countries", countriesIn(words, rulebook, chinese)),
    ...filled("prc_actors", [...new Set(chunks.flatMap(({ actors }) => actors))]),
    ...filled("topics", topicsIn(words, rulebook, chinese)),
    ...filled("agreement_type", papersIn(words, rulebook, chinese)),
    // The figures of a date count nothing.
    ...(date === null ? numbersIn(words, chinese) : {}),
    ...filled("value", valueIn(words, rulebook, chunks)),
    ...peopleIn(written, chunks, document[part].slice(from, end + AROUND)),
    ...(written.includes("\n") ? {} : { items: [written], location: written }),
  };
  return read as WordsRead;
}

function filled<K extends string>(key: K, value: unknown): Partial<Record<K, unknown>> {
  const empty = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
  return empty ? {} : ({ [key]: value } as Partial<Record<K, unknown>>);
}

/** The chunks that the marked words touch. */
function chunksIn(rulebook: Rulebook, document: TextToCode, at: number, to: number): Chunk[] {
  return readDocument(rulebook, document)
    .sentences.flatMap((sentence) => (sentence.in === "text" ? sentence.chunks : []))
    .filter((chunk) => chunk.start < to && at < chunk.end);
}

/** The date that stands in the words; read in what surrounds them, where a year may stand that they leave out. */
function dateIn(around: string, at: number, to: number, anchor: Anchor, chinese: boolean): string | null {
  const find = (text: string): DateMention[] =>
    chinese ? findDatesZh(text, anchor) : findDatesLatin(text, anchor);
  const touched = find(around).filter(({ start, end, date }) => date !== null && start < to && at < end);
  // Words that are only a part of a date are that part: 2016年9月 of 2016年9月27日.
  const whole = touched.find(({ start, end }) => at <= start && end <= to);
  const alone = find(around.slice(at, to)).find(({ date }) => date !== null);
  return (whole ?? alone ?? touched[0])?.date ?? null;
}

const namesOf = new WeakMap<Rulebook, CountryNames>();

function countriesIn(words: string, rulebook: Rulebook, chinese: boolean): string[] {
  let names = namesOf.get(rulebook);
  if (!names) {
    names = countryNames(rulebook.dictionaries.countries);
    namesOf.set(rulebook, names);
  }
  const exact = codeOfCountry(words, names);
  if (exact) return [exact];
  const hits = (chinese ? rulebook.lexicon.zh : rulebook.lexicon.latin).scan(words);
  const codes = hits.flatMap(({ values }) =>
    values.flatMap((term) => (term.kind === "country" ? [term.code] : [])),
  );
  // 中缅: short forms stand beside one another.
  const short = [...words].flatMap((sign) => rulebook.lexicon.short.get(sign) ?? []);
  const found = codes.length > 0 || words.length > 2 ? codes : short.length === 1 ? short : [];
  return [...new Set(found)].filter(isForeignCountry);
}

function topicsIn(words: string, { topics, weakTopics }: Rulebook, chinese: boolean) {
  const script = chinese ? "zh" : "latin";
  const text = chinese ? words : words.toLowerCase();
  const hits = [...topics[script].scan(text), ...weakTopics[script].scan(text)];
  return [...new Set(hits.flatMap(({ values }) => values))];
}

function papersIn(words: string, { papers }: Rulebook, chinese: boolean) {
  const hits = (chinese ? papers.zh : papers.latin).scan(chinese ? words : words.toLowerCase());
  return hits[0]?.values[0];
}

/** A number of people, of persons handed over or of a round; which of them it is only the person who marked it knows. */
function numbersIn(words: string, chinese: boolean): WordsRead {
  const ordinal = new RegExp(`^${ORDINAL_LATIN}`, "i").exec(words.trim())?.[0];
  const written = new RegExp(chinese ? NUMBER_ZH : `${NUMBER_LATIN}`, "i").exec(words.trim())?.[0];
  const parse = chinese ? parseNumberZh : parseNumberLatin;
  const number = (ordinal && parseOrdinalLatin(ordinal)) || (written ? parse(written) : null);
  if (number === null || number === undefined || !Number.isInteger(number) || number < 1) return {};
  return { participants: number, persons: number, round: number };
}

function valueIn(words: string, { lexicon }: Rulebook, chunks: readonly Chunk[]): string | undefined {
  const alone = findAmountsZh(words, lexicon.verbs, lexicon.moneyZh);
  return [...alone, ...chunks].find(({ kind, value }) => kind === "money" && value)?.value;
}

/** The name in the words, with the office beside it; words without an office or a name known are taken as a name. */
function peopleIn(written: string, chunks: readonly Chunk[], around: string) {
  const person = chunks.find(({ kind, name }) => name && /_person$/.test(kind));
  if (person?.name) {
    const name = around.slice(person.name.start, person.name.end);
    const before = around.slice(person.start, person.name.start);
    const office = (before || around.slice(person.name.end, person.end)).trim();
    const side = person.kind === "prc_person" ? ["prc_people"] : ["foreign_people"];
    const fields = person.kind === "some_person" ? ["prc_people", "foreign_people"] : side;
    return {
      ...Object.fromEntries(fields.map((field) => [field, [name]])),
      ...(office && written.includes(office) ? { office } : {}),
    };
  }
  if (written.length > MOST_NAME || /[\d\n，。；,;:：]/.test(written)) return {};
  return { prc_people: [written], foreign_people: [written] };
}
