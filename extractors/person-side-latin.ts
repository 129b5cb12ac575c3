import type { Chunk } from "./chunk.ts";
import { type DocumentContext, termsOf } from "./context.ts";
import type { OrganType } from "./dictionaries.ts";
import type { PrcActor } from "./event.ts";
import { actorsOn, type KnownPerson } from "./lexicon.ts";
import { looksChinese, type Name } from "./names-latin.ts";
import { actorsOfOffice, COUNTERPART, fieldOf, type Office } from "./offices-latin.ts";
import { openState } from "./source-state.ts";

/** What the words of an office say of whose it is. */
interface OfficeWords {
  readonly titled: string;
  /** Foreign states that its words name, by name, place or organ. */
  readonly foreign: readonly string[];
  readonly china: boolean;
  /** A province or city of China. */
  readonly place: boolean;
  readonly prc: readonly PrcActor[];
  readonly rank: string;
  readonly organ: OrganType | null;
}

/** An office with the name that goes with it, in its sentence. */
interface Titled extends OfficeWords {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly afterOffice: string;
  /** Empty where the office stands alone. */
  readonly written: string;
  readonly known: KnownPerson | undefined;
  readonly chineseName: boolean;
  readonly context: DocumentContext;
}

/** The side on which somebody stands; the rest of a person's chunk is its place and office. */
type Side = Pick<Chunk, "kind" | "countries" | "actors" | "countryOpen" | "ofSource">;

const prcSide = (actors: readonly PrcActor[]): Side => ({ kind: "prc_person", countries: [], actors });
const foreignSide = (countries: readonly string[]): Side => ({
  kind: "foreign_person",
  countries,
  actors: [],
});

/** Offices of Hong Kong, Macau and Taiwan are of neither side. */
const APART = /Hong\s?Kong|Maca[uo]|Taiwan|Taipei/;
/** Where names are built as Chinese ones are, such a name tells nothing. */
const LIKE_CHINESE = new Set(["VN", "KR", "KP", "SG", "MY"]);

/**
 * The person or bare office that stands from `start` to `end`, on the side that name, office and document tell; null where none
 * of them tells a side.
 */
export function personChunk(
  text: string,
  office: Office,
  name: Name | null,
  start: number,
  end: number,
  context: DocumentContext,
): Chunk | null {
  const words = wordsOf(office, text);
  if (APART.test(words.titled)) return null;
  const written = name ? text.slice(name.start, name.end) : "";
  const known = name ? knownAt(text, name, context) : undefined;
  const chineseName = looksChinese(written, context);
  const afterOffice = text.slice(office.end);
  const side = sideOf({ ...words, text, start, end, afterOffice, written, known, chineseName, context });
  if (!side) return null;
  const { organ, rank } = words;
  return { ...side, start, end, organ, rank, ...(name && { name }), ...(known && { known: known.id }) };
}

function knownAt(text: string, name: Name, context: DocumentContext): KnownPerson | undefined {
  const index = termsOf(context);
  // "Alejandro N. Mayorkas" is listed without the initial of his second name.
  const short = text.slice(name.start, name.end).replaceAll(/(?<= )\p{Lu}\. /gu, "");
  const found = [index.at(text, name.start), index.at(short, 0)]
    .flatMap((hit) => hit?.values ?? [])
    .find((v) => v.kind === "person");
  return found?.kind === "person" ? context.lexicon.people.get(found.id) : undefined;
}

function wordsOf(office: Office, text: string): OfficeWords {
  const terms = office.tokens.map((t) => t.term);
  const titled = text.slice(office.start, office.end);
  const china = terms.some((t) => t.kind === "china" || t.kind === "cn_place");
  const place = terms.some((t) => t.kind === "cn_place");
  const foreign = terms.flatMap((t) => {
    if (t.kind === "country") return [t.code];
    return t.kind === "place" || (t.kind === "organ" && t.country && !t.shared) ? [t.country!] : [];
  });
  const prc = terms.flatMap((t): readonly PrcActor[] => {
    if (t.kind !== "prc_organ" || (t.suffix && !china)) return [];
    return t.suffix && !place ? ["MPS"] : t.actors;
  });
  const titles = terms.flatMap((t) => (t.kind === "title" ? [t] : []));
  const rank =
    ["leader", "diplomat", "minister", "head"].find((r) => titles.some((t) => t.rank === r)) ?? "other";
  // A counterpart holds the office of the person named before: "the Interior Minister met his Chinese counterpart".
  const before = COUNTERPART.test(titled) ? text.slice(Math.max(0, office.start - 200), office.start) : "";
  const organ = fieldOf(titled, terms) ?? (before ? fieldOf(before, []) : null);
  return { titled, foreign: [...new Set(foreign)], china, place, prc, rank, organ };
}

