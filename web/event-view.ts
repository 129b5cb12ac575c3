import type { Participant } from "../extractors/event.ts";
import { glossesIn } from "../extractors/glosses.ts";
import type { ReviewWords } from "../extractors/review-words.ts";
import { listChanges, type PageChange, pagesOfEvent } from "../store/changes.ts";
import type { Db } from "../store/database.ts";
import { findDocument } from "../store/documents.ts";
import { type EventRecord, readEventRecords } from "../store/event-record.ts";
import { type EventHistory, findHistory } from "../store/history.ts";
import { mentionsOfEvent, type StoredMention } from "../store/mentions.ts";
import { type SimilarEvent, similarEvents } from "../store/possible-duplicates.ts";
import type { Looking } from "../store/queue-filter.ts";
import type { ReviewSpans } from "../store/review-spans.ts";
import type { Mark } from "./highlight.ts";
import { dateText, hostOf, safeLink } from "./labels.ts";
import type { ShownDocument, ShownGloss } from "./pages/source-text.tsx";
import { FIELD_NAMES, type FieldName, TEXTS } from "./texts.ts";

/** Reports whose text is shown on an event's page. Where each of the others comes from is listed all the same. */
const MOST_REPORTS = 12;

/** Possible duplicates shown beside an event. */
const MOST_SIMILAR = 5;

/** Where the Wayback Machine plays captures of an address, by time. */
const WAYBACK = "https://web.archive.org/web";

/** Related events that an event's page names; the JSON interface gives all. */
const MOST_RELATED = 30;

/** Changes of pages shown on an event's page. */
const MOST_CHANGES = 10;

/** One page that reports the event, with the places where it does. */
export interface Report {
  readonly document: ShownDocument;
  readonly host: string;
  /** The live address when a browser may follow it. */
  readonly link: string | undefined;
  readonly published: string;
  readonly marks: readonly Mark[];
  /** Chinese terms among the words that are marked. */
  readonly glosses: readonly ShownGloss[];
  /** The page in the Wayback Machine about when it was captured here; undefined where no browser may follow its address. */
  readonly wayback: string | undefined;
  readonly rules: readonly string[];
  /** Who added what the rules had missed. */
  readonly addedBy: readonly string[];
}

export interface EventView {
  readonly record: EventRecord;
  /** Events it may be the same as, likeliest first, each as it stands. */
  readonly similar: readonly (SimilarEvent & { readonly record: EventRecord })[];
  readonly reports: readonly Report[];
  /** What happened last to the pages that report it, or did, the latest first. */
  readonly changes: readonly PageChange[];
  /** The source of one of its reports writes about one of its countries. */
  readonly countryOfSource: boolean;
  /** Null where it is kept from whoever looks. */
  readonly history: EventHistory | null;
  /** The events it stands in a relation to, by id. */
  readonly others: ReadonlyMap<string, EventRecord>;
}

