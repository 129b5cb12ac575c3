import { expect, it } from "vitest";
import type { Db } from "../../store/database.ts";
import { findSurvivors } from "../../store/event-candidates.ts";
import { getEvent } from "../../store/event-record.ts";
import { addReview } from "../../store/reviews.ts";
import { shuffled } from "../extractors/link-fixture.ts";
import { bringIn, config, joinedSources, keptSources } from "./linking-outcome.ts";
import { makeWorld } from "./linking-world.ts";
import { openAt, temporaryFolder } from "./mission-site.ts";

const WORLD = makeWorld();

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