/** The surest sign first: who the person is known to be, what the office says, who was met before, what the name is like. */
function sideOf(person: Titled): Side | null {
  const { known, titled, organ, rank, prc, china, place, foreign, context } = person;
  if (known?.side === "prc") {
    const written = prc.length > 0 ? prc : actorsOfOffice(titled, organ, "other", place);
    return prcSide(written.length > 0 ? written : actorsOn(known, context.anchor.day));
  }
  if (rank === "diplomat") return sideOfDiplomat(person);
  if (known?.side === "foreign") return foreignSide(known.country ? [known.country] : foreign);
  if (foreign.length > 0 && !china) return foreignSide(foreign);
  if (prc.length > 0) return isOfAnother(person) ? sideLeftOpen(person) : prcSide(prc);
  if (china) return prcSide(actorsOfOffice(titled, organ, rank, place));
  return sideMetBefore(person) ?? sideByName(person) ?? sideLeftOpen(person);
}

/** Diplomats are of the state that sends them: "ambassador to China" is foreign, "of China" and a Chinese name are not. */
function sideOfDiplomat({
  titled,
  foreign,
  china,
  prc,
  chineseName,
  text,
  end,
  afterOffice,
}: Titled): Side | null {
  const toChina = /(?<!\p{L})(?:to|in|en|au)\s(?:the\s)?(?:China|Chine|People's Republic|PRC)/u;
  if (toChina.test(titled + afterOffice.slice(0, 25))) return foreignSide(foreign);
  const ofChina = /^(?:,)?\s(?:of|for|de)\s(?:the\s|la\s)?(?:China|Chine|People|PRC|Rep)/;
  if (china || prc.length > 0 || chineseName || ofChina.test(text.slice(end))) return prcSide(["EMBASSY"]);
  return foreign.length > 0 ? foreignSide(foreign) : null;
}

/** Vietnam and Laos have a Minister of Public Security too: of one with another name and no word of China. */
function isOfAnother({ titled, written, china, chineseName, text, end }: Titled): boolean {
  const shared = /^(?:[\p{L} -]*\s)?(?:Public Security Minist|Minist\p{L}+ of Public Security)/iu.test(
    titled,
  );
  const ofChina = china || chineseName || /\sof\sChina/.test(text.slice(end, end + 12));
  return shared && written !== "" && !ofChina;
}

function sideMetBefore({ written, context }: Titled): Side | null {
  const met = context.people.get(written);
  if (!met || met.side === "unknown") return null;
  return {
    kind: met.side === "prc" ? "prc_person" : "foreign_person",
    countries: met.countries,
    actors: met.actors,
    ...(met.ofSource ? { ofSource: true } : {}),
  };
}

/** A Chinese name with an office, on a page of nobody else who is named so. */
function sideByName({ chineseName, titled, organ, rank, place, context }: Titled): Side | null {
  if (!chineseName) return null;
  const ambiguous = context.countries.some((c) => LIKE_CHINESE.has(c));
  const ofOffice = (organ || rank === "leader") && !ambiguous;
  if (ofOffice || /public security|state security|political and leg|discipline inspection/i.test(titled))
    return prcSide(actorsOfOffice(titled, organ, rank, place));
  if (!context.china) return null;
  return ambiguous ? { kind: "some_person", countries: [], actors: [] } : prcSide([]);
}

/** No word says whose: the one foreign state that the document is about, or the state of its source. */
function sideLeftOpen({ written, titled, organ, prc, text, start, context }: Titled): Side | null {
  if (!written && !organ && prc.length === 0) return null;
  const { countries, ofSource } = openState(context, text.slice(0, start));
  // Only the United States has a secretary of homeland security.
  if (countries.length === 0 && /\bhomeland security\b/i.test(titled))
    return { ...foreignSide(["US"]), countryOpen: true };
  return { ...foreignSide(countries), countryOpen: true, ...(ofSource && { ofSource }) };
}