/** The texts an event was read in, the fullest coding first, with the evidence and the words behind each value. */
export async function viewEvent(
  db: Db,
  record: EventRecord,
  looking: Looking = {},
  words?: Pick<ReviewWords, "glosses" | "stateOf">,
): Promise<EventView> {
  const byDocument = new Map<string, StoredMention[]>();
  for (const mention of await mentionsOfEvent(db, record.id)) {
    byDocument.set(mention.documentId, [...(byDocument.get(mention.documentId) ?? []), mention]);
  }
  const best = (mentions: readonly StoredMention[]) =>
    Math.max(...mentions.map(({ confidence }) => confidence));
  const groups = [...byDocument.values()].sort((a, b) => best(b) - best(a)).slice(0, MOST_REPORTS);
  const reports: Report[] = [];
  for (const mentions of groups) {
    const [first] = mentions;
    const document = await findDocument(db, first!.documentId);
    if (!document) continue;
    const marks = withMarked(mentions.flatMap(marksOf), record.spans, document.id);
    const captured = record.mentions.find((mention) => mention.document === document.id)?.captured;
    const link = safeLink(document.canonicalUrl);
    reports.push({
      document,
      host: hostOf(document.canonicalUrl),
      link,
      wayback: link && captured && `${WAYBACK}/${captured.replaceAll(/\D/g, "").slice(0, 14)}/${link}`,
      published: document.published ? dateText(document.published) : TEXTS.unknown,
      marks,
      glosses: glossesOf(document, marks, record.people, words),
      rules: [...new Set(mentions.flatMap(({ ruleId, addedBy }) => (addedBy === null ? ruleId : [])))],
      addedBy: [...new Set(mentions.flatMap(({ addedBy }) => addedBy ?? []))],
    });
  }
  // Whoever gives a second opinion decides about this event alone.
  const pairs = record.blind
    ? []
    : ((await similarEvents(db, [record.id])).get(record.id) ?? []).slice(0, MOST_SIMILAR);
  const canonicalUrls = await pagesOfEvent(db, record.id);
  const { changes } = await listChanges(db, { canonicalUrls }, { limit: MOST_CHANGES });
  const history = record.blind ? null : (await findHistory(db, record.id))!;
  const named = record.relations.slice(0, MOST_RELATED).map(({ event }) => event);
  const beside = [...new Set([...named, ...pairs.map(({ id }) => id)])];
  const others = new Map((await readEventRecords(db, beside, looking)).map((one) => [one.id, one]));
  const similar = pairs.flatMap((pair) => {
    const other = others.get(pair.id);
    return other ? [{ ...pair, record: other }] : [];
  });
  const states = record.mentions.map(({ source }) => words?.stateOf(source));
  const countryOfSource = record.coding.countries.some((code) => states.includes(code));
  return { record, similar, reports, changes, countryOfSource, history, others };
}

/** The evidence of a mention and the words each of its fields was read from. */
export function marksOf(mention: Pick<StoredMention, "evidence" | "fieldSpans">): Mark[] {
  const fields = FIELD_NAMES.flatMap((field) =>
    (mention.fieldSpans[field] ?? []).map((span) => ({ span, label: field as string })),
  );
  return [{ span: mention.evidence, label: "evidence" }, ...fields];
}

/** The marks of a document with the words that a reviewer marked in the place of those that the rules read. */
function withMarked(marks: readonly Mark[], spans: ReviewSpans, documentId: string): Mark[] {
  const read = marks.filter(({ label }) => !(label in spans));
  const marked = Object.entries(spans).flatMap(([label, { documentId: of, ...span }]) =>
    of === documentId ? [{ label, span }] : [],
  );
  return [...read, ...marked];
}

/** The Chinese terms among the marked words of a document: of these people, and of the dictionaries; none while `words` are missing. */
export function glossesOf(
  document: ShownDocument,
  marks: readonly Mark[],
  people: readonly Participant[],
  words: Pick<ReviewWords, "glosses"> | undefined,
): ShownGloss[] {
  if (!words || document.language !== "zh") return [];
  const spans = marks.map(({ span }) => span);
  return (["title", "text"] as const).flatMap((part) =>
    glossesIn(document[part], part, spans, people, words.glosses).map((gloss) => ({ ...gloss, in: part })),
  );
}

/** Fields of an event that no report says in words of their own. */
export function inferredIn({ mentions }: Pick<EventRecord, "mentions">): ReadonlySet<FieldName> {
  const fields = FIELD_NAMES.filter((field) => field !== "type");
  return new Set(fields.filter((field) => mentions.every((mention) => !mention.field_spans[field]?.length)));
}

/** The number of the newest decision about an event, 0 before the first: what a reviewer has seen when deciding. */
export function newestReview(record: Pick<EventRecord, "reviews">): number {
  return Math.max(0, ...record.reviews.map(({ id }) => id));
}
