import type { CodedMention, Span } from "../extractors/event.ts";
import { mentionKeys } from "../extractors/link-block.ts";
import {
  ADDED_BY_HAND,
  type AddedMention,
  addedMentionId,
  writeAddedMentions,
} from "../store/added-mentions.ts";
import { type Db, inTransaction, type Row } from "../store/database.ts";
import { findCurrentDocument, findDocument } from "../store/documents.ts";
import { nameGroups } from "../store/event-grouping.ts";
import { type EventRecord, findEvent } from "../store/event-record.ts";
import { peopleOf } from "../store/event-values.ts";
import { addEvents } from "../store/events.ts";
import { addLinks } from "../store/links.ts";
import { checkSpan, locateWords } from "../store/locate-words.ts";
import { replaceMentionKeys } from "../store/mention-keys.ts";
import { mentionsOfDocument, readMentions, type StoredMention } from "../store/mentions.ts";
import { withDetails } from "../store/people-details.ts";
import { ReviewError } from "../store/review-error.ts";
import { addedCoding } from "../store/review-input.ts";
import { checkSpans, type ReviewSpans } from "../store/review-spans.ts";
import { addAddition, addReview } from "../store/reviews.ts";
import { overlap } from "./carry-on.ts";
import { codeEventsAgain } from "./code-events.ts";
import { emptyCounts } from "./counts.ts";
import { type Linker, toLinkable } from "./linker.ts";
import { groupAnew, regroup } from "./regroup.ts";

/** An event that the rules missed, as a person codes it. */
export interface EventByHand {
  readonly documentId: string;
  readonly reviewer: string;
  /** UTC, ISO 8601. */
  readonly at: string;
  /** The fields of the codebook, at least `type` and `date`, and as in a correction `people`. */
  readonly coding: unknown;
  /** The passage that reports it: its place, or its words, which must stand once in the document. */
  readonly evidence: Span | string;
  /** Where the words were marked, if they stand in several places. */
  readonly marked?: Span | undefined;
  /** The words of the document that single fields were read from. */
  readonly spans?: ReviewSpans | undefined;
  readonly note?: string | undefined;
  /** The known event that the passage reports: it becomes a report of that one. */
  readonly joins?: string | undefined;
  /** Known events that the person says it is not: the two are held apart. */
  readonly apart?: readonly string[] | undefined;
}

/** What became of it. `known`: nothing was written, because the passage seems to report an event that is there already; `own` where a person added it. */
export type Added =
  | { readonly outcome: "added" | "joined"; readonly event: EventRecord }
  | { readonly outcome: "known"; readonly event: EventRecord; readonly why: string; readonly own: boolean };

/**
 * Adds an event to a document: the passage as a mention of the person's, the event by linking as for any mention, and the
 * signed decision, in one transaction. Where linking would join it to a known event, it is for the person to say whether it is
 * that one (`joins`) or not (`apart`). Throws {@link ReviewError} when something is not as expected; then nothing is written.
 */
export function addByHand(db: Db, linker: Linker, input: EventByHand): Promise<Added> {
  return inTransaction(db, async (trx): Promise<Added> => {
    const document = await presentDocument(trx, input.documentId);
    const mention = await readMention(trx, document, input);
    const id = addedMentionId(mention);
    const joins = input.joins === undefined ? undefined : await survivorOf(trx, input.joins);
    const apart = await Promise.all((input.apart ?? []).map((other) => survivorOf(trx, other)));
    const known = await findKnown(trx, linker, document, { id, mention });
    if (known?.by === "person" && known.eventId === joins) {
      throw new ReviewError(`this passage is a report of event ${joins} already`);
    }
    // What a person added is one mention, whoever adds it again.
    if (known && (known.by === "person" || (joins === undefined && !apart.includes(known.eventId)))) {
      const { eventId: there, why, by } = known;
      return { outcome: "known", event: (await findEvent(trx, there, input))!, why, own: by === "person" };
    }
    await writeAddedMentions(trx, [mention]);
    const eventId = joins ?? (await eventFor(trx, linker, id, mention, input.at));
    await addLinks(trx, [edge(eventId, id, input)]);
    for (const into of joins === undefined ? apart : []) {
      const { reviewer, at } = input;
      await addReview(trx, { eventId, reviewer, at, decision: "distinct", into });
    }
    await linkOthers(trx, linker, id, eventId);
    const event = await addAddition(trx, {
      eventId,
      reviewer: input.reviewer,
      at: input.at,
      mentionIds: [id],
      changes: mention.coding,
      ...(joins === undefined ? {} : { into: joins }),
      ...(input.note === undefined ? {} : { note: input.note }),
      ...(input.spans && Object.keys(input.spans).length > 0 ? { spans: input.spans } : {}),
    });
    return { outcome: joins === undefined ? "added" : "joined", event };
  });
}

