import { describe, expect, it } from "vitest";
import type { CodedMention } from "../../extractors/event.ts";
import type { Db } from "../../store/database.ts";
import { listDecidedMentions } from "../../store/decided-mentions.ts";
import { updateEventCoding } from "../../store/events.ts";
import { withdrawLinks } from "../../store/links.ts";
import { replaceMentions } from "../../store/mentions.ts";
import { addReview, type ReviewInput } from "../../store/reviews.ts";
import { countVerdicts } from "../../store/rule-verdicts.ts";
import { CODED_BY, CONFIG, coding, mention, PEOPLE, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

/** The same figures from every decision, read one by one. */
async function readThrough(db: Db) {
  const pairs = new Map<string, Awaited<ReturnType<typeof listDecidedMentions>>>();
  for (const one of await listDecidedMentions(db)) {
    const pair = `${one.eventId} ${one.ruleId}`;
    if (one.judged) pairs.set(pair, [...(pairs.get(pair) ?? []), one]);
  }
  const lines: string[] = [];
  for (const [first, ...others] of pairs.values()) {
    const nearest = [first!, ...others].reduce((x, y) =>
      y.wrongFields.length < x.wrongFields.length ? y : x,
    );
    const { ruleId, at, decision, reason } = first!;
    const right = decision === "corrected" && nearest.wrongFields.length === 0;
    lines.push(`${ruleId} ${at.slice(0, 4)} ${right ? "accepted" : decision}`);
    for (const field of nearest.wrongFields) lines.push(`${ruleId} field ${field}`);
    if (reason !== null) lines.push(`${ruleId} reason ${reason}`);
  }
  return lines.sort();
}

async function counted(db: Db) {
  const { counts, fields, reasons } = await countVerdicts(db);
  const repeat = (line: string, count: number) => Array.from({ length: count }, () => line);
  return [
    ...counts.flatMap(({ rule, year, decision, count }) => repeat(`${rule} ${year} ${decision}`, count)),
    ...fields.flatMap(({ rule, word, count }) => repeat(`${rule} field ${word}`, count)),
    ...reasons.flatMap(({ rule, word, count }) => repeat(`${rule} reason ${word}`, count)),
  ].sort();
}

/** Numbers that look drawn and are the same every time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const RULES = ["meeting.zh.receives", "meeting.zh.visits", "meeting.zh.talks"];
const NOTES = ["domestic: no guest", "not-held", "duplicate", "I do not think so", ""];

describe("how rules did in decided events", () => {
  it.each([1, 2, 3, 4, 5, 6])(
    "is counted as it is read, whatever happened in between: store %i",
    async (seed) => {
      const db = await tempDatabase();
      const roll = dice(seed);
      const ids = Array.from({ length: 14 }, (_, number) => `e${number}`);
      const read = new Map<string, { id: string; mention: CodedMention }>();
      for (const id of ids) {
        const one = { ruleId: RULES[roll(3)]!, coding: coding({ location: ["Suva", "Nadi"][roll(2)]! }) };
        read.set(id, { id: await storeEvent(db, id, { mention: one }), mention: mention(one) });
      }
      let day = 0;
      /** Each step at a later day, in two years; now and then two on one day. */
      const next = () => {
        day += roll(4) === 0 ? 0 : 1;
        return new Date(Date.UTC(2026, 10, 20 + day)).toISOString().replace(".000", "");
      };
      const decide = async (
        eventId: string,
        decision: ReviewInput["decision"],
        more: Partial<ReviewInput> = {},
      ) => {
        // What may not be decided of an event as it is, is not.
        await addReview(db, { eventId, reviewer: "Mere", at: next(), decision, ...more }).catch(
          () => undefined,
        );
      };
      const steps: readonly ((id: string) => Promise<unknown>)[] = [
        (id) => decide(id, "accept"),
        (id) => decide(id, "correct", { changes: { location: ["Suva", "Nadi", "Lautoka"][roll(3)]! } }),
        (id) => decide(id, "correct", { changes: { date: "2026-02-28", countries: ["FJ", "TO"] } }),
        (id) => decide(id, "reject", { note: NOTES[roll(NOTES.length)]! }),
        (id) => decide(id, "undo"),
        (id) => decide(id, "merge", { into: ids[roll(ids.length)]! }),
        (id) => {
          const edge = { eventId: id, mentionId: read.get(id)!.id };
          return withdrawLinks(db, [edge], next());
        },
        (id) => {
          // The rule reads the same passage otherwise.
          const one = {
            ...read.get(id)!.mention,
            coding: coding({ location: ["Suva", "Lautoka"][roll(2)]! }),
          };
          return replaceMentions(db, [{ documentId: `d-${id}`, mentions: [one], claims: [] }], CONFIG);
        },
        (id) =>
          updateEventCoding(db, [
            {
              id,
              coding: coding({ topics: [] }),
              people: PEOPLE,
              confidence: 0.8,
              codedBy: CODED_BY,
              updatedAt: next(),
            },
          ]),
      ];
      for (let step = 0; step < 70; step++) {
        await steps[roll(steps.length)]!(ids[roll(ids.length)]!);
        if (roll(6) === 0) expect(await counted(db)).toEqual(await readThrough(db));
      }
      const lines = await counted(db);
      expect(lines).toEqual(await readThrough(db));
      expect(lines.length).toBeGreaterThan(5);
    },
  );

  it("reads an event once, and again only when something of it changed", async () => {
    const db = await tempDatabase();
    for (const id of ["e1", "e2"]) {
      await storeEvent(db, id, { mention: { ruleId: RULES[0]! } });
      await addReview(db, { eventId: id, reviewer: "Mere", at: "2026-03-02T08:00:00Z", decision: "accept" });
    }
    const waiting = async () =>
      (await db.selectFrom("event").select("id").where("judged", "=", 0).orderBy("id").execute()).map(
        ({ id }) => id,
      );
    expect(await waiting()).toEqual(["e1", "e2"]);
    await countVerdicts(db);
    expect(await waiting()).toEqual([]);
    await addReview(db, { eventId: "e2", reviewer: "Mere", at: "2026-03-03T08:00:00Z", decision: "undo" });
    expect(await waiting()).toEqual(["e2"]);
    expect((await countVerdicts(db)).counts).toEqual([
      { rule: RULES[0], year: "2026", decision: "accepted", count: 1 },
    ]);
  });
});
