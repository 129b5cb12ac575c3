import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import { findFiles } from "../../pipeline/import-files.ts";
import { runImport } from "../../pipeline/update.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import type { Db } from "../../store/database.ts";
import { findSurvivors } from "../../store/event-candidates.ts";
import { getEvent } from "../../store/event-record.ts";
import { addReview } from "../../store/reviews.ts";
import { shuffled } from "../extractors/link-fixture.ts";
import { type Line, makeWorld } from "./linking-world.ts";
import { makeConfig, openAt, temporaryFolder } from "./mission-site.ts";

const config = makeConfig({}, "http://127.0.0.1:9");
const rulebook = await loadRulebook(config);
const WORLD = makeWorld();

/** Numbers that look random, the same for the same seed. */
function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 1 + ((state >>> 8) % most);
  };
}

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
async function bringIn(data: string, lines: readonly Line[], calls = 0): Promise<void> {
  const file = join(data, "lines.jsonl");
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const space = await openAt(config, data, "2026-06-01T00:00:00Z");
  const signal = new AbortController().signal;
  try {
    const used = calls > 0 ? failing(space, calls) : space;
    await runImport(used, findFiles([file]), { source: null, signal, rulebook });
  } catch (error) {
    if (calls === 0) throw error;
    expect(String(error)).toContain("the power is gone");
  } finally {
    await space.close();
  }
}

