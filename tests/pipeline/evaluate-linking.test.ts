import { expect, it } from "vitest";
import { evaluateLinking } from "../../pipeline/evaluate-linking.ts";
import { belowFloors, Floors } from "../../pipeline/floors.ts";
import { GoldDocument } from "../../pipeline/gold.ts";

const event = { type: "meeting", date: "2024-06-11", countries: ["FJ"], prc_actors: ["MPS"] };
const ZH = {
  id: "zh",
  lang: "zh",
  title: "公安部副部长陈卫会见斐济警察总监",
  published: "2024-06-12",
  text: "6月11日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚，双方就禁毒和打击跨国犯罪交换意见。",
  events: [{ ...event, prc_people: ["陈卫"], foreign_people: ["图迪亚"], cluster: "one" }],
};
const EN = {
  id: "en",
  lang: "en",
  title: "Police commissioner meets Chinese vice minister",
  published: "2024-06-12",
  text: "On June 11, Chinese Vice Minister of Public Security Chen Wei met with Fiji's Commissioner of Police Sitiveni Tudia in Suva.",
  events: [{ ...event, prc_people: ["Chen Wei"], foreign_people: ["Sitiveni Tudia"], cluster: "one" }],
};
/** Nothing in its words reports the meeting that it is coded with. */
const UNREAD = {
  id: "unread",
  lang: "en",
  title: "A busy week",
  published: "2024-06-14",
  text: "It was a busy week in Suva, and the weather was fine.",
  events: [{ ...event, prc_people: ["Chen Wei"], foreign_people: ["Tudia"], cluster: "one" }],
};
const documents = [ZH, EN, UNREAD].map((line) => GoldDocument.parse(line));

it("scores linking of gold codings, and from the texts, where a mention that the rules miss is alone", async () => {
  const { report, errors } = await evaluateLinking(documents, "config");
  expect(report).toMatchObject({ mentions: 3, clusters: 1, pairwise: { precision: 1, recall: 1, f1: 1 } });
  expect(errors).toEqual([]);
  expect(report.endToEnd).toMatchObject({ mentions: 3, found: 2, pairwise: { precision: 1, recall: 1 / 3 } });
});

it("names the pairs that are joined or parted against the gold", async () => {
  const parted = documents.map((document) => ({
    ...document,
    events: document.events.map((one) => ({ ...one, cluster: document.id === "en" ? "two" : "one" })),
  }));
  const { report, errors } = await evaluateLinking(parted, "config");
  expect(report.pairwise.precision).toBeCloseTo(1 / 3);
  expect(errors).toEqual([
    { kind: "merged", mentions: ["zh#0", "en#0"] },
    { kind: "merged", mentions: ["en#0", "unread#0"] },
  ]);
});

it("falls below floors of either kind", async () => {
  const { report } = await evaluateLinking(documents, "config");
  const floors = Floors.parse({ linking: { pairwise: { f1: 1 }, endToEnd: { pairwise: { f1: 0.9 } } } });
  expect(belowFloors(floors, null, report)).toEqual(["linking.endToEnd.pairwise.f1: 0.500, floor 0.9"]);
});
