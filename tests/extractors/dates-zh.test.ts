import { describe, expect, it } from "vitest";
import { findDatesZh } from "../../extractors/dates-zh.ts";

const dates = (text: string, day: string | null = "2019-03-15") =>
  findDatesZh(text, { day }).map((d) => d.date);

describe("Chinese dates", () => {
  it.each([
    ["2018年5月8日", ["2018-05-08"]],
    ["二〇〇八年五月八日", ["2008-05-08"]],
    ["2018年5月", ["2018-05"]],
    ["3月8日", ["2019-03-08"]],
    ["12月28日", ["2018-12-28"]],
    ["14日", ["2019-03-14"]],
    ["28日", ["2019-02-28"]],
    ["十八日", ["2019-02-18"]],
    ["9日至12日", ["2019-03-09"]],
    ["24到25号", ["2019-02-24"]],
    ["11月1日至4日", ["2018-11-01"]],
    ["2018年7月至12月", ["2018-07"]],
    ["去年12月", ["2018-12"]],
    ["昨天", ["2019-03-14"]],
    ["近日", ["2019-03"]],
    ["上周三", ["2019-03-06"]],
    ["星期二", ["2019-03-12"]],
  ])("reads %s", (text, expected) => {
    expect(dates(text)).toEqual(expected);
  });

  it("carries a year named before to the month after it", () => {
    expect(dates("2012年9月接到报警，12月18日收网")).toEqual(["2012-09", "2012-12-18"]);
  });

  it("lets 同日 (the same day) repeat the day before it", () => {
    expect(dates("3月8日会谈，同日签署")).toEqual(["2019-03-08", "2019-03-08"]);
  });

  it("counts 当天 and 次日 from the day named before, also in an earlier sentence", () => {
    expect(findDatesZh("当天双方签署", { day: "2019-03-15" }, "2019-03-02").map((d) => d.date)).toEqual([
      "2019-03-02",
    ]);
    expect(dates("3月8日会谈，次日参观，此前一天抵达")).toEqual(["2019-03-08", "2019-03-09", "2019-03-08"]);
    expect(dates("当天双方签署")).toEqual([]);
  });

  it("takes no day from numbers in a series or durations", () => {
    expect(dates("2号犯罪嫌疑人")).toEqual([]);
    expect(dates("鹊桥二号中继星")).toEqual([]);
    expect(dates("三十日内")).toEqual([]);
  });

  it("gives no date to a relative word when nothing says from when the text speaks", () => {
    expect(dates("昨天", null)).toEqual([null]);
  });
});
