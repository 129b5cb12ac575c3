import { describe, expect, it } from "vitest";
import { mutedRules } from "../../pipeline/muted-rules.ts";
import { scoreRules } from "../../pipeline/scorecard.ts";
import { scoredRules } from "../../pipeline/scored-rules.ts";
import { listDecidedMentions } from "../../store/decided-mentions.ts";
import { withdrawLinks } from "../../store/links.ts";
import { addReview, type ReviewInput } from "../../store/reviews.ts";
import { wilson } from "../../store/wilson.ts";
import { storeEvent } from "../store/records.ts";
import { tempDatabase } from "../store/temp-database.ts";

const RECEIVES = "meeting.zh.receives";
const SETTINGS = { mute_below: 0.5, after: 3 };

async function decide(
  db: Parameters<typeof addReview>[0],
  id: string,
  at: string,
  review: Partial<ReviewInput>,
) {
  await addReview(db, { eventId: id, reviewer: "Mere", at, decision: "accept", ...review });
}

/** Events of one rule, decided in two years, and one of another rule. */
async function decided() {
  const db = await tempDatabase();
  const mention = { ruleId: RECEIVES };
  for (const id of ["e1", "e2", "e3", "e4", "e5", "e6"]) await storeEvent(db, id, { mention });
  await storeEvent(db, "e7", { mention: { ruleId: "meeting.zh.visits" } });
  await decide(db, "e1", "2026-03-02T08:00:00Z", {});
  await decide(db, "e2", "2026-03-02T08:00:00Z", {
    decision: "correct",
    changes: { date: "2026-02-28", countries: ["FJ", "TO"] },
  });
  await decide(db, "e3", "2027-01-02T08:00:00Z", { decision: "reject", note: "misread: another ministry" });
  await decide(db, "e4", "2027-01-02T08:00:00Z", { decision: "reject", note: "I do not think so" });
  await decide(db, "e5", "2027-01-02T08:00:00Z", { decision: "reject", note: "duplicate" });
  await decide(db, "e6", "2027-01-02T08:00:00Z", { decision: "reject" });
  await decide(db, "e6", "2027-01-03T08:00:00Z", { decision: "undo" });
  await decide(db, "e7", "2027-01-02T08:00:00Z", {});
  return db;
}

describe("the scorecard of a rule", () => {
  it("counts accepted, corrected with the fields, and rejected with the reasons, by year of the decision", async () => {
    const scores = await scoreRules(await decided());
    expect(scores.map(({ rule }) => rule)).toEqual([RECEIVES, "meeting.zh.visits"]);
    expect(scores[0]).toMatchObject({
      type: "meeting",
      decided: 4,
      accepted: 1,
      corrected: 1,
      rejected: 2,
      precision: 0.5,
      correctedFields: { countries: 1, date: 1 },
      reasons: { misread: 1, other: 1 },
      years: [
        { year: "2026", decided: 2, accepted: 1, corrected: 1, rejected: 0, precision: 1 },
        { year: "2027", decided: 2, accepted: 0, corrected: 0, rejected: 2, precision: 0 },
      ],
    });
  });

  it("leaves out events rejected as duplicates and decisions that were taken back", async () => {
    const rows = await listDecidedMentions(await decided());
    expect(rows.map(({ eventId }) => eventId)).toEqual(["e1", "e2", "e3", "e4", "e7"]);
  });

  it("does not blame a rule for a value that another rule's report brought in", async () => {
    const db = await tempDatabase();
    await storeEvent(db, "e1", { mention: { ruleId: RECEIVES } });
    await storeEvent(db, "e2", { coding: { date: "2026-02-28" }, mention: { ruleId: "meeting.zh.visits" } });
    await decide(db, "e2", "2026-03-02T08:00:00Z", { decision: "merge", into: "e1" });
    await decide(db, "e1", "2026-03-03T08:00:00Z", { decision: "correct", changes: { date: "2026-02-28" } });
    const [receives, visits] = await scoreRules(db);
    expect(receives).toMatchObject({ accepted: 0, corrected: 1, correctedFields: { date: 1 } });
    expect(visits).toMatchObject({ accepted: 1, corrected: 0, correctedFields: {} });
  });

  it("judges what reported the event when it was decided, whatever is read now", async () => {
    const db = await tempDatabase();
    const mentionId = await storeEvent(db, "e1", { mention: { ruleId: RECEIVES } });
    await storeEvent(db, "e2", { mention: { ruleId: "meeting.zh.visits" } });
    await decide(db, "e1", "2026-03-02T08:00:00Z", {});
    await withdrawLinks(db, [{ eventId: "e1", mentionId }], "2026-03-05T08:00:00Z");
    await decide(db, "e2", "2026-03-06T08:00:00Z", { decision: "merge", into: "e1" });
    const rows = await listDecidedMentions(db);
    expect(rows.map(({ ruleId, judged, present }) => [ruleId, judged, present]).sort()).toEqual([
      [RECEIVES, true, false],
      ["meeting.zh.visits", false, true],
    ]);
    expect((await scoreRules(db)).map(({ rule }) => rule)).toEqual([RECEIVES]);
  });

  it("gives the Wilson interval", () => {
    const [low, high] = wilson(8, 10);
    expect(low).toBeCloseTo(0.4902, 3);
    expect(high).toBeCloseTo(0.9433, 3);
    expect(wilson(0, 0)).toEqual([0, 1]);
    expect(wilson(0, 5)[0]).toBe(0);
    expect(wilson(5, 5)[1]).toBe(1);
  });

  it("names every rule of the configuration, and those no longer in it that were decided about", async () => {
    const rules = [
      { id: RECEIVES, type: "meeting" as const, reads: "one side receives the other", muted: false },
      { id: "patrol.zh.joint", type: "patrol" as const, reads: "a joint patrol", muted: true },
    ];
    const scored = await scoredRules(await decided(), rules, { ...SETTINGS, mute_below: null });
    expect(scored.map(({ rule, reads, decided, muted }) => [rule, reads, decided, muted])).toEqual([
      [RECEIVES, "one side receives the other", 4, null],
      ["meeting.zh.visits", null, 1, null],
      ["patrol.zh.joint", "a joint patrol", 0, "rule"],
    ]);
  });
});

describe("a rule is muted", () => {
  const score = (rule: string, accepted: number, rejected: number) => ({
    rule,
    type: "meeting" as const,
    decided: accepted + rejected,
    accepted,
    corrected: 0,
    rejected,
    precision: accepted / (accepted + rejected),
    interval: [0, 1] as const,
    correctedFields: {},
    reasons: {},
    years: [],
  });

  it("by its key, or by a precision below the set one after enough decisions, and not else", () => {
    const rules = [
      { id: "a", muted: true },
      { id: "b", muted: false },
    ];
    const scores = [score("b", 1, 2), score("c", 2, 2), score("d", 0, 2), score("e", 0, 9)];
    expect([...mutedRules(rules, scores, SETTINGS)].sort()).toEqual([
      ["a", "rule"],
      ["b", "precision"],
      ["e", "precision"],
    ]);
    expect([...mutedRules(rules, scores, { mute_below: null, after: 1 })]).toEqual([["a", "rule"]]);
  });
});
