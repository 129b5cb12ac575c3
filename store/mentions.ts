import { sql } from "kysely";
import type { CodedMention, Coding, Participant, Span } from "../extractors/event.ts";
import type { Language } from "../sources/document.ts";
import { carryAddedMentions, documentsWithAdded } from "./added-mentions.ts";
import { listOf } from "./bulk.ts";
import { type Db, inTransaction, type Row } from "./database.ts";
import { markRead } from "./documents.ts";
import {
  type DocumentReading,
  isChanged,
  mentionRows,
  recodeEventsOf,
  storedReadings,
  writeClaims,
  writeMentions,
} from "./mention-rows.ts";

/** A mention with what is known of its document, and the event it belongs to. */
export interface StoredMention {
  readonly id: string;
  readonly documentId: string;
  readonly sourceId: string;
  readonly canonicalUrl: string;
  readonly documentNumber: string | null;
  readonly published: string | null;
  readonly language: Language;
  readonly title: string;
  readonly type: string;
  readonly coding: Coding;
  readonly people: Participant[];
  readonly fieldSpans: CodedMention["fieldSpans"];
  readonly evidence: Span;
  readonly quote: string;
  readonly ruleId: string;
  readonly confidence: number;
  readonly configSha256: string;
  readonly current: boolean;
  /** The person who added it; null where rules read it. */
  readonly addedBy: string | null;
  /** The event and the author of its active edge; null while it is not linked. */
  readonly eventId: string | null;
  readonly linkAuthor: string | null;
}

/**
 * Puts the readings in the place of earlier ones. What is no longer read is marked as past, never deleted. Documents
 * are marked as read with these rules by this version of the program; those whose mentions changed wait to be linked. What
 * persons added stays, and comes along to a new version of its page.
 */
export function replaceMentions(
  db: Db,
  readings: readonly DocumentReading[],
  configSha256: string,
  version: string | null = null,
): Promise<{ added: string[]; changed: string[]; gone: string[] }> {
  return inTransaction(db, async (trx) => {
    const documentIds = readings.map((reading) => reading.documentId);
    const before = await storedReadings(trx, documentIds);
    const rows = readings.flatMap((reading) => mentionRows(reading, configSha256));
    const read = new Set(rows.map((row) => row.id));
    const result = {
      added: rows.filter((row) => !before.get(row.id)?.current).map((row) => row.id),
      changed: rows.filter((row) => isChanged(row, before.get(row.id))).map((row) => row.id),
      gone: [...before.values()].filter((row) => row.current && !read.has(row.id)).map((row) => row.id),
    };
    await writeMentions(trx, rows);
    await trx.updateTable("mention").set({ current: 0 }).where("id", "in", listOf(result.gone)).execute();
    await recodeEventsOf(trx, result.changed);
    await writeClaims(trx, readings);
    const moved = new Set([...result.added, ...result.changed]);
    const waiting = new Set(rows.filter((row) => moved.has(row.id)).map((row) => row.documentId));
    for (const id of await carryAddedMentions(trx, documentIds)) waiting.add(id);
    // A document without any mention has nothing to link.
    const added = await documentsWithAdded(trx, documentIds);
    const empty = readings
      .filter(({ documentId, mentions }) => mentions.length === 0 && !added.has(documentId))
      .map((r) => r.documentId);
    await markRead(
      trx,
      documentIds,
      { sha256: configSha256, version },
      { waiting: [...waiting], done: empty },
    );
    return result;
  });
}

/** Mentions of up to `limit` documents that wait to be linked. Call `markLinked` when their edges are saved. */
export async function listUnlinkedMentions(
  db: Db,
  limit: number,
): Promise<{ documentIds: string[]; mentions: StoredMention[] }> {
  const documents = await db
    .selectFrom("document")
    .select("id")
    .where("linked", "=", sql.lit(0))
    .where("extractedWith", "is not", null)
    .orderBy("id")
    .limit(limit)
    .execute();
  const documentIds = documents.map((row) => row.id);
  const rows = await mentionQuery(db)
    .where("mention.documentId", "in", listOf(documentIds))
    .where("mention.current", "=", 1)
    .orderBy("mention.documentId")
    .orderBy("mention.evidenceIn", "desc")
    .orderBy("mention.evidenceStart")
    .orderBy("mention.id")
    .execute();
  return { documentIds, mentions: rows.map(storedMention) };
}

