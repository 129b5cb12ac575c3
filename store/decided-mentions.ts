import { sql } from "kysely";
import type { Coding, EventType, Span } from "../extractors/event.ts";
import { listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";
import { applyReviews, type EffectiveEvent, isReportAdded } from "./event-values.ts";
import { rejectReason } from "./reject-reasons.ts";
import { reviewsOf } from "./review-rows.ts";

/** A report of an event that a reviewer has decided. */
export interface DecidedMention {
  readonly eventId: string;
  readonly documentId: string;
  readonly type: EventType;
  readonly ruleId: string;
  readonly evidence: Span;
  readonly decision: "accepted" | "corrected" | "rejected";
  /** Accepted or corrected; false for rejected. */
  readonly right: boolean;
  /** When the decision that stands was taken. */
  readonly at: string;
  /** The event had the report when it was decided. */
  readonly judged: boolean;
  /** The event has it now, and it is still read. */
  readonly present: boolean;
  /** Of a correction, the fields that the reviewer set and this report has otherwise. */
  readonly wrongFields: readonly (keyof Coding)[];
  /** Of a rejection: a code of the reject reasons, "other" or "none"; else null. */
  readonly reason: string | null;
}

/** Events read at a time. */
const BATCH = 500;

/**
 * The reports of the events that reviewers have accepted, corrected (an event with a wrong value) or rejected, by event and
 * mention: those the event had when it was decided and those it has now. Merged events and those rejected as duplicates say
 * nothing about what the rules read, and are left out.
 */
export async function listDecidedMentions(db: Db): Promise<DecidedMention[]> {
  const decided: DecidedMention[] = [];
  const all = await decidedEvents(db);
  for (let from = 0; from < all.length; from += BATCH) {
    decided.push(...(await decidedMentionsOf(db, all.slice(from, from + BATCH))));
  }
  return decided;
}

/** The same of these events, as far as persons decided them. */
export async function decidedMentionsOf(db: Db, ids: readonly string[]): Promise<DecidedMention[]> {
  const events = await db
    .selectFrom("event")
    .select(["id", "coding", "absorbedInto"])
    .where("id", "in", listOf(ids))
    .where("status", "in", ["accepted", "corrected", "rejected"])
    .where("autoAccepted", "is", null)
    .orderBy("id")
    .execute();
  const reviews = await reviewsOf(db, ids);
  const edges = await edgesOf(db, ids);
  return events.flatMap(({ id, coding, absorbedInto }) => {
    const machine = JSON.parse(coding) as Coding;
    const effective = applyReviews(machine, reviews.get(id) ?? [], { absorbedInto });
    return [...reportsOf(effective, edges.get(id) ?? [])];
  });
}

/** Ids of the events that persons decided; of an index alone, so that no coding is read to find them. */
async function decidedEvents(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom("event")
    .select("id")
    .where("status", "in", ["accepted", "corrected", "rejected"])
    .where("autoAccepted", "is", null)
    .execute();
  return rows.map(({ id }) => id).sort();
}

type Edge = Awaited<ReturnType<typeof readEdges>>[number];

function* reportsOf(event: EffectiveEvent, edges: readonly Edge[]): Generator<DecidedMention> {
  const decision = event.status as DecidedMention["decision"];
  const review = event.reviews.findLast(
    (one) => one.effective && DECIDES[one.decision] === decision && !isReportAdded(one),
  );
  // What a person added, or the machine accepted by itself, says nothing about what the rules read.
  if (!review) return;
  const reason = decision === "rejected" ? rejectReason(review.note) : null;
  if (reason === "duplicate") return;
  const byMention = new Map<string, Edge[]>();
  for (const edge of edges) byMention.set(edge.id, [...(byMention.get(edge.id) ?? []), edge]);
  for (const [, own] of byMention) {
    const [edge] = own as [Edge];
    const judged = own.some(
      ({ at, withdrawnAt }) => at <= review.at && (withdrawnAt === null || withdrawnAt > review.at),
    );
    const present = edge.current === 1 && own.some(({ withdrawnAt }) => withdrawnAt === null);
    if (!judged && !present) continue;
    yield {
      eventId: edge.eventId,
      documentId: edge.documentId,
      type: edge.type as EventType,
      ruleId: edge.ruleId,
      evidence: { in: edge.evidenceIn, start: edge.evidenceStart, end: edge.evidenceEnd },
      decision,
      right: decision !== "rejected",
      at: review.at,
      judged,
      present,
      wrongFields: edge.coding === null ? [] : wrongFields(JSON.parse(edge.coding) as Coding, event),
      reason,
    };
  }
}

const DECIDES: { readonly [D in Row<"review">["decision"]]?: DecidedMention["decision"] } = {
  accept: "accepted",
  correct: "corrected",
  reject: "rejected",
  add: "accepted",
};

function wrongFields(read: Coding, { corrected, coding }: EffectiveEvent): (keyof Coding)[] {
  return corrected.filter((field) => !agree(read, coding, field));
}

/** Whether two codings have the same value of a field; of a list the order does not matter. */
function agree(a: Coding, b: Coding, field: keyof Coding): boolean {
  const plain = (value: unknown) =>
    JSON.stringify(Array.isArray(value) ? [...value].sort() : (value ?? null));
  return plain(a[field]) === plain(b[field]);
}

async function edgesOf(db: Db, eventIds: readonly string[]): Promise<Map<string, Edge[]>> {
  const byEvent = new Map<string, Edge[]>();
  for (const edge of await readEdges(db, eventIds)) {
    byEvent.set(edge.eventId, [...(byEvent.get(edge.eventId) ?? []), edge]);
  }
  return byEvent;
}

function readEdges(db: Db, eventIds: readonly string[]) {
  return db
    .selectFrom("link")
    .innerJoin("mention", "mention.id", "link.mentionId")
    .innerJoin("event", "event.id", "link.eventId")
    .select([
      "link.eventId",
      "link.at",
      "link.withdrawnAt",
      "mention.id",
      "mention.documentId",
      "mention.type",
      "mention.ruleId",
      // Only of what was corrected the values are compared.
      sql<string | null>`case event.status when 'corrected' then mention.coding end`.as("coding"),
      "mention.current",
      "mention.evidenceIn",
      "mention.evidenceStart",
      "mention.evidenceEnd",
    ])
    .where("link.eventId", "in", listOf(eventIds))
    .where("mention.addedBy", "is", null)
    .orderBy("mention.id")
    .orderBy("link.id")
    .execute();
}
