import { sql } from "kysely";
import {
  type CodedMention,
  type Coding,
  EventType,
  type Participant,
  type Span,
} from "../extractors/event.ts";
import { findAgain } from "../extractors/find-words.ts";
import { insertRows, listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";
import { heirsOf } from "./held-apart.ts";
import { MENTION_COLUMNS, mentionId } from "./mention-rows.ts";
import { reviewsOf, standingReviews } from "./review-rows.ts";

/** What stands in place of a rule for what a person added: ids of rules have dots. */
export const ADDED_BY_HAND = "added-by-hand";

/** A passage of a document that a person says reports an event. */
export interface AddedMention {
  readonly documentId: string;
  readonly coding: Coding;
  readonly people: readonly Participant[];
  readonly evidence: Span;
  readonly quote: string;
  readonly fieldSpans: CodedMention["fieldSpans"];
  readonly addedBy: string;
}

/** Its id: the same whoever adds the passage with this type, however the other fields are coded. */
export function addedMentionId({
  documentId,
  coding,
  evidence,
}: Pick<AddedMention, "documentId" | "coding" | "evidence">): string {
  return mentionId(documentId, { coding, evidence, ruleId: ADDED_BY_HAND });
}

/** Stores what persons added; one that was taken back is there again, as it is given now. Gives the ids. */
export async function writeAddedMentions(db: Db, mentions: readonly AddedMention[]): Promise<string[]> {
  const rows = mentions.map(({ coding, people, evidence, fieldSpans, ...mention }) => ({
    ...mention,
    id: addedMentionId({ documentId: mention.documentId, coding, evidence }),
    type: coding.type,
    ruleId: ADDED_BY_HAND,
    coding: JSON.stringify(coding),
    people: JSON.stringify(people),
    fieldSpans: JSON.stringify(fieldSpans),
    evidenceIn: evidence.in,
    evidenceStart: evidence.start,
    evidenceEnd: evidence.end,
    // A person is sure; that an event is uncertain is said by adding none.
    confidence: 1,
    configSha256: ADDED_BY_HAND,
    current: 1,
  }));
  await insertRows(
    db,
    "mention",
    [...MENTION_COLUMNS, "addedBy"],
    rows,
    `on conflict (id) do update set coding = excluded.coding, people = excluded.people, field_spans = excluded.field_spans,
      added_by = excluded.added_by, current = 1`,
  );
  return rows.map(({ id }) => id);
}

/** Those of the documents in which persons added what still counts. */
export async function documentsWithAdded(db: Db, documentIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom("mention")
    .select("documentId")
    .distinct()
    .where("documentId", "in", listOf(documentIds))
    .where("addedBy", "is not", null)
    .where("current", "=", sql.lit(1))
    .execute();
  return new Set(rows.map(({ documentId }) => documentId));
}

/** What persons added in documents and still counts, with the event it belongs to. */
export async function listAddedMentions(
  db: Db,
  documentIds: readonly string[],
): Promise<{ documentId: string; type: EventType; evidence: Span; eventId: string }[]> {
  const rows = await db
    .selectFrom("mention")
    .innerJoin("link", "link.mentionId", "mention.id")
    .select(["documentId", "type", "evidenceIn", "evidenceStart", "evidenceEnd", "link.eventId"])
    .where("documentId", "in", listOf(documentIds))
    .where("addedBy", "is not", null)
    .where("current", "=", sql.lit(1))
    .where("link.withdrawnAt", "is", null)
    .orderBy("mention.id")
    .execute();
  return rows.map(({ documentId, type, eventId, ...span }) => ({
    documentId,
    type: EventType.parse(type),
    evidence: { in: span.evidenceIn, start: span.evidenceStart, end: span.evidenceEnd },
    eventId,
  }));
}

/**
 * Carries what persons added in earlier versions over to these documents, where the words still stand in them. The mentions
 * wait to be linked, which has them take the place of the earlier ones. What was taken back is not carried. Doing it again
 * changes nothing. Gives the documents that got a mention.
 */
export async function carryAddedMentions(db: Db, documentIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<EarlierAdded>`
    select mention.*, now.id as "into", now.title as "laterTitle", now.text as "laterText", old.title, old.text
    from document as now join document as old on old.canonical_url = now.canonical_url and old.version < now.version
      join mention on mention.document_id = old.id
    where now.id in ${listOf(documentIds)} and now.current = 1 and mention.added_by is not null
    order by old.version, mention.id`.execute(db);
  if (rows.length === 0) return new Set();
  const heirs = await heirsOf(
    db,
    rows.map(({ id }) => id),
  );
  const standing = await standingAdded(db, rows);
  const carried = rows
    .filter(({ id }) => standing.has(id) && !heirs.has(id))
    .flatMap((row) => inLaterVersion(row) ?? []);
  const known = await findKnownIds(db, carried.map(addedMentionId));
  const fresh = carried.filter((mention) => !known.has(addedMentionId(mention)));
  await writeAddedMentions(db, fresh);
  return new Set(fresh.map(({ documentId }) => documentId));
}

interface EarlierAdded extends Row<"mention"> {
  /** The later version, and what both versions say. */
  readonly into: string;
  readonly laterTitle: string;
  readonly laterText: string;
  readonly title: string;
  readonly text: string;
}

function inLaterVersion(row: EarlierAdded): AddedMention | undefined {
  const again = ({ in: where, start, end }: Span): Span | undefined => {
    const [was, is] = where === "title" ? [row.title, row.laterTitle] : [row.text, row.laterText];
    const place = findAgain(was, { start, end }, is);
    return place && { in: where, ...place };
  };
  const evidence = again({ in: row.evidenceIn, start: row.evidenceStart, end: row.evidenceEnd });
  if (!evidence) return undefined;
  const spans = Object.entries(JSON.parse(row.fieldSpans) as Record<string, Span[]>);
  const text = evidence.in === "title" ? row.laterTitle : row.laterText;
  return {
    documentId: row.into,
    coding: JSON.parse(row.coding) as Coding,
    people: JSON.parse(row.people) as Participant[],
    evidence,
    quote: text.slice(evidence.start, evidence.end),
    fieldSpans: Object.fromEntries(
      spans
        .map(([field, of]) => [field, of.flatMap((span) => again(span) ?? [])] as const)
        .filter(([, of]) => of.length > 0),
    ),
    addedBy: row.addedBy!,
  };
}

/** Those of the ids that mentions have, current or not. */
async function findKnownIds(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.selectFrom("mention").select("id").where("id", "in", listOf(ids)).execute();
  return new Set(rows.map(({ id }) => id));
}

/** Those of the mentions whose addition, or that of the mention they took the place of, nobody has taken back. */
async function standingAdded(db: Db, mentions: readonly { readonly id: string }[]): Promise<Set<string>> {
  const { rows: line } = await sql<{ start: string; id: string }>`
    with recursive earlier (start, id) as (
      select value, value from json_each(${JSON.stringify(mentions.map(({ id }) => id))})
      union
      select earlier.start, succession.earlier_id from earlier join succession on succession.mention_id = earlier.id
    )
    select start, id from earlier`.execute(db);
  const events = await db
    .selectFrom("link")
    .select("eventId")
    .distinct()
    .where("mentionId", "in", listOf([...new Set(line.map(({ id }) => id))]))
    .execute();
  const reviews = await reviewsOf(
    db,
    events.map(({ eventId }) => eventId),
  );
  const added = new Set(
    [...reviews.values()]
      .flatMap(standingReviews)
      .filter(({ decision }) => decision === "add")
      .flatMap(({ changes }) => (JSON.parse(changes!) as { mentionIds: string[] }).mentionIds),
  );
  return new Set(line.filter(({ id }) => added.has(id)).map(({ start }) => start));
}
