import { createHash } from "node:crypto";
import type { Article, Document } from "./document.ts";
import { detectLanguage } from "./language.ts";

/** Id of the bytes of one address at one time. The address is the one asked for, as found. */
export function snapshotId(url: string, captured: string, payloadSha256: string): string {
  return `s${digest(url, captured, payloadSha256).slice(0, 16)}`;
}

/** Id of one version of the article at a canonical address. */
export function documentId(canonicalUrl: string, version: number): string {
  return `d${digest(canonicalUrl, String(version)).slice(0, 16)}`;
}

/** What makes a new version: SHA-256 of title, text and date, hex. */
export function contentSha256(article: Pick<Article, "title" | "text" | "published">): string {
  return digest(article.title, article.text, article.published ?? "");
}

/** Adds identity and language to what an adapter read. */
export async function toDocument(
  article: Article,
  at: {
    readonly snapshotId: string;
    readonly sourceId: string;
    readonly canonicalUrl: string;
    readonly version: number;
    /** The language the input says it is in; only decides for texts too short to tell. */
    readonly languageHint?: string | undefined;
  },
): Promise<Document> {
  const { language, languageCode, script } = await detectLanguage(
    article.title,
    article.text,
    at.languageHint,
  );
  return {
    id: documentId(at.canonicalUrl, at.version),
    snapshotId: at.snapshotId,
    sourceId: at.sourceId,
    canonicalUrl: at.canonicalUrl,
    version: at.version,
    language,
    languageCode,
    script,
    title: article.title,
    text: article.text,
    published: article.published,
    documentNumber: article.documentNumber,
    contentSha256: contentSha256(article),
  };
}

/** The parts are joined by a character that none of them holds, so that no two lists of parts give one digest. */
function digest(...parts: string[]): string {
  return createHash("sha256").update(parts.join("\u001f")).digest("hex");
}
