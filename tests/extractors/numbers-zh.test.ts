import { resolve } from "node:path";
import { expect, it } from "vitest";
import { findAmountsZh, moneyZh } from "../../extractors/amounts-zh.ts";
import { readDictionaries } from "../../extractors/dictionaries.ts";
import { parseNumberZh } from "../../extractors/numbers-zh.ts";
import { buildTermIndex } from "../../extractors/term-index.ts";

const money = moneyZh(readDictionaries(resolve("config/dictionaries")).measures);
const verbs = buildTermIndex(
  ["签署", "会谈", "移交", "巡逻", "检测", "培训"].map((form) => [form, true] as const),
);

it.each([
  ["505", 505],
  ["1,000", 1000],
  ["8300万", 83_000_000],
  ["三十", 30],
  ["二十五", 25],
  ["一百零八", 108],
  ["两千", 2000],
  ["十", 10],
  ["1.2亿", 120_000_000],
  ["1亿3000万", 130_000_000],
  ["一万五千", 15_000],
  ["1万2千", 12_000],
  ["廿四", 24],
  ["卅", 30],
  ["百", 100],
  ["一百二十", 120],
  ["二〇一八", 2018],
])("reads the number %s", (written, value) => {
  expect(parseNumberZh(written)).toBe(value);
});

it("tells people, things, money, ordinals and titled papers apart", () => {
  const chunks = findAmountsZh(
    "第三次移交10辆警用摩托车，价值350万元，20名警官参加，签署《合作备忘录》",
    verbs,
    money,
  );
  expect(chunks.map((c) => [c.kind, c.number ?? null]).sort()).toEqual(
    [
      ["ordinal", 3],
      ["count", 10],
      ["money", 3_500_000],
      ["people_count", 20],
      ["paper", null],
    ].sort(),
  );
});

it("counts neither the two ministries nor the two men who sign", () => {
  expect(findAmountsZh("会后两部签署了合作协议", verbs, money)).toEqual([]);
  const [both] = findAmountsZh("两人签署了公安部和国家警察的协定", verbs, money);
  expect(both).toMatchObject({ kind: "people_count", end: 2 });
});

it.each([
  ["十二辆巡逻车", "巡逻车"], // patrol cars
  ["一批DNA检测设备", "DNA检测设备"], // DNA testing equipment
  ["三台电脑培训学员", "电脑"], // computers, on which trainees are taught
])("keeps the verb that says what a thing is for: %s", (text, noun) => {
  expect(findAmountsZh(text, verbs, money)).toMatchObject([{ kind: "count", noun }]);
});

it("ends the name of what is counted where a verb begins", () => {
  const [given] = findAmountsZh("10台指纹仪移交警方", verbs, money);
  expect(given).toMatchObject({ kind: "count", noun: "指纹仪" });
});

const read = (text: string) =>
  findAmountsZh(text, verbs, money).map((c) => `${c.kind} ${c.value ?? c.number}`);

it.each([
  ["十余名警官", "people_count 10"],
  ["百余名警察", "people_count 100"],
  ["上千人", "people_count 1000"],
  ["近200名学员", "people_count 200"],
  ["20多名警官", "people_count 20"],
  ["两千余名", "people_count 2000"],
  ["二十五名官员", "people_count 25"],
  ["1.5万人", "people_count 15000"],
  ["一万五千人", "people_count 15000"],
  ["1200余人次", "people_count 1200"],
  ["来自15个国家的40名警官", "people_count 40"],
  ["30余辆警车", "count 30"],
  ["3000余万元", "money 30000000 CNY"],
  ["500万美元", "money 5000000 USD"],
  ["6.3亿元", "money 630000000 CNY"],
  ["6.3亿元人民币", "money 630000000 CNY"],
  ["人民币100万元", "money 1000000 CNY"],
  ["百万元", "money 1000000 CNY"],
  ["1亿3000万元", "money 130000000 CNY"],
  ["50万新西兰元", "money 500000 NZD"],
  ["100亿越南盾", "money 10000000000 VND"],
  ["第一百次", "ordinal 100"],
  ["首次", "ordinal 1"],
])("reads %s as %s", (text, expected) => {
  expect(read(text)).toEqual([expected]);
});

it.each(["数十名警察", "几十人", "数百名", "两三名警官", "三四人", "五六十人", "十二三名", "百名红通人员"])(
  "gives no number to %s",
  (text) => {
    expect(read(text)).toEqual([]);
  },
);
