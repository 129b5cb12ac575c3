import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readDictionaries } from "../../extractors/dictionaries.ts";
import { extract, loadRulebook } from "../../extractors/extract.ts";
import { officeGlosses, officeInEnglish } from "../../extractors/office-english.ts";
import { romanise } from "../../extractors/romanise.ts";

const glosses = officeGlosses(readDictionaries(resolve("config/dictionaries")));
const book = await loadRulebook("config");

it.each([
  ["公安部副部长", "Vice Minister of Public Security"],
  ["国务委员、公安部部长", "State Councilor and Minister of Public Security"],
  ["云南省公安厅副厅长", "Deputy Director-General, Public Security Department, Yunnan"],
  ["公安部国际合作局局长", "Director, International Cooperation Department, Ministry of Public Security"],
  ["斐济代理警察总监", "Acting Commissioner of Police, Fiji"],
  ["老挝公安部副部长", "Vice Minister of Public Security, Laos"],
  ["中国驻斐济大使", "Ambassador to Fiji"],
  ["不认识的职务", null],
])("shows the office %s as %s", (written, english) => {
  expect(officeInEnglish(written, glosses)).toBe(english);
});

it.each([
  ["郭声琨", "Guo Shengkun"],
  ["单霁翔", "Shan Jixiang"],
  ["欧阳志远", "Ouyang Zhiyuan"],
  ["司马南", "Sima Nan"],
  ["吕建国", "Lü Jianguo"],
  ["雪克来提·扎克尔", "Xuekelaiti Zhakeer"],
])("spells the name %s as %s", (name, pinyin) => {
  expect(romanise(name, book.lexicon.surnames)).toBe(pinyin);
});

describe("the English office of somebody known", () => {
  const office = (text: string, published: string) =>
    extract(book, { id: "d", language: "zh", title: "", text, published }).mentions[0]!.people[0]!.office_en;

  it("is the one written, if it was held then", () => {
    const meets = "在北京会见越南公安部部长苏林。";
    expect(office(`3月1日，公安部副部长王小洪${meets}`, "2017-03-02")).toBe(
      "Vice Minister of Public Security",
    );
    expect(office(`3月1日，公安部部长赵克志${meets}`, "2019-03-02")).toBe("Minister of Public Security");
    expect(office(`3月1日，国务委员王小洪${meets}`, "2024-03-02")).toBe("State Councilor");
  });
});
