import type { Coding } from "./event.ts";

/** A value of a field, and the ids of the mentions that have it or add to it. */
export interface Said {
  readonly value: unknown;
  readonly from: readonly string[];
}

/** How one field of an event got its value: the value, the others that reports have, and why it was preferred. */
export interface Fact extends Said {
  readonly alternatives: readonly Said[];
  readonly why: string;
  /** What a person should see, in words: reports disagree, and neither precision nor time zones nor synonyms explain it. */
  readonly conflict?: string;
}

/** The fields of an event that have a value in some report. */
export type Facts = Readonly<Partial<Record<keyof Coding, Fact>>>;

/** The disagreements of an event that a person should see, in the order of the fields. */
export function conflictsOf(facts: Facts): { field: keyof Coding; text: string }[] {
  return (Object.entries(facts) as [keyof Coding, Fact][]).flatMap(([field, { conflict }]) =>
    conflict === undefined ? [] : [{ field, text: conflict }],
  );
}
