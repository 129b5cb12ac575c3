import { createHash } from "node:crypto";
import type { CodedMention, Coding, Participant } from "../../extractors/event.ts";
import type { Document } from "../../sources/document.ts";
import type { Snapshot } from "../../sources/snapshot.ts";
import type { Db } from "../../store/database.ts";
import { addDocuments, markLinked } from "../../store/documents.ts";
import { addEvents } from "../../store/events.ts";
import { addLinks } from "../../store/links.ts";
import { mentionId } from "../../store/mention-rows.ts";
import { replaceMentions } from "../../store/mentions.ts";
import type { ReviewInput } from "../../store/reviews.ts";
import { addSnapshots } from "../../store/snapshots.ts";

export const AT = "2026-03-01T08:00:00Z";
export const LATER = "2026-03-02T08:00:00Z";
export const CONFIG = "c".repeat(64);
export const CODED_BY = { version: "0.1.0", config_sha256: CONFIG };

export function sha(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export function snapshot(name: string, more: Partial<Snapshot> = {}): Snapshot {
  const url = `https://fj.example/${name}.htm`;
  return {
    id: `s-${name}`,
    sourceId: "prc-embassy-fj",
    url,
    canonicalUrl: url,
    finalUrl: url,
    captured: AT,
    route: "site",
    kind: "article",
    httpStatus: 200,
    contentType: "text/html",
    sha256: sha(name),
    bytes: 1200,
    etag: null,
    lastModified: null,
    warcFile: "a.warc.gz",
    warcOffset: 10,
    warcLength: 400,
    revisitOf: null,
    ...more,
  };
}

export function document(name: string, more: Partial<Document> = {}): Document {
  return {
    id: `d-${name}`,
    snapshotId: `s-${name}`,
    sourceId: "prc-embassy-fj",
    canonicalUrl: `https://fj.example/${name}.htm`,
    version: 1,
    language: "zh",
    languageCode: "cmn",
    script: "hans",
    title: "李明大使会见斐济警察总监",
    text: "3月1日，李明大使会见斐济警察总监瓦塔，双方就打击电信诈骗交换意见。",
    published: "2026-03-01",
    documentNumber: null,
    contentSha256: sha(`content ${name}`),
    ...more,
  };
}

export function coding(more: Partial<Coding> = {}): Coding {
  return {
    type: "meeting",
    date: "2026-03-01",
    countries: ["FJ"],
    prc_actors: ["EMBASSY"],
    prc_people: ["李明"],
    foreign_people: ["瓦塔"],
    topics: ["telecom_fraud"],
    ...more,
  };
}

export const PEOPLE: Participant[] = [
  {
    name: "李明",
    side: "prc",
    country: "CN",
    office: "大使",
    agency: null,
    name_en: "Li Ming",
    office_en: "Ambassador",
    agency_en: null,
  },
  {
    name: "瓦塔",
    side: "foreign",
    country: "FJ",
    office: "警察总监",
    agency: "斐济警察",
    name_en: null,
    office_en: "Commissioner of Police",
    agency_en: null,
  },
];

export function mention(more: Partial<CodedMention> = {}): CodedMention {
  return {
    coding: coding(),
    evidence: { in: "text", start: 0, end: 20 },
    quote: "3月1日，李明大使会见斐济警察总监瓦塔",
    fieldSpans: { date: [{ in: "text", start: 0, end: 4 }] },
    people: PEOPLE,
    ruleId: "meeting.zh.receive",
    confidence: 0.9,
    ...more,
  };
}

/** A page read, coded and linked: the event `id` with one mention in a document of the same name. Gives the mention's id. */
export async function storeEvent(
  db: Db,
  id: string,
  more: { coding?: Partial<Coding>; document?: Partial<Document>; mention?: Partial<CodedMention> } = {},
): Promise<string> {
  const read = mention({ coding: coding(more.coding), ...more.mention });
  await addSnapshots(db, [snapshot(id)]);
  await addDocuments(db, [document(id, more.document)]);
  await replaceMentions(db, [{ documentId: `d-${id}`, mentions: [read], claims: [] }], CONFIG);
  const event = {
    id,
    coding: read.coding,
    people: PEOPLE,
    confidence: 0.9,
    codedBy: CODED_BY,
    createdAt: AT,
  };
  await addEvents(db, [event]);
  const mentionIdOf = mentionId(`d-${id}`, read);
  const link = {
    eventId: id,
    mentionId: mentionIdOf,
    score: 1,
    reasons: ["first"],
    author: "machine",
    at: AT,
  };
  await addLinks(db, [link]);
  await markLinked(db, [`d-${id}`]);
  return mentionIdOf;
}

/** What Mere decides of an event, to give to `addReview`. */
export const by = (
  eventId: string,
  decision: ReviewInput["decision"],
  more: Partial<ReviewInput> = {},
): ReviewInput => ({ eventId, reviewer: "Mere", at: LATER, decision, ...more });

/** What rules read an event as later, to give to `updateEventCoding`. */
export const recoded = (id: string, more: Partial<Coding> = {}) => ({
  ...{ id, coding: coding(more), people: PEOPLE, confidence: 0.8, codedBy: CODED_BY, updatedAt: LATER },
});
