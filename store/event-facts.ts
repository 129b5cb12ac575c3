import { isDeepStrictEqual } from "node:util";
import type { Coding } from "../extractors/event.ts";
import type { Fact, Facts, Said } from "../extractors/facts.ts";
import type { ReviewRecord } from "./event-values.ts";

/** Who set or confirmed a value, and when. */
export interface SetBy {
  readonly reviewer: string;
  readonly at: string;
  /** "correct" where the reviewer changed this very field, "accept" where it was signed as it was. */
  readonly decision: "accept" | "correct";
}

/** How a field got the value it has after decisions. */
export type ShownFact = Fact & { readonly set_by?: SetBy };
export type ShownFacts = Readonly<Partial<Record<keyof Coding, ShownFact>>>;

/** A disagreement of reports, and who has set the value since; null while nobody has. */
export interface Conflict {
  readonly field: keyof Coding;
  readonly text: string;
  readonly set_by: string | null;
}

/**
 * How each field got the value it has after decisions: what a person signed comes before what the rules choose, which is
 * then the first alternative. `facts` are those of the machine, null where they wait to be computed.
 */
export function factsAfterReviews(
  facts: Facts | null,
  coding: Coding,
  reviews: readonly ReviewRecord[],
): ShownFacts {
  const standing = reviews.filter(({ effective }) => effective);
  const signed = standing.findLast(({ decision }) => decision === "accept" || decision === "correct");
  if (!signed) return facts ?? {};
  const fields = new Set([...Object.keys(facts ?? {}), ...Object.keys(coding)]) as Set<keyof Coding>;
  fields.delete("background");
  const shown = [...fields].map((field) => {
    const set = standing.findLast(
      ({ decision, changes }) => decision === "correct" && changes && field in changes,
    );
    const { reviewer, at } = set ?? signed;
    const set_by = { reviewer, at, decision: set ? "correct" : "accept" } as const;
    return [field, signedFact(facts?.[field], coding[field] ?? null, set_by)];
  });
  return Object.fromEntries(shown);
}

function signedFact(machine: Fact | undefined, value: unknown, set_by: SetBy): ShownFact {
  if (machine && isDeepStrictEqual(machine.value, value)) return { ...machine, set_by };
  const said: readonly Said[] = machine ? [machine, ...machine.alternatives] : [];
  const same = said.find((one) => isDeepStrictEqual(one.value, value));
  return {
    value,
    from: same?.from ?? [],
    alternatives: said
      .filter((one) => one !== same)
      .map(({ value: other, from }) => ({ value: other, from })),
    why: `${set_by.decision === "correct" ? "set" : "accepted"} by ${set_by.reviewer}`,
    ...(machine?.conflict === undefined ? {} : { conflict: machine.conflict }),
    set_by,
  };
}

/** The disagreements of an event that a person should see, or has seen. */
export function conflictsAfterReviews(facts: ShownFacts): Conflict[] {
  return (Object.entries(facts) as [keyof Coding, ShownFact][]).flatMap(([field, { conflict, set_by }]) =>
    conflict === undefined ? [] : [{ field, text: conflict, set_by: set_by?.reviewer ?? null }],
  );
}