async function presentDocument(db: Db, id: string): Promise<Row<"document">> {
  const document = await findDocument(db, id);
  if (!document) throw new ReviewError(`no document ${id}`);
  if (document.current === 1) return document;
  const newest = await findCurrentDocument(db, document.canonicalUrl);
  throw new ReviewError(
    `document ${id} is a past version of its page: add the event on the newest, ${newest?.id}`,
  );
}

async function readMention(
  db: Db,
  document: Row<"document">,
  { coding: given, evidence: passage, marked, spans = {}, reviewer }: EventByHand,
): Promise<AddedMention> {
  const { coding, people } = addedCoding(given);
  const evidence =
    typeof passage === "string" ? locateWords(document, passage, marked) : checkSpan(document, passage);
  await checkSpans(db, spans, [document.id]);
  const places = Object.entries(spans).map(([field, { documentId: _, ...span }]) => [field, [span]]);
  return {
    documentId: document.id,
    coding,
    people: withDetails(peopleOf(coding, []), people),
    evidence,
    quote: document[evidence.in].slice(evidence.start, evidence.end),
    fieldSpans: Object.fromEntries(places) as CodedMention["fieldSpans"],
    addedBy: reviewer.trim(),
  };
}

interface Known {
  readonly eventId: string;
  readonly by: "person" | "linking";
  readonly why: string;
}

/** The event that the passage reports, if it is known: by what stands in its words already, or as linking would have it. */
async function findKnown(
  db: Db,
  linker: Linker,
  document: Row<"document">,
  { id, mention }: { id: string; mention: AddedMention },
): Promise<Known | undefined> {
  const here = (await mentionsOfDocument(db, document.id)).filter(({ eventId }) => eventId !== null);
  const own = here.find((one) => one.id === id);
  if (own) return { eventId: own.eventId!, by: "person", why: `${own.addedBy} has added this passage` };
  const same = here.find(
    (one) => one.type === mention.coding.type && overlap(one.evidence, mention.evidence),
  );
  if (same)
    return { eventId: same.eventId!, by: "linking", why: "it is read in the same words of this document" };
  const { clusters, assignments } = await groupAnew(db, linker, [asStored(document, id, mention)]);
  const eventId = clusters.find(({ mentionIds }) => mentionIds.includes(id))?.eventId;
  if (!eventId) return undefined;
  const { reasons = [] } = assignments.find(({ mentionId }) => mentionId === id) ?? {};
  return { eventId, by: "linking", why: reasons.join("; ") };
}

function asStored(document: Row<"document">, id: string, mention: AddedMention): StoredMention {
  const { sourceId, canonicalUrl, documentNumber, published, language, title } = document;
  const { people, ...rest } = mention;
  return {
    ...rest,
    people: [...people],
    id,
    ...{ sourceId, canonicalUrl, documentNumber, published, language, title },
    type: mention.coding.type,
    ruleId: ADDED_BY_HAND,
    confidence: 1,
    configSha256: ADDED_BY_HAND,
    current: true,
    eventId: null,
    linkAuthor: null,
  };
}

/** A new event for the mention; where its event was taken back before, that one again, under its id. */
async function eventFor(
  db: Db,
  { codedBy }: Linker,
  mentionId: string,
  { coding, people }: AddedMention,
  createdAt: string,
): Promise<string> {
  const [name] = await nameGroups(db, [[mentionId]]);
  const { id, known } = name!;
  if (!known) await addEvents(db, [{ id, coding, people, confidence: 1, codedBy, createdAt }]);
  return id;
}

function edge(eventId: string, mentionId: string, { reviewer, at }: EventByHand) {
  const author = reviewer.trim();
  return { eventId, mentionId, score: 1, reasons: ["added by hand"], author, at };
}

/** Has linking look at what ties with the new mention, as after any other, and codes the events that have other mentions since. */
async function linkOthers(db: Db, linker: Linker, id: string, eventId: string): Promise<void> {
  const seeds = await readMentions(db, [id]);
  const linkable = await toLinkable(db, linker, seeds);
  const keys = mentionKeys(linkable.get(id)!, linker.context.config);
  await replaceMentionKeys(db, new Map([[id, keys]]));
  const { touched } = await regroup(db, linker, seeds, new Set(), emptyCounts());
  const touches = [...new Set([eventId, ...touched])].map(
    (one) => [one, { changedPage: false, reworded: false }] as const,
  );
  await codeEventsAgain(db, linker, new Map(touches), emptyCounts());
}

/** The event, or the one that it is part of. */
async function survivorOf(db: Db, id: string): Promise<string> {
  const event = await findEvent(db, id);
  if (!event) throw new ReviewError(`no event ${id}`);
  return event.id;
}
