import type { Span } from "../extractors/event.ts";
import type { Sentence } from "../extractors/sentences.ts";
import { findSuccessors, isReworded, type Report } from "../extractors/succession.ts";
import { listAddedMentions } from "../store/added-mentions.ts";
import type { Db, Row } from "../store/database.ts";
import { findCurrentDocuments } from "../store/documents.ts";
import { type EarlierMention, listEarlierMentions } from "../store/earlier-mentions.ts";
import { addLinks } from "../store/links.ts";
import type { StoredMention } from "../store/mentions.ts";
import { addSuccessions } from "../store/successions.ts";
import { sentenceAround } from "./linker.ts";

/** A mention that stays with the event that its page reported before in the same place. */
export interface CarriedOn {
  readonly mentionId: string;
  readonly eventId: string;
  /** Whether the sentence it is read in has changed. */
  readonly reworded: boolean;
}

const SAME_TEXT = "the same passage reported it as it was read before";
const ADDED = "a person had added the event of this passage";
const EARLIER_VERSION = "an earlier version of the page reports it";

/** What a mention carries on, and how its words compare. */
interface Carried {
  readonly before: EarlierMention;
  readonly reworded: boolean;
}

/**
 * Links new mentions to the events that their pages reported in the same place before, in an earlier version or by other
 * rules, however date or countries read now: an edit is a second reading of one event, and the reviewer sees both. What a
 * person decided passes on: the edge is that person's, and what was held apart stays apart. All of it is saved.
 */
export async function carryOn(
  db: Db,
  mentions: readonly StoredMention[],
  at: string,
): Promise<Map<string, CarriedOn>> {
  const carried = await findCarried(db, mentions);
  const documentOf = new Map(mentions.map(({ id, documentId }) => [id, documentId]));
  const edges = [...carried].map(([mentionId, { before }]) => {
    const { eventId, author } = before;
    const why = before.document.id === documentOf.get(mentionId) ? SAME_TEXT : EARLIER_VERSION;
    return { mentionId, eventId, score: 1, reasons: [why], author, at };
  });
  await addLinks(db, edges);
  await addSuccessions(
    db,
    [...carried].map(([mentionId, { before }]) => ({ mentionId, earlierId: before.id })),
  );
  const all = new Map(
    [...carried].map(([mentionId, { before, reworded }]) => [
      mentionId,
      { mentionId, eventId: before.eventId, reworded },
    ]),
  );
  const others = mentions.filter(({ id }) => !all.has(id));
  for (const one of await joinAdded(db, others, at)) all.set(one.mentionId, one);
  return all;
}

/**
 * Links what rules read now in a passage of which a person had added the event, as long as they missed it: the words prove one
 * event of a type. The edges are the machine's; the person's mention stays.
 */
async function joinAdded(db: Db, mentions: readonly StoredMention[], at: string): Promise<CarriedOn[]> {
  const added = await listAddedMentions(db, [...new Set(mentions.map(({ documentId }) => documentId))]);
  if (added.length === 0) return [];
  const joined = mentions.flatMap(({ id, addedBy, documentId, type, evidence }) => {
    const same = added.find(
      (one) => one.documentId === documentId && one.type === type && overlap(one.evidence, evidence),
    );
    return same && addedBy === null ? [{ mentionId: id, eventId: same.eventId, reworded: false }] : [];
  });
  const edges = joined.map(({ mentionId, eventId }) => {
    return { mentionId, eventId, score: 1, reasons: [ADDED], author: "machine", at };
  });
  await addLinks(db, edges);
  return joined;
}

/** Whether two spans have a character in common. */
export function overlap(a: Span, b: Span): boolean {
  return a.in === b.in && a.start < b.end && b.start < a.end;
}

async function findCarried(db: Db, mentions: readonly StoredMention[]): Promise<Map<string, Carried>> {
  const byPage = new Map<string, StoredMention[]>();
  for (const mention of mentions) {
    byPage.set(mention.canonicalUrl, [...(byPage.get(mention.canonicalUrl) ?? []), mention]);
  }
  const earlier = await listEarlierMentions(db, [...byPage.keys()]);
  const documents = await findCurrentDocuments(db, [...byPage.keys()]);
  const sentences = new Map<string, Sentence[]>();
  const carried = returning(mentions, earlier);
  const here = new Map(
    mentions.map((mention) => {
      const document = documents.get(mention.canonicalUrl)!;
      return [mention.id, report(mention, document, sentences)];
    }),
  );
  for (const reading of readingsOf(earlier, documents, new Set(here.keys()))) {
    const waiting = byPage.get(reading[0]!.canonicalUrl)!.filter(({ id }) => !carried.has(id));
    const before = new Map(
      reading.map((mention) => [mention.id, report(mention, mention.document, sentences)]),
    );
    const byId = new Map(reading.map((mention) => [mention.id, mention]));
    const successors = findSuccessors(
      [...before.values()],
      waiting.map(({ id }) => here.get(id)!),
    );
    for (const [id, earlierId] of successors) {
      const reworded = isReworded(before.get(earlierId)!, here.get(id)!);
      carried.set(id, { before: byId.get(earlierId)!, reworded });
    }
  }
  return carried;
}

/** Mentions that are read again after a time in which they were not. */
function returning(
  mentions: readonly StoredMention[],
  earlier: readonly EarlierMention[],
): Map<string, Carried> {
  const byId = new Map(earlier.map((mention) => [mention.id, mention]));
  return new Map(
    mentions.flatMap(({ id }) => {
      const before = byId.get(id);
      return before ? [[id, { before, reworded: false }] as const] : [];
    }),
  );
}

/**
 * Earlier mentions by page and version, the latest version first; of the present text first those that are replaced just
 * now. What it reported longer ago counts only where a person decided on it.
 */
function readingsOf(
  earlier: readonly EarlierMention[],
  documents: ReadonlyMap<string, Row<"document">>,
  present: ReadonlySet<string>,
): EarlierMention[][] {
  const groups = new Map<string, EarlierMention[]>();
  const counted = earlier.filter(({ id }) => !present.has(id));
  const isPresent = ({ document, canonicalUrl }: EarlierMention) =>
    document.id === documents.get(canonicalUrl)?.id;
  const replaced = counted.filter((mention) => isPresent(mention) && mention.active);
  const past = counted.filter((mention) =>
    isPresent(mention) ? !mention.active && mention.decided !== undefined : true,
  );
  for (const mention of [...replaced, ...past]) {
    const key = `${isPresent(mention) && mention.active} ${mention.version} ${mention.canonicalUrl}`;
    groups.set(key, [...(groups.get(key) ?? []), mention]);
  }
  return [...groups.values()];
}

function report(
  mention: Pick<StoredMention, "id" | "coding" | "quote" | "evidence"> & Pick<Report, "decided">,
  document: Pick<Row<"document">, "id" | "text" | "language">,
  sentences: Map<string, Sentence[]>,
): Report {
  const { id, coding, quote, decided } = mention;
  const { sentence = quote } = sentenceAround(mention, document, sentences);
  return { id, coding, quote, sentence, decided };
}
