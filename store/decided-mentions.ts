import { sql } from "kysely";
import type { EventType, Span } from "../extractors/event.ts";
import type { Db } from "./database.ts";

/** A report of an event that a reviewer has decided. */
export interface DecidedMention {
  readonly eventId: string;
  readonly documentId: string;
  /** Accepted or corrected; false for rejected. */
  readonly right: boolean;
  readonly type: EventType;
  readonly ruleId: string;
  readonly evidence: Span;
}

/**
 * The present reports of the events that reviewers have accepted, corrected (an event with a wrong value) or rejected,
 * by event and mention. Merged events and those rejected as duplicates say nothing about what the rules read, and are
 * left out.
 */
export async function listDecidedMentions(db: Db): Promise<DecidedMention[]> {
  const rows = await db
    .selectFrom("event")
    .innerJoin("link", (join) =>
      join.onRef("link.eventId", "=", "event.id").on("link.withdrawnAt", "is", null),
    )
    .innerJoin("mention", "mention.id", "link.mentionId")
    .select([
      "event.id as eventId",
      "event.status",
      "mention.documentId",
      "mention.type",
      "mention.ruleId",
      "mention.evidenceIn",
      "mention.evidenceStart",
      "mention.evidenceEnd",
    ])
    .where("event.status", "in", ["accepted", "corrected", "rejected"])
    .where("mention.current", "=", 1)
    .where((e) =>
      e.or([
        e("event.status", "!=", "rejected"),
        sql<boolean>`coalesce((select note from review where event_id = event.id and decision = 'reject'
          order by id desc limit 1), '') not like 'duplicate%'`,
      ]),
    )
    .orderBy("event.id")
    .orderBy("mention.id")
    .execute();
  return rows.map(({ status, evidenceIn, evidenceStart, evidenceEnd, type, ...rest }) => ({
    ...rest,
    type: type as EventType,
    right: status !== "rejected",
    evidence: { in: evidenceIn, start: evidenceStart, end: evidenceEnd },
  }));
}
