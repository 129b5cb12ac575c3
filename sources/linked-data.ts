import type { Page } from "./page.ts";

const MAX_LENGTH = 200_000;
const MAX_NODES = 500;

/** Headline and date of the article in a page's JSON-LD (schema.org); broken JSON is passed over, as browsers do. */
export function readLinkedData(page: Page): { headline: string | null; published: string | null } {
  for (const part of page.all('script[type="application/ld+json"]').slice(0, 5)) {
    const text = part.text();
    const found = text.length <= MAX_LENGTH ? findArticle(parse(text)) : null;
    if (found) return found;
  }
  return { headline: null, published: null };
}

function findArticle(data: unknown): { headline: string | null; published: string | null } | null {
  const queue: unknown[] = [data];
  for (let i = 0; i < queue.length && i < MAX_NODES; i++) {
    const node = queue[i];
    if (Array.isArray(node)) {
      queue.push(...node.slice(0, MAX_NODES));
    } else if (typeof node === "object" && node !== null) {
      const { headline, datePublished, "@graph": graph } = node as Record<string, unknown>;
      if (typeof headline === "string" || typeof datePublished === "string") {
        return {
          headline: typeof headline === "string" ? headline : null,
          published: typeof datePublished === "string" ? datePublished : null,
        };
      }
      queue.push(graph);
    }
  }
  return null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
