import { expect, it } from "vitest";
import type { Coding } from "../../extractors/event.ts";
import { findSuccessors, isSameQuote, type Report } from "../../extractors/succession.ts";

const report = (id: string, quote: string, coding: Partial<Coding> = {}): Report => ({
  id,
  quote,
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

it("compares quotes without their spacing", () => {
  expect(isSameQuote("公安部 会见", "公安部会见")).toBe(true);
  expect(isSameQuote("公安部会见", "公安部拜会")).toBe(false);
});
