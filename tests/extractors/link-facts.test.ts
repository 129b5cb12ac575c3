import { expect, it } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import { linkMentions } from "../../extractors/link.ts";
import { compareMentions, linkContext } from "../../extractors/link-compare.ts";
import type { LinkableMention } from "../../extractors/link-mention.ts";
import { namesOfLexicon } from "../../extractors/link-names.ts";
import { config, mention } from "./link-fixture.ts";

/** Names as the program's dictionaries know them. */
const context = linkContext({ config, names: namesOfLexicon((await loadRulebook("config")).lexicon) });
const compare = (a: LinkableMention, b: LinkableMention) => compareMentions(a, b, context);
const together = (...mentions: LinkableMention[]) =>
  linkMentions(mentions, [], context).clusters.map(({ mentionIds }) => [...mentionIds].sort());
const zh = { language: "zh" } as const;

it("knows a person across scripts by the dictionary, by pinyin and by sound", () => {
  const known = [
    mention("zh", { countries: ["MM"], foreign_people: ["觉瑞"] }, zh),
    mention("en", { countries: ["MM"], foreign_people: ["Kyaw Swe"] }),
  ] as const;
  expect(compare(...known).reasons).toContain("same foreign principal Kyaw Swe / 觉瑞");
  const spelt = [
    mention("zh", { prc_people: ["欧阳文博"] }, zh),
    mention("en", { prc_people: ["Wenbo Ouyang"] }),
  ] as const;
  expect(compare(...spelt).reasons).toContain("same Chinese principal Wenbo Ouyang / 欧阳文博");
  const heard = [
    mention("zh", { foreign_people: ["科尔曼"] }, zh),
    mention("en", { foreign_people: ["Gregory Coleman"] }),
  ] as const;
  expect(compare(...heard).reasons).toContain("same foreign principal Gregory Coleman / 科尔曼");
  for (const pair of [known, spelt, heard]) expect(together(...pair)).toHaveLength(1);
});

it("never joins two rounds, however near and alike, and joins one round over a month", () => {
  const patrol = (id: string, round: number, date: string) =>
    mention(id, { type: "patrol", countries: ["LA", "MM", "TH"], prc_actors: ["MPS"], round, date });
  const [a, b] = [patrol("a", 97, "2024-03-12"), patrol("b", 98, "2024-03-12")];
  expect(compare(a, b).conflicts).toEqual(["different rounds (97 and 98)"]);
  expect(together(a, b, patrol("c", 97, "2024-04-10"))).toEqual([["a", "c"], ["b"]]);
});

it("allows a day between time zones where the clocks are far apart, and says so", () => {
  const flight = (id: string, country: string, date: string, persons: number) =>
    mention(id, {
      type: "operation",
      countries: [country],
      prc_actors: ["MPS"],
      topics: ["telecom_fraud"],
      date,
      persons,
    });
  const far = compare(flight("a", "ES", "2019-06-06", 100), flight("b", "ES", "2019-06-07", 94));
  expect(far.reasons).toContain("one day apart (2019-06-06 and 2019-06-07, time zone)");
  expect(far.reasons).toContain("nearly the same number of persons (100 and 94)");
  expect(far.score).toBeGreaterThan(config.thresholds.linked);
  const near = compare(flight("a", "KH", "2019-06-06", 100), flight("b", "KH", "2019-06-07", 94));
  expect(near.score).toBeLessThan(far.score);
});

