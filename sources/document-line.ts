import { adapterFor } from "./adapters.ts";
import { refuseBinary, unreadable } from "./binary.ts";
import type { Article, DocumentLine } from "./document.ts";
import { SourceError } from "./errors.ts";
import type { Source } from "./source.ts";
import { findSourceByUrl } from "./source-hosts.ts";

/**
 * Reads one line of JSON-lines input. `text` is kept as it is, so that spans point into what was handed in; `html` goes
 * through the adapter of its address. Title and date of the line win over those of the page. `item` names the line in
 * errors: {@link SourceError} `unreadable-input` for a line with neither, `not-an-article` for one without words.
 */
export function readDocumentLine(line: DocumentLine, item: string, sources: readonly Source[] = []): Article {
  const published = fullDate(line.published);
  if (line.text !== undefined) {
    refuseBinary(line.text, item);
    if (line.text.trim() === "" && line.title.trim() === "") {
      throw new SourceError("not-an-article", item, `${item}: expected a title or a text, found both empty`);
    }
    return { title: line.title, text: line.text, published, documentNumber: null, canonicalUrl: null };
  }
  if (line.html === undefined) throw unreadable(item, 'expected "text" or "html", found neither');
  const url = line.url ?? item;
  const source = findSourceByUrl(sources, url);
  const article = adapterFor(source, url, "text/html", line.html).readArticle(line.html, url, source);
  return { ...article, title: line.title.trim() || article.title, published: published ?? article.published };
}

/** Year or month alone is no date of publication; a time of day is left off. */
function fullDate(published: string | null | undefined): string | null {
  return /^\d{4}-\d{2}-\d{2}/.exec(published ?? "")?.[0] ?? null;
}
