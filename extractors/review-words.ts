import { type CountryNames, countryNames } from "./country-names.ts";
import type { Rulebook } from "./rulebook.ts";

/** What a reviewing person is helped with by the dictionaries. */
export interface ReviewWords {
  readonly countries: CountryNames;
}

/** Makes the dictionaries of a rulebook ready for reviewing. */
export function reviewWords({ dictionaries }: Pick<Rulebook, "dictionaries">): ReviewWords {
  return { countries: countryNames(dictionaries.countries) };
}
