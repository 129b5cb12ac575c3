import { expect } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import type { Db } from "../../store/database.ts";
import { importLines } from "./import-lines.ts";
import type { Line } from "./linking-world.ts";
import { makeConfig, openAt } from "./mission-site.ts";

export const config = makeConfig({}, "http://127.0.0.1:9");
const rulebook = await loadRulebook(config);

/** Lets a workspace fail when its clock is asked for the n-th time. */
function failing(space: Workspace, calls: number): Workspace {
  let left = calls;
  const now = () => {
    if (--left === 0) throw new Error("the power is gone");
    return space.now();
  };
  return { ...space, now };
}

/** Imports documents. With `calls` the import breaks off on the way, as often as not in the middle of a stage. */
export async function bringIn(data: string, lines: readonly Line[], calls = 0): Promise<void> {
  const space = await openAt(config, data, "2026-06-01T00:00:00Z");
  try {
    const used = calls > 0 ? failing(space, calls) : space;
    await importLines(used, lines, rulebook);
  } catch (error) {
    if (calls === 0) throw error;
    expect(String(error)).toContain("the power is gone");
  } finally {
    await space.close();
  }
}

/** What linking came to: the documents of each event, its values, and which groups may be one, ids left out. */
export async function outcome(data: string, all = true) {
  const space = await openAt(config, data, "2026-06-02T00:00:00Z");
  try {
    const { db } = space;
    expect(await keptSources(db)).toEqual(await joinedSources(db));
    expect(await keptTopics(db)).toEqual(await codedTopics(db));
    const rows = await db
      .selectFrom("link")
      .innerJoin("mention", "mention.id", "link.mentionId")
      .innerJoin("document", "document.id", "mention.documentId")
      .innerJoin("event", "event.id", "link.eventId")
      .select(["link.eventId", "document.canonicalUrl", "event.coding", "event.people", "event.mentionCount"])
      .select(["event.status", "event.recode", "event.absorbedInto"])
      .where("link.withdrawnAt", "is", null)
      .orderBy("document.canonicalUrl")
      .orderBy("mention.id")
      .execute();
    const nameOf = new Map<string, string>();
    for (const row of rows) {
      const page = row.canonicalUrl.replace(/^.*?\/\/|\.html$/g, "");
      nameOf.set(row.eventId, `${nameOf.has(row.eventId) ? `${nameOf.get(row.eventId)} ` : ""}${page}`);
    }
    const events = new Map(rows.map((row) => [row.eventId, row]));
    const idle = await db.selectFrom("event").selectAll().where("mentionCount", "=", 0).execute();
    if (all) expect(idle.filter(({ status }) => status !== "merged")).toEqual([]);
    const pairs = await db.selectFrom("possibleDuplicate").selectAll().execute();
    return {
      events: [...events]
        .map(([id, { coding, people, mentionCount, status, recode, absorbedInto }]) => {
          return [nameOf.get(id)!, coding, people, mentionCount, status, recode, absorbedInto] as const;
        })
        .sort(([a], [b]) => (a < b ? -1 : 1)),
      possible: pairs
        .map(({ eventA, eventB, score, reasons }) => {
          return `${[nameOf.get(eventA), nameOf.get(eventB)].sort().join(" / ")} ${score} ${reasons}`;
        })
        .sort(),
    };
  } finally {
    await space.close();
  }
}

/** Where each event is reported: as it is kept for lists, and as the edges say. */
export function keptSources(db: Db) {
  const columns = ["eventId", "sourceId", "language"] as const;
  return db.selectFrom("eventSource").select(columns).orderBy("eventId").orderBy("language").execute();
}

/** The topics of each event: as they are kept for figures, and as the codings say; nobody has decided. */
async function keptTopics(db: Db): Promise<string[]> {
  const rows = await db.selectFrom("eventTopic").selectAll().execute();
  return rows.map(({ eventId, topic }) => `${eventId} ${topic}`).sort();
}

async function codedTopics(db: Db): Promise<string[]> {
  const rows = await db.selectFrom("event").select(["id", "coding"]).execute();
  const all = rows.flatMap(({ id, coding }) =>
    (JSON.parse(coding) as { topics: string[] }).topics.map((topic) => `${id} ${topic}`),
  );
  return [...new Set(all)].sort();
}

export function joinedSources(db: Db) {
  return db
    .selectFrom("link")
    .innerJoin("mention", "mention.id", "link.mentionId")
    .innerJoin("document", "document.id", "mention.documentId")
    .select(["link.eventId", "document.sourceId", "document.language"])
    .distinct()
    .where("link.withdrawnAt", "is", null)
    .orderBy("link.eventId")
    .orderBy("document.language")
    .execute();
}
