import { isForeignCountry } from "../extractors/country-names.ts";
import { CODED_FIELDS, type CodedField, type Coding, CodingChanges } from "../extractors/event.ts";
import { type ReviewChanges, withChanges } from "./event-values.ts";
import type { FieldError } from "./field-error.ts";
import { PeopleDetails } from "./people-details.ts";

/** Fields that a coding may lack; null clears them. */
export const CLEARABLE_FIELDS = [
  "agreement_type",
  "participants",
  "round",
  "persons",
  "items",
  "value",
  "location",
] as const satisfies readonly CodedField[];
const CLEARABLE: ReadonlySet<string> = new Set(CLEARABLE_FIELDS);

const Changes = CodingChanges.extend({ people: PeopleDetails.optional() });
/** Beyond this a value is no value but a text. */
const LONGEST = { text: 500, list: 100 } as const;

/** What a correction makes of a coding, or what is wrong with it, field by field. */
export type CheckedChanges =
  | { readonly changes: ReviewChanges; readonly coding: Coding; readonly errors: readonly [] }
  | { readonly changes: null; readonly coding: null; readonly errors: readonly FieldError[] };

/**
 * Checks the changes of a correction against the codebook and the coding they are made to: the one check for the form, the
 * JSON interface and the command line. All that is wrong is told at once, at most one message a field.
 */
export function checkChanges(coding: Coding, input: unknown): CheckedChanges {
  if (input === null || typeof input !== "object" || Array.isArray(input)) {
    const message = 'expected changes, such as {"date": "2016-09-27"}';
    return { changes: null, coding: null, errors: [{ field: "changes", message }] };
  }
  const errors: FieldError[] = [];
  const right: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(input)) {
    const read = readValue(field, value);
    if ("message" in read) errors.push({ field, message: read.message });
    else right[field] = read.value;
  }
  const changes = right as ReviewChanges;
  const changed = withChanges(coding, changes);
  errors.push(...misfits(changes, changed));
  if (errors.length === 0) return { changes, coding: changed, errors: [] };
  return { changes: null, coding: null, errors };
}

type Read = { readonly value: unknown } | { readonly message: string };

function readValue(field: string, value: unknown): Read {
  if (!(field in Changes.shape)) {
    return { message: `unknown field ${field}; the fields are ${CODED_FIELDS.join(", ")}` };
  }
  if (value === null) return CLEARABLE.has(field) ? { value } : { message: "must have a value" };
  const result = Changes.shape[field as keyof typeof Changes.shape].safeParse(value);
  if (!result.success) return { message: result.error.issues[0]!.message };
  const message = wrongValue(field, value);
  return message === undefined ? { value: result.data } : { message };
}

/** What is wrong with a value that has the right form. */
function wrongValue(field: string, value: unknown): string | undefined {
  if (field === "date" && !isRealDate(value as string)) {
    return `expected a day of the calendar, found "${value}"`;
  }
  const stranger =
    field === "countries" ? (value as string[]).find((code) => !isForeignCountry(code)) : undefined;
  if (stranger !== undefined) return `expected foreign parties only, found "${stranger}"`;
  const values = [value].flat();
  const texts = values.filter((one) => typeof one === "string");
  if (texts.some((text) => text.trim() === "")) return "expected words, found none";
  if (texts.some((text) => text.length > LONGEST.text)) return `expected at most ${LONGEST.text} characters`;
  return values.length > LONGEST.list ? `expected at most ${LONGEST.list} values` : undefined;
}

/** What is right by itself but not beside the other values. */
function misfits(changes: ReviewChanges, { type, ...coding }: Coding): FieldError[] {
  const errors: FieldError[] = [];
  if (changes.agreement_type && type !== "agreement") {
    errors.push({
      field: "agreement_type",
      message: `expected only with type agreement, found type ${type}`,
    });
  }
  for (const { name, side } of changes.people ?? []) {
    const field = side === "prc" ? "prc_people" : "foreign_people";
    if (!coding[field].includes(name)) {
      errors.push({ field, message: `expected office and agency of people who are named, found "${name}"` });
    }
  }
  return errors;
}

function isRealDate(date: string): boolean {
  const full = `${date}-01-01`.slice(0, 10);
  const time = Date.parse(`${full}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(full);
}
