import type { Coding } from "../extractors/event.ts";
import type { Db, Row } from "../store/database.ts";
import { findDocumentReview } from "../store/document-reviews.ts";
import { findDocument } from "../store/documents.ts";
import { type EventRecord, readEventRecords } from "../store/event-record.ts";
import { isReportAdded } from "../store/event-values.ts";
import { mentionsOfDocument, type StoredMention } from "../store/mentions.ts";

/** A document as persons coded it, in the form of a gold file: what `evaluate` reads, one line. */
export interface GoldLine {
  readonly id: string;
  readonly url: string;
  readonly lang: string;
  readonly title: string;
  readonly published: string | null;
  readonly text: string;
  readonly events: readonly (Partial<Coding> & { readonly type: string; readonly evidence: string })[];
}

/** The document, or why it is none that others can be measured by; undefined when there is no such document. */
export type Gold = { readonly line: GoldLine } | { readonly refused: readonly string[] };

/**
 * A decided document as a gold document: all its events are decided by persons, or a person says that it reports none. An event
 * of several documents is coded as this one has it: what only others report of it is left out, unless a person set it.
 */
export async function goldOf(db: Db, documentId: string): Promise<Gold | undefined> {
  const document = await findDocument(db, documentId);
  if (!document) return undefined;
  const mentions = await mentionsOfDocument(db, documentId);
  const ids = [...new Set(mentions.flatMap(({ eventId }) => eventId ?? []))];
  const events = await readEventRecords(db, ids);
  const refused = [
    ...whyUnread(document, mentions),
    ...events.flatMap((event) => whyUndecided(event) ?? []),
    ...(events.length === 0 && !(await findDocumentReview(db, documentId))
      ? ["nobody has said that it reports no event"]
      : []),
  ];
  if (refused.length > 0) return { refused };
  const coded = events
    .filter(({ status }) => status !== "rejected")
    .map((event) => ({ event, own: mentions.filter(({ eventId }) => eventId === event.id) }))
    .map(({ event, own }) => ({ ...codingHere(event, own), evidence: surest(own).quote }));
  const { id, canonicalUrl: url, title, published, text } = document;
  const lang = document.language === "other" ? document.languageCode : document.language;
  return { line: { id, url, lang, title, published, text, events: coded } };
}

function whyUnread(document: Row<"document">, mentions: readonly StoredMention[]): string[] {
  if (document.current === 0) return ["a newer version of the page is kept"];
  if (document.extractedWith === null) return ["the rules have not read it yet"];
  const unlinked = mentions.some(({ eventId }) => eventId === null);
  return unlinked ? ["an event found in it is not linked yet: the next run does that"] : [];
}

function whyUndecided({ id, status, queueReason, reviews }: EventRecord): string | undefined {
  if (queueReason !== null) return `event ${id} waits for a decision`;
  const byPerson = reviews.some((one) => one.effective && DECIDING.has(one.decision) && !isReportAdded(one));
  return status === "new" || !byPerson ? `event ${id} is decided by no person` : undefined;
}

const DECIDING: ReadonlySet<string> = new Set(["accept", "correct", "reject", "add"]);

/** The decided coding; of an event that other documents report too, without what only those say and no person set. */
function codingHere({ coding, corrected, mentions }: EventRecord, own: readonly StoredMention[]): Coding {
  if (own.length === mentions.length) return coding;
  const fields = Object.entries(coding).flatMap(([field, value]) => {
    const key = field as keyof Coding;
    if (key === "type" || corrected.includes(key)) return [[key, value]];
    const here = own.map((mention) => mention.coding[key]).filter((one) => one !== undefined);
    if (Array.isArray(value)) return [[key, value.filter((one) => here.flat().includes(one as never))]];
    if (key === "date") return [[key, coarserOf(coding.date, here as string[])]];
    return here.length === 0 ? [] : [[key, value]];
  });
  return Object.fromEntries(fields) as Coding;
}

/** The decided date as precise as a document has it that says no other. */
function coarserOf(decided: string, here: readonly string[]): string {
  const exact = here.some((date) => date.startsWith(decided));
  return exact ? decided : (here.find((date) => decided.startsWith(date)) ?? decided);
}

function surest(own: readonly StoredMention[]): StoredMention {
  return own.reduce((best, one) => (one.confidence > best.confidence ? one : best));
}
