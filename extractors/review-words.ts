import { type CountryNames, countryNames } from "./country-names.ts";
import type { TextToCode } from "./extract.ts";
import { type GlossIndex, type GlossWords, glossIndex } from "./glosses.ts";
import type { KnownPerson } from "./lexicon.ts";
import { type MarkedWords, readWords, type WordsRead } from "./read-words.ts";
import type { Rulebook } from "./rulebook.ts";

/** What a reviewing person is helped with by rules and dictionaries. */
export interface ReviewWords {
  readonly countries: CountryNames;
  readonly glosses: GlossIndex;
  readonly people: ReadonlyMap<string, KnownPerson>;
  /** The state that a source writes about; undefined where it writes about none. */
  stateOf(sourceId: string): string | undefined;
  /** What marked words of a document say, field by field. */
  read(document: TextToCode, words: MarkedWords): WordsRead;
}

/** Makes a rulebook ready for reviewing. */
export function reviewWords(rulebook: Rulebook, glosses: GlossWords): ReviewWords {
  return {
    countries: countryNames(rulebook.dictionaries.countries),
    glosses: glossIndex(rulebook.dictionaries, glosses),
    people: rulebook.lexicon.people,
    stateOf: (sourceId) => rulebook.sourceStates.get(sourceId)?.state,
    read: (document, words) => readWords(rulebook, document, words),
  };
}
