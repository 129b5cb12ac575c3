import type { CountryNames } from "../extractors/country-names.ts";
import type { EventRecord } from "../store/event-record.ts";
import type { ReviewRecord } from "../store/event-values.ts";
import { readCorrection, type SentForm } from "./correction.ts";
import { readDecision, readSeen } from "./decision-form.ts";

/**
 * Whether a form asks for what its reviewer has decided with it already: it was sent once more (`again`), because the answer
 * did not arrive. Then nothing is to be written. `reviews` are the decisions on the event of the form, `record` that event as it
 * stands, or the one it is part of since.
 */
export function wasTaken(
  form: SentForm,
  reviewer: string,
  record: EventRecord,
  reviews: readonly ReviewRecord[],
  names: CountryNames | undefined,
): boolean {
  if (form.again !== "yes") return false;
  const seen = readSeen(form.seen);
  if (form.opinion === "yes") {
    const last = record.opinions.at(-1);
    return last?.reviewer === reviewer && says(form, { ...last, of: record }, names);
  }
  // Exactly one decision was taken since the page was shown, and it is this one.
  const [last, ...more] = seen === undefined ? [] : reviews.filter(({ id }) => id > seen);
  if (!last || more.length > 0 || last.reviewer !== reviewer) return false;
  return says(form, { ...last, coding: record.coding, of: record }, names);
}

interface Taken extends Partial<Pick<ReviewRecord, "changes" | "into" | "mentionIds">> {
  readonly decision: string;
  readonly note: string | null;
  readonly spans: ReviewRecord["spans"];
  readonly coding: EventRecord["coding"] | null;
  readonly of: EventRecord;
}

/** Whether the form says what was decided: of a correction, every value as it stands since. */
function says(form: SentForm, taken: Taken, names: CountryNames | undefined): boolean {
  const { decision, note, changes = null, into = null, mentionIds, coding, of } = taken;
  if (form.decision !== decision) return false;
  if (decision === "correct") {
    if (coding === null) return false;
    const correction = readCorrection(form, { coding, people: of.people }, names);
    const words = typeof form.note === "string" ? form.note.trim() : "";
    return (
      correction.changes !== null &&
      Object.keys(correction.changes).length === 0 &&
      same(correction.spans, taken.spans ?? {}) &&
      words === (note ?? "")
    );
  }
  const read = readDecision(form, of, names);
  if ("errors" in read) return false;
  return (
    (read.decision.note ?? null) === note &&
    (decision === "split"
      ? same([...(read.decision.mentionIds ?? [])].sort(), [...(mentionIds ?? [])].sort())
      : (read.decision.into ?? null) === into) &&
    same(read.decision.changes ?? null, changes)
  );
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
