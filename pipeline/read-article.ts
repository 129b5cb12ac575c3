import { adapterFor } from "../sources/adapters.ts";
import { decodeHtml } from "../sources/charset.ts";
import type { Article } from "../sources/document.ts";
import { readPdf } from "../sources/pdf.ts";
import type { Source } from "../sources/source.ts";

/** Reads the article in the bytes of a page or a PDF; `url` is the address after redirects. Throws SourceError. */
export async function readArticleBytes(
  page: { readonly body: Buffer; readonly contentType: string | null; readonly url: string },
  source: Source | null,
): Promise<Article> {
  if (isPdf(page.contentType)) return readPdf(page.body, page.url);
  const { text } = decodeHtml(page.body, page.contentType);
  return adapterFor(source, page.url, page.contentType, text).readArticle(text, page.url, source);
}

/** Whether a content type, parameters and all, is that of a PDF. */
export function isPdf(contentType: string | null): boolean {
  return /^application\/(?:x-)?pdf\b/i.test(contentType ?? "");
}
