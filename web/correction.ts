import { type Coding, CodingChanges } from "../extractors/event.ts";
import { countryName } from "./labels.ts";
import { FIELD_NAMES, FIELD_TEXTS, type FieldName } from "./texts.ts";

/** A form as it was sent: one string, or several under one name. */
export type SentForm = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Something a person must mend before a decision can be taken, and the field it is about. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export type Correction =
  | { readonly changes: Record<string, unknown>; readonly errors: readonly [] }
  | { readonly changes: null; readonly errors: readonly FieldError[] };

const LISTS = new Set<FieldName>(["prc_actors", "topics"]);
const LINES = new Set<FieldName>(["prc_people", "foreign_people", "items"]);
const NUMBERS = new Set<FieldName>(["participants", "round", "persons"]);
const REQUIRED = new Set<FieldName>([
  "type",
  "date",
  "countries",
  "prc_actors",
  "prc_people",
  "foreign_people",
  "topics",
]);

/**
 * Reads a correction form: only the fields whose value differs from what is shown, an emptied optional field as null.
 * A field the form does not carry is left as it is. Errors name the field and say what is expected.
 */
export function readCorrection(form: SentForm, shown: Coding): Correction {
  const changes: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  for (const field of FIELD_NAMES) {
    if (form[field] === undefined && form[`${field}_sent`] === undefined) continue;
    const read = readField(field, form[field]);
    if ("message" in read) errors.push({ field, message: read.message });
    else if (!same(read.value, shown[field] ?? null)) changes[field] = read.value;
  }
  const checked = checkChanges(changes);
  const all = [...errors, ...checked.errors];
  return all.length > 0 ? { changes: null, errors: all } : checked;
}

/** Validates changes by the codebook; null clears a field that may be absent. Used by the form and by the JSON API. */
export function checkChanges(changes: Record<string, unknown>): Correction {
  const errors: FieldError[] = [];
  const set: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(changes)) {
    if (!FIELD_NAMES.includes(field as FieldName)) {
      errors.push({ field, message: `no field of the codebook; the fields are ${FIELD_NAMES.join(", ")}` });
    } else if (value !== null) set[field] = value;
    else if (REQUIRED.has(field as FieldName)) errors.push({ field, message: "must have a value" });
  }
  const result = CodingChanges.safeParse(set);
  for (const issue of result.error?.issues ?? []) {
    errors.push({ field: String(issue.path[0] ?? "changes"), message: issue.message });
  }
  if (typeof set.date === "string" && result.success && !isRealDate(set.date)) {
    errors.push({ field: "date", message: "no day of the calendar; a date as YYYY, YYYY-MM or YYYY-MM-DD" });
  }
  for (const code of result.data?.countries ?? []) {
    if (!codeOfCountry(code))
      errors.push({ field: "countries", message: `"${code}" is not a foreign country` });
  }
  return errors.length > 0 ? { changes: null, errors } : { changes, errors: [] };
}

/** The ISO 3166-1 code for a code or an English name in any case; undefined for China itself and for no country. */
export function codeOfCountry(text: string): string | undefined {
  return countryCodes().get(text.trim().toLowerCase());
}

/** All foreign countries as [code, English name], by name. */
export function countryChoices(): readonly (readonly [string, string])[] {
  const codes = [...new Set(countryCodes().values())];
  return codes
    .map((code) => [code, countryName(code)] as const)
    .sort(([, a], [, b]) => a.localeCompare(b, "en"));
}

let codesByName: Map<string, string> | undefined;

function countryCodes(): Map<string, string> {
  if (codesByName) return codesByName;
  codesByName = new Map();
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  // CN, HK, MO, TW are never foreign parties (codebook); the rest are no codes of ISO 3166-1.
  const left = new Set("CN HK MO TW AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split(" "));
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = countryName(code);
    // Withdrawn codes (VD, BU) have the name of the state that came after them.
    const [today] = Intl.getCanonicalLocales(`und-${code}`);
    if (name === code || left.has(code) || today !== `und-${code}`) continue;
    codesByName.set(code.toLowerCase(), code).set(name.toLowerCase(), code);
  }
  return codesByName;
}

function readField(
  field: FieldName,
  sent: string | readonly string[] | undefined,
): { value: unknown } | { message: string } {
  const values = (typeof sent === "string" ? [sent] : (sent ?? [])).map((value) => value.trim());
  if (field === "countries") {
    // A name may hold a comma only where no country does: the codes are split at commas, semicolons and lines.
    const names = values.flatMap((value) => value.split(/[,;、，\n]/)).map((name) => name.trim());
    const codes: string[] = [];
    for (const name of names.filter(Boolean)) {
      const code = codeOfCountry(name);
      if (!code) return { message: `"${name}" is not known; give an English name or a code of two letters` };
      if (!codes.includes(code)) codes.push(code);
    }
    return { value: codes };
  }
  if (LISTS.has(field)) return { value: values.filter(Boolean) };
  if (LINES.has(field)) {
    const lines = values
      .flatMap((value) => value.split(/\r?\n/))
      .map((line) => line.trim())
      .filter(Boolean);
    return { value: lines.length === 0 && !REQUIRED.has(field) ? null : lines };
  }
  const text = values[0] ?? "";
  if (text === "")
    return REQUIRED.has(field) ? { message: `${FIELD_TEXTS[field]} must have a value` } : { value: null };
  if (!NUMBERS.has(field)) return { value: text };
  return /^[1-9]\d{0,8}$/.test(text)
    ? { value: Number(text) }
    : { message: `"${text}" is not a whole number above 0` };
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function isRealDate(date: string): boolean {
  const [year, month = "01", day = "01"] = date.split("-");
  const time = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(`${year}-${month}-${day}`);
}
