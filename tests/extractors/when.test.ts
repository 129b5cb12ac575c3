import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { extract, loadRulebook } from "../../extractors/extract.ts";

const rulebook = await loadRulebook(resolve("config"));

/** The date of the first event of a text published on Saturday, 15 June 2024. */
function dateOf(text: string) {
  const language = /[\u4e00-\u9fff]/.test(text) ? "zh" : "en";
  const found = extract(rulebook, { id: "t", language, title: "", text, published: "2024-06-15" });
  return found.mentions[0]?.coding.date;
}

describe("the day of an event", () => {
  test.each([
    // The day of the event, not the year in its name.
    ["The 2024 Global Public Security Cooperation Forum opened in Lianyungang on Tuesday.", "2024-06-11"],
    // What is said at talks is said on their day; what is said of them is not.
    [
      "Minister of Public Security Wang Xiaohong said on Monday during talks with Lao Interior Minister Vilay Lakhamfong that both would share leads.",
      "2024-06-10",
    ],
    ["Police said on Thursday that Fiji deported 12 Chinese suspects to China on June 10.", "2024-06-10"],
    // Two days: the first.
    ["Chinese and Lao police held talks in Vientiane on Wednesday and Thursday.", "2024-06-12"],
    // The day of those who had been caught is not that of their return.
    [
      "Twelve Chinese suspects who had been arrested last month were deported from Fiji to China on Friday.",
      "2024-06-14",
    ],
    // The ceremony is taken up later, with its day.
    [
      "The Chinese Embassy gave five computers to the Grenada Prison Service.\nAn officer thanked the donors.\nThe handing over ceremony was held last Wednesday.",
      "2024-06-12",
    ],
    // A year told in passing makes no record of a report.
    [
      "A suspect was extradited from Morocco to China on Tuesday, the first since a treaty that was signed in 2016 took effect.",
      "2024-06-11",
    ],
    ["应匈方邀请，中国公安部选派的8名民警6月1日到达布达佩斯，翌日与匈警方开始联合巡逻。", "2024-06-02"],
    ["公安部部长王小洪于 2024 年 6 月 6 日会见老挝公安部部长维莱。", "2024-06-06"],
    ["本月9日至10日，公安部副部长陈卫访问斐济，与警察总监图迪亚举行会谈。", "2024-06-09"],
  ])("%s", (text, date) => {
    expect(dateOf(text)).toBe(date);
  });
});
