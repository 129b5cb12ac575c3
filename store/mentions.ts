import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { CodedClaim, CodedMention, Coding, Participant, Span } from "../extractors/event.ts";
import type { Language } from "../sources/document.ts";
import { insertRows, listOf } from "./bulk.ts";
import { type Db, inTransaction, type Row } from "./database.ts";

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
  /** The event and the author of its active edge; null while it is not linked. */
  readonly eventId: string | null;
  readonly linkAuthor: string | null;
}

/** What the rules read in one stored document. */
export interface DocumentReading {
  readonly documentId: string;
  readonly mentions: readonly CodedMention[];
  readonly claims: readonly CodedClaim[];
}

/**
 * The id of a mention: document, type, rule and place, and a running number among mentions that share all of these.
 * None of them depends on the coded values, so a mended dictionary keeps the id.
 */
export function mentionId(
  documentId: string,
  mention: Pick<CodedMention, "coding" | "ruleId" | "evidence">,
  ordinal = 0,
): string {
  const { in: where, start, end } = mention.evidence;
  return `m${digest([documentId, mention.coding.type, mention.ruleId, where, start, end, ordinal])}`;
}

/**
 * Puts the readings in the place of earlier ones. What is no longer read is marked as past, never deleted. Documents
 * are marked as read with these rules; those whose mentions changed wait to be linked.
 */
export function replaceMentions(
  db: Db,
  readings: readonly DocumentReading[],
  configSha256: string,
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
    await trx
      .updateTable("document")
      .set({ extractedWith: configSha256 })
      .where("id", "in", listOf(documentIds))
      .execute();
    await trx
      .updateTable("document")
      .set({ linked: 0 })
      .where("id", "in", listOf([...waiting]))
      .execute();
    // A document without any mention has nothing to link.
    const empty = readings.filter((reading) => reading.mentions.length === 0).map((r) => r.documentId);
    await trx.updateTable("document").set({ linked: 1 }).where("id", "in", listOf(empty)).execute();
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
  const rows = await mentionQuery(db)
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

/** How many mentions are read now. */
export async function countMentions(db: Db): Promise<number> {
  const row = await db
    .selectFrom("mention")
    .select((e) => e.fn.countAll<number>().as("count"))
    .where("current", "=", 1)
    .executeTakeFirstOrThrow();
  return row.count;
}

type MentionRow = ReturnType<typeof mentionRows>[number];

function mentionRows(reading: DocumentReading, configSha256: string) {
  const taken = new Set<string>();
  return reading.mentions.map((mention) => {
    let ordinal = 0;
    let id = mentionId(reading.documentId, mention);
    while (taken.has(id)) id = mentionId(reading.documentId, mention, ++ordinal);
    taken.add(id);
    return {
      id,
      documentId: reading.documentId,
      type: mention.coding.type,
      ruleId: mention.ruleId,
      coding: JSON.stringify(mention.coding),
      people: JSON.stringify(mention.people),
      fieldSpans: JSON.stringify(mention.fieldSpans),
      evidenceIn: mention.evidence.in,
      evidenceStart: mention.evidence.start,
      evidenceEnd: mention.evidence.end,
      quote: mention.quote,
      confidence: mention.confidence,
      configSha256,
      current: 1,
    };
  });
}

async function storedReadings(db: Db, documentIds: readonly string[]) {
  const rows = await db
    .selectFrom("mention")
    .select(["id", "coding", "people", "confidence", "current"])
    .where("documentId", "in", listOf(documentIds))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

function isChanged(
  row: MentionRow,
  stored: Pick<Row<"mention">, "coding" | "people" | "confidence" | "current"> | undefined,
): boolean {
  if (!stored?.current) return false;
  return stored.coding !== row.coding || stored.people !== row.people || stored.confidence !== row.confidence;
}

async function writeMentions(db: Db, rows: readonly MentionRow[]): Promise<void> {
  const columns = [
    "id",
    "documentId",
    "type",
    "ruleId",
    "coding",
    "people",
    "fieldSpans",
    "evidenceIn",
    "evidenceStart",
    "evidenceEnd",
    "quote",
    "confidence",
    "configSha256",
    "current",
  ] as const;
  await insertRows(
    db,
    "mention",
    columns,
    rows,
    `on conflict (id) do update set coding = excluded.coding, people = excluded.people,
      field_spans = excluded.field_spans, quote = excluded.quote, confidence = excluded.confidence,
      config_sha256 = excluded.config_sha256, current = 1`,
  );
}

/** A mention that now reads differently keeps its edge; the event is coded anew from its mentions. */
async function recodeEventsOf(db: Db, mentionIds: readonly string[]): Promise<void> {
  const events = db
    .selectFrom("link")
    .select("eventId")
    .where("withdrawnAt", "is", null)
    .where("mentionId", "in", listOf(mentionIds));
  await db.updateTable("event").set({ recode: 1, indexed: 0 }).where("id", "in", events).execute();
}

async function writeClaims(db: Db, readings: readonly DocumentReading[]): Promise<void> {
  const documents = listOf(readings.map((reading) => reading.documentId));
  await db.updateTable("claim").set({ current: 0 }).where("documentId", "in", documents).execute();
  const rows = readings.flatMap(({ documentId, claims }) =>
    claims.map((claim, ordinal) => {
      const { in: evidenceIn, start, end } = claim.evidence;
      const place = [documentId, claim.kind, claim.ruleId, evidenceIn, start, end, claim.countries.join()];
      const same = claims.findIndex((other) => JSON.stringify(other) === JSON.stringify(claim));
      return {
        id: `c${digest(same === ordinal ? place : [...place, ordinal])}`,
        documentId,
        kind: claim.kind,
        type: claim.type,
        countries: JSON.stringify(claim.countries),
        number: claim.number,
        claimant: claim.claimant,
        evidenceIn,
        evidenceStart: start,
        evidenceEnd: end,
        quote: claim.quote,
        ruleId: claim.ruleId,
        current: 1,
      };
    }),
  );
  const columns = [
    "id",
    "documentId",
    "kind",
    "type",
    "countries",
    "number",
    "claimant",
    "evidenceIn",
    "evidenceStart",
    "evidenceEnd",
    "quote",
    "ruleId",
    "current",
  ] as const;
  await insertRows(
    db,
    "claim",
    columns,
    rows,
    `on conflict (id) do update set type = excluded.type, number = excluded.number,
      claimant = excluded.claimant, quote = excluded.quote, current = 1`,
  );
}

function digest(parts: readonly (string | number)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

function mentionQuery(db: Db) {
  return db
    .selectFrom("mention")
    .innerJoin("document", "document.id", "mention.documentId")
    .leftJoin("link", (join) =>
      join.onRef("link.mentionId", "=", "mention.id").on("link.withdrawnAt", "is", null),
    )
    .selectAll("mention")
    .select([
      "document.sourceId",
      "document.canonicalUrl",
      "document.documentNumber",
      "document.published",
      "document.language",
      "document.title",
      "link.eventId",
      "link.author as linkAuthor",
    ]);
}

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
