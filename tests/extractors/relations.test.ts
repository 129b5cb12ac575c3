import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Coding } from "../../extractors/event.ts";
import { EMPTY_NAMES } from "../../extractors/link-names.ts";
import { isFound, lintRelations } from "../../extractors/lint-relations.ts";
import { loadRelationConfig } from "../../extractors/relation-config.ts";
import { relationKeys } from "../../extractors/relation-keys.ts";
import { readyEvent } from "../../extractors/relation-ready.ts";
import { relationsFrom } from "../../extractors/relations.ts";
import { ConfigError } from "../../sources/errors.ts";
import { temporaryFolder } from "../pipeline/mission-site.ts";
import { shuffled } from "./link-fixture.ts";

const config = loadRelationConfig("config/relations.yaml");

describe.each(config.rules)("the relation rule $id", (rule) => {
  it.each(rule.finds)("finds $to.type $to.date from $from.type $from.date", (example) => {
    expect(isFound(config, rule, example)).toBe(true);
  });
  it.each(rule.skips)("skips it: $because", (example) => {
    expect(isFound(config, rule, example)).toBe(false);
  });
});

/** An event that one report tells, on a page of its own unless one is named. */
function event(
  id: string,
  coding: Partial<Coding>,
  { page = id, sentence = "", language = "zh" as "zh" | "en" } = {},
) {
  const full: Coding = {
    type: "patrol",
    date: "2020-09-15",
    countries: ["LA", "MM", "TH"],
    prc_actors: ["MPS"],
    prc_people: [],
    foreign_people: [],
    topics: [],
    ...coding,
  };
  const report = {
    documentId: page,
    contentSha256: "",
    language,
    published: null,
    title: "",
    quote: sentence,
  };
  return readyEvent({ id, coding: full, reports: [report] }, config, EMPTY_NAMES);
}

const found = (from: ReturnType<typeof event>, others: ReturnType<typeof event>[]) =>
  relationsFrom(from, others, config).map(({ kind, to }) => `${kind} ${to}`);

describe("a member of a series", () => {
  const member = (round: number, month: string) => event(`n${round}`, { round, date: `2020-${month}-15` });
  const series = [member(97, "09"), member(98, "10"), member(100, "12"), member(101, "12")];

  it("leads to the next one, in whatever order they are looked at", () => {
    for (let seed = 1; seed <= 5; seed++) {
      const [first, second, , last] = series;
      expect(found(first!, shuffled(series, seed))).toEqual(["next_in_series n98"]);
      expect(found(second!, shuffled(series, seed))).toEqual(["next_in_series n100"]);
      expect(found(last!, shuffled(series, seed))).toEqual([]);
    }
  });

  it("says where a number between is missing", () => {
    const [, second, third] = series;
    expect(relationsFrom(second!, [third!], config)[0]!.reasons).toEqual([
      "numbered joint patrols of the same states",
      "numbers 98 and 100",
      "number 99 is not recorded",
      "same country LA, MM, TH",
      "61 days apart",
    ]);
  });

  it("leads nowhere where two events have the next number and cannot be told apart", () => {
    const twin = (id: string, date: string) => event(id, { round: 98, date });
    const [first] = series;
    expect(found(first!, [twin("a", "2020-10-15"), twin("b", "2020-10-15")])).toEqual([]);
    expect(found(first!, [twin("a", "2020-10-15"), twin("b", "2020-10-18")])).toEqual(["next_in_series a"]);
  });

  it("has its own number in each of several series of one pair of states", () => {
    const coastGuard = event("gulf", { type: "patrol", countries: ["VN"], prc_actors: ["CCG"], round: 20 });
    const border = event("border", { countries: ["VN"], prc_actors: ["MPS"], round: 21, date: "2020-10-15" });
    expect(found(coastGuard, [border])).toEqual([]);
  });
});

describe("a paper", () => {
  const paper = event(
    "paper",
    { type: "agreement", foreign_people: ["瓦塔"] },
    { page: "p", sentence: "双方签署备忘录。" },
  );
  const talks = (id: string, people: string[], sentence = "") =>
    event(id, { type: "meeting", foreign_people: people }, { page: "p", sentence });

  it("was signed at the meeting of its own sentence, else at that with its people", () => {
    expect(found(paper, [talks("a", []), talks("b", ["瓦塔"])])).toEqual(["signed_at b"]);
    expect(found(paper, [talks("a", [], "双方签署备忘录。"), talks("b", ["瓦塔"])])).toEqual(["signed_at a"]);
  });

  it("was signed at none of two meetings that fit equally well", () => {
    expect(found(paper, [talks("a", []), talks("b", [])])).toEqual([]);
  });
});

