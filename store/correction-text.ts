import { type CountryNames, codeOfCountry } from "../extractors/country-names.ts";
import type { CodedField } from "../extractors/event.ts";
import { CLEARABLE_FIELDS } from "./correction.ts";

/** Fields that hold lists. */
export const LIST_FIELDS: ReadonlySet<CodedField> = new Set([
  "countries",
  "prc_actors",
  "prc_people",
  "foreign_people",
  "topics",
  "items",
]);
/** Fields that hold whole numbers. */
export const NUMBER_FIELDS: ReadonlySet<CodedField> = new Set(["participants", "round", "persons"]);
const CLEARABLE: ReadonlySet<CodedField> = new Set(CLEARABLE_FIELDS);

/**
 * The value that words typed for a field stand for, as far as that can be told without the other fields: what the form and the
 * command line share. Lists come as their parts. Nothing typed is null for a field that may be absent, an empty list for another list.
 */
export function readFieldText(
  field: CodedField,
  typed: readonly string[],
  names?: CountryNames,
): { readonly value: unknown } | { readonly message: string } {
  const values = typed.map((value) => value.trim()).filter(Boolean);
  if (field === "countries") return readCountries(values, names);
  if (LIST_FIELDS.has(field)) return { value: values.length === 0 && CLEARABLE.has(field) ? null : values };
  const [text] = values;
  if (text === undefined) return CLEARABLE.has(field) ? { value: null } : { message: "must have a value" };
  if (!NUMBER_FIELDS.has(field)) return { value: text };
  return /^[1-9]\d{0,8}$/.test(text)
    ? { value: Number(text) }
    : { message: `"${text}" is not a whole number above 0` };
}

function readCountries(typed: readonly string[], names: CountryNames | undefined) {
  const codes: string[] = [];
  for (const name of typed) {
    // A two-letter code is taken as it is: whether it is a foreign party is for the check of all changes to say.
    const code = codeOfCountry(name, names) ?? (/^[A-Z]{2}$/.test(name) ? name : undefined);
    if (code === undefined) {
      return {
        message: `"${name}" is not known; give a name in English or Chinese, or a code of two letters`,
      };
    }
    if (!codes.includes(code)) codes.push(code);
  }
  return { value: codes };
}
