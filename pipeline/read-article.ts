import { adapterFor } from "../sources/adapters.ts";
import { decodeHtml } from "../sources/charset.ts";
import type { Article } from "../sources/document.ts";
import type { Source } from "../sources/source.ts";

/** Reads the article in the bytes of a page; `url` is the address after redirects. Throws SourceError. */
export function readArticleBytes(
  page: { readonly body: Buffer; readonly contentType: string | null; readonly url: string },
  source: Source | null,
): Article {
  const { text } = decodeHtml(page.body, page.contentType);
  return adapterFor(source, page.url, page.contentType, text).readArticle(text, page.url, source);
}
