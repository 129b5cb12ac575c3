import { listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";
import { findSurvivors } from "./event-candidates.ts";
import { type ReviewRecord, reviewRecord } from "./event-values.ts";
import { type LinkEntry, linkEntries } from "./history-links.ts";
import { type StateEntry, stateEntries } from "./history-states.ts";
import { type OpinionRecord, opinionRecords, opinionsOf } from "./opinion-rows.ts";
import { reviewsOf, standingReviews } from "./review-rows.ts";

/** A decision that a person took on an event of the history. */
export interface DecisionEntry {
  readonly kind: "decided";
  readonly at: string;
  readonly event: string;
  readonly by: string;
  readonly review: ReviewRecord;
  /** Whether an undo would take back this one. */
  readonly last: boolean;
  /** The newest decision on the event, an undo included: what a reviewer has seen who has read this. */
  readonly newest: number;
}

/** What a second reviewer said of an event of the history, without having seen the decision it is compared with. */
export interface OpinionEntry {
  readonly kind: "opinion";
  readonly at: string;
  readonly event: string;
  readonly by: string;
  readonly opinion: OpinionRecord;
}

/** One thing that happened to an event, or to one that is or was part of it. */
export type HistoryEntry = DecisionEntry | OpinionEntry | LinkEntry | StateEntry;

/** Everything that happened to an event, oldest first. */
export interface EventHistory {
  /** The event asked for, or the one it is part of now. */
  readonly id: string;
  readonly askedFor: string;
  /** The events that are part of it now, by a person's merge or by linking. */
  readonly parts: readonly string[];
  readonly entries: readonly HistoryEntry[];
}

const ORDER: readonly HistoryEntry["kind"][] = [
  "recorded",
  "decided",
  "opinion",
  "absorbed",
  "revived",
  "auto-accepted",
  "auto-withdrawn",
  "joined",
  "moved",
  "left",
  "values",
  "reading",
];

/**
 * The past of an event, its merges followed both ways: of a part the past of the whole, of a whole that of its parts too.
 * Undefined when there is no such event. Nothing is kept back: whoever shows it to a reviewer who is asked for a second opinion
 * must not.
 */
export async function findHistory(db: Db, askedFor: string): Promise<EventHistory | undefined> {
  const known = await db.selectFrom("event").select("id").where("id", "=", askedFor).executeTakeFirst();
  if (!known) return undefined;
  const id = (await findSurvivors(db, [askedFor])).get(askedFor) ?? askedFor;
  const members = await membersOf(db, id);
  const entries: HistoryEntry[] = [
    ...(await decisionEntries(db, members)),
    ...(await opinionEntries(db, members)),
    ...(await stateEntries(db, members)),
    ...(await linkEntries(db, members)),
  ];
  entries.sort(
    (a, b) => compare(a.at, b.at) || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || place(a) - place(b),
  );
  return { id, askedFor, parts: members.filter((one) => one !== id).sort(), entries };
}

/** The event and those that are part of it. */
async function membersOf(db: Db, id: string): Promise<string[]> {
  const members = new Set([id]);
  for (let found = [id]; found.length > 0; ) {
    const rows = await db.selectFrom("event").select("id").where("mergedInto", "in", listOf(found)).execute();
    found = rows.map((row) => row.id).filter((part) => !members.has(part));
    for (const part of found) members.add(part);
  }
  return [...members];
}

/** Decisions on the members, and those on other events that name a member: merges since undone, "not the same", splits. */
async function decisionEntries(db: Db, members: readonly string[]): Promise<DecisionEntry[]> {
  const naming = await db
    .selectFrom("review")
    .select("eventId")
    .distinct()
    .where("into", "in", listOf(members))
    .execute();
  const own = new Set(members);
  const reviews = await reviewsOf(db, [...new Set([...members, ...naming.map(({ eventId }) => eventId)])]);
  return [...reviews].flatMap(([event, rows]) => {
    const standing = standingReviews(rows);
    const ids = new Set(standing.map(({ id }) => id));
    return rows
      .filter((row) => own.has(event) || concerns(row, rows, own))
      .map((row) => ({
        kind: "decided" as const,
        at: row.at,
        event,
        by: row.reviewer,
        review: reviewRecord(row, ids.has(row.id)),
        last: row.id === standing.at(-1)?.id,
        newest: rows.at(-1)!.id,
      }));
  });
}

/** The second opinions on the members. */
async function opinionEntries(db: Db, members: readonly string[]): Promise<OpinionEntry[]> {
  const opinions = await opinionsOf(db, members);
  const reviews = await reviewsOf(db, [...opinions.keys()]);
  return [...opinions].flatMap(([event, rows]) =>
    opinionRecords(rows, reviews.get(event) ?? []).map((opinion) => ({
      kind: "opinion" as const,
      at: opinion.at,
      event,
      by: opinion.reviewer,
      opinion,
    })),
  );
}

/** Whether a decision on another event names a member, or takes back one that does. */
function concerns(row: Row<"review">, rows: readonly Row<"review">[], members: ReadonlySet<string>): boolean {
  if (row.into !== null) return members.has(row.into);
  if (row.decision !== "undo") return false;
  const before = standingReviews(rows.slice(0, rows.indexOf(row))).at(-1);
  return before?.into != null && members.has(before.into);
}

function place(entry: HistoryEntry): number {
  if (entry.kind === "decided") return entry.review.id;
  return entry.kind === "opinion" ? entry.opinion.id : entry.place;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
