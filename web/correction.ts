import type { CountryNames } from "../extractors/country-names.ts";
import { CODED_FIELDS, type CodedField, type Coding, type Participant } from "../extractors/event.ts";
import { type CheckedChanges, checkChanges } from "../store/correction.ts";
import { readFieldText } from "../store/correction-text.ts";
import type { FieldError } from "../store/field-error.ts";
import type { PeopleDetails } from "../store/people-details.ts";
import { MarkedSpan, type ReviewSpans } from "../store/review-spans.ts";

export type { FieldError } from "../store/field-error.ts";

/**
 * A form as it was sent: one string, or several under one name. The names of `CorrectionFields` are
 * - each coded field by its own name; boxes and rows repeat it, other lists come as lines, countries with semicolons between;
 * - `FIELD_sent` beside the boxes of `prc_actors` and `topics`, because a browser sends nothing where none is ticked;
 * - `FIELD_office` and `FIELD_agency` beside each row of `prc_people` and `foreign_people`, in the same order and number;
 * - `FIELD_span`: the words of a report marked for a field, `DOCUMENT title|text START END`; empty or absent for none.
 */
export type SentForm = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a correction is made to: the values shown, and what is known of the people named. */
export interface Shown {
  readonly coding: Coding;
  readonly people: readonly Participant[];
}

/** What a form asks for. Beside `errors` nothing else may be used. */
export type Correction =
  | (Extract<CheckedChanges, { errors: readonly [] }> & { readonly spans: ReviewSpans })
  | { readonly changes: null; readonly errors: readonly FieldError[] };

const PEOPLE = { prc_people: "prc", foreign_people: "foreign" } as const;

/**
 * Reads a correction form: only the fields whose value differs from what is shown, an emptied optional field as null.
 * A field the form does not carry is left as it is. Errors name the field and say what is expected.
 */
export function readCorrection(form: SentForm, shown: Shown, names?: CountryNames): Correction {
  const changes: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  for (const field of CODED_FIELDS) {
    if (form[field] === undefined && form[`${field}_sent`] === undefined) continue;
    const read = readFieldText(field, typedIn(field, form[field]), names);
    if ("message" in read) errors.push({ field, message: read.message });
    else if (!same(read.value, shown.coding[field] ?? null)) changes[field] = read.value;
  }
  const people = readPeople(form, shown.people);
  if (people.length > 0) changes.people = people;
  const { spans, wrong } = readSpans(form);
  const checked = checkChanges(shown.coding, changes);
  const all = [...errors, ...checked.errors, ...wrong];
  return checked.changes === null || all.length > 0 ? { changes: null, errors: all } : { ...checked, spans };
}

/** The values typed or chosen for a field, one each. */
function typedIn(field: CodedField, sent: string | readonly string[] | undefined): string[] {
  // No name of a country holds a comma: names are parted at commas, semicolons and lines.
  const parts = field === "countries" ? /[,;、，；\n]/ : /\r?\n/;
  return valuesOf(sent).flatMap((value) => value.split(parts));
}

function valuesOf(sent: string | readonly string[] | undefined): readonly string[] {
  return typeof sent === "string" ? [sent] : (sent ?? []);
}

/** Offices and agencies of people who are named, as far as they differ from what is known. */
function readPeople(form: SentForm, known: readonly Participant[]): PeopleDetails {
  return (Object.keys(PEOPLE) as (keyof typeof PEOPLE)[]).flatMap((field) => {
    const [names, offices, agencies] = [field, `${field}_office`, `${field}_agency`].map((name) =>
      valuesOf(form[name]).map((value) => value.trim()),
    ) as [string[], string[], string[]];
    // A form that names people on lines says nothing of offices.
    if (offices.length !== names.length && agencies.length !== names.length) return [];
    const side = PEOPLE[field];
    return names.flatMap((name, row) => {
      if (name === "") return [];
      const before = known.find((person) => person.side === side && person.name === name);
      const said = { name, side, office: offices[row] || null, agency: agencies[row] || null };
      const unchanged = said.office === (before?.office ?? null) && said.agency === (before?.agency ?? null);
      return unchanged ? [] : [said];
    });
  });
}

/** The words marked for fields; what is no place in a document is told as wrong. */
function readSpans(form: SentForm): { spans: ReviewSpans; wrong: FieldError[] } {
  const spans: ReviewSpans = {};
  const wrong: FieldError[] = [];
  for (const field of CODED_FIELDS) {
    const sent = valuesOf(form[`${field}_span`]).find(Boolean);
    if (sent === undefined) continue;
    const span = readSpan(sent);
    if (span) spans[field] = span;
    else wrong.push({ field, message: "the marked words are not a place in a report" });
  }
  return { spans, wrong };
}

/** A marked place as a form carries it, `DOCUMENT title|text START END`; undefined for anything else. */
export function readSpan(sent: string): MarkedSpan | undefined {
  const [documentId, part, start, end, ...more] = sent.split(" ");
  if (more.length > 0) return undefined;
  return MarkedSpan.safeParse({ documentId, in: part, start: Number(start), end: Number(end) }).data;
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
