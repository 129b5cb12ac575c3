import type { Hono } from "hono";
import { type NewestEvent, newestEvents } from "../store/newest.ts";
import type { AppOptions } from "./context.ts";
import { headline } from "./labels.ts";
import { STATUS_TEXTS } from "./texts.ts";

const ENTRIES = 50;

const FEEDS = [
  ["/feeds/new.atom", "recorded", "Jingwu: new events, reviewed or not"],
  ["/feeds/accepted.atom", "accepted", "Jingwu: events accepted by a reviewer"],
] as const;

/** Atom feeds of what was read and what was accepted last. */
export function addFeeds(app: Hono, options: AppOptions): void {
  for (const [path, by, title] of FEEDS) {
    app.get(path, async (c) => {
      const newest = await newestEvents(options.db, by, ENTRIES);
      const feed = atom(title, new URL(c.req.url).origin, path, newest);
      return c.body(feed, 200, { "Content-Type": "application/atom+xml; charset=utf-8" });
    });
  }
}

function atom(title: string, origin: string, path: string, newest: readonly NewestEvent[]): string {
  const id = `urn:jingwu:feed:${path.split("/").at(-1)!.split(".")[0]}`;
  const updated = newest[0]?.at ?? "1970-01-01T00:00:00Z";
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>${xml(title)}</title>
  <id>${id}</id>
  <updated>${xml(updated)}</updated>
  <author><name>Jingwu</name></author>
  <link rel="self" href="${xml(origin + path)}"/>
  <link rel="alternate" type="text/html" href="${xml(origin)}/"/>
${newest.map((one) => entry(one, origin)).join("")}</feed>
`;
}

function entry({ at, record }: NewestEvent, origin: string): string {
  const [first] = record.mentions;
  return `  <entry>
    <title>${xml(headline(record.coding))}</title>
    <id>urn:jingwu:event:${xml(record.id)}</id>
    <updated>${xml(at)}</updated>
    <published>${xml(record.createdAt)}</published>
    <link rel="alternate" type="text/html" href="${xml(`${origin}/events/${record.id}`)}"/>
    <category term="${xml(record.coding.type)}"/>
    <summary>${xml(`${STATUS_TEXTS[record.status]}. ${first?.quote ?? ""}`)}</summary>
  </entry>
`;
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
