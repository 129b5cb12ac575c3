import { join } from "node:path";
import { copiesAmong } from "../extractors/copies-among.ts";
import { type CodedMention, Coding, inferredFields, type Span } from "../extractors/event.ts";
import { extract, loadRulebook, type Rulebook } from "../extractors/extract.ts";
import { linkMentions } from "../extractors/link.ts";
import { type LinkContext, linkContext } from "../extractors/link-compare.ts";
import { loadLinkingConfig } from "../extractors/link-config.ts";
import type { LinkableMention } from "../extractors/link-mention.ts";
import { namesOfLexicon } from "../extractors/link-names.ts";
import { type LinkingScore, scoreLinking } from "../extractors/link-score.ts";
import { canonicalUrl } from "../sources/canonical-url.ts";
import { contentSha256 } from "../sources/identity.ts";
import { classifyMissionUrl } from "../sources/mission-address.ts";
import { take } from "./evaluate.ts";
import { textOfLine } from "./extract-lines.ts";
import type { GoldDocument } from "./gold.ts";
import { sentenceAround } from "./linker.ts";

/** How well mentions are joined to engagements. */
export interface LinkingReport extends LinkingScore {
  /** Engagements of the gold. */
  readonly clusters: number;
  /** The same from the texts alone: what the rules read is linked, and a gold mention that they miss is alone. */
  readonly endToEnd: LinkingScore & { readonly found: number };
}

/** A place among groups that should belong together, or a group that should not. */
export interface LinkingError {
  readonly kind: "merged" | "split";
  readonly mentions: readonly [string, string];
}

/**
 * Scores linking against gold mentions that name their engagement: once with the codings of the gold, and once from the
 * texts, where a mention that the rules read stands for the gold event it agrees with (type, a common country, the date).
 */
export async function evaluateLinking(
  documents: readonly GoldDocument[],
  configDir: string,
): Promise<{ report: LinkingReport; errors: LinkingError[] }> {
  const rulebook = await loadRulebook(configDir);
  const config = loadLinkingConfig(join(configDir, "linking.yaml"));
  const context = linkContext({ config, names: namesOfLexicon(rulebook.lexicon) });
  const gold = new Map<string, string>();
  const given: LinkableMention[] = [];
  const read: LinkableMention[] = [];
  const readAs = new Map<string, string>();
  for (const document of documents) {
    for (const [index, event] of document.events.entries()) {
      if (event.cluster === undefined) continue;
      gold.set(mentionId(document, index), event.cluster);
      given.push(goldMention(document, index));
    }
    const found = await readMentions(rulebook, document);
    read.push(...found);
    const left = found.map((mention) => ({ ...mention.coding, mention: mention.id }));
    for (const [index, event] of document.events.entries()) {
      const taken = take(left, event);
      if (taken && event.cluster !== undefined) readAs.set(mentionId(document, index), taken.mention);
    }
  }
  const copies = copiesAmong(documents.map(passageText), config.copies);
  const withCopies = (mention: LinkableMention) => ({
    ...mention,
    copies: copies.get(mention.documentId) ?? [],
  });
  const grouped = groupsOf(given.map(withCopies), context);
  const groupOf = groupsOf(read.map(withCopies), context);
  const predicted = new Map([...readAs].map(([id, mention]) => [id, groupOf.get(mention)!]));
  const report = {
    ...scoreLinking(gold, grouped),
    clusters: new Set(gold.values()).size,
    endToEnd: { ...scoreLinking(gold, predicted), found: readAs.size },
  };
  return { report, errors: errorsOf(gold, grouped) };
}

function passageText({ id, text, lang }: GoldDocument) {
  return { id, text, language: languageOf(lang), script: "" };
}

function languageOf(lang: GoldDocument["lang"]): LinkableMention["language"] {
  return lang === "zh" || lang === "en" ? lang : "other";
}

function groupsOf(mentions: readonly LinkableMention[], context: LinkContext): Map<string, string> {
  const { assignments } = linkMentions(mentions, [], context);
  return new Map(assignments.map(({ mentionId, cluster }) => [mentionId, cluster]));
}

function errorsOf(gold: ReadonlyMap<string, string>, grouped: ReadonlyMap<string, string>): LinkingError[] {
  const mentions = [...gold.keys()];
  return mentions.flatMap((a, at) =>
    mentions.slice(at + 1).flatMap((b): LinkingError[] => {
      const [same, together] = [gold.get(a) === gold.get(b), grouped.get(a) === grouped.get(b)];
      return same === together ? [] : [{ kind: same ? "split" : "merged", mentions: [a, b] }];
    }),
  );
}

function mentionId(document: GoldDocument, index: number): string {
  return `${document.id}#${index}`;
}

/** A mention as the gold codes it. */
function goldMention(document: GoldDocument, index: number): LinkableMention {
  const event = document.events[index]!;
  const span = spanOf(document, event.evidence ?? "");
  return mentionOf(document, mentionId(document, index), codingOf(event), span);
}

function codingOf(event: GoldDocument["events"][number]): Coding {
  const fields = Object.fromEntries(Object.entries(event).filter(([key]) => key in Coding.shape));
  const empty = { countries: [], prc_actors: [], prc_people: [], foreign_people: [], topics: [] };
  return Coding.parse({ ...empty, ...fields });
}

/** Where a gold event's evidence stands. */
function spanOf(
  { title, text }: GoldDocument,
  evidence: string,
): CodedMention["evidence"] & { quote: string } {
  const at = text.indexOf(evidence);
  const span: Span =
    at >= 0 || !title.includes(evidence)
      ? { in: "text", start: Math.max(at, 0), end: Math.max(at, 0) + evidence.length }
      : { in: "title", start: title.indexOf(evidence), end: title.indexOf(evidence) + evidence.length };
  return { ...span, quote: evidence };
}

async function readMentions(rulebook: Rulebook, document: GoldDocument): Promise<LinkableMention[]> {
  const text = await textOfLine(JSON.stringify(document), document.id, rulebook.sources);
  return extract(rulebook, text).mentions.map((mention, index) => ({
    ...mentionOf(document, `${document.id} ${index}`, mention.coding, {
      ...mention.evidence,
      quote: mention.quote,
    }),
    people: mention.people,
    inferred: inferredFields(mention),
  }));
}

function mentionOf(
  document: GoldDocument,
  id: string,
  coding: Coding,
  evidence: Span & { quote: string },
): LinkableMention {
  const { title, text, url } = document;
  const published = document.published ?? null;
  const language = languageOf(document.lang);
  return {
    id,
    documentId: document.id,
    canonicalUrl: url === undefined ? document.id : canonicalUrl(url),
    documentNumber: url === undefined ? null : classifyMissionUrl(url).documentNumber,
    contentSha256: contentSha256({ title, text, published }),
    language,
    published,
    title,
    type: coding.type,
    coding,
    people: [],
    quote: evidence.quote,
    ...sentenceAround({ evidence }, { id: document.id, text, language }, new Map()),
  };
}
