import type { Coding } from "../extractors/event.ts";
import type { ReviewWords } from "../extractors/review-words.ts";
import { type Gold, goldOf } from "../pipeline/gold-line.ts";
import { listChanges, type PageChange } from "../store/changes.ts";
import { type CopyOfText, listCopies } from "../store/copies.ts";
import type { Db, Row } from "../store/database.ts";
import { findDocumentReview } from "../store/document-reviews.ts";
import { findDocument, listVersions } from "../store/documents.ts";
import { readEventRecords } from "../store/event-record.ts";
import { claimsOfDocument, mentionsOfDocument, type StoredMention } from "../store/mentions.ts";
import { findOpenRemovals } from "../store/page-changes.ts";
import { getSnapshot } from "../store/snapshots.ts";
import { glossesOf, marksOf } from "./event-view.ts";
import type { Mark } from "./highlight.ts";
import type { PageVersion } from "./pages/page-history.tsx";
import type { ShownGloss } from "./pages/source-text.tsx";

/** Everything that is known of one document. */
export interface DocumentView {
  readonly document: Row<"document">;
  readonly snapshot: Row<"snapshot">;
  readonly mentions: readonly StoredMention[];
  /** The words behind what is read in it now, and the Chinese terms among them. */
  readonly marks: readonly Mark[];
  readonly glosses: readonly ShownGloss[];
  readonly claims: readonly Pick<Row<"claim">, "kind" | "quote">[];
  /** All versions of the page, the first first. */
  readonly versions: readonly PageVersion[];
  readonly before: Row<"document"> | undefined;
  readonly changes: readonly PageChange[];
  /** Where else its text stands. */
  readonly copies: readonly CopyOfText[];
  /** The loss of the page, while it lasts. */
  readonly removal: Row<"pageChange"> | undefined;
  /** Whether an event is known that nobody rejected. */
  readonly reports: boolean;
  /** Who said that it reports no event. */
  readonly none: Row<"documentReview"> | undefined;
  readonly gold: Gold;
}

/** Changes of the page that are shown. */
const MOST_CHANGES = 20;

/** Undefined when there is no such document. */
export async function viewDocument(
  db: Db,
  id: string,
  words?: Pick<ReviewWords, "glosses">,
): Promise<DocumentView | undefined> {
  const document = await findDocument(db, id);
  if (!document) return undefined;
  const { canonicalUrl, version } = document;
  const versions = await listVersions(db, canonicalUrl);
  const before = versions.find((one) => one.version === version - 1);
  const mentions = await mentionsOfDocument(db, id);
  const marks = mentions.filter(({ current }) => current).flatMap(marksOf);
  const events = await readEventRecords(db, [...new Set(mentions.flatMap(({ eventId }) => eventId ?? []))]);
  return {
    document,
    snapshot: await getSnapshot(db, document.snapshotId),
    mentions,
    marks,
    glosses: glossesOf(
      document,
      marks,
      mentions.flatMap(({ people }) => people),
      words,
    ),
    claims: await claimsOfDocument(db, id),
    versions,
    before: before && (await findDocument(db, before.id)),
    changes: (await listChanges(db, { canonicalUrls: [canonicalUrl] }, { limit: MOST_CHANGES })).changes,
    copies: await listCopies(db, document),
    removal: (await findOpenRemovals(db, [canonicalUrl])).at(-1),
    reports: events.some(({ status }) => status !== "rejected"),
    none: await findDocumentReview(db, id),
    gold: (await goldOf(db, id))!,
  };
}

/** What may be filled in of an event of the page before it is read: the day it was published, the country its source is about. */
export function knownOf(
  { published, sourceId }: Pick<Row<"document">, "published" | "sourceId">,
  sources: readonly { readonly id: string; readonly covers: { readonly country: string | null } }[] = [],
): Partial<Coding> {
  const country = sources.find(({ id }) => id === sourceId)?.covers.country;
  return {
    ...(published === null ? {} : { date: published.slice(0, 10) }),
    ...(country ? { countries: [country] } : {}),
  };
}
