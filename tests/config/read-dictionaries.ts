import { readDictionaries } from "../../extractors/dictionaries.ts";

export const folder = "config/dictionaries";
export const dictionaries = readDictionaries(folder);
/** The items that occur more than once. */
export function repeated(items: readonly string[]): string[] {
  return [...new Set(items.filter((item, i) => items.indexOf(item) !== i))];
}
