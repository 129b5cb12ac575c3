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
    // A year in a name is none of its own in a report of that year; nor are the years a plan is for.
    [
      "The Great Wall-2024 counter-terrorism forum opened in Beijing with police from 31 countries.",
      "2024-06",
    ],
    [
      "On 12 June 2024 the interior ministers of Belarus and China put their names to a plan of police cooperation for 2025-2026.",
      "2024-06-12",
    ],
    // The day on which a later sentence says that a course or drill began, and no day of what is told beside it.
    ["来自斐济的20名警官12日从广西警察学院手中接过结业证书。这一研修项目5月20日开班。", "2024-05-20"],
    [
      "13日，武警特战队员与塔吉克斯坦国民卫队士兵围剿“恐怖分子”，这是中塔联合反恐训练的一个科目。联训自6月10日开训。",
      "2024-06-10",
    ],
    // 今年第二次 (the second this year) counts, and dates nothing.
    ["本月3日至5日，中越海警四艘舰船在北部湾结伴而行。这是两国海警今年第二次在这里联合巡航。", "2024-06-03"],
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
    // A headline by itself, or a page of the season, tells the month; a report tells of its day.
    ["12名电信诈骗嫌疑人从斐济被押解回国", "2024-06"],
    ["端午佳节来临，中国驻斐济大使走访苏瓦警察局，同局长就侨胞安全交谈。", "2024-06"],
    ["公安部部长王小洪在北京会见老挝公安部部长维莱，双方就打击电信诈骗交换意见。", "2024-06-15"],
    ["央视网消息（新闻联播）：12名电信诈骗嫌疑人从斐济被押解回国", "2024-06-15"],
    // 近日 (recently) is the day of the talks; the day behind the comma is that of the paper.
    ["中国海警局局长近日在北京同斐济警察总监图迪亚举行会谈，并于3日参观舰船。", "2024-06"],
    ["据公安部14日公布，斐济执法培训班已经开课，20名斐济警官参加。", "2024-06"],
    // The day of the ceremony at which somebody speaks.
    [
      "The police chief of Fiji said at the handover ceremony held here Thursday that the 40 computers donated by China would help.",
      "2024-06-13",
    ],
    // What is adopted at the close is of the last day.
    [
      "China and Laos signed a memorandum on drug control at the close of a meeting of their police chiefs in Beijing on June 5 and 6.",
      "2024-06-06",
    ],
    // The first day of what lasts, told in a clause or a sentence of its own; of a course also its last, before the way home.
    [
      "Ten Fijian police officers returned on Thursday from a course at Yunnan Police College that had begun on 20 May.",
      "2024-05-20",
    ],
    [
      "Ten Fijian police officers returned on Thursday from a course at Yunnan Police College, which ended on June 7.",
      "2024-06-07",
    ],
    [
      "Fijian and Chinese police ended their joint patrols in Suva on Friday. They had set out on June 3.",
      "2024-06-03",
    ],
    [
      "The Chinese Embassy's police conference of nine Pacific states closed in Suva on Friday. Ambassador Li Ming opened it on Wednesday.",
      "2024-06-12",
    ],
    [
      "Between June 3 and June 12, ten Fijian police officers attended a course at Yunnan Police College.",
      "2024-06-03",
    ],
    // The day of a paper that is only named.
    [
      "A week after the letters of June 3 were exchanged, the Chinese Embassy gave the Fiji Police 20 vans on June 11.",
      "2024-06-11",
    ],
    // The day of the clause in which the verb stands goes before a day outside it.
    [
      "Fiji's Police Commissioner Rusiate Tudravu came home on Friday from Beijing, where he met Minister of Public Security Wang Xiaohong on June 5.",
      "2024-06-05",
    ],
    [
      "Fiji's police showed the press on Friday the 20 vans which the Chinese Embassy handed over to the force on June 3.",
      "2024-06-03",
    ],
    ["应匈方邀请，中国公安部选派的8名民警6月1日到达布达佩斯，翌日与匈警方开始联合巡逻。", "2024-06-02"],
    ["公安部部长王小洪于 2024 年 6 月 6 日会见老挝公安部部长维莱。", "2024-06-06"],
    ["本月9日至10日，公安部副部长陈卫访问斐济，与警察总监图迪亚举行会谈。", "2024-06-09"],
  ])("%s", (text, date) => {
    expect(dateOf(text)).toBe(date);
  });

  test("is each act's own, where a sentence tells two", () => {
    const text =
      "Fiji's Police Commissioner Rusiate Tudravu met Minister of Public Security Wang Xiaohong in Beijing on June 5 and signed a memorandum of understanding on police cooperation with him on June 7.";
    const { mentions } = extract(rulebook, {
      id: "t",
      language: "en",
      title: "",
      text,
      published: "2024-06-15",
    });
    expect(mentions.map(({ coding }) => [coding.type, coding.date])).toEqual([
      ["meeting", "2024-06-05"],
      ["agreement", "2024-06-07"],
    ]);
  });
});