/** The mentions of an event by its active edges: those still read first, then by date of publication. */
export async function mentionsOfEvent(db: Db, eventId: string): Promise<StoredMention[]> {
  return (await mentionsOfEvents(db, [eventId])).get(eventId) ?? [];
}

/** The same of many events; an event without mentions has no entry. */
export async function mentionsOfEvents(
  db: Db,
  eventIds: readonly string[],
): Promise<Map<string, StoredMention[]>> {
  const rows = await linkedMentionQuery(db)
    .where("link.eventId", "in", listOf(eventIds))
    .orderBy("mention.current", "desc")
    .orderBy("document.published")
    .orderBy("mention.id")
    .execute();
  const byEvent = new Map<string, StoredMention[]>();
  for (const row of rows) {
    const mentions = byEvent.get(row.eventId!) ?? [];
    mentions.push(storedMention(row));
    byEvent.set(row.eventId!, mentions);
  }
  return byEvent;
}

/** Mentions by id, read still or not, in the order of their ids. */
export async function readMentions(db: Db, ids: readonly string[]): Promise<StoredMention[]> {
  if (ids.length === 0) return [];
  const rows = await mentionQuery(db).where("mention.id", "in", listOf(ids)).orderBy("mention.id").execute();
  return rows.map(storedMention);
}

/** What is read in a document now, in the order of the text. */
export async function mentionsOfDocument(db: Db, documentId: string): Promise<StoredMention[]> {
  const rows = await mentionQuery(db)
    .where("mention.documentId", "=", documentId)
    .where("mention.current", "=", 1)
    .orderBy("mention.evidenceIn", "desc")
    .orderBy("mention.evidenceStart")
    .orderBy("mention.id")
    .execute();
  return rows.map(storedMention);
}

/** The claims read in a document now, in the order of the text. */
export async function claimsOfDocument(
  db: Db,
  documentId: string,
): Promise<(Omit<Row<"claim">, "countries"> & { countries: string[] })[]> {
  const rows = await db
    .selectFrom("claim")
    .selectAll()
    .where("documentId", "=", documentId)
    .where("current", "=", 1)
    .orderBy("evidenceStart")
    .execute();
  return rows.map((row) => ({ ...row, countries: JSON.parse(row.countries) as string[] }));
}

/** Ids of the documents in which one of the rules, or any, reads a mention now; what a person added no rule reads. */
export async function listDocumentsReadBy(
  db: Db,
  ruleIds: readonly string[] | "every rule",
): Promise<string[]> {
  let query = db
    .selectFrom("mention")
    .select("documentId")
    .distinct()
    .where("current", "=", 1)
    .where("addedBy", "is", null);
  if (ruleIds !== "every rule") query = query.where("ruleId", "in", listOf(ruleIds));
  return (await query.execute()).map(({ documentId }) => documentId);
}

/** Mentions with the edge they may have. */
function mentionQuery(db: Db) {
  return db
    .selectFrom("mention")
    .innerJoin("document", "document.id", "mention.documentId")
    .leftJoin("link", (join) =>
      join.onRef("link.mentionId", "=", "mention.id").on("link.withdrawnAt", "is", null),
    )
    .selectAll("mention")
    .select(ADDED);
}

/** Mentions that have an edge: the outer join above would read every mention to find those of an event. */
function linkedMentionQuery(db: Db) {
  return db
    .selectFrom("link")
    .innerJoin("mention", "mention.id", "link.mentionId")
    .innerJoin("document", "document.id", "mention.documentId")
    .where("link.withdrawnAt", "is", null)
    .selectAll("mention")
    .select(ADDED);
}

const ADDED = [
  "document.sourceId",
  "document.canonicalUrl",
  "document.documentNumber",
  "document.published",
  "document.language",
  "document.title",
  "link.eventId",
  "link.author as linkAuthor",
] as const;

type QueriedMention = Awaited<ReturnType<ReturnType<typeof mentionQuery>["execute"]>>[number];

function storedMention(row: QueriedMention): StoredMention {
  const { evidenceIn, evidenceStart, evidenceEnd, coding, people, fieldSpans, current, ...rest } = row;
  return {
    ...rest,
    coding: JSON.parse(coding) as Coding,
    people: JSON.parse(people) as Participant[],
    fieldSpans: JSON.parse(fieldSpans) as CodedMention["fieldSpans"],
    evidence: { in: evidenceIn, start: evidenceStart, end: evidenceEnd },
    current: current === 1,
  };
}
