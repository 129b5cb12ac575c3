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
  /** What marked words of a document say, field by field. */
  read(document: TextToCode, words: MarkedWords): WordsRead;
}

/** Makes a rulebook ready for reviewing. */
export function reviewWords(rulebook: Rulebook, glosses: GlossWords): ReviewWords {
  return {
    countries: countryNames(rulebook.dictionaries.countries),
    glosses: glossIndex(rulebook.dictionaries, glosses),
    people: rulebook.lexicon.people,
    read: (document, words) => readWords(rulebook, document, words),
  };
}
