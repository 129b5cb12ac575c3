import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { extract, loadRulebook } from "../../extractors/extract.ts";

const rulebook = await loadRulebook(resolve("config"));

/** Type, date and countries of the events of one paragraph published on 3 May 2024. */
function eventsOf(text: string): string[] {
  const language = /[\u4e00-\u9fff]/.test(text) ? "zh" : "en";
  const found = extract(rulebook, { id: "t", language, title: "", text, published: "2024-05-03" });
  return found.mentions.map(({ coding: c }) =>
    `${c.type} ${c.date} ${c.countries.toSorted().join("+")}`.trim(),
  );
}

describe("forums told by any noun of gathering", () => {
  test.each([
    [
      "Astana was the venue on 30 April of the yearly meeting of SCO drug-control chiefs, at which a deputy director of China's National Narcotics Control Commission spoke.",
      "forum 2024-04-30 KZ",
    ],
    [
      "Interior ministers of the SCO gathered on 12 April in Tashkent. China's delegation was headed by Vice Minister of Public Security Xu Ganlu.",
      "forum 2024-04-12 UZ",
    ],
    [
      "Anti-trafficking units of China, Laos and Thailand wrapped up a workshop on the rescue of brides on Friday.",
      "forum 2024-05-03 LA+TH",
    ],
    [
      "Serbian police director Ivica Dacic flew to China for the public security forum in Lianyungang and took the floor there on 18 April.",
      "forum 2024-04-18 RS",
    ],
    [
      "5月1日，湄公河流域执法安全合作机制高官会在南宁进行，公安部国际合作局主持，柬、老、缅、泰、越五国派员参会。",
      "forum 2024-05-01 KH+LA+MM+TH+VN",
    ],
    ["国家移民管理局副局长刘海涛4月30日在曼谷参加亚太移民执法负责人会晤。", "forum 2024-04-30 TH"],
    ["上合组织成员国内务部长会晤4月27日在塔什干举行，公安部部长王小洪与会并讲话。", "forum 2024-04-27 UZ"],
  ])("%s", (text, event) => {
    expect(eventsOf(text)).toEqual([event]);
  });
});

describe("gatherings that are no forum of internal security", () => {
  test.each([
    "The China-Arab business forum closed in Doha on 2 May; local police had blocked three roads for the Chinese delegation.",
    "Scholars from China, Iran and Russia discussed terrorism at a conference in Tehran on 2 May.",
    "Health ministers of China, Laos and Thailand held a regional forum in Kunming on 2 May on drug-resistant malaria.",
    "Police chiefs of the ASEAN states met in Vientiane on 2 May; China was not invited.",
    "On 2 May Laos took the chair of a meeting of China, Laos and Thailand on drug control, which it will host in spring.",
    "5月2日，清华大学举办国际反恐学术研讨会，美国、法国学者参加。",
    "5月2日，东盟警察首脑会议在金边闭幕，中国今年没有派员参加。",
    "公安部副部长14日在连云港会见来华出席全球公共安全合作论坛的老挝公安部副部长。",
  ])("%s", (text) => {
    expect(eventsOf(text).filter((event) => event.startsWith("forum"))).toEqual([]);
  });

  test("on the sidelines of a forum two sides meet", () => {
    const text =
      "On the sidelines of the Lianyungang forum on 3 April, Vice Minister of Public Security Xu Datong met Mongolian Police Chief Battsengel.";
    expect(eventsOf(text)).toEqual(["meeting 2024-04-03 MN"]);
  });
});