describe("a follow-up", () => {
  const course = (sentence: string) =>
    event("course", { type: "training", date: "2016-05-10", countries: ["FJ"] }, { sentence });
  const paper = (id: string, date: string) => event(id, { type: "agreement", date, countries: ["FJ"] });

  it("is of the paper of the month that is named, and of none where only a year with two papers is", () => {
    const papers = [paper("march", "2015-03-14"), paper("september", "2015-09-14")];
    expect(found(course("根据2015年9月签署的备忘录，培训班开班。"), papers)).toEqual([
      "follows_up september",
    ]);
    expect(found(course("根据2015年签署的备忘录，培训班开班。"), papers)).toEqual([]);
    expect(found(course("根据2015年签署的备忘录，培训班开班。"), papers.slice(1))).toEqual([
      "follows_up september",
    ]);
  });

  it("is never of its own day, nor of a paper signed later", () => {
    const one = course("根据2016年5月10日签署的备忘录，培训班2016年5月10日开班。");
    expect(found(one, [paper("same", "2016-05-10")])).toEqual([]);
    expect(found(course("根据2017年9月签署的备忘录，培训班开班。"), [paper("later", "2017-09-14")])).toEqual(
      [],
    );
  });
});

it("looks an event up by keys of its own states only, few for each event", () => {
  const { has, wants } = relationKeys(event("n97", { round: 97 }), config);
  expect(has).toContain("round patrol 97 LA");
  expect(wants).toContain("round patrol 98 LA");
  expect(wants).not.toContain("round patrol 97 LA");
  expect(has.length + wants.length).toBeLessThan(60);
  const plain = relationKeys(event("talks", { type: "meeting", date: "2020-09-15" }), config);
  expect(plain.has.length + plain.wants.length).toBeLessThan(12);
});

describe("a file of relation rules", () => {
  const valid = {
    id: "next-in-series.test",
    reads: "numbered patrols, for a test",
    kind: "next_in_series",
    from: ["patrol"],
    to: ["patrol"],
    countries: "same",
    days: { most: 100 },
    series: { most: 3 },
    finds: [
      {
        from: { type: "patrol", date: "2020-01-01", countries: ["LA"], round: 1 },
        to: { type: "patrol", date: "2020-02-01", countries: ["LA"], round: 2 },
      },
    ],
    skips: [
      {
        from: { type: "patrol", date: "2020-01-01", countries: ["LA"], round: 1 },
        to: { type: "patrol", date: "2021-02-01", countries: ["LA"], round: 2 },
        because: "too far apart",
      },
    ],
  };
  const kinds = { label: "a", gloss: "b" };
  const load = (...rules: object[]) => {
    const file = join(temporaryFolder(), "relations.yaml");
    const whole = {
      kinds: { signed_at: kinds, next_in_series: kinds, follows_up: kinds },
      series_names: {},
      rules,
    };
    writeFileSync(file, JSON.stringify(whole, null, 1));
    return loadRelationConfig(file);
  };

  it("is refused with file, key and remedy", () => {
    expect(() => load({ ...valid, kind: "after" })).toThrow(/relations\.yaml:\d+: rules\.0\.kind/);
    expect(() => load({ ...valid, series: undefined })).toThrow(/needs one of share, series and names/);
    expect(() => load({ ...valid, skips: [] })).toThrow(/rules\.0\.skips/);
    expect(() => load(valid, valid)).toThrow(/rules\.1\.id.*used twice/);
    expect(() => load({ ...valid, colour: "red" })).toThrow(ConfigError);
  });

  it("whose examples fail is told rule by rule", () => {
    expect(lintRelations(load(valid))).toEqual([]);
    const wrong = load(
      { ...valid, days: { most: 10 } },
      { ...valid, id: "next-in-series.other", days: { most: 900 } },
    );
    expect(lintRelations(wrong).map(({ code, place }) => [code, place])).toEqual([
      ["find-fails", "next-in-series.test"],
      ["skip-fails", "next-in-series.other"],
    ]);
  });
});
