import type { Coding } from "../extractors/event.ts";
import type { Db, Row } from "./database.ts";
import { applyReviews, type ReviewRecord } from "./event-values.ts";
import type { CodedBy } from "./events.ts";
import { type HistoryReport, reportsOf } from "./history-links.ts";
import { effective } from "./history-states.ts";
import { type OpinionRecord, opinionRecords, opinionsOf } from "./opinion-rows.ts";
import { reviewsOf } from "./review-rows.ts";

/** An event as it stood at a time. */
export interface PastEvent {
  /** The event asked for, or the one it was part of then. */
  readonly id: string;
  readonly askedFor: string;
  /** The time asked for, and since when it had been so. */
  readonly at: string;
  readonly since: string;
  readonly status: Row<"event">["status"];
  /** After the decisions of then. */
  readonly coding: Coding;
  /** As the rules read it then. */
  readonly machine: Coding;
  readonly reports: readonly HistoryReport[];
  /** The decisions on it until then. */
  readonly reviews: readonly ReviewRecord[];
  /** What second reviewers had said until then. */
  readonly opinions: readonly OpinionRecord[];
  readonly codedBy: CodedBy;
}

/** The event as it stood at a time (UTC, ISO 8601), or the one it was part of then; undefined when it was not recorded yet. */
export async function findEventAt(db: Db, askedFor: string, at: string): Promise<PastEvent | undefined> {
  const passed = new Set<string>();
  let state = await stateAt(db, askedFor, at);
  while (state?.mergedInto && !passed.has(state.eventId)) {
    passed.add(state.eventId);
    state = await stateAt(db, state.mergedInto, at);
  }
  if (!state) return undefined;
  const rows = ((await reviewsOf(db, [state.eventId])).get(state.eventId) ?? []).filter(
    (row) => row.at <= at,
  );
  const opinions = ((await opinionsOf(db, [state.eventId])).get(state.eventId) ?? []).filter(
    (row) => row.at <= at,
  );
  const machine = JSON.parse(state.machine) as Coding;
  const mentionIds = JSON.parse(state.mentionIds) as string[];
  const reports = await reportsOf(db, mentionIds);
  return {
    id: state.eventId,
    askedFor,
    at,
    since: state.at,
    status: state.status,
    coding: effective(state),
    machine,
    reports: mentionIds.flatMap((id) => reports.get(id) ?? []),
    reviews: applyReviews(machine, rows).reviews,
    opinions: opinionRecords(opinions, rows),
    codedBy: JSON.parse(state.codedBy) as CodedBy,
  };
}

function stateAt(db: Db, eventId: string, at: string): Promise<Row<"eventState"> | undefined> {
  return db
    .selectFrom("eventState")
    .selectAll()
    .where("eventId", "=", eventId)
    .where("at", "<=", at)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}
