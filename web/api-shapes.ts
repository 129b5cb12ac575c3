import { inferredFields } from "../extractors/event.ts";
import type { CopyOfText } from "../store/copies.ts";
import type { Row } from "../store/database.ts";
import type { EventRecord } from "../store/event-record.ts";
import { exportedEvent } from "../store/export.ts";
import type { claimsOfDocument, StoredMention } from "../store/mentions.ts";
import type { QueueEvent } from "../store/queue.ts";
import type { QueueCounts } from "../store/queue-counts.ts";

/** An event as programs get it: as it is exported, and what a reviewing program needs beside that. */
export function eventShape(record: EventRecord) {
  return {
    ...exportedEvent(record),
    queue_reason: record.queueReason,
    corrected: record.corrected,
    opinions: record.opinions,
    blind: record.blind,
    machine: record.machine,
    // With the numbers that `seen` of a decision refers to.
    reviews: record.reviews,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
  };
}

/** How many events a list has beside the one asked for: by type, by reason to wait, by status. */
export function countsShape({ byType, byReason, byStatus }: QueueCounts) {
  return { by_type: byType, by_reason: byReason, by_status: byStatus };
}

/** An event as a line of a list. */
export function listedShape(event: QueueEvent) {
  const { datePrecision, queueReason, queuedAt, mentionCount, mergedInto, autoAccepted, coding, ...rest } =
    event;
  return {
    ...coding,
    ...rest,
    ...(mergedInto === null ? {} : { merged_into: mergedInto }),
    date_precision: datePrecision,
    queue_reason: queueReason,
    queued_at: queuedAt,
    mention_count: mentionCount,
    auto_accepted: autoAccepted === null ? null : { at: autoAccepted },
  };
}

/**
 * A document with everything that was read in it, and where else its text stands. Places are UTF-16 offsets into `title` or
 * `text`.
 */
export function documentShape(
  document: Row<"document">,
  snapshot: Row<"snapshot">,
  mentions: readonly StoredMention[],
  claims: Awaited<ReturnType<typeof claimsOfDocument>>,
  copies: readonly CopyOfText[],
) {
  return {
    id: document.id,
    url: snapshot.url,
    canonical_url: document.canonicalUrl,
    source: document.sourceId,
    version: document.version,
    current: document.current === 1,
    language: document.language,
    script: document.script,
    title: document.title,
    text: document.text,
    published: document.published,
    captured: snapshot.captured,
    snapshot: { sha256: snapshot.sha256, warc: snapshot.warcFile, offset: snapshot.warcOffset },
    mentions: mentions.map((mention) => ({
      id: mention.id,
      event: mention.eventId,
      coding: mention.coding,
      evidence: mention.evidence,
      quote: mention.quote,
      field_spans: mention.fieldSpans,
      inferred: inferredFields(mention),
      rule: mention.ruleId,
      added_by: mention.addedBy,
      confidence: mention.confidence,
      current: mention.current,
    })),
    claims: claims.map(({ kind, type, countries, number, claimant, quote, ruleId }) => ({
      kind,
      type,
      countries,
      number,
      claimant,
      quote,
      rule: ruleId,
    })),
    copies: copies.map(({ id, canonicalUrl, sourceId, title, published, likeness }) => ({
      id,
      canonical_url: canonicalUrl,
      source: sourceId,
      title,
      published,
      likeness,
    })),
  };
}
