import type { Hono } from "hono";
import { type AtomEntry, writeAtom } from "../pipeline/atom.ts";
import { type NewestEvent, newestEvents } from "../store/newest.ts";
import type { AppOptions } from "./context.ts";
import { headline } from "./labels.ts";
import { STATUS_TEXTS } from "./texts.ts";

const ENTRIES = 50;

const FEEDS = [
  ["new", "recorded", "Jingwu: new events, reviewed or not"],
  ["accepted", "accepted", "Jingwu: events accepted by a reviewer"],
] as const;

/** Atom feeds of what was read and what was accepted last. */
export function addFeeds(app: Hono, options: AppOptions): void {
  for (const [name, by, title] of FEEDS) {
    const path = `/feeds/${name}.atom`;
    app.get(path, async (c) => {
      const newest = await newestEvents(options.db, by, ENTRIES);
      const { origin } = new URL(c.req.url);
      const feed = writeAtom({
        id: `urn:jingwu:feed:${name}`,
        title,
        updated: newest[0]?.at ?? "1970-01-01T00:00:00Z",
        self: origin + path,
        page: `${origin}/`,
        entries: newest.map((one) => entry(one, origin)),
      });
      return c.body(feed, 200, { "Content-Type": "application/atom+xml; charset=utf-8" });
    });
  }
}

function entry({ at, record }: NewestEvent, origin: string): AtomEntry {
  return {
    id: `urn:jingwu:event:${record.id}`,
    title: headline(record.coding),
    updated: at,
    published: record.createdAt,
    link: `${origin}/events/${record.id}`,
    category: record.coding.type,
    text: `${STATUS_TEXTS[record.status]}. ${record.mentions[0]?.quote ?? ""}`,
  };
}