it("takes facts that contradict as evidence against, or as proof where they cannot both be true", () => {
  const paper = (id: string, kind: "treaty" | "memorandum_of_understanding", quote: string) =>
    mention(id, { type: "agreement", agreement_type: kind }, { ...zh, quote });
  const fraud = paper("a", "memorandum_of_understanding", "签署《关于打击电信诈骗的谅解备忘录》");
  const drugs = paper("b", "memorandum_of_understanding", "签署《关于加强禁毒合作的谅解备忘录》");
  const again = paper(
    "c",
    "memorandum_of_understanding",
    "签署《公安部和内政部关于打击电信网络诈骗犯罪的谅解备忘录》",
  );
  expect(compare(fraud, drugs).reasons).toContain("papers on different matters (电信诈骗 / 禁毒)");
  expect(compare(fraud, again).reasons).toContain("papers on the same matter (电信网络诈骗犯罪 / 电信诈骗)");
  expect(together(fraud, drugs, again)).toEqual([["a", "c"], ["b"]]);
  expect(compare(fraud, paper("d", "treaty", "签署引渡条约")).conflicts).toEqual([
    "different papers (memorandum_of_understanding and treaty)",
  ]);
});

it("tells a guest's meetings with the heads of two organs apart, and takes two hosts of one organ for one visit", () => {
  const meeting = (id: string, organ: "MPS" | "CPLAC", person: string) =>
    mention(id, {
      foreign_people: ["Josaia Vata"],
      topics: ["counterterrorism"],
      prc_actors: [organ],
      prc_people: [person],
    });
  const ministry = meeting("a", "MPS", "周建国");
  expect(compare(ministry, meeting("b", "CPLAC", "陈大文")).conflicts).toEqual([
    "different principals of different Chinese organs (周建国 / 陈大文)",
  ]);
  expect(compare(ministry, meeting("c", "MPS", "李国栋")).conflicts).toEqual([]);
});

it("knows an exercise by its name in two languages, and another year's by its number", () => {
  const exercise = (id: string, date: string, quote: string, more = {}) =>
    mention(id, { type: "exercise", countries: ["KG"], prc_actors: ["PAP"], date }, { quote, ...more });
  const zhReport = exercise("zh", "2019-08-06", "“合作—2019”联合反恐演练开训", zh);
  const enReport = exercise("en", "2019-08-13", "took part in the exercise Cooperation-2019");
  const other = exercise("other", "2019-08-13", "took part in the exercise Cooperation-2018");
  expect(compare(zhReport, enReport).reasons).toContain("same name cooperation 2019");
  expect(together(zhReport, enReport)).toHaveLength(1);
  expect(compare(zhReport, other).reasons).toContain("other name cooperation 2018 / cooperation 2019");
  expect(together(zhReport, other)).toHaveLength(2);
});

it("counts goods, and reads them beside a gift that is retold without a list", () => {
  const gift = (id: string, items: string[] | undefined, more = {}) =>
    mention(id, { type: "assistance", countries: ["SL"], ...(items ? { items } : {}) }, more);
  const twenty = gift("a", ["20辆摩托车"], zh);
  expect(compare(twenty, gift("b", ["twenty motorbikes"])).reasons).toContain(
    "same number of goods (20 × motorcycle)",
  );
  expect(compare(twenty, gift("c", ["fifteen motorbikes"])).reasons).toContain(
    "different numbers of goods (motorcycle: 15 and 20)",
  );
  const retold = gift("d", undefined, { quote: "The bikes are part of what the embassy donated" });
  expect(compare(twenty, retold).reasons).toContain("same goods (motorcycle)");
});

it("has three bands: one event, a pair for a person with its reasons, and two events", () => {
  const said = { prc_people: ["周建国"], foreign_people: ["Josaia Vata"] };
  const first = mention("first", said);
  const linked = linkMentions([first, mention("same", said)], [], context);
  expect([linked.clusters.length, linked.possible.length]).toEqual([1, 0]);
  const asked = linkMentions([first, mention("vague", { date: "2024-03" })], [], context);
  expect([asked.clusters.length, asked.possible.length]).toEqual([2, 1]);
  expect(asked.possible[0]!.reasons).toContain("same month (2024-03-12 and 2024-03)");
  const apart = linkMentions(
    [first, mention("other", { date: "2024-03", prc_people: ["李国栋"] })],
    [],
    context,
  );
  expect([apart.clusters.length, apart.possible.length]).toEqual([2, 0]);
});
