import { expect, it } from "vitest";
import type { Coding } from "../../extractors/event.ts";
import { findSuccessors, isReworded, type Report } from "../../extractors/succession.ts";

const report = (id: string, quote: string, coding: Partial<Coding> = {}): Report => ({
  id,
  quote,
  sentence: `${quote}，双方就合作交换意见。`,
  coding: {
    type: "meeting",
    date: "2020-05-01",
    countries: ["LA"],
    prc_actors: ["MPS"],
    prc_people: [],
    foreign_people: [],
    topics: [],
    ...coding,
  },
});
const MET = "5月1日，公安部副部长陈卫在万象会见老挝公安部长";

it("carries a report on whose date or country was edited", () => {
  const before = [report("b", MET)];
  const now = [report("n", MET.replace("5月1日", "3月12日"), { date: "2019-03-12", countries: ["VN"] })];
  expect([...findSuccessors(before, now)]).toEqual([["n", "b"]]);
});

it("carries no report on to another occasion, another type, or twice", () => {
  const other = report("n", "6月9日，驻老挝大使出席禁毒宣传活动并参观当地学校", { date: "2020-06-09" });
  expect(findSuccessors([report("b", MET)], [other]).size).toBe(0);
  expect(findSuccessors([report("b", MET)], [report("n", MET, { type: "forum" })]).size).toBe(0);
  const two = findSuccessors([report("b", MET)], [report("n1", MET), report("n2", `${MET}。`)]);
  expect([...two]).toEqual([["n1", "b"]]);
});

it("tells the events of one sentence apart by their values", () => {
  const both = "中方向老挝、越南移交警车";
  const before = [report("b1", both), report("b2", both, { countries: ["VN"] })];
  const now = [report("n1", both, { countries: ["VN"] }), report("n2", both)];
  expect(Object.fromEntries(findSuccessors(before, now))).toEqual({ n1: "b2", n2: "b1" });
});

it("carries a report on whose rule now quotes another part of the sentence", () => {
  const sentence = "中国公安部向老挝公安部捐赠警用车辆仪式在万象举行。";
  const before = { ...report("b", "中国公安部向老挝公安部捐赠警用车辆"), sentence };
  const edited = sentence.replace("捐赠", "捐赠二十辆");
  const now = { ...report("n", "捐赠二十辆警用车辆", { items: ["警用车辆"] }), sentence: edited };
  expect([...findSuccessors([before], [now])]).toEqual([["n", "b"]]);
  expect(isReworded(before, now)).toBe(true);
});

it("takes a sentence for reworded only where both quote and sentence have changed, however they are spaced", () => {
  const of = (quote: string, sentence: string) => ({ quote, sentence });
  const was = of("公安部会见", "公安部会见来宾。");
  expect(isReworded(was, of("公安部 会见", "公安部 会见来宾。"))).toBe(false);
  expect(isReworded(was, of("会见来宾", "公安部会见来宾。"))).toBe(false);
  expect(isReworded(was, of("公安部会见", "公安部会见来宾并合影。"))).toBe(false);
  expect(isReworded(was, of("公安部拜会", "公安部拜会来宾。"))).toBe(true);
});

it("carries on what a person decided whatever type the same passage is read as, and prefers the same type", () => {
  const decided = { ...report("b", MET), decided: "meeting" as const };
  const now = report("n", MET, { type: "training" });
  expect([...findSuccessors([decided], [now])]).toEqual([["n", "b"]]);
  const same = report("s", `${MET}一行`);
  expect([...findSuccessors([decided], [now, same])]).toEqual([["s", "b"]]);
  // Of the type that the reviewer set, the sentence may be edited as well.
  const corrected = { ...decided, decided: "training" as const };
  const edited = {
    ...now,
    quote: "应邀在万象会见老挝公安部长",
    sentence: now.sentence.replace("5月1日", "3月12日"),
  };
  expect([...findSuccessors([corrected], [edited])]).toEqual([["n", "b"]]);
  expect(findSuccessors([decided], [edited]).size).toBe(0);
});

it("tells two reports of one sentence apart by their words when both read otherwise than before", () => {
  const sentence = "中方向老挝公安部移交警车，向越南公安部移交摩托车。";
  const of = (id: string, quote: string, countries: string[]) => ({
    ...report(id, quote, { countries, topics: [id === "b1" || id === "b2" ? "technology" : "maritime"] }),
    sentence,
  });
  const before = [of("b1", "向老挝公安部移交警车", ["LA"]), of("b2", "向越南公安部移交摩托车", ["VN"])];
  const now = [of("n1", "向越南公安部移交摩托车", ["VN"]), of("n2", "向老挝公安部移交警车", ["LA"])];
  expect(Object.fromEntries(findSuccessors(before, now))).toEqual({ n1: "b2", n2: "b1" });
});
