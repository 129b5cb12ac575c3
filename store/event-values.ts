import type { Coding, CodingChanges, Participant } from "../extractors/event.ts";
import type { RelationKind } from "../extractors/relation-config.ts";
import type { Row } from "./database.ts";
import { type PeopleDetails, withDetails } from "./people-details.ts";
import { standingReviews } from "./review-rows.ts";
import { type ReviewSpans, standingSpans } from "./review-spans.ts";

/** Changes of a correction; null clears a field that may be absent. `people` are offices and agencies of people who are named. */
export type ReviewChanges = { readonly [Key in keyof CodingChanges]?: CodingChanges[Key] | null } & {
  readonly people?: PeopleDetails | undefined;
};

/** A decision as it is read. */
export interface ReviewRecord {
  readonly id: number;
  readonly reviewer: string;
  readonly at: string;
  readonly decision: Row<"review">["decision"];
  /** Of a correction the fields; of a relation its kind. */
  readonly changes: (ReviewChanges & { readonly kind?: RelationKind }) | null;
  /** Of a merge or split, the mentions that moved; of "distinct", those of the event; of "add", the one that was added. */
  readonly mentionIds: string[] | null;
  /** Of a merge, the event that stays; of a split, the new event; of "distinct", the event that is another; of "add", null unless the event was known. */
  readonly into: string | null;
  readonly note: string | null;
  /** The words of reports that the reviewer marked for the fields. */
  readonly spans: ReviewSpans | null;
  /** False once it has been undone, and for an undo itself. */
  readonly effective: boolean;
}

/** What an event is after the decisions on it. */
export interface EffectiveEvent {
  readonly coding: Coding;
  readonly status: Row<"event">["status"];
  readonly mergedInto: string | null;
  /** Who took the decision that gives the status; null where none does. */
  readonly decidedBy: string | null;
  /** JSON of the coding that a reviewer signed; null where the values are the machine's. */
  readonly signed: string | null;
  /** Fields that a reviewer set. */
  readonly corrected: (keyof Coding)[];
  /** The words that reviewers marked for the values that stand. */
  readonly spans: ReviewSpans;
  readonly reviews: ReviewRecord[];
}

/** What a decision makes of an event; any other leaves its status as it was. */
const STATUS: { readonly [D in Row<"review">["decision"]]?: Row<"event">["status"] } = {
  accept: "accepted",
  reject: "rejected",
  correct: "corrected",
  merge: "merged",
  add: "accepted",
};

/**
 * Applies decisions, oldest first, to the machine's coding. An undo takes back the last decision that stands. The
 * newest acceptance or correction that stands gives the values, as they were signed; without one they are the machine's.
 * What the machine made of the event counts while no person decided: `absorbedInto`, the event to which linking moved all
 * mentions, and `autoAccepted`, since when the machine has accepted it by itself.
 */
export function applyReviews(
  machine: Coding,
  rows: readonly Row<"review">[],
  {
    absorbedInto = null,
    autoAccepted = null,
  }: Partial<Pick<Row<"event">, "absorbedInto" | "autoAccepted">> = {},
): EffectiveEvent {
  const standing = standingReviews(rows);
  const deciding = standing.findLast(decidesEvent);
  const signed = standing.findLast((row) => row.coding !== null);
  const unasked = autoAccepted === null ? "new" : "accepted";
  const ids = new Set(standing.map((row) => row.id));
  const reviews = rows.map((row) => reviewRecord(row, ids.has(row.id)));
  const mergedInto = deciding?.decision === "merge" ? deciding.into : absorbedInto;
  return {
    coding: signed ? (JSON.parse(signed.coding!) as Coding) : machine,
    status: mergedInto === null ? (STATUS[deciding?.decision ?? "undo"] ?? unasked) : "merged",
    mergedInto,
    decidedBy: deciding?.reviewer ?? null,
    signed: signed?.coding ?? null,
    corrected: correctedFields(standing),
    spans: standingSpans(reviews.filter(({ effective }) => effective)),
    reviews,
  };
}

/** Whether a person added a report to an event that was known already: of the event itself that decides nothing. */
export function isReportAdded({ decision, into }: Pick<ReviewRecord, "decision" | "into">): boolean {
  return decision === "add" && into !== null;
}

/** Whether a decision says what the event is; the others are about its reports and relations, or ask somebody else. */
export function decidesEvent(row: Pick<ReviewRecord, "decision" | "into">): boolean {
  return row.decision in STATUS && !isReportAdded(row);
}

/** The coding with a reviewer's changes. An agreement type goes with the type it belongs to. */
export function withChanges(coding: Coding, changes: ReviewChanges): Coding {
  const changed: Record<string, unknown> = { ...coding };
  const { people: _, ...values } = changes;
  for (const [key, value] of Object.entries(values)) {
    if (value === null) delete changed[key];
    else if (value !== undefined) changed[key] = value;
  }
  if (changed.type !== "agreement") delete changed.agreement_type;
  return changed as Coding;
}

/** The people named in a coding, with office and agency where the mentions or decisions that stand gave them. */
export function peopleOf(
  coding: Coding,
  known: readonly Participant[],
  reviews: readonly ReviewRecord[] = [],
): Participant[] {
  const find = (name: string, side: "prc" | "foreign"): Participant =>
    known.find((person) => person.side === side && (person.name === name || person.name_en === name)) ?? {
      name,
      side,
      country: side === "prc" ? "CN" : (coding.countries.length === 1 && coding.countries[0]) || null,
      office: null,
      agency: null,
      name_en: null,
      office_en: null,
      agency_en: null,
    };
  const people = [
    ...coding.prc_people.map((name) => find(name, "prc")),
    ...coding.foreign_people.map((name) => find(name, "foreign")),
  ];
  return withDetails(
    people,
    reviews.flatMap(({ effective, changes }) => (effective ? (changes?.people ?? []) : [])),
  );
}

function correctedFields(standing: readonly Row<"review">[]): (keyof Coding)[] {
  const fields = standing
    .filter((row) => row.decision === "correct" && row.changes !== null)
    .flatMap((row) => {
      const { people, ...values } = JSON.parse(row.changes!) as ReviewChanges;
      return [...Object.keys(values), ...(people ?? []).map(({ side }) => `${side}_people`)];
    });
  return [...new Set(fields)] as (keyof Coding)[];
}

/** Decisions whose `changes` name mentions. */
const OF_MENTIONS: ReadonlySet<string> = new Set(["merge", "split", "distinct", "add"]);

/** A decision as it is read; `effective` while it stands. */
export function reviewRecord(row: Row<"review">, effective: boolean): ReviewRecord {
  const kept = row.changes === null ? null : (JSON.parse(row.changes) as Record<string, unknown>);
  const { withdrew: _, ...changes } = kept ?? {};
  const moves = OF_MENTIONS.has(row.decision);
  return {
    id: row.id,
    reviewer: row.reviewer,
    at: row.at,
    decision: row.decision,
    changes: moves || kept === null ? null : (changes as ReviewRecord["changes"]),
    mentionIds: moves ? ((changes.mentionIds as string[] | undefined) ?? []) : null,
    into: row.into,
    note: row.note,
    spans: row.spans === null ? null : (JSON.parse(row.spans) as ReviewSpans),
    effective,
  };
}
