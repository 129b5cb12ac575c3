import { z } from "zod";
import type { Coding } from "../extractors/event.ts";
import { RELATION_KINDS, RelationKind } from "../extractors/relation-config.ts";
import { checkChanges } from "./correction.ts";
import type { ReviewChanges } from "./event-values.ts";
import type { FieldError } from "./field-error.ts";
import type { PeopleDetails } from "./people-details.ts";
import { ReviewError } from "./review-error.ts";
import { ReviewSpans } from "./review-spans.ts";

const LONGEST_TEXT = 2000;

/** What a person may decide about an event. */
export const DECISIONS = [
  "accept",
  "reject",
  "correct",
  "merge",
  "split",
  "distinct",
  "relate",
  "unrelate",
  "second-look",
  "add",
  "undo",
] as const;

/** Decisions about two events: `into` is the other one. */
const OF_TWO: ReadonlySet<string> = new Set(["merge", "distinct", "relate", "unrelate"]);

/**
 * A decision as it comes in. `changes` belongs to a correction, and as `{kind}` to "relate" and "unrelate"; `into` to a decision
 * about two events; `mentionIds` to a split. "add" is no decision on an event that is there: see `addAddition`.
 */
export interface ReviewInput {
  readonly eventId: string;
  readonly reviewer: string;
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly decision: (typeof DECISIONS)[number];
  readonly changes?: unknown;
  readonly into?: string | undefined;
  readonly mentionIds?: readonly string[] | undefined;
  readonly note?: string | undefined;
  /** The words of reports that the reviewer marked for the fields of a correction. */
  readonly spans?: ReviewSpans | undefined;
}

const ReviewShape = z.object({
  eventId: z.string().min(1),
  reviewer: z.string().trim().min(1, "expected the reviewer's name").max(200),
  at: z.iso.datetime({ offset: true, error: "expected a time as 2026-01-31T08:00:00Z" }),
  decision: z.enum(DECISIONS, {
    error: (issue) => `expected one of ${DECISIONS.join(", ")}, found ${JSON.stringify(issue.input)}`,
  }),
  changes: z.unknown().optional(),
  into: z.string().min(1).optional(),
  mentionIds: z.array(z.string()).optional(),
  note: z.string().max(LONGEST_TEXT).optional(),
  spans: ReviewSpans.optional(),
});
/** A decision whose form is right; whether it fits the event is not known yet. */
export type CheckedReview = z.infer<typeof ReviewShape>;

/** Checks who says something, when, and the note. Throws {@link ReviewError}. */
export function checkSigned(
  input: Pick<ReviewInput, "reviewer" | "at" | "note">,
): Pick<CheckedReview, "reviewer" | "at" | "note"> {
  const result = ReviewShape.pick({ reviewer: true, at: true, note: true }).safeParse(input);
  if (!result.success) throw new ReviewError(describe(result.error));
  return result.data;
}

/** Checks the form of a decision, whichever it is. Throws {@link ReviewError}. */
export function checkShape(input: ReviewInput): CheckedReview {
  const result = ReviewShape.safeParse(input);
  if (!result.success) throw new ReviewError(describe(result.error));
  return result.data;
}

/** Checks what can be checked without the database. Throws {@link ReviewError}. */
export function checkReview(input: ReviewInput): CheckedReview {
  const review = checkShape(input);
  const { decision } = review;
  if (decision === "add") throw new ReviewError("add: an event is added from its document");
  if (decision === "merge" && !review.into)
    throw new ReviewError("merge: expected into, the id of the event that stays");
  if (decision === "distinct" && !review.into)
    throw new ReviewError("distinct: expected into, the id of the event that it is not the same as");
  if (decision === "relate" || decision === "unrelate") {
    if (!review.into) throw new ReviewError(`${decision}: expected into, the id of the other event`);
    readKind(decision, review.changes);
    return review;
  }
  if (decision === "split" && !review.mentionIds?.length) {
    throw new ReviewError("split: expected mentionIds, the mentions that leave to a new event");
  }
  if (decision !== "correct" && hasKeys(review.changes)) {
    throw new ReviewError(`${decision}: takes no changes; expected decision correct`);
  }
  if (decision !== "correct" && hasKeys(review.spans)) {
    throw new ReviewError(`${decision}: takes no spans; expected decision correct`);
  }
  if (!OF_TWO.has(decision) && review.into)
    throw new ReviewError(`${decision}: takes no into; expected decision ${[...OF_TWO].join(" or ")}`);
  return review;
}

/** The kind that a decision about a relation is about. Throws {@link ReviewError} where it is none. */
export function readKind(decision: string, changes: unknown): RelationKind {
  const result = z.strictObject({ kind: RelationKind }).safeParse(changes);
  if (result.success) return result.data.kind;
  throw new ReviewError(
    `${decision}: expected changes {"kind": …} with one of ${RELATION_KINDS.join(", ")}, found ${JSON.stringify(changes)}`,
  );
}

/**
 * The coding of an event that a person adds, at least its type and date, and what is said of the people. Throws
 * {@link ReviewError} with what is wrong, field by field.
 */
export function addedCoding(input: unknown): { coding: Coding; people: PeopleDetails } {
  const { type, date } = (input ?? {}) as Partial<Coding>;
  const errors = Object.entries({ type, date }).flatMap(([field, value]) =>
    value ? [] : [{ field, message: "must have a value" }],
  );
  if (errors.length > 0) throw wrongFields(errors);
  const lists = { countries: [], prc_actors: [], prc_people: [], foreign_people: [], topics: [] };
  const { coding, changes } = correctedCoding({ type: type!, date: date!, ...lists }, input);
  return { coding, people: changes.people ?? [] };
}

/** The coding after the changes of a correction. Throws {@link ReviewError} with what is wrong, field by field. */
export function correctedCoding(coding: Coding, input: unknown): { changes: ReviewChanges; coding: Coding } {
  if (!hasKeys(input)) throw new ReviewError('correct: expected changes, such as {"date": "2016-09-27"}');
  const { changes, coding: changed, errors } = checkChanges(coding, input);
  if (changes) return { changes, coding: changed };
  throw wrongFields(errors);
}

function wrongFields(errors: readonly FieldError[]): ReviewError {
  const text = errors.map(({ field, message }) => `${field}: ${message}`).join("; ");
  return new ReviewError(`changes: ${text}`, { errors });
}

function hasKeys(value: unknown): boolean {
  return (
    value !== null && value !== undefined && (typeof value !== "object" || Object.keys(value).length > 0)
  );
}

function describe(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => {
      if (issue.code === "unrecognized_keys") return `unknown field ${issue.keys.join(", ")}`;
      return issue.path.length > 0 ? `${issue.path.join(".")}: ${issue.message}` : issue.message;
    })
    .join("; ");
}
