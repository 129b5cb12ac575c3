import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type GoldEvent, type GoldScored, type ScoredEvent, scoreEvents } from "../../pipeline/evaluate.ts";
import { belowFloors, readFloors } from "../../pipeline/floors.ts";
import { readGold } from "../../pipeline/gold.ts";
import { temporaryFolder } from "./mission-site.ts";

const event = (fields: Partial<GoldEvent> = {}): GoldEvent => ({
  type: "meeting",
  date: "2020-05-01",
  countries: ["FJ"],
  ...fields,
});
const document = (id: string, events: GoldEvent[], lang = "zh"): GoldScored => ({
  id,
  title: id,
  lang,
  events,
});

/** Scores one document against what was found in it. */
function score(gold: GoldEvent[], found: ScoredEvent[]) {
  return scoreEvents([document("d", gold)], () => found).score;
}

describe("an event is found", () => {
  it.each([
    ["on the same day", {}, 1],
    ["a day off", { date: "2020-05-02" }, 1],
    ["two days off", { date: "2020-05-03" }, 0],
    ["with only the month, which agrees", { date: "2020-05" }, 1],
    ["with another month", { date: "2020-06" }, 0],
    ["with one country in common", { countries: ["FJ", "TO"] }, 1],
    ["with another country", { countries: ["TO"] }, 0],
    ["with no country where gold has one", { countries: [] }, 0],
    ["as another type", { type: "training" }, 0],
  ])("%s", (_, change, found) => {
    expect(score([event()], [event(change)]).events.tp).toBe(found);
  });
});

it("gives precision, recall and F1 as counted by hand", () => {
  const gold = [
    document("a", [event(), event({ type: "agreement", agreement_type: "treaty" })]),
    document("b", [event({ date: "2021-02-03" })], "en"),
    document("c", []),
  ];
  const found: Record<string, ScoredEvent[]> = {
    a: [event(), event({ type: "agreement", agreement_type: "letter_of_intent" }), event({ type: "patrol" })],
    b: [],
    c: [event()],
  };
  const { score: result, errors } = scoreEvents(gold, ({ id }) => found[id]!);
  expect(result.events).toMatchObject({ precision: 2 / 4, recall: 2 / 3, tp: 2, fp: 2, fn: 1 });
  expect(result.events.f1).toBeCloseTo(4 / 7, 10);
  expect(result.byLang).toMatchObject({ zh: { tp: 2, fp: 2, fn: 0 }, en: { tp: 0, fp: 0, fn: 1 } });
  expect(result.byType.meeting).toMatchObject({ tp: 1, fp: 1, fn: 1 });
  expect(result).toMatchObject({
    documents: 3,
    negatives: 1,
    negativesWithFalseEvents: 1,
    exactEvents: 1 / 3,
  });
  expect(result.fieldAccuracy.agreement_type).toEqual({ accuracy: 0, of: 1 });
  expect(errors.map(({ kind, id }) => `${kind} ${id}`)).toEqual(["spurious a", "missed b", "spurious c"]);
});

it("counts background and optional events neither as miss nor as false", () => {
  const gold = [event({ background: true, date: "2015-03" }), event({ optional: true, type: "training" })];
  expect(score(gold, []).events).toMatchObject({ fp: 0, fn: 0 });
  const result = score(gold, [event({ date: "2015-03" })]);
  expect(result.events).toMatchObject({ tp: 0, fp: 0, fn: 0 });
  expect(result.background).toEqual({ found: 1, of: 2 });
});

it("matches names whatever marks join their parts, and parts of names", () => {
  const gold = event({ foreign_people: ["觉·瑞", "Francis Kean"], topics: ["counternarcotics", "maritime"] });
  const result = score([gold], [event({ foreign_people: ["觉瑞", "Kean"], topics: ["maritime"] })]);
  expect(result.fieldF1.foreign_people).toMatchObject({ tp: 2, fp: 0, fn: 0 });
  expect(result.fieldF1.topics).toMatchObject({ tp: 1, fp: 0, fn: 1 });
});

it("names every score that is below its floor, and nothing else", () => {
  const result = score([event(), event({ date: "2021-01-01" })], [event()]);
  const floors = {
    events: { precision: 1, recall: 0.6 },
    byType: { meeting: { f1: 0.5 }, patrol: { f1: 0.1 } },
    fieldAccuracy: { date: 1 },
    negativesWithFalseEvents: 0,
  };
  expect(belowFloors(floors, result)).toEqual([
    "events.recall: 0.500, floor 0.6",
    "byType.patrol.f1: not scored, floor 0.1",
  ]);
});

it("holds the share of documents wrongly given an event to its limit", () => {
  const { score: result } = scoreEvents([document("a", []), document("b", [])], ({ id }) =>
    id === "a" ? [event()] : [],
  );
  expect(belowFloors({ negativesWithFalseEvents: 0.5 }, result)).toEqual([]);
  expect(belowFloors({ negativesWithFalseEvents: 0.4 }, result)).toHaveLength(1);
});

it("refuses floors and gold it does not understand, naming place and key", () => {
  const folder = temporaryFolder();
  const floors = join(folder, "floors.json");
  writeFileSync(floors, '{"events": {"f2": 0.5}}');
  expect(() => readFloors(floors)).toThrow(/floors\.json: events: .*f2/);
  const gold = join(folder, "gold.jsonl");
  writeFileSync(gold, '{"id":"a","text":"x","events":[]}\n{"id":"b","text":"x"}\n');
  expect(() => readGold([gold])).toThrow(/gold\.jsonl:2: events/);
});
