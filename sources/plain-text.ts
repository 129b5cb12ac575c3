import type { Adapter } from "./adapter.ts";
import { refuseBinary } from "./binary.ts";
import type { Article } from "./document.ts";
import { SourceError } from "./errors.ts";
import { cleanText } from "./page-text.ts";

/** A text without markup: the first line is the title, the others are paragraphs. */
export const plainText: Adapter = { name: "plain-text", readArticle: readPlainText };

/** Throws `unreadable-input` for binary content and `not-an-article` when there is no text below a title. */
export function readPlainText(text: string, url: string): Article {
  refuseBinary(text, url);
  const lines = text
    .split(/\r\n|\r|\n/)
    .map(cleanText)
    .filter(Boolean);
  const [title, ...paragraphs] = lines;
  if (title === undefined || paragraphs.length === 0) {
    const finding = `found ${lines.length} lines with text`;
    throw new SourceError(
      "not-an-article",
      url,
      `${url}: expected a title line and text below it, ${finding}`,
    );
  }
  return { title, text: paragraphs.join("\n"), published: null, documentNumber: null, canonicalUrl: null };
}
