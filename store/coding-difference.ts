import type { Coding } from "../extractors/event.ts";
import { CLEARABLE_FIELDS } from "./correction.ts";

/** What two persons may say differently of one event: that it is none, or a coded field. */
export type DifferingField = "event" | Exclude<keyof Coding, "background">;

/** The fields two persons code, in the order in which they are told. */
export const COMPARED_FIELDS = [
  "type",
  "date",
  "countries",
  "prc_actors",
  "prc_people",
  "foreign_people",
  "topics",
  ...CLEARABLE_FIELDS,
] as const satisfies readonly (keyof Coding)[];

/**
 * The fields in which two codings differ; null is a coding of who says that it is no event. The order of a list does not matter,
 * nor does it whether a field is absent or empty.
 */
export function differingFields(one: Coding | null, other: Coding | null): DifferingField[] {
  if (one === null || other === null) return one === other ? [] : ["event"];
  return COMPARED_FIELDS.filter((field) => plain(one[field]) !== plain(other[field]));
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify([...new Set(value.map(String))].sort());
  return value === undefined || value === null ? "[]" : JSON.stringify(value);
}
