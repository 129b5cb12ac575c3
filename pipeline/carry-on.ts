import type { Sentence } from "../extractors/sentences.ts";
import { findSuccessors, isReworded, type Report } from "../extractors/succession.ts";
import type { Db, Row } from "../store/database.ts";
import { findCurrentDocuments } from "../store/documents.ts";
import { type EarlierMention, listEarlierMentions } from "../store/earlier-mentions.ts";
import { addLinks } from "../store/links.ts";
import type { StoredMention } from "../store/mentions.ts";
import { sentenceAround } from "./linker.ts";

/** A mention that stays with the event of an earlier version of its page. */
export interface CarriedOn {
  readonly mentionId: string;
  readonly eventId: string;
  /** Whether the sentence it is read in has changed. */
  readonly reworded: boolean;
}

/**
 * Links new mentions of changed pages to the events that earlier versions of the pages reported in the same place, however
 * date or countries read now: an edit is a second reading of one event, and the reviewer sees both. Links are saved.
 */
export async function carryOn(
  db: Db,
  mentions: readonly StoredMention[],
  at: string,
): Promise<Map<string, CarriedOn>> {
  const byPage = new Map<string, StoredMention[]>();
  for (const mention of mentions) {
    byPage.set(mention.canonicalUrl, [...(byPage.get(mention.canonicalUrl) ?? []), mention]);
  }
  const carried = new Map<string, CarriedOn>();
  const versions = versionsOf(await listEarlierMentions(db, [...byPage.keys()]));
  const documents = await findCurrentDocuments(
    db,
    versions.map(([first]) => first!.canonicalUrl),
  );
  const sentences = new Map<string, Sentence[]>();
  for (const version of versions) {
    const { canonicalUrl } = version[0]!;
    const waiting = byPage.get(canonicalUrl)!.filter(({ id }) => !carried.has(id));
    const document = documents.get(canonicalUrl)!;
    const here = new Map(waiting.map((mention) => [mention.id, report(mention, document, sentences)]));
    const earlier = new Map(
      version.map((mention) => [mention.id, report(mention, mention.document, sentences)]),
    );
    const eventOf = new Map(version.map(({ id, eventId }) => [id, eventId]));
    for (const [id, before] of findSuccessors([...earlier.values()], [...here.values()])) {
      const reworded = isReworded(earlier.get(before)!, here.get(id)!);
      carried.set(id, { mentionId: id, eventId: eventOf.get(before)!, reworded });
    }
  }
  const edges = [...carried.values()].map(({ mentionId, eventId }) => {
    const reasons = ["an earlier version of the page reports it"];
    return { mentionId, eventId, score: 1, reasons, author: "machine", at };
  });
  await addLinks(db, edges);
  return carried;
}

function report(
  mention: Pick<StoredMention, "id" | "coding" | "quote" | "evidence">,
  document: Pick<Row<"document">, "id" | "text" | "language">,
  sentences: Map<string, Sentence[]>,
): Report {
  const { id, coding, quote } = mention;
  return { id, coding, quote, sentence: sentenceAround(mention, document, sentences).sentence ?? quote };
}

/** The mentions by page and version, the latest version of a page first. */
function versionsOf(earlier: readonly EarlierMention[]): EarlierMention[][] {
  const groups = new Map<string, EarlierMention[]>();
  for (const mention of earlier) {
    const key = `${mention.version} ${mention.canonicalUrl}`;
    groups.set(key, [...(groups.get(key) ?? []), mention]);
  }
  return [...groups.values()];
}
