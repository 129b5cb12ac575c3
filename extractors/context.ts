import type { Anchor } from "./calendar.ts";
import type { Chunk } from "./chunk.ts";
import type { OrganType } from "./dictionaries.ts";
import type { PrcActor } from "./event.ts";
import type { Lexicon } from "./lexicon.ts";

/** A person met with an office somewhere in the document; later bare mentions of the name mean this person. */
export interface MetPerson {
  readonly name: string;
  readonly side: "prc" | "foreign" | "unknown";
  readonly countries: readonly string[];
  readonly actors: readonly PrcActor[];
  readonly rank: string | undefined;
  /** The office as written beside the name. */
  readonly office: string;
  readonly organ: OrganType | null;
  readonly known: string | undefined;
  readonly ofSource: boolean;
}

/** What the whole document says, for reading one of its sentences. */
export interface DocumentContext {
  readonly lexicon: Lexicon;
  /** The page is French or Spanish. */
  readonly romance: boolean;
  readonly anchor: Anchor;
  /** Foreign countries named in full anywhere, most often named first; where none is named, the `host` alone. */
  readonly countries: readonly string[];
  /** The state that the source writes about, where the document names none and tells the source's own news; else null. */
  readonly host: string | null;
  /** The page is a Chinese mission's own news: its head goes by the office alone. */
  readonly ofMission: boolean;
  /** Countries of the title. */
  readonly titleCountries: readonly string[];
  /** By full name and by surname or last part. */
  readonly people: Map<string, MetPerson>;
  /** The state the report is filed from, CN for China; null where its head names no place. Latin script only. */
  readonly filedIn: string | null;
  /** The document speaks of China at all. */
  readonly china: boolean;
  readonly chinaInTitle: boolean;
  /** "Maldives Police Service (MPS)": the page calls another force by the ministry's letters. */
  readonly othersMps: boolean;
}

/** The country a one-character form stands for here, or null when the document does not settle it. */
export function resolveShort(form: string, context: DocumentContext): string | null {
  const candidates = context.lexicon.short.get(form);
  if (!candidates) return null;
  const named = context.countries.find((code) => candidates.includes(code));
  if (named) return named;
  return candidates.length === 1 ? candidates[0]! : null;
}

/** The index of terms for the language of the page. */
export function termsOf({
  lexicon,
  romance,
}: Pick<DocumentContext, "lexicon" | "romance">): Lexicon["latin"] {
  return romance ? lexicon.romance : lexicon.latin;
}

/** The foreign country an organ without one belongs to: the document's only or leading one. */
export function mainCountry(context: DocumentContext): string | null {
  return context.titleCountries[0] ?? context.countries[0] ?? null;
}

/**
 * Notes a named person of a chunk, so that later bare mentions of the name are read as this person. Gives the person if
 * the name is new, or its side was unknown so far; else null. `text` is what the chunk's offsets count in.
 */
export function meetPerson(text: string, chunk: Chunk, context: DocumentContext): MetPerson | null {
  if (!chunk.name) return null;
  const name = text.slice(chunk.name.start, chunk.name.end);
  const earlier = context.people.get(name);
  if (earlier && earlier.side !== "unknown") return null;
  const person: MetPerson = {
    name,
    side: chunk.kind === "prc_person" ? "prc" : chunk.kind === "foreign_person" ? "foreign" : "unknown",
    countries: chunk.countries,
    actors: chunk.actors,
    rank: chunk.rank,
    office: text.slice(chunk.start, chunk.name.start) || text.slice(chunk.name.end, chunk.end),
    organ: chunk.organ ?? null,
    known: chunk.known,
    ofSource: chunk.ofSource === true,
  };
  context.people.set(name, person);
  return person;
}

/** A bare mention of somebody whom the page has named with an office. Offsets count in the text of the mention. */
export function metChunk(person: MetPerson, start: number, end: number): Chunk {
  return {
    kind: person.side === "prc" ? "prc_person" : person.side === "foreign" ? "foreign_person" : "some_person",
    start,
    end,
    countries: person.countries,
    actors: person.actors,
    organ: person.organ,
    name: { start, end },
    ...(person.ofSource ? { ofSource: true } : {}),
    ...(person.known ? { known: person.known } : {}),
    ...(person.rank ? { rank: person.rank } : {}),
  };
}
