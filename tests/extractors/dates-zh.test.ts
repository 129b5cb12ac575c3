import { describe, expect, it } from "vitest";
import { findDatesZh } from "../../extractors/dates-zh.ts";

const dates = (text: string, day: string | null = "2019-03-15") =>
  findDatesZh(text, { day }).map((d) => d.date);

const before = (day: string) => ({
  dayBefore: () => day,
  monthBefore: () => null,
  yearAbove: () => null,
});

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
    ["在今天的会谈中", ["2019-03-15"]],
    ["中国的今天", []],
    ["今天的中国", []],
    ["近日", ["2019-03"]],
    ["上周三", ["2019-03-06"]],
    ["星期二", ["2019-03-12"]],
    ["本周三", ["2019-03-13"]],
    ["周一晚", ["2019-03-11"]],
    ["上周日", ["2019-03-10"]],
    ["上上周五", ["2019-03-01"]],
    ["下周一", ["2019-03-18"]],
    ["前天", ["2019-03-13"]],
    ["大前天", ["2019-03-12"]],
    ["三天前", ["2019-03-12"]],
    ["两周前", ["2019-03"]],
    ["两个月前", ["2019-01"]],
    ["上月底", ["2019-02"]],
    ["上个月15日", ["2019-02-15"]],
    ["本月12日", ["2019-03-12"]],
    ["去年底", ["2018"]],
    ["今年3月初", ["2019-03"]],
    ["2月下旬", ["2019-02"]],
    ["3日至5日", ["2019-03-03"]],
    ["7、8两日", ["2019-03-07"]],
    ["8、9日", ["2019-03-08"]],
    ["3月8日、9日", ["2019-03-08"]],
    ["6月30日-7月2日", ["2018-06-30"]],
    ["2018年12月31日至2019年1月2日", ["2018-12-31"]],
    ["2018年5至6月", ["2018-05"]],
    ["2018-05-08", ["2018-05-08"]],
    ["2018/5/8", ["2018-05-08"]],
    ["十二月三日", ["2018-12-03"]],
    ["一月廿九日", ["2019-01-29"]],
    ["当地时间14日", ["2019-03-14"]],
    ["3月8日抵达，次日会谈", ["2019-03-08", "2019-03-09"]],
    ["去年12月3日会谈，同月15日签署", ["2018-12-03", "2018-12-15"]],
    ["大年初一", []],
    ["“9·11”事件", []],
    ["多年前", []],
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
    expect(
      findDatesZh("当天双方签署", { day: "2019-03-15" }, before("2019-03-02")).map((d) => d.date),
    ).toEqual(["2019-03-02"]);
    expect(dates("3月8日会谈，次日参观，此前一天抵达")).toEqual(["2019-03-08", "2019-03-09", "2019-03-08"]);
  });

  it("takes the day of the page for 当天 where no day was named before", () => {
    expect(dates("当天双方签署")).toEqual(["2019-03-15"]);
  });

  it("reads a day alone in the month that a sentence before opens with, or that the sentence told last", () => {
    const { dayBefore } = before("2019-02-02");
    const read = (text: string, month: string | null) =>
      findDatesZh(
        text,
        { day: "2019-03-02" },
        { dayBefore, monthBefore: () => month, yearAbove: () => null },
      ).map((d) => d.date);
    expect(read("2日移交一人，15日移交三人", "2019-02")).toEqual(["2019-02-02", "2019-02-15"]);
    expect(read("2日移交一人", null)).toEqual(["2019-03-02"]);
    expect(read("2月28日会谈，2日签字", null)).toEqual(["2019-02-28", "2019-03-02"]);
  });

  it("reads a day behind a word of plan as one to come, unless it is of the last days", () => {
    expect(dates("他们将出席21日开幕的会议")).toEqual(["2019-03-21"]);
    expect(dates("他定于25日启程")).toEqual(["2019-03-25"]);
    expect(dates("原计划于13日启程")).toEqual(["2019-03-13"]);
    expect(dates("警方将五人于21日移交")).toEqual(["2019-02-21"]);
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
