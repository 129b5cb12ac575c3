/** A feed. Ids are lasting URIs; times are UTC, ISO 8601; texts are plain, whatever they hold. */
export interface AtomFeed {
  readonly id: string;
  readonly title: string;
  readonly updated: string;
  /** Where the feed itself is, and the page it stands for. */
  readonly self?: string;
  readonly page?: string;
  readonly entries: readonly AtomEntry[];
}

export interface AtomEntry {
  readonly id: string;
  readonly title: string;
  readonly updated: string;
  readonly published?: string;
  /** What the entry is about, for a reader to open. */
  readonly link?: string;
  readonly category?: string;
  readonly text: string;
}

/**
 * Writes a feed as Atom (RFC 4287). The only writer of feeds. Texts are escaped, not put into CDATA sections, so that
 * scraped text can end nothing early and arrives with the spaces it has.
 */
export function writeAtom(feed: AtomFeed): string {
  const { self, page } = feed;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>${xml(feed.title)}</title>
  <id>${xml(feed.id)}</id>
  <updated>${xml(feed.updated)}</updated>
  <author><name>Jingwu</name></author>
${self === undefined ? "" : `  <link rel="self" href="${xml(self)}"/>\n`}${page === undefined ? "" : link(page, "  ")}${feed.entries.map(entry).join("")}</feed>
`;
}

/** The text of an entry is its content: an entry without a link must have one. */
function entry(one: AtomEntry): string {
  const { published, category } = one;
  return `  <entry>
    <title>${xml(one.title)}</title>
    <id>${xml(one.id)}</id>
    <updated>${xml(one.updated)}</updated>
${published === undefined ? "" : `    <published>${xml(published)}</published>\n`}${one.link === undefined ? "" : link(one.link, "    ")}${category === undefined ? "" : `    <category term="${xml(category)}"/>\n`}    <content type="text">${xml(one.text)}</content>
  </entry>
`;
}

function link(href: string, indent: string): string {
  return `${indent}<link rel="alternate" type="text/html" href="${xml(href)}"/>\n`;
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for XML: the five signs escaped, and the characters left out that XML 1.0 does not allow at all,
 * among them halves of surrogate pairs. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}
