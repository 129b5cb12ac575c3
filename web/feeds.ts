import type { Context, Hono } from "hono";
import { type AtomEntry, writeAtom } from "../pipeline/atom.ts";
import { exportedChange, listChanges, type PageChange } from "../store/changes.ts";
import { type NewestEvent, newestEvents } from "../store/newest.ts";
import type { AppOptions } from "./context.ts";
import { headline } from "./labels.ts";
import { originOf } from "./request-origin.ts";
import { FEED_TEXTS } from "./texts/feeds.ts";
import { CHANGE_TEXTS, STATUS_TEXTS } from "./texts.ts";

const ENTRIES = 50;

const FEEDS = [
  ["new", "recorded", FEED_TEXTS.new],
  ["accepted", "accepted", FEED_TEXTS.accepted],
] as const;

/** Atom feeds of what was read, what was accepted and which pages changed last. */
export function addFeeds(app: Hono, options: AppOptions): void {
  const { db } = options;
  for (const [name, by, title] of FEEDS) {
    app.get(`/feeds/${name}.atom`, async (c) => {
      const newest = await newestEvents(db, by, ENTRIES);
      return answer(c, options, name, title, "/", (origin) => newest.map((one) => eventEntry(one, origin)));
    });
  }
  app.get("/feeds/changes.atom", async (c) => {
    const { changes } = await listChanges(db, {}, { limit: ENTRIES });
    return answer(c, options, "changes", FEED_TEXTS.changes, "/changes", (origin) =>
      changes.map((one) => changeEntry(one, origin)),
    );
  });
}

function answer(
  c: Context,
  options: AppOptions,
  name: string,
  title: string,
  page: string,
  entriesAt: (origin: string) => AtomEntry[],
): Response {
  const origin = originOf(c, options);
  const entries = entriesAt(origin);
  const feed = writeAtom({
    id: `urn:jingwu:feed:${name}`,
    title,
    updated: entries[0]?.updated ?? "1970-01-01T00:00:00Z",
    self: `${origin}/feeds/${name}.atom`,
    page: origin + page,
    entries,
  });
  return c.body(feed, 200, { "Content-Type": "application/atom+xml; charset=utf-8" });
}

function eventEntry({ at, record }: NewestEvent, origin: string): AtomEntry {
  return {
    id: `urn:jingwu:event:${record.id}`,
    title: headline(record.coding),
    updated: at,
    published: record.createdAt,
    link: `${origin}/events/${record.id}`,
    category: record.coding.type,
    text: `${record.autoAccepted === null ? STATUS_TEXTS[record.status] : FEED_TEXTS.byMachine}. ${record.mentions[0]?.quote ?? ""}`,
  };
}

function changeEntry(change: PageChange, origin: string): AtomEntry {
  const one = exportedChange(change);
  const { last_seen: seen, first_missing: missing } = one;
  const times = seen && missing ? FEED_TEXTS.times(seen, missing) : "";
  return {
    id: `urn:jingwu:change:${one.id}`,
    title: `${CHANGE_TEXTS[one.kind]}: ${one.title ?? one.canonical_url}`,
    updated: one.at,
    published: one.at,
    link: origin + (one.document ? `/documents/${one.document}` : "/changes"),
    category: one.kind,
    text: [one.canonical_url, times, one.difference].filter(Boolean).join("\n"),
  };
}
