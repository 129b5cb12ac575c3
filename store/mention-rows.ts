import { createHash } from "node:crypto";
import type { CodedClaim, CodedMention } from "../extractors/event.ts";
import { insertRows, listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";
import { forgetVerdicts } from "./rule-verdicts.ts";

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

type MentionRow = ReturnType<typeof mentionRows>[number];

/** The rows of a reading. Mentions of one place get a running number, in their order. */
export function mentionRows(reading: DocumentReading, configSha256: string) {
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

/** What is stored of the mentions that rules read in the documents, past ones too, by id. What a person added is not theirs. */
export async function storedReadings(db: Db, documentIds: readonly string[]) {
  const rows = await db
    .selectFrom("mention")
    .select(["id", "coding", "people", "confidence", "current"])
    .where("documentId", "in", listOf(documentIds))
    .where("addedBy", "is", null)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Whether a mention that is still read says something else than before. */
export function isChanged(
  row: MentionRow,
  stored: Pick<Row<"mention">, "coding" | "people" | "confidence" | "current"> | undefined,
): boolean {
  if (!stored?.current) return false;
  return stored.coding !== row.coding || stored.people !== row.people || stored.confidence !== row.confidence;
}

/** The columns that every mention has, whoever read it. */
export const MENTION_COLUMNS = [
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

/** Adds mentions, or puts what they say now in their place. */
export async function writeMentions(db: Db, rows: readonly MentionRow[]): Promise<void> {
  await insertRows(
    db,
    "mention",
    MENTION_COLUMNS,
    rows,
    `on conflict (id) do update set coding = excluded.coding, people = excluded.people,
      field_spans = excluded.field_spans, quote = excluded.quote, confidence = excluded.confidence,
      config_sha256 = excluded.config_sha256, current = 1`,
  );
}

/**
 * A mention that now reads differently keeps its edge; the event is coded anew from its mentions. How its rule did is judged anew
 * in every event that it ever reported.
 */
export async function recodeEventsOf(db: Db, mentionIds: readonly string[]): Promise<void> {
  const events = db
    .selectFrom("link")
    .select("eventId")
    .where("withdrawnAt", "is", null)
    .where("mentionId", "in", listOf(mentionIds));
  await db.updateTable("event").set({ recode: 1, indexed: 0 }).where("id", "in", events).execute();
  const ever = await db
    .selectFrom("link")
    .select("eventId")
    .distinct()
    .where("mentionId", "in", listOf(mentionIds))
    .execute();
  await forgetVerdicts(
    db,
    ever.map(({ eventId }) => eventId),
  );
}

/** Puts the claims of the documents in the place of earlier ones, which stay as past. */
export async function writeClaims(db: Db, readings: readonly DocumentReading[]): Promise<void> {
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
