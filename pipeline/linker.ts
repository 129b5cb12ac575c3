import { join } from "node:path";
import { type Coding, inferredFields, type Participant } from "../extractors/event.ts";
import type { Rulebook } from "../extractors/extract.ts";
import type { Facts } from "../extractors/facts.ts";
import { type LinkContext, linkContext } from "../extractors/link-compare.ts";
import { loadLinkingConfig } from "../extractors/link-config.ts";
import type { LinkableMention } from "../extractors/link-mention.ts";
import { namesOfLexicon } from "../extractors/link-names.ts";
import { mergeCodings } from "../extractors/merge-coding.ts";
import { type Sentence, splitSentences } from "../extractors/sentences.ts";
import { findCopies } from "../store/copies.ts";
import type { Db, Row } from "../store/database.ts";
import { findCurrentDocuments } from "../store/documents.ts";
import type { StoredMention } from "../store/mentions.ts";
import type { Workspace } from "./workspace.ts";

/** What the link stage holds for a run. */
export interface Linker {
  readonly context: LinkContext;
  /** Source id to whether a government publishes it. */
  readonly official: ReadonlyMap<string, boolean>;
  /** Who codes: the program's version and the hash of its rules. */
  readonly codedBy: { version: string; config_sha256: string };
  readonly now: () => string;
}

/** Makes ready what linking needs: its settings and who publishes what. Throws ConfigError. */
export function openLinker(
  space: Pick<Workspace, "configDir" | "sources" | "version" | "now">,
  rulebook: Rulebook,
): Linker {
  return {
    context: linkContext({
      config: loadLinkingConfig(join(space.configDir, "linking.yaml")),
      names: namesOfLexicon(rulebook.lexicon),
    }),
    official: new Map(space.sources.map((source) => [source.id, source.publisher.official])),
    codedBy: { version: space.version, config_sha256: rulebook.sha256 },
    now: space.now,
  };
}

/** Mentions as linking takes them: with what it needs to know of their documents. */
export async function toLinkable(
  db: Db,
  linker: Linker,
  mentions: readonly StoredMention[],
): Promise<Map<string, LinkableMention>> {
  const documents = await findCurrentDocuments(db, [
    ...new Set(mentions.map((mention) => mention.canonicalUrl)),
  ]);
  const copies = await findCopies(db, [...new Set(mentions.map((mention) => mention.documentId))]);
  const sentencesOf = new Map<string, Sentence[]>();
  return new Map(
    mentions.map((mention) => {
      const document = documents.get(mention.canonicalUrl);
      const official = linker.official.get(mention.sourceId);
      const made = {
        ...mention,
        language: mention.language as LinkableMention["language"],
        type: mention.coding.type,
        contentSha256: document?.contentSha256 ?? "",
        inferred: inferredFields(mention),
        copies: copies.get(mention.documentId) ?? [],
        ...(document?.id === mention.documentId ? sentenceAround(mention, document, sentencesOf) : {}),
        ...(official === undefined ? {} : { official }),
      };
      return [mention.id, made];
    }),
  );
}

/** The sentence of the text that a quote begins in; nothing for a quote from the title, which is known as a whole. */
export function sentenceAround(
  { evidence }: Pick<StoredMention, "evidence">,
  { id, text, language }: Pick<Row<"document">, "id" | "text" | "language">,
  sentencesOf: Map<string, Sentence[]>,
): { sentence?: string } {
  if (evidence.in === "title") return {};
  const sentences = sentencesOf.get(id) ?? splitSentences(text, language);
  sentencesOf.set(id, sentences);
  const found = sentences.find(({ start, end }) => start <= evidence.start && evidence.start < end);
  return found ? { sentence: text.slice(found.start, Math.max(found.end, evidence.end)) } : {};
}

/** The machine's values of an event over its mentions, and why; as sure as the surest of them. */
export function codeEvent(
  linker: Linker,
  mentions: readonly StoredMention[],
  linkable: ReadonlyMap<string, LinkableMention>,
): { coding: Coding; people: Participant[]; facts: Facts; confidence: number } {
  const values = mergeCodings(
    mentions.map(({ id }) => linkable.get(id)!),
    linker.context,
  );
  return { ...values, confidence: Math.max(...mentions.map(({ confidence }) => confidence)) };
}
