import { beforeAll, expect, it } from "vitest";
import { loadRulebook, type Rulebook } from "../../extractors/extract.ts";
import { readWords } from "../../extractors/read-words.ts";

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await loadRulebook("config");
});

const TEXT =
  "2016年9月26日至28日，国务委员、公安部部长郭声琨在内比都会见缅甸内政部长觉瑞。27日，双方签署了关于打击跨国犯罪的谅解备忘录，第三轮磋商有二十五名警官参加，中方提供300万美元。";
const ENGLISH =
  "On Tuesday the Chinese ambassador met Fiji's Minister for Home Affairs, and twenty-five officers were trained.";

function read(words: string, text = TEXT, language: "zh" | "en" = "zh") {
  const start = text.indexOf(words);
  const document = { id: "d", language, title: "", text, published: "2016-09-30" };
  return readWords(rulebook, document, { in: "text", start, end: start + words.length });
}

it.each([
  ["2016年9月26日", "2016-09-26"],
  ["2016年9月", "2016-09"],
  ["2016年", "2016"],
  ["27日", "2016-09-27"],
])("reads %s as a date, as exact as the words and with what the page says of the year", (words, date) => {
  expect(read(words).date).toBe(date);
});

it("reads a date in English by the day of the page", () => {
  expect(read("Tuesday", ENGLISH, "en").date).toBe("2016-09-27");
});

it.each([
  ["缅甸", ["MM"]],
  ["缅甸内政部长", ["MM"]],
])("reads %s as a country", (words, countries) => {
  expect(read(words).countries).toEqual(countries);
});

it("reads numerals and figures as a number, and leaves open what is counted", () => {
  expect(read("二十五名")).toMatchObject({ participants: 25, persons: 25, round: 25 });
  expect(read("第三轮").round).toBe(3);
  expect(read("twenty-five", ENGLISH, "en").participants).toBe(25);
  expect(read("内比都").participants).toBeUndefined();
  expect(read("9月26日")).not.toMatchObject({ participants: 9 });
  expect(read("9月26日").countries).toBeUndefined();
});

it("reads a person by the name, with the office where it was marked too", () => {
  expect(read("郭声琨")).toMatchObject({ prc_people: ["郭声琨"] });
  expect(read("国务委员、公安部部长郭声琨")).toMatchObject({
    prc_people: ["郭声琨"],
    office: "国务委员、公安部部长",
  });
  expect(read("觉瑞")).toMatchObject({ foreign_people: ["觉瑞"] });
});

it("reads bodies, topics, papers and sums by the dictionaries", () => {
  expect(read("公安部").prc_actors).toEqual(["MPS"]);
  expect(read("打击跨国犯罪").topics).toEqual(["transnational_crime"]);
  expect(read("谅解备忘录").agreement_type).toBe("memorandum_of_understanding");
  expect(read("300万美元").value).toBe("3000000 USD");
});

it("reads words of a traditional page as those of a simplified one", () => {
  const text = "2016年9月27日，公安部部長郭聲琨會見緬甸內政部長。";
  expect(read("緬甸", text).countries).toEqual(["MM"]);
  expect(read("郭聲琨", text).prc_people).toEqual(["郭聲琨"]);
});

it("reads nothing in a whole passage or in no words", () => {
  expect(read("")).toEqual({});
  const long = TEXT.repeat(5);
  const document = { id: "d", language: "zh" as const, title: "", text: long, published: null };
  expect(readWords(rulebook, document, { in: "text", start: 0, end: 400 })).toEqual({});
});