/** What linking came to: the documents of each event, its values, and which groups may be one, ids left out. */
async function outcome(data: string, all = true) {
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
function keptSources(db: Db) {
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

function joinedSources(db: Db) {
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

/** The same documents in another order, in batches of another size, and broken off between them. */
async function inOrder(seed: number): Promise<string> {
  const roll = dice(seed);
  const data = temporaryFolder();
  const lines = shuffled(WORLD, seed);
  for (let at = 0; at < lines.length; ) {
    const batch = lines.slice(at, at + roll(20));
    if (roll(3) === 1) await bringIn(data, batch, roll(40));
    await bringIn(data, batch);
    at += batch.length;
  }
  return data;
}

const atOnce = temporaryFolder();
await bringIn(atOnce, WORLD);
const expected = await outcome(atOnce);

it("joins the reports of each engagement, in two languages and on several hosts, and no other", () => {
  const clear = WORLD.filter(({ id }) => !id.startsWith("vague"));
  const engagement = (page: string) => page.replace(/^.*\/|-\d$/g, "");
  const groups = expected.events.map(([pages]) => pages.split(" "));
  expect(groups.flat()).toHaveLength(WORLD.length);
  for (const group of groups) {
    const named = group.map(engagement).filter((name) => !name.startsWith("vague"));
    expect([group, new Set(named).size <= 1]).toEqual([group, true]);
  }
  const right = groups.filter((group) => group.filter((page) => !page.includes("vague")).length > 1);
  expect(right).toHaveLength(new Set(clear.map(({ id }) => id.split("-")[0])).size);
});

it("asks a person about what fits two engagements", () => {
  expect(expected.possible.filter((pair) => pair.includes("vague")).length).toBeGreaterThan(2);
});

it.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "gives the same events, values and possible duplicates in order %i, in other batches, broken off between",
  async (seed) => {
    expect(await outcome(await inOrder(seed))).toEqual(expected);
  },
  180_000,
);

it.each([21, 22])(
  "forgets what a page no longer says as if it had never been read, in order %i",
  async (seed) => {
    const data = await inOrder(seed);
    const [left, gone] = [shuffled(WORLD, seed + 1).slice(0, 45), shuffled(WORLD, seed + 1).slice(45)];
    const emptied = gone.map((line) => ({
      ...line,
      title: "使馆开放日",
      text: "当地中学生走进使馆，观看图片展。",
    }));
    for (let at = 0; at < emptied.length; at += 7) await bringIn(data, emptied.slice(at, at + 7));
    const fresh = temporaryFolder();
    await bringIn(fresh, left);
    expect(await outcome(data, false)).toEqual(await outcome(fresh));
  },
  180_000,
);

/** The event of each mention, and its page. */
async function whereabouts(db: Db) {
  const rows = await db
    .selectFrom("link")
    .innerJoin("mention", "mention.id", "link.mentionId")
    .innerJoin("document", "document.id", "mention.documentId")
    .select(["link.mentionId", "link.eventId", "document.canonicalUrl"])
    .where("link.withdrawnAt", "is", null)
    .orderBy("document.canonicalUrl")
    .execute();
  const eventOf = new Map(rows.map(({ mentionId, eventId }) => [mentionId, eventId]));
  const mentionsOf = new Map<string, string[]>();
  for (const { eventId, mentionId } of rows) {
    mentionsOf.set(eventId, [...(mentionsOf.get(eventId) ?? []), mentionId]);
  }
  return { eventOf, mentionsOf };
}

it.each([11, 12, 13, 14])(
  "leaves what people decided as it is, whatever comes later in order %i",
  async (seed) => {
    const data = temporaryFolder();
    const lines = shuffled(WORLD, seed);
    await bringIn(data, lines.slice(0, 45));
    const space = await openAt(config, data, "2026-06-01T12:00:00Z");
    const by = { reviewer: "Mele", at: space.now() };
    const { mentionsOf } = await whereabouts(space.db);
    const several = [...mentionsOf].filter(([, mentions]) => mentions.length > 1);
    const [[accepted, agreed], [parted, halves], [merged, moved], [kept, joined]] = several as [
      [string, string[]],
      [string, string[]],
      [string, string[]],
      [string, string[]],
    ];
    await addReview(space.db, { ...by, eventId: accepted, decision: "accept" });
    await addReview(space.db, { ...by, eventId: parted, decision: "split", mentionIds: [halves[0]!] });
    // Two engagements that have nothing in common, which only a person would join.
    await addReview(space.db, { ...by, eventId: merged, decision: "merge", into: kept });
    await space.close();

    for (let at = 45; at < lines.length; at += 9) await bringIn(data, lines.slice(at, at + 9));
    const after = await openAt(config, data, "2026-06-03T00:00:00Z");
    const { eventOf } = await whereabouts(after.db);
    expect(agreed.map((id) => eventOf.get(id))).toEqual(agreed.map(() => accepted));
    expect(halves.slice(1).map((id) => eventOf.get(id))).toEqual(halves.slice(1).map(() => parted));
    expect(eventOf.get(halves[0]!)).not.toBe(parted);
    expect([...moved, ...joined].map((id) => eventOf.get(id))).toEqual([...moved, ...joined].map(() => kept));
    expect((await findSurvivors(after.db, [merged])).get(merged)).toBe(kept);
    expect(await getEvent(after.db, accepted)).toMatchObject({ status: "accepted" });
    expect(await keptSources(after.db)).toEqual(await joinedSources(after.db));
    for (const eventId of [merged, parted]) {
      await addReview(after.db, { ...by, eventId, decision: "undo" });
      expect(await keptSources(after.db)).toEqual(await joinedSources(after.db));
    }
    await after.close();
  },
  180_000,
);

it("never joins mentions that a person holds apart, though all reports of them tie with both", async () => {
  const [first, second, ...rest] = WORLD.filter(({ id }) => id.startsWith("flight0-"));
  const data = temporaryFolder();
  await bringIn(data, [first!]);
  const space = await openAt(config, data, "2026-06-01T12:00:00Z");
  const { db } = space;
  const [[one, event] = []] = [...(await whereabouts(db)).eventOf];
  await bringIn(data, [second!]);
  const joined = await whereabouts(db);
  const other = [...joined.eventOf.keys()].find((id) => id !== one)!;
  expect(joined.eventOf.get(other)).toBe(event);
  const [mentionA, mentionB] = [one!, other].sort() as [string, string];
  const row = { eventId: event!, reviewer: "Mele", at: space.now(), decision: "distinct" as const };
  await db.insertInto("review").values(row).execute();
  await db
    .insertInto("review")
    .values({ ...row, decision: "undo" })
    .execute();
  await db.insertInto("heldApart").values({ mentionA, mentionB, reviewId: 1 }).execute();
  await bringIn(data, rest);
  const found = await whereabouts(db);
  expect(found.eventOf.get(one!)).not.toBe(found.eventOf.get(other));
  expect(found.mentionsOf.size).toBe(2);
  await space.close();
});

it("changes nothing when it runs again over what is there", async () => {
  const before = await everything(atOnce);
  await bringIn(atOnce, WORLD);
  expect(await everything(atOnce)).toEqual(before);
});

async function everything(data: string) {
  const space = await openAt(config, data, "2026-06-03T00:00:00Z");
  const { db } = space;
  const tables = ["event", "link", "possibleDuplicate", "mentionKey", "eventCountry"] as const;
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
  await space.close();
  return rows;
}
