import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { extract, loadRulebook } from "../../extractors/extract.ts";

const rulebook = await loadRulebook(resolve("config"));

/** The first event of one paragraph published on 15 June 2024. */
function eventOf(text: string, title = "") {
  const language = /[\u4e00-\u9fff]/.test(text) ? "zh" : "en";
  return extract(rulebook, { id: "t", language, title, text, published: "2024-06-15" }).mentions[0]?.coding;
}

describe("participants", () => {
  test.each([
    ["Fiji's police force sent 24 of its officers to the Yunnan Police College for a course on Monday.", 24],
    [
      "A 12-strong forensic team of the Tonga Police began a course at the Fujian Police College on Monday.",
      12,
    ],
    [
      "On Tuesday a team of nine from the Samoa Police Service began a course at the Hubei Police Academy.",
      9,
    ],
    ["Twelve Chinese and twelve Italian police officers began joint patrols in Rome on Monday.", 24],
    [
      "On June 3 fifty officers of the Wenshan police and forty of the Ha Giang police in Vietnam held a joint exercise.",
      90,
    ],
    [
      "Six Chinese policemen and two policewomen began joint patrols with Croatian police in Zagreb on Monday.",
      8,
    ],
    [
      "Chinese and Thai police held a joint exercise on June 3. Some 150 commandos from each side took part.",
      300,
    ],
    [
      "Chinese and Lao police held a joint exercise on June 3 in which they freed 20 hostages from a bus.",
      undefined,
    ],
    ["On June 3 five Chinese instructors taught 31 Ugandan police officers a course in Kampala.", 31],
    ["6月3日，中蒙两国警方在二连浩特举行反恐联合演练，中方60人、蒙方45人参加。", 105],
    ["6月3日，中泰两国特警在曼谷开展反恐联合演练，双方各派40名队员参加。", 80],
    ["6月3日，中意警务联合巡逻在罗马启动，两国官员等六十余人出席仪式。8名中国民警将与意方同巡三周。", 8],
    [
      "6月3日，四人教官组在金边为柬埔寨国家警察举办的培训班结业，35名学员获得证书，培训由中国公安部主办。",
      35,
    ],
  ])("%s", (text, participants) => {
    expect(eventOf(text)?.participants).toBe(participants);
  });
});

describe("persons", () => {
  test.each([
    ["A Chinese banker wanted for embezzlement was extradited from Portugal to China on Thursday.", 1],
    [
      "Zhao Lin, No. 7 on the list of China's 100 most wanted fugitives, was repatriated from Canada to Beijing on Monday.",
      1,
    ],
    ["Forty-one Chinese accused of running phone scams were deported from Nepal to China on Tuesday.", 41],
    [
      "Three alleged bosses of a fraud gang were handed over to Chinese police by Myanmar's police on Monday.",
      3,
    ],
    ["Twelve Korean suspects and five Chinese were deported from Cambodia on Monday, the five to China.", 5],
    ["6月3日，老挝警方将毒枭首犯岩甩移交中国公安机关。", 1],
    ["6月3日，广西公安机关与越南警方同步收网，解救妇女12名，抓获犯罪嫌疑人30名。", 30],
    [
      "6月3日，缅甸警方向中国公安机关移交300余名电信诈骗犯罪嫌疑人。其中包括头目等，共318名嫌疑人被押解回国。",
      318,
    ],
  ])("%s", (text, persons) => {
    expect(eventOf(text)?.persons).toBe(persons);
  });
});

describe("rounds", () => {
  test.each([
    [
      "China Coast Guard and the Vietnam Coast Guard held a joint patrol on June 4. It was the 27th joint patrol since 2006.",
      27,
    ],
    [
      "China and Vietnam's coast guards held their first joint patrol of 2024 in the Beibu Gulf on June 4.",
      undefined,
    ],
    ["Chinese and Serbian police began the fourth season of joint patrols in Belgrade on June 4.", 4],
    [
      "The 141st international joint patrol on the Mekong River by China, Laos, Myanmar and Thailand ended on June 4.",
      141,
    ],
    ["中国和老挝警方湄公河联合巡逻执法首航仪式6月4日在关累港举行。", 1],
    ["6月4日，中国海警与越南海警在北部湾开展联合巡逻，这是两国海警第二十七次联合巡逻。", 27],
    ["6月4日，中国海警与越南海警开展今年第二次联合巡逻。", undefined],
  ])("%s", (text, round) => {
    expect(eventOf(text)?.round).toBe(round);
  });
});
