import { expect, it } from "vitest";
import { readReliability } from "../../pipeline/reliability.ts";
import { checksText } from "../../pipeline/reliability-text.ts";
import { giveOpinion } from "../../store/opinions.ts";
import { addReview, type ReviewInput } from "../../store/reviews.ts";
import { storeEvent } from "../store/records.ts";
import { tempDatabase } from "../store/temp-database.ts";

const first = (eventId: string, reviewer = "Mere"): ReviewInput => ({
  eventId,
  reviewer,
  at: "2026-03-02T08:00:00Z",
  decision: "accept",
});
const second = (
  eventId: string,
  decision: "accept" | "correct" | "reject",
  changes?: object,
  more: Partial<ReviewInput> = {},
): ReviewInput => ({
  eventId,
  reviewer: "Ana",
  at: "2026-03-05T08:00:00Z",
  decision,
  ...(changes ? { changes } : {}),
  ...more,
});

/** Four meetings of four countries: three coded twice, one of them with another date, and one held for no event. */
async function coded() {
  const db = await tempDatabase();
  const countries = ["FJ", "TO", "WS", "LA"];
  for (const [at, country] of countries.entries()) {
    await storeEvent(db, `e${at}`, {
      coding: { countries: [country], date: `2026-02-0${at + 1}`, round: at + 1 },
    });
    await addReview(db, first(`e${at}`), { secondOpinions: 1 });
  }
  await giveOpinion(db, second("e0", "accept"));
  await giveOpinion(
    db,
    second("e1", "correct", { date: "2026-02-09", countries: ["TO", "NU"], round: null }),
  );
  await giveOpinion(db, second("e2", "accept", undefined, { reviewer: "Sione", at: "2026-04-01T08:00:00Z" }));
  await giveOpinion(db, second("e3", "reject"));
  return db;
}

it("tells of each field how often two persons agree, and its alpha", async () => {
  const found = await readReliability(await coded());
  expect(found).toMatchObject({ units: 4, same: 2, enough: false, waiting: 0, unsettled: 2 });
  const field = (name: string) => found.fields.find((one) => one.field === name)!;
  expect(field("event")).toMatchObject({ coded: 4, agreement: 0.75, alpha: null, measure: null });
  expect(field("date")).toMatchObject({ coded: 3, units: 3, agreement: 2 / 3, measure: "nominal" });
  // Six values, one pair of six apart: observed 2/6, expected 26/30.
  expect(field("date").alpha).toBeCloseTo(1 - 2 / 6 / (26 / 30), 10);
  expect(field("countries").alpha).toBeGreaterThan(field("date").alpha!);
  expect(field("countries")).toMatchObject({ measure: "set", agreement: 2 / 3 });
  // One of the two gave no number: no place on the scale, but no agreement either.
  expect(field("round")).toMatchObject({ measure: "interval", units: 2, agreement: 2 / 3, alpha: 1 });
  expect(field("type")).toMatchObject({ agreement: 1, alpha: null, interval: null });
});

it("tells them by pair of reviewers and by type, with the events that differ, the latest first", async () => {
  const found = await readReliability(await coded());
  expect(found.byPair.map(({ reviewers, units, same }) => [reviewers, units, same])).toEqual([
    [["Ana", "Mere"], 3, 1],
    [["Mere", "Sione"], 1, 1],
  ]);
  expect(found.byType.map(({ type, units }) => [type, units])).toEqual([["meeting", 4]]);
  expect(found.disagreements).toMatchObject([
    { event: "e3", first: "Mere", second: "Ana", differs: ["event"], open: true },
    { event: "e1", differs: ["date", "countries", "round"], open: true },
  ]);
});

it("looks at the time and the reviewers asked for, and at no opinion whose first decision was undone", async () => {
  const db = await coded();
  expect((await readReliability(db, { from: "2026-03-06" })).units).toBe(1);
  expect((await readReliability(db, { to: "2026-03-05" })).units).toBe(3);
  expect((await readReliability(db, { to: "2026-03" })).units).toBe(3);
  expect((await readReliability(db, { reviewers: ["Sione"] })).units).toBe(1);
  expect((await readReliability(db, { reviewers: ["Mere"] })).units).toBe(4);
  await addReview(db, { ...first("e1"), decision: "undo" });
  expect(await readReliability(db)).toMatchObject({ units: 3, unsettled: 1 });
});

it("says nothing of what nobody coded twice", async () => {
  const found = await readReliability(await tempDatabase());
  expect(found).toMatchObject({ units: 0, byPair: [], disagreements: [] });
  expect(found.fields.every(({ alpha, agreement }) => alpha === null && agreement === null)).toBe(true);
});

it("gives the precision of what no person accepted with its interval, in words", () => {
  const checks = { accepted: 40, waiting: 3, checked: 20, events: 19 };
  expect(checksText({ ...checks, precision: 0.95, interval: [0.764, 0.991] })).toBe(
    "accepted without a person: 40 now, 3 of them drawn for a check; 19 of 20 checked were events: precision 95.0 % (95 %: 76.4 % to 99.1 %, Wilson)",
  );
  expect(checksText({ ...checks, checked: 0, events: 0, precision: null, interval: [0, 1] })).toContain(
    "nothing is known of their precision",
  );
});
