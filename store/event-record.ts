import type { CodedMention, Coding, DatePrecision, Participant } from "../extractors/event.ts";
import { datePrecision, inferredFields } from "../extractors/event.ts";
import type { Facts } from "../extractors/facts.ts";
import { listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";
import { findSurvivors } from "./event-candidates.ts";
import { type Conflict, conflictsAfterReviews, factsAfterReviews, type ShownFacts } from "./event-facts.ts";
import { applyReviews, peopleOf, type ReviewRecord } from "./event-values.ts";
import type { CodedBy } from "./events.ts";
import { type OpinionRecord, opinionRecords, opinionsOf } from "./opinion-rows.ts";
import { isBlind, type Looking } from "./queue-filter.ts";
import { type RelationRecord, relationsOf } from "./relations.ts";
import { reviewsOf } from "./review-rows.ts";
import type { ReviewSpans } from "./review-spans.ts";

/** A mention with its whole provenance, in the form in which it leaves the program. */
export interface ExportedMention {
  readonly id: string;
  readonly url: string;
  readonly canonical_url: string;
  readonly source: string;
  readonly title: string;
  readonly published: string | null;
  readonly captured: string;
  readonly language: string;
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  readonly in: "title" | "text";
  readonly rule: string;
  /** The person who added it by hand; null where the rule read it. */
  readonly added_by: string | null;
  readonly confidence: number;
  /** Where each field's values were read, and the fields that were inferred and have no words of their own. */
  readonly field_spans: CodedMention["fieldSpans"];
  readonly inferred: (keyof Coding)[];
  readonly document: string;
  readonly snapshot: { readonly sha256: string; readonly warc: string; readonly offset: number };
}

/** An event as it stands: values after decisions, and where each came from. */
export interface EventRecord {
  /** The event that stays, when the one asked for was merged. */
  readonly id: string;
  readonly askedFor: string;
  readonly status: Row<"event">["status"];
  readonly queueReason: string | null;
  /** The reviewer who is not asked while it waits. */
  readonly notFor: string | null;
  /** Since when it stands as accepted by the machine alone; null where a person decided or must. */
  readonly autoAccepted: string | null;
  /** Only muted rules report it: it counts nowhere. */
  readonly muted: boolean;
  readonly mergedInto: string | null;
  /** After decisions. */
  readonly coding: Coding;
  /** As the rules read it now. */
  readonly machine: Coding;
  /** Those named in the coding. */
  readonly people: Participant[];
  readonly confidence: number;
  readonly datePrecision: DatePrecision;
  readonly codedBy: CodedBy;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly mentionCount: number;
  readonly mentions: ExportedMention[];
  readonly reviews: ReviewRecord[];
  /** What second reviewers said without having seen a decision. */
  readonly opinions: readonly OpinionRecord[];
  /** It is shown as undecided, because whoever looks is asked for a second opinion. */
  readonly blind: boolean;
  /** Fields a reviewer set. */
  readonly corrected: (keyof Coding)[];
  /** The words that reviewers marked for the values that stand. */
  readonly spans: ReviewSpans;
  /** For each field how it got its value; empty where that still waits to be computed. */
  readonly facts: ShownFacts;
  readonly conflicts: readonly Conflict[];
  readonly relations: readonly RelationRecord[];
}

/** The event, or the one it was merged into; where the reviewer who looks is asked for a second opinion of it, as undecided. */
export async function findEvent(db: Db, id: string, looking: Looking = {}): Promise<EventRecord | undefined> {
  const survivor = (await findSurvivors(db, [id])).get(id) ?? id;
  const record = (await readEventRecords(db, [survivor], looking))[0];
  return record && { ...record, askedFor: id };
}

/** The event, or the one it was merged into. Throws when there is none. */
export async function getEvent(db: Db, id: string): Promise<EventRecord> {
  const record = await findEvent(db, id);
  if (!record) throw new Error(`no event ${id}`);
  return record;
}

/** Many events by id, in the order of the ids, without following merges; all is shown where nobody is said to look. */
export async function readEventRecords(
  db: Db,
  ids: readonly string[],
  { reviewer }: Looking = {},
): Promise<EventRecord[]> {
  const rows = await db.selectFrom("event").selectAll().where("id", "in", listOf(ids)).execute();
  const stored = new Map(rows.map((row) => [row.id, row]));
  const reviews = await reviewsOf(db, ids);
  const mentions = await exportedMentions(db, ids);
  const opinions = await opinionsOf(db, ids);
  const relations = await relationsOf(db, ids);
  return ids.flatMap((id) => {
    const row = stored.get(id);
    if (!row) return [];
    const blind = reviewer !== undefined && isBlind(row, reviewer);
    const said = blind
      ? { reviews: [], opinions: [], relations: (relations.get(id) ?? []).filter(byMachine) }
      : {
          reviews: reviews.get(id) ?? [],
          opinions: opinions.get(id) ?? [],
          relations: relations.get(id) ?? [],
        };
    return [eventRecord(row, said, mentions.get(id) ?? [], blind)];
  });
}

function byMachine({ author }: RelationRecord): boolean {
  return author === "machine";
}

interface SaidOfEvent {
  readonly reviews: readonly Row<"review">[];
  readonly opinions: readonly Row<"opinion">[];
  readonly relations: readonly RelationRecord[];
}

function eventRecord(
  row: Row<"event">,
  { reviews, opinions, relations }: SaidOfEvent,
  mentions: ExportedMention[],
  blind: boolean,
): EventRecord {
  const machine = JSON.parse(row.coding) as Coding;
  const effective = applyReviews(machine, reviews, row);
  const chosen = row.facts === null ? null : (JSON.parse(row.facts) as Facts);
  const facts = factsAfterReviews(chosen, effective.coding, effective.reviews);
  return {
    id: row.id,
    askedFor: row.id,
    status: effective.status,
    queueReason: row.queueReason,
    notFor: row.notFor,
    autoAccepted: row.autoAccepted,
    muted: row.muted === 1,
    mergedInto: effective.mergedInto,
    coding: effective.coding,
    machine,
    people: peopleOf(effective.coding, JSON.parse(row.people) as Participant[], effective.reviews),
    confidence: row.confidence,
    datePrecision: datePrecision(effective.coding.date),
    codedBy: JSON.parse(row.codedBy) as CodedBy,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    mentionCount: row.mentionCount,
    mentions,
    reviews: effective.reviews,
    opinions: opinionRecords(opinions, reviews),
    blind,
    corrected: effective.corrected,
    spans: effective.spans,
    facts,
    conflicts: conflictsAfterReviews(facts),
    // Of a merged event they are those of the event that stays.
    relations: effective.mergedInto === null ? relations : [],
  };
}

/** Mentions by active edges. */
async function exportedMentions(
  db: Db,
  eventIds: readonly string[],
): Promise<Map<string, ExportedMention[]>> {
  const byEvent = new Map<string, ExportedMention[]>();
  for (const row of await mentionRows(db, eventIds)) {
    const mentions = byEvent.get(row.eventId) ?? [];
    mentions.push(exportedMention(row));
    byEvent.set(row.eventId, mentions);
  }
  return byEvent;
}

/** A revisit record holds no body: the archive place given is that of the record that does. */
function mentionRows(db: Db, eventIds: readonly string[]) {
  return db
    .selectFrom("link")
    .innerJoin("mention", "mention.id", "link.mentionId")
    .innerJoin("document", "document.id", "mention.documentId")
    .innerJoin("snapshot", "snapshot.id", "document.snapshotId")
    .leftJoin("snapshot as body", "body.id", "snapshot.revisitOf")
    .select([
      "link.eventId",
      "mention.id",
      "snapshot.url",
      "document.canonicalUrl",
      "document.sourceId",
      "document.title",
      "document.published",
      "snapshot.captured",
      "document.languageCode",
      "document.language",
      "mention.quote",
      "mention.evidenceStart",
      "mention.evidenceEnd",
      "mention.evidenceIn",
      "mention.ruleId",
      "mention.addedBy",
      "mention.confidence",
      "mention.coding",
      "mention.fieldSpans",
      "mention.documentId",
      "snapshot.sha256",
      (e) => e.fn.coalesce("body.warcFile", "snapshot.warcFile").as("warcFile"),
      (e) => e.fn.coalesce("body.warcOffset", "snapshot.warcOffset").as("warcOffset"),
    ])
    .where("link.eventId", "in", listOf(eventIds))
    .where("link.withdrawnAt", "is", null)
    .orderBy("mention.current", "desc")
    .orderBy("document.published")
    .orderBy("mention.id")
    .execute();
}

function exportedMention(row: Awaited<ReturnType<typeof mentionRows>>[number]): ExportedMention {
  const fieldSpans = JSON.parse(row.fieldSpans) as CodedMention["fieldSpans"];
  return {
    id: row.id,
    url: row.url,
    canonical_url: row.canonicalUrl,
    source: row.sourceId,
    title: row.title,
    published: row.published,
    captured: row.captured,
    language: row.language === "other" ? row.languageCode : row.language,
    quote: row.quote,
    start: row.evidenceStart,
    end: row.evidenceEnd,
    in: row.evidenceIn,
    rule: row.ruleId,
    added_by: row.addedBy,
    confidence: row.confidence,
    field_spans: fieldSpans,
    inferred: inferredFields({ coding: JSON.parse(row.coding) as Coding, fieldSpans }),
    document: row.documentId,
    snapshot: { sha256: row.sha256, warc: row.warcFile, offset: row.warcOffset },
  };
}
